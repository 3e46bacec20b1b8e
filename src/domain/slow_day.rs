//! A slow day: ten loyal people whom a friendly word may bring in.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Channel, Pace, Rung, Tier, dates::day_words, id::CustomerId, reach::Reach};

/// So many are proposed.
const PEOPLE: usize = 10;
/// Nobody is asked in twice within so many days.
const AGAIN_DAYS: i64 = 30;

/// Somebody who may be asked in, as the rules need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loyal<'a> {
    /// Who.
    pub customer: CustomerId,
    /// The ways to them.
    pub reach: Reach<'a>,
    /// How they buy.
    pub pace: &'a Pace,
    /// Their tier.
    pub tier: Tier,
    /// Their rung.
    pub rung: Rung,
    /// What they like, the newest; may be empty.
    pub likes: &'a str,
    /// A complaint of theirs is open, they are going through a hard time, or they were let go.
    pub left_alone: bool,
    /// When they were last asked in on a slow day.
    pub asked: Option<NaiveDate>,
}

/// One who is asked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Who.
    pub customer: CustomerId,
    /// On which channel.
    pub channel: Channel,
    /// Why them: "due since Fri 5 June", "not seen for 40 days", "likes Kenya AA".
    pub reason: String,
}

/// The ten people to ask in: those due to buy first, among them who spends most; then who was not seen longest.
pub fn choose<'a>(people: impl IntoIterator<Item = Loyal<'a>>, today: NaiveDate) -> Vec<Invited> {
    let asked = people.into_iter().filter_map(|person| {
        let channel = person.channel(today)?;
        Some((person.place(today), person, channel))
    });
    let mut asked: Vec<_> = asked.collect();
    asked.sort_unstable_by_key(|(place, ..)| *place);
    let first = asked.into_iter().take(PEOPLE);
    let invited = first.map(|(_, person, channel)| Invited {
        customer: person.customer,
        channel,
        reason: person.reason(today),
    });
    invited.collect()
}

impl Loyal<'_> {
    /// On which channel they may be asked in today; `None` for who is not loyal enough, is left alone, was asked lately, or cannot be
    /// reached.
    fn channel(&self, today: NaiveDate) -> Option<Channel> {
        let loyal = self.rung >= Rung::Client || self.tier == Tier::A;
        let lately = |day: NaiveDate| (today - day).num_days() < AGAIN_DAYS;
        let may = loyal && !self.left_alone && !self.asked.is_some_and(lately);
        may.then(|| self.reach.for_a_word()).flatten()
    }

    fn place(&self, today: NaiveDate) -> (Reverse<(bool, i64)>, CustomerId) {
        let due = self.pace.is_likely_due(today);
        let most = match due {
            true => self.pace.year_spent.0,
            false => self.pace.silent_days(today).into(),
        };
        (Reverse((due, most)), self.customer)
    }

    fn reason(&self, today: NaiveDate) -> String {
        let due = self
            .pace
            .likely_due()
            .filter(|_| self.pace.is_likely_due(today));
        let why = match (due, self.pace.silent_days(today)) {
            (Some(due), _) if due == today => "due today".to_owned(),
            (Some(due), _) => format!("due since {}", day_words(due, today)),
            (None, 0) => "was here today".to_owned(),
            (None, 1) => "was here yesterday".to_owned(),
            (None, days) => format!("not seen for {days} days"),
        };
        match self.likes.trim() {
            "" => why,
            likes => format!("{why}, likes {likes}"),
        }
    }
}
