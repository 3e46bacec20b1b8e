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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::InteractionId;

    fn at(text: &str) -> Stamp {
        Stamp::from_rfc3339(&format!("2026-{text}:00+02:00")).unwrap()
    }

    fn on(text: &str) -> NaiveDate {
        format!("2026-{text}").parse().unwrap()
    }

    fn ada() -> Customer {
        Customer {
            name: "Ada".into(),
            source: "flyer".into(),
            created: at("06-01T10:00"),
            ..Customer::default()
        }
    }

    fn contact(time: &str, channel: Channel, direction: Direction) -> Interaction {
        Interaction {
            id: InteractionId::NEW,
            customer: None,
            at: at(time),
            channel,
            direction,
            by: String::new(),
            summary: "x".into(),
            mood: None,
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: Vec::new(),
        }
    }

    #[test]
    fn the_first_answer_goes_out_to_them_or_they_come_by() {
        let contacts = [
            contact("06-03T12:00", Channel::Mail, Direction::Out),
            contact("06-02T10:00", Channel::Visit, Direction::In),
            contact("06-01T11:00", Channel::Call, Direction::In),
            contact("05-31T11:00", Channel::Call, Direction::Out),
        ];
        let answer = |contacts| first_answer(ada().created, contacts);
        assert_eq!(answer(&contacts), Some(at("06-02T10:00")));
        assert_eq!(answer(&contacts[2..]), None);
        let at_once = [contact("06-01T10:00", Channel::Call, Direction::Out)];
        assert_eq!(answer(&at_once), Some(ada().created));
    }

    fn words(answered: Option<&str>, bought: Option<&str>, lost: Option<&str>) -> Option<String> {
        let customer = Customer {
            lost: lost.map(on),
            lost_why: "too far away".into(),
            ..ada()
        };
        let prospect = Prospect::of(&customer, answered.map(at), bought.map(on));
        prospect.map(|it| it.words(on("06-10")))
    }

    #[test]
    fn a_prospect_is_won_with_the_first_purchase_or_lost_with_a_reason() {
        let said = |answered, bought, lost| words(answered, bought, lost).unwrap();
        assert_eq!(said(None, None, None), "asked 9 days ago, not answered yet");
        assert_eq!(
            said(Some("06-01T12:20"), None, Some("06-09")),
            "asked 9 days ago, answered after 2 h, lost yesterday: too far away"
        );
        assert_eq!(
            said(Some("06-01T10:25"), Some("06-01"), Some("06-09")),
            "asked 9 days ago, answered after 25 min, won Mon 1 June"
        );
        assert_eq!(words(None, Some("05-31"), None), None, "a customer before");
    }

    #[test]
    fn a_prospect_is_given_up_with_a_reason_and_taken_up_again() {
        let sentence = |act: Result<Change, Refusal>| act.unwrap_err().0;
        assert_eq!(
            sentence(ada().give_up(" ", on("06-10"))),
            "Type why Ada was lost."
        );
        assert_eq!(sentence(ada().take_up()), "Ada was not given up.");
        let Ok(Change::EditCustomer { after: lost, .. }) = ada().give_up("moved", on("06-10"))
        else {
            panic!("given up");
        };
        assert_eq!(
            (lost.lost, lost.lost_why.as_str()),
            (Some(on("06-10")), "moved")
        );
        assert_eq!(
            sentence(lost.give_up("x", on("06-11"))),
            "Ada was given up already."
        );
        let Ok(Change::EditCustomer { after, .. }) = lost.take_up() else {
            panic!("taken up");
        };
        assert_eq!(*after, ada());
    }

    #[test]
    fn how_soon_they_were_answered_is_told_from_ten_on() {
        let one = |minutes: u32| Prospect {
            customer: CustomerId(1),
            source: String::new(),
            asked: at("06-01T10:00"),
            answered: Some(at(&format!("06-01T10:{minutes:02}"))),
            ending: Ending::Open,
        };
        let many: Vec<_> = (1..=10).map(one).collect();
        assert_eq!(
            Outlook::of(&many).words(),
            "10 prospects, 0 won, 0 lost; 10 answered, half of them after 5 min or sooner"
        );
        assert_eq!(
            Outlook::of(&many[..9]).words(),
            "9 prospects, 0 won, 0 lost; 9 answered, too few to say how soon"
        );
    }
}
