//! When a row makes a line of Today: pure functions over the few columns that decide.

use chrono::{Days, NaiveDate};

use super::{Due, ItemKind, Section, When, thanks_subject};
use crate::domain::{
    Action, ActionState, Complaint, PartialDate, Recovery, Settings, Stamp, ThanksDue, Tier, Want,
    complaint::ClockState,
    id::{CustomerId, FeedbackId, PromiseId},
    recovery::recovery_due,
};

/// Birthdays show so many days ahead.
const BIRTHDAY_DAYS: i64 = 7;

impl Due {
    pub(super) const fn new(kind: ItemKind, section: Section, subject: i64, when: When) -> Self {
        Self {
            kind,
            section,
            subject,
            customer: None,
            rank: 0,
            when,
        }
    }

    pub(super) const fn of(mut self, customer: CustomerId) -> Self {
        self.customer = Some(customer);
        self
    }

    /// A promise that is not done; `None` before its day.
    pub fn promise(
        id: PromiseId,
        customer: CustomerId,
        due: NaiveDate,
        today: NaiveDate,
    ) -> Option<Self> {
        let (kind, section) = match due.cmp(&today) {
            std::cmp::Ordering::Less => (ItemKind::PromiseLate, Section::Late),
            std::cmp::Ordering::Equal => (ItemKind::PromiseToday, Section::DueToday),
            std::cmp::Ordering::Greater => return None,
        };
        Some(Self::new(kind, section, id.0, When::Day(due)).of(customer))
    }

    /// A promise that is done and not told.
    pub fn untold(id: PromiseId, customer: CustomerId, done: Stamp) -> Self {
        let when = When::Moment(done.local());
        Self::new(ItemKind::Tell, Section::Tell, id.0, when).of(customer)
    }

    /// A complaint whose clock is late, is about to be, or runs out today; or whose deadlock has come to its day.
    pub fn complaint(
        complaint: &Complaint,
        tier: Tier,
        settings: &Settings,
        now: Stamp,
    ) -> Option<Self> {
        let clocks = complaint.clocks(tier, settings, now);
        let clock = clocks.next().and_then(|(_, clock)| {
            let due = clock.due?;
            let section = match clock.state {
                ClockState::Late => Section::Late,
                ClockState::Due => Section::DueToday,
                _ if due.date() == now.day() => Section::DueToday,
                _ => return None,
            };
            Some((section, When::Moment(due)))
        });
        let talk = complaint.talk_again().and_then(|day| {
            let section = match day.cmp(&now.day()) {
                std::cmp::Ordering::Less => Section::Late,
                std::cmp::Ordering::Equal => Section::DueToday,
                std::cmp::Ordering::Greater => return None,
            };
            Some((section, When::Day(day)))
        });
        let (section, when) = clock
            .into_iter()
            .chain(talk)
            .min_by_key(|(section, when)| (*section, when.end()))?;
        let line = Self::new(ItemKind::Clock, section, complaint.id.0, when);
        Some(Self {
            customer: complaint.customer,
            ..line
        })
    }

    /// A want that is in, and they do not know.
    pub fn arrived(want: &Want, settings: &Settings) -> Option<Self> {
        let late = When::Day(want.late_from(settings)?);
        let line = Self::new(ItemKind::Arrived, Section::Arrived, want.id.0, late);
        Some(line.of(want.customer))
    }

    /// An idea that nobody answered, from the day after it was heard on. Its subject is its row below zero: above stand promises.
    pub fn idea(id: FeedbackId, customer: CustomerId, at: Stamp, today: NaiveDate) -> Option<Self> {
        let when = When::Moment(at.local());
        let line = Self::new(ItemKind::Tell, Section::Tell, -id.0, when).of(customer);
        (at.day() < today).then_some(line)
    }

    /// An action that is due, or done and to be verified.
    pub fn action(action: &Action, today: NaiveDate) -> Option<Self> {
        let when = match (action.state(today), action.due, action.done) {
            (ActionState::Done, _, Some(done)) => When::Moment(done.local()),
            (ActionState::Open | ActionState::Late, Some(due), _) if due <= today => When::Day(due),
            _ => return None,
        };
        Some(Self::new(
            ItemKind::Action,
            Section::Actions,
            action.id.0,
            when,
        ))
    }

    /// Thanks that nobody has said yet.
    pub fn thanks(due: &ThanksDue) -> Self {
        let subject = thanks_subject(due.occasion, due.subject);
        let when = When::Day(due.since.day());
        Self::new(ItemKind::Thanks, Section::Thanks, subject, when).of(due.customer)
    }

    /// Asking again after a complaint was closed, from its day on.
    pub fn follow_up(
        complaint: &Complaint,
        recoveries: &[Recovery],
        days: &[u32],
        today: NaiveDate,
    ) -> Option<Self> {
        let (day, _) = recovery_due(complaint, recoveries, days)?;
        let (kind, section) = (ItemKind::FollowUp, Section::FollowUps);
        let line = Self::new(kind, section, complaint.id.0, When::Day(day));
        (day <= today).then_some(Self {
            customer: complaint.customer,
            ..line
        })
    }
}

/// How long nobody has been in touch with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// With whom.
    pub customer: CustomerId,
    /// The day of the last contact on any channel; without one, since when they are a customer.
    pub since: NaiveDate,
    /// There may be so many days between two check-ins; 0 is never.
    pub every: u32,
    /// The more important ones come first.
    pub tier: Tier,
}

/// A check-in, from the day on which the rhythm asks for it.
pub fn check_in(silence: Silence, today: NaiveDate) -> Option<Due> {
    let silent = (today - silence.since).num_days();
    if silence.every == 0 || silent < i64::from(silence.every) {
        return None;
    }
    let every = Days::new(silence.every.into());
    let day = silence.since.checked_add_days(every)?;
    let line = Due::new(
        ItemKind::CheckIn,
        Section::CheckIns,
        silence.customer.0,
        When::Day(day),
    );
    Some(Due {
        rank: silence.tier as u8,
        ..line.of(silence.customer)
    })
}

/// A birthday from seven days before on; done when there was a contact on the day itself.
pub fn birthday(
    customer: CustomerId,
    date: PartialDate,
    last: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Due> {
    let day = date.next(today)?;
    let near = (day - today).num_days() <= BIRTHDAY_DAYS;
    let wished = last.is_some_and(|last| last >= day);
    let line = Due::new(
        ItemKind::Birthday,
        Section::Birthdays,
        customer.0,
        When::Day(day),
    );
    (near && !wished).then_some(line.of(customer))
}

/// The last words of the birthdays that show, `06-14`: what to look for before [`birthday`] decides.
pub fn birthday_ends(today: NaiveDate) -> Vec<String> {
    let days = (0..=BIRTHDAY_DAYS).map(|ahead| today + chrono::Duration::days(ahead));
    let mut ends: Vec<String> = days.map(|day| day.format("%m-%d").to_string()).collect();
    let has = |day: &str| ends.iter().any(|end| end == day);
    if has("02-28") && !has("02-29") {
        ends.push("02-29".into());
    }
    ends
}
