//! Named views: a find text of the customers, or a filter of the log, kept under a name and called up again.
//!
//! Each is one row among the settings: its place is the key (`view_3`, `log_view_3`), the value is `name: text`.

use serde::Serialize;

use super::{Change, Refusal, words};

/// So many views a list has at most; each is a key.
const MOST: u8 = 9;

/// What to say where there is none.
pub const NONE: &str = "No view is kept yet; view save vip tag:vip keeps one.";

/// So many letters a name has at most.
const NAME: usize = 20;

words! {
    /// The list that a view is of.
    ViewOf {
        /// A find text.
        Customers = "customers",
        /// A filter.
        Log = "log",
    }
}

/// What stands in the box of a list, kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// The list.
    pub of: ViewOf,
    /// 1 to 9; the same as long as the view is kept.
    pub number: u8,
    /// What it is called.
    pub name: String,
    /// What it puts into the box.
    pub text: String,
}

impl ViewOf {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Customers => "view_",
            Self::Log => "log_view_",
        }
    }

    fn key(self, number: u8) -> String {
        format!("{}{number}", self.prefix())
    }
}

impl View {
    /// A row of the settings, if it is a view.
    pub fn read(key: &str, value: &str) -> Option<Self> {
        let (of, number) = place(key)?;
        let (name, text) = value.split_once(':')?;
        let (name, text) = (read_name(name).ok()?, on_one_line(text));
        (!text.is_empty()).then_some(Self {
            of,
            number,
            name,
            text,
        })
    }

    /// The row of the settings that it is kept in.
    pub fn row(&self) -> (String, String) {
        let value = format!("{}: {}", self.name, self.text);
        (self.of.key(self.number), value)
    }

    /// The write that keeps it.
    pub fn keep(&self) -> Change {
        let (key, value) = self.row();
        Change::Set { key, value }
    }

    /// The write that takes it out.
    pub fn take_out(&self) -> Change {
        Change::Set {
            key: self.of.key(self.number),
            value: String::new(),
        }
    }

    fn goes_by(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.trim().to_lowercase()
    }
}

/// The view that keeps a text under a name: in the place of the one that has the name, or in the first place that is free.
///
/// # Errors
/// The sentence that says what is missing, how to write the name, or that all places are taken.
pub fn new(views: &[View], of: ViewOf, (name, text): (&str, &str)) -> Result<View, Refusal> {
    let text = on_one_line(text);
    if text.is_empty() {
        return Err(Refusal("Type what the view finds, like tag:vip.".into()));
    }
    let name = read_name(name)?;
    let own = || views.iter().filter(|view| view.of == of);
    let same = own().find(|view| view.goes_by(&name));
    let free = || (1..=MOST).find(|number| own().all(|view| view.number != *number));
    match same.map(|view| view.number).or_else(free) {
        Some(number) => Ok(View {
            of,
            number,
            name,
            text,
        }),
        None => Err(Refusal(
            "All nine views are taken; take one out, then keep this one.".into(),
        )),
    }
}

/// The view of this name, or of this number among those of the customers.
///
/// # Errors
/// The sentence that lists those there are.
pub fn named<'a>(views: &'a [View], asked: &str) -> Result<&'a View, Refusal> {
    let number = |view: &View| view.of == ViewOf::Customers && view.number.to_string() == asked;
    let meant = views.iter().find(|it| it.goes_by(asked) || number(it));
    meant.ok_or_else(|| {
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        Refusal(match names.as_slice() {
            [] => NONE.into(),
            names => format!(
                "There is no view “{asked}”; there are {}.",
                names.join(", ")
            ),
        })
    })
}

/// What setting this key is called, when it is the place of a view.
pub(super) fn label(key: &str, value: &str) -> Option<String> {
    let (of, number) = place(key)?;
    Some(match (View::read(key, value), of) {
        (Some(view), _) => format!(
            "kept the view {}: {}",
            view.name,
            super::change::short(&view.text)
        ),
        (None, ViewOf::Customers) => format!("took out view {number}"),
        (None, ViewOf::Log) => format!("took out view {number} of the log"),
    })
}

