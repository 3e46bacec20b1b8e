//! Who asked and has not bought yet: where from, how soon the shop answered, won or lost.

use chrono::NaiveDate;

use super::{
    Change, Channel, Customer, Direction, Interaction, Refusal, Stamp, dates::day_words,
    id::CustomerId, phrase::ago_days,
};

/// How it ended with a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Not yet.
    Open,
    /// They bought on this day.
    Won(NaiveDate),
    /// Given up on this day, for this reason.
    Lost(NaiveDate, String),
}

/// Somebody who came as a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// Who.
    pub customer: CustomerId,
    /// How they found the shop; may be empty.
    pub source: String,
    /// When they were written down.
    pub asked: Stamp,
    /// When they first heard from the shop after that.
    pub answered: Option<Stamp>,
    /// How it ended.
    pub ending: Ending,
}

impl Prospect {
    /// A customer as a prospect; `bought` is the day of the first purchase. `None` for who had bought before the shop wrote them
    /// down.
    pub fn of(
        customer: &Customer,
        answered: Option<Stamp>,
        bought: Option<NaiveDate>,
    ) -> Option<Self> {
        let asked = customer.created;
        let ending = match (bought, customer.lost) {
            (Some(day), _) if day < asked.day() => return None,
            (Some(day), _) => Ending::Won(day),
            (None, Some(day)) => Ending::Lost(day, customer.lost_why.clone()),
            (None, None) => Ending::Open,
        };
        Some(Self {
            customer: customer.id,
            source: customer.source.clone(),
            asked,
            answered,
            ending,
        })
    }

    /// How many minutes it took until they heard from the shop.
    pub fn answer_minutes(&self) -> Option<i64> {
        let seconds = self.answered?.seconds() - self.asked.seconds();
        Some(seconds.max(0) / 60)
    }

    /// "asked 3 days ago, answered after 2 h", "asked today, not answered yet, lost yesterday: too far away"
    pub fn words(&self, today: NaiveDate) -> String {
        let asked = ago_days(self.asked.day(), today);
        let answered = self.answer_minutes().map_or_else(
            || "not answered yet".to_owned(),
            |minutes| format!("answered {}", after_words(minutes)),
        );
        let ended = match &self.ending {
            Ending::Open => String::new(),
            Ending::Won(day) => format!(", won {}", day_words(*day, today)),
            Ending::Lost(day, why) if why.is_empty() => {
                format!(", lost {}", day_words(*day, today))
            }
            Ending::Lost(day, why) => format!(", lost {}: {why}", day_words(*day, today)),
        };
        format!("asked {asked}, {answered}{ended}")
    }
}

/// When somebody first heard from the shop after they were written down: it reached out to them, or they came by.
pub fn first_answer(created: Stamp, contacts: &[Interaction]) -> Option<Stamp> {
    let answers = contacts
        .iter()
        .filter(|it| it.direction == Direction::Out || it.channel == Channel::Visit);
    let since = answers.map(|it| it.at).filter(|at| *at >= created);
    since.min()
}

/// "at once", "after 25 min", "after 3 h", "after 2 d"
fn after_words(minutes: i64) -> String {
    match minutes {
        ..1 => "at once".to_owned(),
        1..=90 => format!("after {minutes} min"),
        91..=2880 => format!("after {} h", (minutes + 30) / 60),
        _ => format!("after {} d", (minutes + 720) / 1440),
    }
}

/// How it went with the prospects in all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outlook {
    /// How many there are.
    pub all: usize,
    /// How many bought.
    pub won: usize,
    /// How many were given up.
    pub lost: usize,
    /// How many minutes each answer took, rising.
    pub answers: Vec<i64>,
}

impl Outlook {
    /// With fewer a middle or a share says nothing.
    const ENOUGH: usize = 10;

    /// Counts these.
    pub fn of<'a>(prospects: impl IntoIterator<Item = &'a Prospect>) -> Self {
        let mut outlook = Self::default();
        for prospect in prospects {
            outlook.all += 1;
            outlook.won += usize::from(matches!(prospect.ending, Ending::Won(_)));
            outlook.lost += usize::from(matches!(prospect.ending, Ending::Lost(..)));
            outlook.answers.extend(prospect.answer_minutes());
        }
        outlook.answers.sort_unstable();
        outlook
    }

    /// "12 prospects, 3 won, 2 lost; 10 answered, half of them after 2 h or sooner"
    pub fn words(&self) -> String {
        let Self { all, won, lost, .. } = self;
        let answered = self.answers.len();
        let half = match answered {
            0 => "none answered yet".to_owned(),
            _ if answered < Self::ENOUGH => {
                format!("{answered} answered, too few to say how soon")
            }
            _ => {
                let middle = self.answers[(answered - 1) / 2];
                let after = after_words(middle);
                format!("{answered} answered, half of them {after} or sooner")
            }
        };
        format!("{all} prospects, {won} won, {lost} lost; {half}")
    }
}

impl Customer {
    /// Gives up a prospect.
    ///
    /// # Errors
    /// The sentence that asks why, or that they were given up before.
    pub fn give_up(&self, why: &str, today: NaiveDate) -> Result<Change, Refusal> {
        let sentence = if self.lost.is_some() {
            format!("{} was given up already.", self.called())
        } else if why.trim().is_empty() {
            format!("Type why {} was lost.", self.called())
        } else {
            return Ok(self.with_loss(Some(today), why.trim()));
        };
        Err(Refusal(sentence))
    }

    /// Takes up a prospect again that was given up.
    ///
    /// # Errors
    /// The sentence that says they were not.
    pub fn take_up(&self) -> Result<Change, Refusal> {
        if self.lost.is_none() {
            return Err(Refusal(format!("{} was not given up.", self.called())));
        }
        Ok(self.with_loss(None, ""))
    }

    fn with_loss(&self, lost: Option<NaiveDate>, why: &str) -> Change {
        let after = Self {
            lost,
            lost_why: why.into(),
            ..self.clone()
        };
        Change::EditCustomer {
            before: Box::new(self.clone()),
            after: Box::new(after),
        }
    }
}
