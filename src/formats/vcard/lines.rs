//! Content lines of a vCard file, taken apart on bytes: a fold may stand inside a character, and each property may name its
//! own charset, so that nothing is decoded before it is whole.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use memchr::memchr;

use super::super::encoding::decode_line;

/// Walks over the unfolded lines of a file in which every line ends in LF.
pub struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
}

/// One unfolded line.
pub struct Line<'a> {
    /// Where it starts in the file, from 1.
    pub number: usize,
    /// Its bytes, without the line end.
    pub bytes: Cow<'a, [u8]>,
}

impl<'a> Lines<'a> {
    /// The lines of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            number: 0,
        }
    }

    /// What has not been read yet; the difference of two is the raw text between.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Is the next line no property at all? Then it belongs to this one: a note that an exporter broke without folding it.
    fn goes_on_badly(&self, line: &[u8]) -> bool {
        let frame = |word: &[u8]| {
            line.get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
        };
        if self.rest.is_empty() || line.is_empty() || frame(b"BEGIN:") || frame(b"END:") {
            return false;
        }
        let end = memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let next = &self.rest[..end];
        let head = &next[..next
            .iter()
            .position(|b| matches!(b, b':' | b';'))
            .unwrap_or(next.len())];
        head.len() == next.len() || !head.iter().all(|b| is_token(*b) || *b == b'.')
    }

    fn physical(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr(b'\n', self.rest).unwrap_or(self.rest.len());
        let line = &self.rest[..end];
        self.rest = &self.rest[(end + 1).min(self.rest.len())..];
        self.number += 1;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let mut bytes = Cow::Borrowed(self.physical()?);
        let number = self.number;
        loop {
            if matches!(self.rest.first(), Some(b' ' | b'\t')) {
                let more = self.physical()?;
                bytes.to_mut().extend_from_slice(&more[1..]);
            } else if bytes.ends_with(b"=") && is_quoted(&bytes) && !self.rest.is_empty() {
                // A soft break of quoted-printable: the next line goes on as it is.
                let more = self.physical()?;
                let whole = bytes.to_mut();
                whole.pop();
                whole.extend_from_slice(more);
            } else if self.goes_on_badly(&bytes) {
                let more = self.physical()?;
                if !more.is_empty() {
                    bytes.to_mut().extend_from_slice(b"\\n");
                    bytes.to_mut().extend_from_slice(more);
                }
            } else {
                return Some(Line { number, bytes });
            }
        }
    }
}

/// Do the parameters of this line say quoted-printable?
fn is_quoted(line: &[u8]) -> bool {
    let head = &line[..memchr(b':', line).unwrap_or(0)];
    head.windows(16)
        .any(|window| window.eq_ignore_ascii_case(b"QUOTED-PRINTABLE"))
}

/// One property: `item1.TEL;TYPE=CELL:555 0101`.
pub struct Property<'a> {
    /// `item1`, or "".
    pub group: &'a str,
    /// `TEL`, in capitals.
    pub name: &'a str,
    /// `TYPE=CELL`, as written.
    pub params: &'a str,
    /// The value, decoded, but with its vCard escapes.
    pub value: Cow<'a, str>,
    /// Base64: a picture, a sound, a key.
    pub binary: bool,
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Takes a line apart; `None` when it is no property. `capitals` lends the room for the name.
pub fn property<'a>(
    line: &'a Line<'_>,
    old: impl FnOnce() -> &'static Encoding,
    capitals: &'a mut String,
) -> Option<Property<'a>> {
    let colon = colon(&line.bytes)?;
    let (head, value) = (&line.bytes[..colon], &line.bytes[colon + 1..]);
    let head = std::str::from_utf8(head).ok()?;
    let (path, params) = head.split_once(';').unwrap_or((head, ""));
    let (group, name) = path.trim().rsplit_once('.').unwrap_or(("", path.trim()));
    let token = |text: &str| text.bytes().all(is_token);
    if name.is_empty() || !token(name) || !token(group) {
        return None;
    }
    capitals.clear();
    capitals.push_str(name);
    capitals.make_ascii_uppercase();
    let mut property = Property {
        group,
        name: capitals,
        params,
        value: Cow::Borrowed(""),
        binary: false,
    };
    let packing = Packing::of(&property);
    property.binary = packing.binary;
    let value = if packing.quoted {
        Cow::Owned(unquote(value))
    } else {
        Cow::Borrowed(value)
    };
    property.value = text(value, packing.charset, old);
    Some(property)
}

