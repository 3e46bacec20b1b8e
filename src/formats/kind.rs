//! What a file is, by its content: one of our formats, or a sentence that names what it is instead.

use memchr::memmem;

use super::Kind;
use crate::domain::Refusal;

/// Beginnings that give away what is certainly no table or card.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a picture (PNG), not contacts."),
    (b"\xff\xd8\xff", "a picture (JPEG), not contacts."),
    (b"GIF8", "a picture (GIF), not contacts."),
    (b"RIFF", "a sound or picture, not contacts."),
    (
        b"%PDF",
        "a PDF, not contacts; export them as vCard or CSV instead.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel or Word file; open it and save it as CSV.",
    ),
    (
        b"SQLite format 3\0",
        "a database, not contacts; export them as vCard or CSV.",
    ),
    (b"\x1f\x8b", "a packed file (gzip); unpack it first."),
    (b"7z\xbc\xaf", "a packed file (7z); unpack it first."),
    (b"Rar!", "a packed file (RAR); unpack it first."),
    (b"{\\rtf", "a text document (RTF); save the list as CSV."),
];

/// The format of a file, given without UTF-16 and byte order mark.
///
/// # Errors
/// The sentence for a file that is none of ours.
pub fn recognise(bytes: &[u8]) -> Result<Kind, Refusal> {
    let refuse = |reason: &str| Err(Refusal(reason.to_owned()));
    let start = bytes.trim_ascii_start();
    if start.is_empty() {
        return refuse("empty; there is nobody in it.");
    }
    if let Some((_, reason)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return refuse(reason);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return refuse(packed(bytes));
    }
    let head = start[..start.len().min(4096)].to_ascii_lowercase();
    let begins = |word: &str| head.starts_with(word.as_bytes());
    if has_card(bytes) {
        return Ok(Kind::Vcard);
    }
    if begins("begin:vcalendar") {
        return refuse("a calendar, not contacts.");
    }
    if begins("<") {
        let web = memmem::find(&head, b"<html").is_some() || begins("<!doctype html");
        return refuse(if web {
            "a web page, not contacts; look for an export as vCard or CSV there."
        } else {
            "XML, not contacts as vCard or CSV."
        });
    }
    if is_binary(bytes) {
        return refuse("not text; contacts come as vCard (.vcf) or CSV.");
    }
    if begins("{") || begins("[") {
        return Ok(Kind::Json);
    }
    Ok(Kind::Csv)
}

/// Workbooks are zip files with telling names inside.
fn packed(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let holds = |name: &str| memmem::find(head, name.as_bytes()).is_some();
    if holds("xl/") || holds("[Content_Types].xml") || holds("opendocument.spreadsheet") {
        "a workbook (Excel or Calc); open it and save the sheet as CSV."
    } else {
        "a packed file (ZIP); unpack it first."
    }
}

/// Does a line of the first part begin a card? Some programs write a few words before the first.
fn has_card(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(64 << 10)]
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .map(<[u8]>::trim_ascii)
        .take_while(|line| !line.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
        .any(|line| line.eq_ignore_ascii_case(b"BEGIN:VCARD"))
}

/// Text has no zeros and hardly any controls.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let controls = head
        .iter()
        .filter(|byte| **byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b))
        .count();
    memchr::memchr(0, head).is_some() || controls * 50 > head.len()
}
