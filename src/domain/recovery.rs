//! Asking again after a complaint was closed: did they win?

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Complaint, Kept, Stamp, State, StepKind,
    id::{ComplaintId, RecoveryId},
    words,
};

words! {
    /// Did the customer get what they hoped for?
    Won {
        /// Yes.
        Yes = "yes",
        /// Partly.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

/// One time the shop asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Row number.
    pub id: RecoveryId,
    /// After which complaint.
    pub complaint: ComplaintId,
    /// When.
    pub at: Stamp,
    /// Initials of who asked.
    #[serde(default)]
    pub by: String,
    /// What they said; `None` when they were not reached.
    #[serde(default)]
    pub won: Option<Won>,
    /// In words; may be empty.
    #[serde(default)]
    pub text: String,
}

impl Recovery {
    /// Whether they won: "partly won", "not reached".
    pub const fn won_words(&self) -> &'static str {
        match self.won {
            Some(Won::Yes) => "won",
            Some(Won::Partly) => "partly won",
            Some(Won::No) => "not won",
            None => "not reached",
        }
    }

    /// When, whether they won, and their words: "17 Jun · partly · wanted it sooner · SK".
    pub fn words(&self) -> String {
        let won = self.won_words();
        let day = self.at.local().format("%-d %b %Y").to_string();
        let pieces = [day.as_str(), won, &self.text, &self.by];
        let said: Vec<&str> = pieces
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect();
        said.join(" · ")
    }
}

impl From<Recovery> for Kept {
    fn from(recovery: Recovery) -> Self {
        Self::Recovery(recovery)
    }
}

/// The next time to ask again after a complaint was closed, and which time it is, from 0; `days` are those after closing, rising.
/// `None` when nobody gave a name, when it is not closed, or when all was asked. An answer noted after several of the days have come
/// stands for all of them.
pub fn recovery_due(
    complaint: &Complaint,
    recoveries: &[Recovery],
    days: &[u32],
) -> Option<(NaiveDate, usize)> {
    complaint.customer?;
    let closed = complaint
        .steps
        .iter()
        .rfind(|step| step.kind == StepKind::Closed)?;
    if complaint.state() != State::Closed {
        return None;
    }
    let due = |days: &u32| closed.at.day().checked_add_days(Days::new((*days).into()));
    let since = recoveries
        .iter()
        .filter(|it| it.complaint == complaint.id && it.at >= closed.at);
    let last = since.clone().map(|it| it.at.day()).max();
    let come = days
        .iter()
        .filter(|days| last.is_some_and(|last| due(days) <= Some(last)));
    let which = since.count().max(come.count());
    Some((due(days.get(which)?)?, which))
}

/// With fewer a share says nothing.
const ENOUGH: usize = 10;

/// How many won, of those who were asked again and reached; partly is not won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct WonShare {
    /// Won.
    pub won: usize,
    /// Reached.
    pub of: usize,
}

impl WonShare {
    /// In words: "8 of 12 won (67 %)"; below ten that there are too few to say.
    pub fn words(self) -> String {
        let Self { won, of } = self;
        match of {
            0 => "nobody yet".to_owned(),
            1..ENOUGH => format!("too few to say (n = {of})"),
            _ => format!("{won} of {of} won ({} %)", (won * 100 + of / 2) / of),
        }
    }
}

/// So many days after the end of a complaint, or after a purchase, count as buying again.
pub const AGAIN_DAYS: u32 = 60;

/// Who bought again within [`AGAIN_DAYS`] days after a complaint of theirs was closed; beside those who never complained, after a purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct AgainShare {
    /// Bought again after the complaint.
    pub again: usize,
    /// Of so many.
    pub of: usize,
    /// Bought again, without ever a complaint.
    pub others_again: usize,
    /// Of so many.
    pub others_of: usize,
}