/// How a value is packed, by its parameters.
#[derive(Default)]
struct Packing {
    quoted: bool,
    binary: bool,
    charset: Option<&'static Encoding>,
}

impl Packing {
    fn of(property: &Property<'_>) -> Self {
        let mut packing = Self::default();
        for (key, value) in property.params() {
            let is = |word: &str| value.eq_ignore_ascii_case(word);
            if key.eq_ignore_ascii_case("ENCODING") || key.is_empty() {
                packing.quoted |= is("QUOTED-PRINTABLE");
                packing.binary |= is("B") || is("BASE64");
            } else if key.eq_ignore_ascii_case("CHARSET") {
                packing.charset = Encoding::for_label(value.as_bytes()).filter(|it| *it != UTF_8);
            }
        }
        packing
    }
}

/// Bytes that are UTF-8 are read so, whatever was declared: wrong declarations are common, valid UTF-8 by accident is not.
fn text<'a>(
    bytes: Cow<'a, [u8]>,
    charset: Option<&'static Encoding>,
    old: impl FnOnce() -> &'static Encoding,
) -> Cow<'a, str> {
    if charset.is_none_or(Encoding::is_single_byte) && std::str::from_utf8(&bytes).is_ok() {
        return match bytes {
            Cow::Borrowed(bytes) => decode_line(bytes, UTF_8),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
        };
    }
    match (charset, bytes) {
        (Some(charset), bytes) => Cow::Owned(charset.decode(&bytes).0.into_owned()),
        (None, Cow::Borrowed(bytes)) => decode_line(bytes, old()),
        (None, Cow::Owned(bytes)) => Cow::Owned(decode_line(&bytes, old()).into_owned()),
    }
}

/// The colon between parameters and value: the first one outside quotes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    })
}

/// Undoes quoted-printable; what is not a code stays as it is.
fn unquote(value: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16))
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut plain = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(byte) = value.get(at) {
        match (*byte, digit(value.get(at + 1)), digit(value.get(at + 2))) {
            (b'=', Some(high), Some(low)) => {
                plain.push(high * 16 + low);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

impl<'a> Property<'a> {
    /// Its parameters as key and value; a bare one (`TEL;CELL`) has an empty key. Quotes are taken off.
    pub fn params(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut quoted = false;
        self.params
            .split(move |letter: char| {
                quoted ^= letter == '"';
                letter == ';' && !quoted
            })
            .filter(|param| !param.is_empty())
            .map(|param| {
                let (key, value) = param.split_once('=').unwrap_or(("", param));
                (key.trim(), value.trim().trim_matches('"'))
            })
    }

    /// The value of one parameter.
    pub fn param(&self, name: &str) -> Option<&'a str> {
        self.params()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The parts of a structured value, unescaped: `Müller;Zoë;;;`.
    pub fn parts(&self, separator: char) -> impl Iterator<Item = Cow<'_, str>> {
        parts(&self.value, separator)
    }

    /// The whole value, unescaped.
    pub fn text(&self) -> Cow<'_, str> {
        unescape(&self.value)
    }
}

/// The parts of a text between separators that are not escaped, unescaped.
pub fn parts(text: &str, separator: char) -> impl Iterator<Item = Cow<'_, str>> {
    let mut escaped = false;
    text.split(move |letter: char| {
        let cut = letter == separator && !escaped;
        escaped = letter == '\\' && !escaped;
        cut
    })
    .map(unescape)
}

/// Undoes the escapes of vCard; an escape that is none stays as it is.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('n' | 'N') => plain.push('\n'),
            Some('r') => {}
            Some(sign @ ('\\' | ',' | ';' | ':')) => plain.push(sign),
            Some(other) => plain.extend(['\\', other]),
            None => plain.push('\\'),
        }
    }
    Cow::Owned(plain)
}
