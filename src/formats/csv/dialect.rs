//! What separates the fields of a table, and whether its quotes are closed.

use crate::domain::Refusal;

/// Separators that are tried, the likelier ones first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of a file is looked at to find its separator.
const LOOKED_AT: usize = 64 << 10;

/// What separates the fields, and where the table begins: behind a `sep=;` line, if there is one.
pub fn sniff(text: &str) -> (u8, usize) {
    let first = text.split('\n').next().unwrap_or("");
    let plain = first.trim().trim_matches('"');
    if let Some(sep) = plain.strip_prefix("sep=")
        && let [separator] = sep.as_bytes()
    {
        return (*separator, (first.len() + 1).min(text.len()));
    }
    if first
        .trim_end_matches(['\r', '\n'])
        .eq_ignore_ascii_case("sep=\t")
    {
        return (b'\t', (first.len() + 1).min(text.len()));
    }
    let head = text.as_bytes();
    let head = &head[..head.len().min(LOOKED_AT)];
    let best = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| fitness(head, *separator));
    (best.unwrap_or(b','), 0)
}

/// How well a separator fits: rows that have as many fields as the header, and how many these are.
fn fitness(head: &[u8], separator: u8) -> (usize, usize) {
    let mut counts = Vec::new();
    let mut count = 0;
    walk(head, separator, |sign| {
        if sign == Sign::Field {
            count += 1;
        } else {
            counts.push(std::mem::take(&mut count));
        }
        counts.len() < 50
    });
    if counts.is_empty() {
        counts.push(count);
    }
    let header = counts[0];
    if header == 0 {
        return (0, 0);
    }
    let alike = counts.iter().filter(|count| **count == header).count();
    (alike, header)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Field,
    Row,
}

/// Walks over separators and row ends outside quotes while `each` says so; gives back where a quote opened that never closes.
fn walk(bytes: &[u8], separator: u8, mut each: impl FnMut(Sign) -> bool) -> Option<usize> {
    let (mut opened, mut starts, mut at) = (None, true, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        if opened.is_some() {
            if byte == b'"' && bytes.get(at + 1) == Some(&b'"') {
                at += 1;
            } else if byte == b'"' {
                opened = None;
            }
        } else if byte == b'"' && starts {
            opened = Some(at);
        } else if byte == separator || byte == b'\n' {
            let sign = if byte == b'\n' {
                Sign::Row
            } else {
                Sign::Field
            };
            starts = true;
            at += 1;
            if !each(sign) {
                return None;
            }
            continue;
        }
        starts = false;
        at += 1;
    }
    opened
}

/// Are all quotes closed?
///
/// # Errors
/// The sentence with the line on which a quote opens that never closes.
pub fn check_quotes(text: &str, separator: u8) -> Result<(), Refusal> {
    if memchr::memchr(b'"', text.as_bytes()).is_none() {
        return Ok(());
    }
    match walk(text.as_bytes(), separator, |_| true) {
        None => Ok(()),
        Some(at) => {
            let line = text[..at].matches('\n').count() + 1;
            Err(Refusal(format!(
                "line {line} opens a quote (\") that never closes; mend that line and import again."
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_makes_even_rows() {
        for (text, expected) in [
            ("name;phone\nLima, Ana;555\nMüller, Zoë;556\n", (b';', 0)),
            ("name\tphone\na\t1\n", (b'\t', 0)),
            ("name|phone\na|1\n", (b'|', 0)),
            ("name,note\n\"a;b;c\",\"d\ne\"\nf;g,h\n", (b',', 0)),
            ("sep=;\nname;phone\n", (b';', 6)),
            ("\"sep=|\"\r\nname|phone\n", (b'|', 9)),
            ("sep=\t\nname\tphone\n", (b'\t', 6)),
            ("name\nAna\n", (b',', 0)),
        ] {
            assert_eq!(sniff(text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_open_quote_is_named_by_its_line() {
        assert_eq!(check_quotes("a,b\n\"x\"\"\ny\",2\n", b','), Ok(()));
        assert_eq!(check_quotes("a,5\" pipe\n", b','), Ok(()));
        let refusal = check_quotes("a,b\nc,\"d\ne,f\n", b',').unwrap_err();
        assert!(refusal.0.starts_with("line 2 opens a quote"), "{refusal}");
    }
}
