//! Labels of phones, e-mail and addresses: TYPE words, and Apple's X-ABLabel for everything else.

use super::{super::text::line, lines::Property};

/// Our words and the TYPE words of vCard for them.
const TYPES: &[(&str, &str)] = &[
    ("mobile", "CELL"),
    ("home", "HOME"),
    ("work", "WORK"),
    ("fax", "FAX"),
    ("pager", "PAGER"),
    ("home fax", "HOME,FAX"),
    ("work fax", "WORK,FAX"),
];

/// TYPE words that tell a shopkeeper nothing.
const SILENT: &[&str] = &[
    "voice",
    "pref",
    "internet",
    "msg",
    "text",
    "video",
    "iphone",
    "postal",
    "parcel",
    "dom",
    "intl",
    "other",
    "quoted-printable",
    "8bit",
    "uri",
];

/// The label that the TYPE words of a property make.
pub fn of(property: &Property<'_>) -> String {
    let mut label = String::new();
    let mut fax = false;
    for (key, value) in property.params() {
        if !key.is_empty() && !key.eq_ignore_ascii_case("TYPE") {
            continue;
        }
        for word in value.split(',') {
            let word = word.trim().to_ascii_lowercase();
            let word = word.strip_prefix("x-").unwrap_or(&word);
            match word {
                "fax" => fax = true,
                "cell" | "mobile" => add(&mut label, "mobile"),
                word if SILENT.contains(&word) => {}
                word => add(&mut label, word),
            }
        }
    }
    if fax {
        add(&mut label, "fax");
    }
    line(&label).into_owned()
}

fn add(label: &mut String, word: &str) {
    if !label.is_empty() && !word.is_empty() {
        label.push(' ');
    }
    label.push_str(word);
}

/// The label in an X-ABLabel: `_$!<Mobile>!$_` is Apple's way of writing "mobile".
pub fn apple(text: &str) -> String {
    let text = line(text);
    match text
        .strip_prefix("_$!<")
        .and_then(|rest| rest.strip_suffix(">!$_"))
    {
        Some(word) => word.to_lowercase(),
        None => text.into_owned(),
    }
}

/// The TYPE words for a label; `None` where it needs an X-ABLabel, "" where there is no label.
pub fn types(label: &str) -> Option<&'static str> {
    if label.is_empty() {
        return Some("");
    }
    TYPES
        .iter()
        .find(|(word, _)| *word == label)
        .map(|(_, types)| *types)
}
