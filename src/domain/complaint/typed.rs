//! A step as it is typed, and as it is told: which one it is, and what stands in its words.

use chrono::NaiveDate;

use super::{Remedy, Step, StepKind};
use crate::domain::{
    Currency, Settings, Stamp,
    dates::{day_name, read_day},
};

/// How steps are written, with a hyphen where a space may stand; the short forms are what one says.
const WRITTEN: &[(&str, StepKind)] = &[
    ("answered", StepKind::Answered),
    ("answer", StepKind::Answered),
    ("apologised", StepKind::Apologised),
    ("apologise", StepKind::Apologised),
    ("apologized", StepKind::Apologised),
    ("apologize", StepKind::Apologised),
    ("cause", StepKind::Cause),
    ("fix", StepKind::Fix),
    ("fixed", StepKind::Fix),
    ("remedy", StepKind::Remedy),
    ("told", StepKind::Told),
    ("tell", StepKind::Told),
    ("waiting-on-customer", StepKind::WaitingOnCustomer),
    ("wait-on-customer", StepKind::WaitingOnCustomer),
    ("wait-customer", StepKind::WaitingOnCustomer),
    ("waiting", StepKind::WaitingOnCustomer),
    ("wait", StepKind::WaitingOnCustomer),
    ("waiting-on-supplier", StepKind::WaitingOnSupplier),
    ("wait-on-supplier", StepKind::WaitingOnSupplier),
    ("wait-supplier", StepKind::WaitingOnSupplier),
    ("resumed", StepKind::Resumed),
    ("resume", StepKind::Resumed),
    ("needs-owner", StepKind::NeedsOwner),
    ("owner", StepKind::NeedsOwner),
    ("deadlock", StepKind::Deadlock),
    ("closed", StepKind::Closed),
    ("close", StepKind::Closed),
    ("dismissed", StepKind::Dismissed),
    ("dismiss", StepKind::Dismissed),
    ("reopened", StepKind::Reopened),
    ("reopen", StepKind::Reopened),
];

impl StepKind {
    /// The step that typed words begin with, and what stands behind it: `waiting on customer her photos`, `needs-owner`, `close`.
    /// Waiting without saying for whom is waiting for the customer.
    pub fn read(typed: &str) -> Option<(Self, &str)> {
        /// Words of the longest name.
        const WORDS: usize = 3;
        let typed = typed.trim();
        let spaces = typed.match_indices(char::is_whitespace).map(|(at, _)| at);
        let ends: Vec<usize> = spaces.take(WORDS).chain([typed.len()]).collect();
        ends.iter().take(WORDS).rev().find_map(|end| {
            let (name, rest) = typed.split_at(*end);
            let name = name.to_lowercase().replace(char::is_whitespace, "-");
            let (_, kind) = WRITTEN.iter().find(|(written, _)| *written == name)?;
            Some((*kind, rest.trim()))
        })
    }
}

impl Step {
    /// A step of this kind in typed words, signed. A remedy begins with what they got and what that cost (`refund 12.50 in cash`), a
    /// deadlock with the day to talk again (`fri about the refund`); of all others the words are the text.
    pub fn typed(kind: StepKind, words: &str, signed: (Stamp, &str), settings: &Settings) -> Self {
        let words = words.trim();
        let step = Self::new(kind, words, signed);
        match kind {
            StepKind::Remedy => step.with_remedy(words, settings),
            StepKind::Deadlock => {
                let (until, text) = talk_again(words, signed.0.day(), settings.month_first);
                Self {
                    until,
                    text: text.into(),
                    ..step
                }
            }
            _ => step,
        }
    }

    /// What it says beyond its kind, piece by piece: the cause in the words handed in, what they got, when they talk again, its text,
    /// and why a rule was bent.
    pub fn pieces(&self, cause: Option<&str>, currency: &Currency) -> Vec<String> {
        let remedy = self.remedy.map(|remedy| match self.amount {
            Some(amount) => format!("{remedy} {}", currency.show(amount)),
            None => remedy.to_string(),
        });
        let until = self.until.map(|day| day_name(day, self.at.day()));
        let bent = Some(&self.bent).filter(|why| !why.is_empty());
        let pieces = [
            cause.map(str::to_owned),
            remedy,
            until.map(|day| format!("talk again {day}")),
            Some(self.text.clone()),
            bent.map(|why| format!("rule bent: {why}")),
        ];
        let said = pieces.into_iter().flatten();
        said.filter(|text| !text.is_empty()).collect()
    }

