//! What Enter does on a line of Today: the right form with the right words in it, and what is saved together with them.

use chrono::NaiveDate;

use super::{Item, ItemKind, Matter, Snooze};
use crate::domain::{
    ActionAct, ActionState, Change, Channel, ComplaintId, Customer, CustomerId, IdeaAct, Kept,
    Leave, PromiseAct, PromiseId, PurchaseId, Refusal, Stamp, Thanks, ThanksDue, WantAct,
    id::{SnoozeId, ThanksId},
};

/// What to open for a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A log line with these words in it; the writes are saved together with what is typed.
    Line(String, Vec<Change>),
    /// The promise.
    Promise(PromiseId),
    /// The complaint.
    Complaint(ComplaintId),
    /// The complaint, asking what they say now that it is closed.
    AskAgain(ComplaintId),
    /// The purchase, asking how it is.
    HowIsIt(PurchaseId),
    /// The review of this customer, on the list of those under review.
    Review(CustomerId),
    /// A question; on yes this is written.
    Ask(String, Box<Change>),
}

impl Item {
    /// What to open, for whoever serves at this moment; `customer` is whose line it is.
    ///
    /// # Errors
    /// The sentence why it cannot be done any more.
    pub fn act(
        &self,
        customer: Option<&Customer>,
        (now, me): (Stamp, &str),
    ) -> Result<Act, Refusal> {
        let line = |words: String, with: Vec<Change>| {
            Act::Line(format!("{} out: {words}", channel(customer)), with)
        };
        Ok(match &self.matter {
            Matter::Promise(promise) if self.kind == ItemKind::Tell => line(
                format!("told them: {} is done", plain(&promise.what)),
                vec![promise.act(PromiseAct::Told, now)?],
            ),
            Matter::Promise(promise) => Act::Promise(promise.id),
            Matter::Complaint(complaint, _) if self.kind == ItemKind::FollowUp => {
                Act::AskAgain(complaint.id)
            }
            Matter::Complaint(complaint, _) => Act::Complaint(complaint.id),
            Matter::Idea(idea) => line(
                format!("answered them: {}", plain(&idea.text)),
                vec![idea.act(IdeaAct::Answer, now)?],
            ),
            Matter::Want(want) => line(
                format!("told them: {} is in", plain(&want.what)),
                vec![want.act(WantAct::Tell, now)?],
            ),
            Matter::Action(action) if action.state(now.day()) == ActionState::Done => Act::Ask(
                format!("{}: does it work?", action.what),
                Box::new(action.act(ActionAct::Verify, now)?),
            ),
            Matter::Action(action) => Act::Ask(
                format!("{}: is it done?", action.what),
                Box::new(action.act(ActionAct::Done, now)?),
            ),
            Matter::Silence(..) => line(String::new(), Vec::new()),
            Matter::Thanks(due) => line(
                format!("thanked them {}", plain(&due.words())),
                vec![thanks(due, now, me)],
            ),
            Matter::Buying(..) => line(String::new(), Vec::new()),
            Matter::Purchase(purchase, _) => Act::HowIsIt(purchase.id),
            Matter::Agreement(parting, _) => Act::Review(parting.customer),
            Matter::Birthday(_) => line("wished a happy birthday".into(), self.wished(now.day())),
        })
    }

    /// Wished before the day itself, the line rests until the day is over; a contact on the day ends it anyway.
    fn wished(&self, today: NaiveDate) -> Vec<Change> {
        let until = self.due.and_then(|due| due.day().succ_opt());
        let early = self.due.is_some_and(|due| due.day() > today);
        until
            .filter(|_| early)
            .map(|until| self.rest(until))
            .into_iter()
            .collect()
    }

    /// The write that puts the line off until a day.
    ///
    /// # Errors
    /// The sentence when that day is not to come.
    pub fn put_off(&self, until: NaiveDate, today: NaiveDate) -> Result<Change, Refusal> {
        if until <= today {
            return Err(Refusal(
                "Name a day to come, such as tom, fri, +3d or 14.6.".into(),
            ));
        }
        Ok(self.rest(until))
    }

    /// A line that was put off before has its row already.
    fn rest(&self, until: NaiveDate) -> Change {
        match &self.snooze {
            Some(before) => Change::edit(
                before.clone(),
                Snooze {
                    until,
                    ..before.clone()
                },
            ),
            None => Change::Add(Kept::Snooze(Snooze {
                id: SnoozeId::NEW,
                kind: self.kind,
                subject: self.subject,
                until,
            })),
        }
    }
}

fn thanks(due: &ThanksDue, now: Stamp, me: &str) -> Change {
    Change::Add(Kept::Thanks(Thanks {
        id: ThanksId::NEW,
        customer: due.customer,
        at: now,
        by: me.into(),
        occasion: due.occasion,
        subject: Some(due.subject),
        text: String::new(),
    }))
}

/// The channel to reach somebody on: the one they prefer, else the first they do not mind.
fn channel(customer: Option<&Customer>) -> Channel {
    let Some(customer) = customer else {
        return Channel::Call;
    };
    let wish = |leave| move |channel: &&Channel| customer.leave(**channel) == leave;
    let all = || Channel::ALL.iter();
    let found = all()
        .find(wish(Leave::Prefer))
        .or_else(|| all().find(wish(Leave::Ok)));
    found.copied().unwrap_or(Channel::Call)
}

/// Words in which nothing is a mark of the typed line: no promise, tag or initials come out of them by accident.
pub fn plain(text: &str) -> String {
    let words = text
        .split_whitespace()
        .map(|word| word.trim_start_matches(['!', '#', '@']));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
