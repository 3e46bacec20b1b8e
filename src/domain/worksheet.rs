//! The worksheet: eight questions that prepare a negotiation.

use serde::{Deserialize, Serialize};

use super::{
    Complaint, Currency, Kept, Refusal, Stamp,
    dates::day_words,
    id::{ComplaintId, CustomerId, WorksheetId},
};

/// The eight questions in their order: the field, and what it asks.
pub const QUESTIONS: [(&str, &str); 8] = [
    ("goals", "what do we want, and what do they want?"),
    ("trades", "what can each side give the other?"),
    (
        "alternatives",
        "what does each side do if nothing is agreed?",
    ),
    (
        "relationship",
        "what was between us before, and what shall be afterwards?",
    ),
    (
        "expected",
        "what do they expect, and what came of such cases before?",
    ),
    ("consequences", "who wins or loses what, however it ends?"),
    ("power", "who depends on whom, and for what?"),
    ("solutions", "which ways out would do for both?"),
];

/// So many earlier outcomes are shown beside a worksheet.
pub const PRECEDENTS: usize = 3;

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

    /// The answers with the outcome behind them, each by its field.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = QUESTIONS.map(|(field, _)| field).into_iter();
        let answers = fields.zip(self.answers());
        answers.chain([("outcome", self.outcome.as_str())])
    }

    /// The same worksheet with another text in a field: title, one of the questions, or outcome.
    ///
    /// # Errors
    /// The sentence that lists the fields.
    pub fn filled(self, field: &str, text: &str) -> Result<Self, Refusal> {
        let text = text.trim().to_owned();
        let at = QUESTIONS.iter().position(|(name, _)| *name == field);
        match (at, field) {
            (Some(at), _) => {
                let mut answers = self.answers().map(str::to_owned);
                answers[at] = text;
                Ok(self.answered(answers))
            }
            (None, "title") => Ok(Self {
                title: text,
                ..self
            }),
            (None, "outcome") => Ok(Self {
                outcome: text,
                ..self
            }),
            _ => {
                let names = QUESTIONS.map(|(name, _)| name).join(", ");
                Err(Refusal(format!(
                    "A worksheet has no {field:?}; it has title, {names}, outcome."
                )))
            }
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

/// What came of earlier talks, those with the same customer first: "grinder leaks, Mon 3 August: half of the price". `all` is newest
/// first.
pub fn precedents(all: &[Worksheet], this: &Worksheet, now: Stamp) -> Vec<String> {
    let ended = |it: &&Worksheet| it.id != this.id && !it.outcome.trim().is_empty();
    let mut ended: Vec<&Worksheet> = all.iter().filter(ended).collect();
    ended.sort_by_key(|it| it.customer.is_none() || it.customer != this.customer);
    let told = ended.into_iter().take(PRECEDENTS).map(|it| {
        let day = day_words(it.at.day(), now.day());
        format!("{}, {day}: {}", it.title.trim(), it.outcome.trim())
    });
    told.collect()
}

/// What others got in complaints like it, in the order handed in: "cold on arrival, Sun 3 May: refund 12.50".
pub fn given_before(like: &[Complaint], currency: &Currency, now: Stamp) -> Vec<String> {
    let given = like.iter().filter_map(|complaint| {
        let remedy = complaint.steps.iter().rfind(|step| step.remedy.is_some())?;
        let what = remedy.pieces(None, currency).join(", ");
        let day = day_words(complaint.opened.day(), now.day());
        Some(format!("{}, {day}: {what}", complaint.what.trim()))
    });
    given.take(PRECEDENTS).collect()
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
        let answers = QUESTIONS.map(|(field, _)| field.to_owned());
        let sheet = sheet("rent", "", 1).answered(answers.clone());
        assert_eq!(sheet.answers().map(str::to_owned), answers);
        assert_eq!(
            (sheet.goals.as_str(), sheet.power.as_str()),
            ("goals", "power")
        );
        assert_eq!(sheet.standing(), "8 of 8 answered");
        let sheet = sheet.filled("outcome", " half ").unwrap();
        let sheet = sheet.filled("power", "theirs").unwrap();
        let fields: Vec<_> = sheet.fields().skip(6).collect();
        assert_eq!(
            fields,
            [
                ("power", "theirs"),
                ("solutions", "solutions"),
                ("outcome", "half")
            ]
        );
        assert!(sheet.filled("price", "1").is_err());
    }

    #[test]
    fn earlier_outcomes_are_told_but_not_its_own() {
        let now = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
        let mut all = [
            sheet("grinder leaks", "half of the price", 3),
            sheet("rent", "", 2),
            sheet("late cake", "a new one", 1),
        ];
        let (of_grinder, of_cake) = (
            "grinder leaks, Mon 8 June: half of the price",
            "late cake, Mon 8 June: a new one",
        );
        assert_eq!(precedents(&all, &all[2], now), [of_grinder]);
        let mut this = sheet("again", "", 9);
        assert_eq!(precedents(&all, &this, now), [of_grinder, of_cake]);
        this.customer = Some(CustomerId(7));
        all[2].customer = this.customer;
        assert_eq!(precedents(&all, &this, now), [of_cake, of_grinder]);
        assert!(precedents(&all[1..2], &this, now).is_empty());
        assert!(sheet(" ", "", 1).check().is_err());
    }
}