fn place(key: &str) -> Option<(ViewOf, u8)> {
    ViewOf::ALL.iter().find_map(|of| {
        let number = key.strip_prefix(of.prefix())?.parse().ok()?;
        (1..=MOST).contains(&number).then_some((*of, number))
    })
}

fn read_name(typed: &str) -> Result<String, Refusal> {
    let name = on_one_line(typed);
    let fits = (1..=NAME).contains(&name.chars().count())
        && !name.contains(':')
        && name.parse::<u64>().is_err()
        && !["save", "drop"].contains(&name.as_str());
    fits.then_some(name).ok_or_else(|| {
        Refusal(format!(
            "A view is called by a word or two, at most {NAME} letters and no colon; numbers, save and drop are taken."
        ))
    })
}

fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(views: &[View], name: &str, text: &str) -> View {
        new(views, ViewOf::Customers, (name, text)).unwrap()
    }

    fn refused(views: &[View], name: &str, text: &str) -> String {
        new(views, ViewOf::Customers, (name, text)).unwrap_err().0
    }

    #[test]
    fn a_view_is_read_as_it_was_kept() {
        for of in ViewOf::ALL {
            let view = new(&[], *of, (" gone  quiet ", " last:>90d\n-tag:closed ")).unwrap();
            assert_eq!(
                (view.name.as_str(), view.text.as_str()),
                ("gone quiet", "last:>90d -tag:closed")
            );
            let (key, value) = view.row();
            assert_eq!(View::read(&key, &value), Some(view));
        }
        for (key, value) in [
            ("view_0", "a: b"),
            ("view_10", "a: b"),
            ("shop", "a: b"),
            ("view_1", "a"),
            ("view_1", "a: "),
        ] {
            assert_eq!(View::read(key, value), None, "{key} {value}");
        }
    }

    #[test]
    fn places_are_filled_from_the_first_and_a_name_keeps_its_own() {
        let mut views: Vec<View> = Vec::new();
        for number in 1..=9_u8 {
            views.push(kept(&views, &format!("view {number}"), "tag:vip"));
            assert_eq!(views.last().map(|it| it.number), Some(number));
        }
        assert!(refused(&views, "one more", "x").starts_with("All nine views are taken"));
        assert_eq!(kept(&views, "View 4", "other").number, 4);
        assert_eq!(
            new(&views, ViewOf::Log, ("one more", "x")).unwrap().number,
            1
        );
        views.remove(2);
        assert_eq!(kept(&views, "one more", "x").number, 3);
        assert_eq!(kept(&views, "view 9", "x").number, 9);
    }

    #[test]
    fn what_cannot_be_kept_is_said() {
        assert!(refused(&[], "vip", "  ").starts_with("Type what the view finds"));
        for name in [
            "",
            " ",
            "a:b",
            "7",
            "save",
            "a name of more than twenty letters",
        ] {
            assert!(
                refused(&[], name, "x").starts_with("A view is called by"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_view_goes_by_its_name_or_number() {
        let views = [kept(&[], "VIP", "tag:vip")];
        assert_eq!(named(&views, "vip"), Ok(&views[0]));
        assert_eq!(named(&views, "1"), Ok(&views[0]));
        assert_eq!(
            named(&views, "x").unwrap_err().0,
            "There is no view “x”; there are VIP."
        );
        assert!(
            named(&[], "x")
                .unwrap_err()
                .0
                .starts_with("No view is kept yet")
        );
    }

    #[test]
    fn undo_names_it() {
        let view = kept(&[], "vip", "tag:vip");
        assert_eq!(view.keep().label(""), "kept the view vip: tag:vip");
        assert_eq!(view.take_out().label(""), "took out view 1");
        let log = View {
            of: ViewOf::Log,
            ..view
        };
        assert_eq!(log.take_out().label(""), "took out view 1 of the log");
    }
}
