//! vCard 2.1, 3.0 and 4.0 as phones and mail programs really write them.
//!
//! The reader is our own, not a crate's: bytes must be unfolded and un-quoted-printabled before they are decoded, refused cards
//! need their line and raw text, and unknown lines are kept as they stand; a parser fed with what is left after that would only
//! split at `;` again (calcard 0.3 took 4.4 µs a card for it, all of this takes less).

mod card;
mod label;
mod lines;
mod ours;
mod write;

use std::{borrow::Cow, cell::OnceCell};

use encoding_rs::Encoding;
use memchr::{memchr, memchr_iter};

use self::{
    card::Card,
    lines::{Line, Lines, property},
};
use super::{Contents, Kind, RowError, VALUE_LIMIT, encoding};
pub(super) use lines::parts;
pub use write::write;

/// Which vCard to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 3.0 (RFC 2426): what every phone takes.
    Three,
    /// 4.0 (RFC 6350).
    Four,
}

/// Reads every card of a file.
pub fn read(bytes: &[u8]) -> Contents {
    let bytes = with_line_feeds(bytes);
    let mut reader = Reader {
        contents: Contents::new(Kind::Vcard),
        all: &bytes,
        old: OnceCell::new(),
        card: None,
        nested: false,
    };
    let mut lines = Lines::new(&bytes);
    let mut capitals = String::new();
    let mut rest = lines.rest();
    while let Some(line) = lines.next() {
        reader.line(&line, rest, &mut capitals);
        rest = lines.rest();
    }
    reader.close(&[], true);
    reader.contents
}

/// A carriage return alone ends a line too; where there are none the bytes are taken as they are.
fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if memchr(b'\r', bytes).is_none() || !memchr_iter(b'\r', bytes).any(lone) {
        return Cow::Borrowed(bytes);
    }
    let mut ends = bytes.to_vec();
    for at in memchr_iter(b'\r', bytes).filter(|at| lone(*at)) {
        ends[at] = b'\n';
    }
    Cow::Owned(ends)
}

struct Reader<'a> {
    contents: Contents,
    all: &'a [u8],
    old: OnceCell<&'static Encoding>,
    /// The card being read, and the text from its beginning on.
    card: Option<(Card, &'a [u8])>,
    /// Inside the card of an agent, which stands in another card.
    nested: bool,
}

impl<'a> Reader<'a> {
    /// Takes one line; `rest` is the text from this line on.
    fn line(&mut self, line: &Line<'_>, rest: &'a [u8], capitals: &mut String) {
        let is = |word: &[u8]| line.bytes.trim_ascii().eq_ignore_ascii_case(word);
        if self.nested {
            self.nested = !is(b"END:VCARD");
        } else if is(b"BEGIN:VCARD") {
            if self.card.as_ref().is_some_and(|(card, _)| card.has_agent) {
                self.nested = true;
                return;
            }
            self.close(rest, true);
            self.card = Some((Card::new(line.number), rest));
        } else if is(b"END:VCARD") {
            let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            self.close(&rest[end..], false);
        } else {
            self.property(line, capitals);
        }
    }

    fn property(&mut self, line: &Line<'_>, capitals: &mut String) {
        let Some((card, _)) = &mut self.card else {
            if !line.bytes.trim_ascii().is_empty() {
                self.contents
                    .remark(line.number, "outside of any card, left out");
            }
            return;
        };
        let old = || *self.old.get_or_init(|| encoding::old_encoding(self.all));
        match property(line, old, capitals) {
            Some(property) if property.binary => {
                self.contents.ignore(property.name);
            }
            Some(property) if property.value.len() > VALUE_LIMIT => card.too_long = true,
            Some(property) => {
                if !card.take(&property) {
                    self.contents.ignore(property.name);
                }
            }
            None if line.bytes.trim_ascii().is_empty() => {}
            None => {
                let text = encoding::decode_line(&line.bytes, old());
                card.keep(&text);
                self.contents
                    .remark(line.number, "not a vCard line; kept as it is");
            }
        }
    }

    /// Ends the card being read, if there is one; `rest` is the text behind it.
    fn close(&mut self, rest: &[u8], without_end: bool) {
        let Some((card, start)) = self.card.take() else {
            return;
        };
        let raw = &start[..start.len() - rest.len()];
        let raw = || {
            let text = encoding::decode(raw).replace("\r\n", "\n");
            let end = if without_end { "END:VCARD\n" } else { "" };
            format!("{}\n{end}", text.trim_end())
        };
        if without_end {
            let text = "the card has no END:VCARD; taken up to where the next begins";
            self.contents.remark(card.line, text);
        }
        if card.too_long {
            self.contents.refused.push(RowError {
                line: card.line,
                reason: "a value is longer than 16 MB".into(),
                raw: raw(),
            });
        } else {
            self.contents.take(card.finish(), raw);
        }
    }
}