    fn with_remedy(self, words: &str, settings: &Settings) -> Self {
        let (first, behind) = first_word(words);
        let remedy = Remedy::from_word(&first.to_lowercase());
        let (cost, text) = first_word(behind);
        let amount = settings.currency.read(cost);
        let text = match (remedy, amount) {
            (None, _) => words,
            (Some(_), None) => behind,
            (Some(_), Some(_)) => text,
        };
        Self {
            remedy,
            amount: amount.filter(|_| remedy.is_some()),
            text: text.into(),
            ..self
        }
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (first, rest.trim())
}

/// The day to come that the words of a deadlock name, and its text: without the day where the words begin with it.
fn talk_again(words: &str, today: NaiveDate, month_first: bool) -> (Option<NaiveDate>, &str) {
    let day = |word: &str| {
        let word = word.trim_matches([',', ';', ':', '!', '?', '(', ')']);
        let read = [word, word.trim_end_matches('.')];
        let mut read = read
            .iter()
            .filter_map(|word| read_day(word, today, month_first));
        read.find(|day| *day >= today)
    };
    let (first, rest) = first_word(words);
    match day(first) {
        Some(until) => (Some(until), rest),
        None => (rest.split_whitespace().find_map(day), words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    fn signed() -> (Stamp, &'static str) {
        let at = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        (at, "SK")
    }

    #[test]
    fn a_step_is_known_by_its_name_in_any_spelling() {
        let read = |typed: &'static str| StepKind::read(typed).unwrap();
        for kind in StepKind::ALL.iter().copied() {
            assert_eq!(read(kind.word()), (kind, ""));
            let hyphens = kind.word().replace(' ', "-");
            assert_eq!(StepKind::read(&hyphens), Some((kind, "")));
        }
        for (typed, kind, rest) in [
            (
                "waiting on customer her photos",
                StepKind::WaitingOnCustomer,
                "her photos",
            ),
            ("Waiting-on-supplier", StepKind::WaitingOnSupplier, ""),
            (
                "wait supplier the bag",
                StepKind::WaitingOnSupplier,
                "the bag",
            ),
            (
                "wait for her photos",
                StepKind::WaitingOnCustomer,
                "for her photos",
            ),
            (
                "needs owner more than I may",
                StepKind::NeedsOwner,
                "more than I may",
            ),
            ("fix a new  one", StepKind::Fix, "a new  one"),
            ("close", StepKind::Closed, ""),
            ("tell by phone", StepKind::Told, "by phone"),
        ] {
            assert_eq!(read(typed), (kind, rest), "{typed}");
        }
        assert_eq!(StepKind::read("ponder"), None);
        assert_eq!(StepKind::read("  "), None);
    }

    #[test]
    fn a_remedy_begins_with_what_and_how_much() {
        let read = |words: &str| {
            let step = Step::typed(StepKind::Remedy, words, signed(), &Settings::default());
            (step.remedy, step.amount, step.text)
        };
        let refund = Some(Remedy::Refund);
        assert_eq!(
            read("refund 12,50 in cash"),
            (refund, Some(Money(1250)), "in cash".into())
        );
        assert_eq!(read("Refund in cash"), (refund, None, "in cash".into()));
        assert_eq!(read("none"), (Some(Remedy::None), None, String::new()));
        assert_eq!(read("flowers 5"), (None, None, "flowers 5".into()));
    }

    #[test]
    fn a_deadlock_names_its_day_first_or_anywhere() {
        let read = |words: &str| {
            let step = Step::typed(StepKind::Deadlock, words, signed(), &Settings::default());
            (step.until.map(|day| day.to_string()), step.text)
        };
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            read("+16d we look again"),
            (day("2026-06-26"), "we look again".into())
        );
        assert_eq!(read("fri"), (day("2026-06-12"), String::new()));
        assert_eq!(
            read("again on 14.6.!"),
            (day("2026-06-14"), "again on 14.6.!".into())
        );
        assert_eq!(read("talked yesterday"), (None, "talked yesterday".into()));
        assert_eq!(read("2026-06-09"), (None, "2026-06-09".into()));
    }
}
