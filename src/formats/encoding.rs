//! Bytes to text: byte order mark, UTF-8, UTF-16 with or without a mark, else the old encoding the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The bytes as UTF-8 where they were UTF-16, and without a byte order mark; else as they are.
pub fn without_utf16(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => Cow::Borrowed(&bytes[mark..]),
        Some((encoding, mark)) => transcode(encoding, &bytes[mark..]),
        None => match unmarked_utf16(bytes) {
            Some(encoding) => transcode(encoding, bytes),
            None => Cow::Borrowed(bytes),
        },
    }
}

fn transcode(encoding: &'static Encoding, bytes: &[u8]) -> Cow<'static, [u8]> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Cow::Owned(text.into_owned().into_bytes())
}

/// UTF-16 without a mark shows as a zero in every other byte of mostly Latin text.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 8 || !head.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 3 > pairs * 2 && even == 0 {
        Some(UTF_16LE)
    } else if even * 3 > pairs * 2 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The text of a whole file. A line that is valid UTF-8 is read so even where its neighbours are not.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let old = old_encoding(bytes);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        text.push_str(&decode_line(line, old));
    }
    Cow::Owned(text)
}

/// One line: UTF-8 where it is valid, else the old encoding.
pub fn decode_line<'a>(line: &'a [u8], old: &'static Encoding) -> Cow<'a, str> {
    match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => old.decode_without_bom_handling(line).0,
    }
}

/// The encoding that a file without Unicode is written in, guessed from the lines that are not UTF-8.
///
/// A Western guess always means Windows-1252, and so does any guess from only a few letters: there the exotic ones are
/// nearly always wrong.
pub fn old_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut letters = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if std::str::from_utf8(line).is_err() {
            letters += line.iter().filter(|byte| !byte.is_ascii()).count();
            detector.feed(line, false);
        }
    }
    detector.feed(b"", true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if letters < 12 { WINDOWS_1252 } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let little: Vec<u8> = "Zoë,555 0101\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = [b"\xff\xfe", little.as_slice()].concat();
        let big: Vec<u8> = "Zoe Lima,555 0101\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(&*without_utf16(&marked), "Zoë,555 0101\n".as_bytes());
        assert_eq!(&*without_utf16(&little), "Zoë,555 0101\n".as_bytes());
        assert_eq!(&*without_utf16(&big), b"Zoe Lima,555 0101\n");
    }

    #[test]
    fn one_old_line_does_not_spoil_the_utf8_ones() {
        let mixed = [b"M\xfcller\n".as_slice(), "Núñez\n".as_bytes()].concat();
        assert_eq!(decode(&mixed), "Müller\nNúñez\n");
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Нина Петрова\nОльга Смирнова\n");
        assert_eq!(decode(&russian), "Нина Петрова\nОльга Смирнова\n");
    }
}