impl AgainShare {
    /// In words: "8 of 12 (67 %), without a complaint 120 of 300 (40 %)"; below ten that there are too few to say.
    pub fn words(self) -> String {
        let share = |again: usize, of: usize| match of {
            0..ENOUGH => format!("too few to say (n = {of})"),
            _ => format!("{again} of {of} ({} %)", (again * 100 + of / 2) / of),
        };
        let after = share(self.again, self.of);
        match self.of {
            0..ENOUGH => after,
            _ => format!(
                "{after}, without a complaint {}",
                share(self.others_again, self.others_of)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CustomerId, Heat, Source, Step};

    fn at(day: &str) -> Stamp {
        Stamp::from_rfc3339(&format!("2026-{day}T12:00:00+02:00")).unwrap()
    }

    fn closed(customer: Option<CustomerId>, ends: &[(&str, StepKind)]) -> Complaint {
        Complaint {
            id: ComplaintId(7),
            customer,
            opened: at("06-01"),
            by: String::new(),
            what: "lid was loose".into(),
            wants: String::new(),
            heat: Heat::Calm,
            source: Source::Direct,
            told_others: String::new(),
            about: String::new(),
            category: String::new(),
            purchase: None,
            steps: ends
                .iter()
                .map(|(day, kind)| Step::new(*kind, "moved away", (at(day), "SK")))
                .collect(),
        }
    }

    fn answer(day: &str, won: Option<Won>) -> Recovery {
        Recovery {
            id: RecoveryId::NEW,
            complaint: ComplaintId(7),
            at: at(day),
            by: "SK".into(),
            won,
            text: String::new(),
        }
    }

    fn due(complaint: &Complaint, answers: &[&str]) -> Option<(String, usize)> {
        let answers: Vec<_> = answers.iter().map(|day| answer(day, None)).collect();
        let due = recovery_due(complaint, &answers, &[7, 30]);
        due.map(|(day, which)| (day.to_string(), which))
    }

    #[test]
    fn the_shop_asks_again_after_7_and_30_days() {
        let complaint = closed(Some(CustomerId(1)), &[("06-10", StepKind::Closed)]);
        let on = |day: &str, which| Some((day.to_owned(), which));
        assert_eq!(due(&complaint, &[]), on("2026-06-17", 0));
        assert_eq!(due(&complaint, &["06-18"]), on("2026-07-10", 1));
        assert_eq!(
            due(&complaint, &["06-11"]),
            on("2026-07-10", 1),
            "asked early"
        );
        assert_eq!(due(&complaint, &["06-18", "07-12"]), None);
        assert_eq!(
            due(&complaint, &["07-12"]),
            None,
            "one late answer stands for both"
        );
    }

    #[test]
    fn asking_again_begins_anew_with_the_last_end() {
        let back = [
            ("06-10", StepKind::Closed),
            ("06-20", StepKind::Reopened),
            ("06-25", StepKind::Closed),
        ];
        let complaint = closed(Some(CustomerId(1)), &back);
        assert_eq!(
            due(&complaint, &["06-18"]),
            Some(("2026-07-02".to_owned(), 0))
        );
        let open = closed(Some(CustomerId(1)), &back[..2]);
        assert_eq!(due(&open, &[]), None);
        let nobody = closed(None, &back);
        assert_eq!(due(&nobody, &[]), None);
        let dismissed = closed(Some(CustomerId(1)), &[("06-10", StepKind::Dismissed)]);
        assert_eq!(due(&dismissed, &[]), None);
    }

    #[test]
    fn the_share_of_won_is_shown_from_ten_on() {
        let words = |won, of| WonShare { won, of }.words();
        assert_eq!(words(0, 0), "nobody yet");
        assert_eq!(words(8, 9), "too few to say (n = 9)");
        assert_eq!(words(8, 10), "8 of 10 won (80 %)");
        assert_eq!(words(8, 12), "8 of 12 won (67 %)");
    }

    #[test]
    fn buying_again_is_told_from_ten_on() {
        let share = |again, of| AgainShare {
            again,
            of,
            others_again: 120,
            others_of: 300,
        };
        assert_eq!(share(8, 9).words(), "too few to say (n = 9)");
        assert_eq!(
            share(8, 10).words(),
            "8 of 10 (80 %), without a complaint 120 of 300 (40 %)"
        );
    }
}
