//! The worksheet: eight questions that prepare a negotiation.

use serde::{Deserialize, Serialize};

use super::{
    Complaint, Kept, Refusal, Stamp,
    dates::day_words,
    id::{ComplaintId, CustomerId, WorksheetId},
};

/// The eight questions in their order: the field, its name, and what it asks.
pub const QUESTIONS: [(&str, &str, &str); 8] = [
    ("goals", "goals", "what do we want, and what do they want?"),
    ("trades", "trades", "what can each side give the other?"),
    (
        "alternatives",
        "alternatives",
        "what does each side do if nothing is agreed?",
    ),
    (
        "relationship",
        "relationship",
        "what was between us before, and what shall be afterwards?",
    ),
    (
        "expected",
        "expected",
        "what do they expect, and what came of such cases before?",
    ),
    (
        "consequences",
        "consequences",
        "who wins or loses what, however it ends?",
    ),
    ("power", "power", "who depends on whom, and for what?"),
    (
        "solutions",
        "solutions",
        "which ways out would do for both?",
    ),
];

/// So many earlier outcomes are shown beside a worksheet.
const PRECEDENTS: usize = 3;

/// What the shop thought of before it negotiated, and what came of it. Each answer may have several lines, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// Row number.
    pub id: WorksheetId,
    /// With whom; `None`: with somebody who is no customer.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The complaint it is about.
    #[serde(default)]
    pub complaint: Option<ComplaintId>,
    /// When it was begun.
    pub at: Stamp,
    /// Initials of who wrote it.
    #[serde(default)]
    pub by: String,
    /// What it is about, in one line.
    pub title: String,
    /// What do we want, what do they want?
    #[serde(default)]
    pub goals: String,
    /// What can we give, what can they give?
    #[serde(default)]
    pub trades: String,
    /// What does each side do if nothing is agreed?
    #[serde(default)]
    pub alternatives: String,
    /// What was between us, and what shall be?
    #[serde(default)]
    pub relationship: String,
    /// What do they expect; what was done in such cases before?
    #[serde(default)]
    pub expected: String,
    /// Who wins or loses what by each way it may end?
    #[serde(default)]
    pub consequences: String,
    /// Who depends on whom?
    #[serde(default)]
    pub power: String,
    /// Which ways out would do for both?
    #[serde(default)]
    pub solutions: String,
    /// What came of it; empty as long as that is not known.
    #[serde(default)]
    pub outcome: String,
}

impl Worksheet {
    /// An empty worksheet, about this complaint or about nothing yet.
    pub fn new(complaint: Option<&Complaint>, (at, by): (Stamp, &str)) -> Self {
        Self {
            id: WorksheetId::NEW,
            customer: complaint.and_then(|it| it.customer),
            complaint: complaint.map(|it| it.id),
            at,
            by: by.into(),
            title: complaint.map_or_else(String::new, |it| it.what.clone()),
            goals: String::new(),
            trades: String::new(),
            alternatives: String::new(),
            relationship: String::new(),
            expected: complaint.map_or_else(String::new, |it| it.wants.clone()),
            consequences: String::new(),
            power: String::new(),
            solutions: String::new(),
            outcome: String::new(),
        }
    }

    /// The answers, in the order of [`QUESTIONS`].
    pub fn answers(&self) -> [&str; 8] {
        [
            &self.goals,
            &self.trades,
            &self.alternatives,
            &self.relationship,
            &self.expected,
            &self.consequences,
            &self.power,
            &self.solutions,
        ]
    }

    /// The same worksheet with these answers, in the order of [`QUESTIONS`].
    #[must_use]
    pub fn answered(self, answers: [String; 8]) -> Self {
        let [
            goals,
            trades,
            alternatives,
            relationship,
            expected,
            consequences,
            power,
            solutions,
        ] = answers;
        Self {
            goals,
            trades,
            alternatives,
            relationship,
            expected,
            consequences,
            power,
            solutions,
            ..self
        }
    }

    /// A worksheet says what it is about.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal("Type what the talk is about.".into()));
        }
        Ok(())
    }

    /// How many of the questions have an answer.
    pub fn answers_given(&self) -> usize {
        let given = |answer: &&str| !answer.trim().is_empty();
        self.answers().into_iter().filter(given).count()
    }

    /// How far it is: "3 of 8 answered", or what came of it.
    pub fn standing(&self) -> String {
        match self.outcome.trim() {
            "" => format!("{} of 8 answered", self.answers_given()),
            outcome => format!("outcome: {outcome}"),
        }
    }
}

/// What came of earlier talks, newest first: "grinder leaks, Mon 3 August: half of the price". `all` is newest first.
pub fn precedents(all: &[Worksheet], this: WorksheetId, now: Stamp) -> String {
    let ended = |it: &&Worksheet| it.id != this && !it.outcome.trim().is_empty();
    let told = all.iter().filter(ended).take(PRECEDENTS).map(|it| {
        let day = day_words(it.at.day(), now.day());
        format!("{}, {day}: {}", it.title.trim(), it.outcome.trim())
    });
    told.collect::<Vec<_>>().join(" · ")
}

impl From<Worksheet> for Kept {
    fn from(worksheet: Worksheet) -> Self {
        Self::Worksheet(worksheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(title: &str, outcome: &str, id: i64) -> Worksheet {
        let at = Stamp::from_rfc3339("2026-06-08T12:00:00+02:00").unwrap();
        Worksheet {
            id: WorksheetId(id),
            title: title.into(),
            outcome: outcome.into(),
            ..Worksheet::new(None, (at, "SK"))
        }
    }

    #[test]
    fn answers_stand_in_the_order_of_the_questions() {
        let answers = QUESTIONS.map(|(field, ..)| field.to_owned());
        let sheet = sheet("rent", "", 1).answered(answers.clone());
        assert_eq!(sheet.answers().map(str::to_owned), answers);
        assert_eq!(
            (sheet.goals.as_str(), sheet.power.as_str()),
            ("goals", "power")
        );
        assert_eq!(sheet.standing(), "8 of 8 answered");
    }

    #[test]
    fn earlier_outcomes_are_told_but_not_its_own() {
        let now = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let all = [
            sheet("grinder leaks", "half of the price", 3),
            sheet("rent", "", 2),
            sheet("late cake", "a new one", 1),
        ];
        assert_eq!(
            precedents(&all, WorksheetId(1), now),
            "grinder leaks, Mon 8 June: half of the price"
        );
        assert_eq!(precedents(&all[1..2], WorksheetId(9), now), "");
        assert!(sheet(" ", "", 1).check().is_err());
    }
}
