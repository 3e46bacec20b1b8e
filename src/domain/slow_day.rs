//! A slow day: ten loyal people whom a friendly word may bring in.

use std::{cmp::Reverse, collections::BinaryHeap};

use chrono::NaiveDate;

use super::{Channel, Pace, Rung, Tier, dates::day_words, id::CustomerId};

/// So many are proposed.
const PEOPLE: usize = 10;
/// Nobody is asked in twice within so many days.
const AGAIN_DAYS: i64 = 30;

/// Somebody who may be asked in, as the rules need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loyal<'a> {
    /// Who.
    pub customer: CustomerId,
    /// How they buy.
    pub pace: &'a Pace,
    /// Their tier.
    pub tier: Tier,
    /// Their rung.
    pub rung: Rung,
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

/// Due or not, by how much; then by number.
type Place = (Reverse<(bool, i64)>, CustomerId);

/// The ten people to ask in: those due to buy first, among them who spends most; then who was not seen longest. On which channel they
/// are asked is looked for only when it is their turn; who cannot be reached is passed over.
///
/// # Errors
/// What looking for it says.
pub fn choose<'a, E>(
    people: impl IntoIterator<Item = Loyal<'a>>,
    today: NaiveDate,
    channel: &mut dyn FnMut(CustomerId) -> Result<Option<Channel>, E>,
) -> Result<Vec<(Loyal<'a>, Channel)>, E> {
    let people: Vec<Loyal<'_>> = people.into_iter().filter(|it| it.may_be(today)).collect();
    let places = people.iter().map(|it| it.place(today)).zip(0..);
    let mut places: BinaryHeap<Reverse<(Place, usize)>> = places.map(Reverse).collect();
    let mut chosen = Vec::with_capacity(PEOPLE);
    while chosen.len() < PEOPLE
        && let Some(Reverse((_, at))) = places.pop()
    {
        let person = people[at];
        chosen.extend(channel(person.customer)?.map(|channel| (person, channel)));
    }
    Ok(chosen)
}

impl Loyal<'_> {
    /// May they be asked in today? Not who is not loyal enough, is left alone, or was asked lately.
    fn may_be(&self, today: NaiveDate) -> bool {
        let loyal = self.rung >= Rung::Client || self.tier == Tier::A;
        let lately = |day: NaiveDate| (today - day).num_days() < AGAIN_DAYS;
        loyal && !self.left_alone && !self.asked.is_some_and(lately)
    }

    /// They are asked in on this channel; what they like is part of the reason, where it is known.
    pub fn invite(&self, channel: Channel, likes: &str, today: NaiveDate) -> Invited {
        Invited {
            customer: self.customer,
            channel,
            reason: self.reason(likes, today),
        }
    }

    fn place(&self, today: NaiveDate) -> Place {
        let due = self.pace.is_likely_due(today);
        let most = match due {
            true => self.pace.year_spent.0,
            false => self.pace.silent_days(today).into(),
        };
        (Reverse((due, most)), self.customer)
    }

    fn reason(&self, likes: &str, today: NaiveDate) -> String {
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
        match likes.trim() {
            "" => why,
            likes => format!("{why}, likes {likes}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::domain::{Bought, Money};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 10).unwrap()
    }

    fn ago(days: u64) -> NaiveDate {
        today() - Days::new(days)
    }

    /// Somebody who bought every so many days, last `silent` days ago.
    fn pace(every: u64, silent: u64, amount: i64) -> Pace {
        let rows: Vec<Bought> = (0..4)
            .rev()
            .map(|at| Bought {
                day: ago(silent + at * every),
                product: None,
                amount: Money(amount),
                is_sale: true,
                same_sale: false,
            })
            .collect();
        Pace::of(&rows, today()).unwrap()
    }

    fn loyal(customer: i64, pace: &Pace) -> Loyal<'_> {
        Loyal {
            customer: CustomerId(customer),
            pace,
            tier: Tier::B,
            rung: Rung::Client,
            left_alone: false,
            asked: None,
        }
    }

    /// Those of these who are asked in when everybody can be called.
    fn called<'a>(people: impl IntoIterator<Item = Loyal<'a>>) -> Vec<Invited> {
        let chosen = choose(people, today(), &mut |_| Ok::<_, ()>(Some(Channel::Call)));
        let invite = |(it, channel): (Loyal<'_>, Channel)| it.invite(channel, "", today());
        chosen.unwrap().into_iter().map(invite).collect()
    }

    #[test]
    fn those_due_come_first_by_spend_then_who_was_not_seen_longest() {
        let due = [pace(10, 10, 100), pace(10, 12, 300)];
        let rest = [pace(30, 5, 100), pace(30, 20, 100)];
        let all = due.iter().chain(&rest).zip(1..);
        let asked = called(all.map(|(pace, id)| loyal(id, pace)));
        let said: Vec<_> = asked
            .iter()
            .map(|it| (it.customer.0, it.reason.as_str()))
            .collect();
        let expected = [
            (2, "due since Mon 8 June"),
            (1, "due today"),
            (4, "not seen for 20 days"),
            (3, "not seen for 5 days"),
        ];
        assert_eq!(said, expected);
        assert!(asked.iter().all(|it| it.channel == Channel::Call));
    }

    #[test]
    fn ten_are_asked_and_each_at_most_once_in_thirty_days() {
        let pace = pace(30, 5, 100);
        let crowd = called((1..=11).map(|id| loyal(id, &pace)));
        assert_eq!(crowd.len(), 10);
        let asked = |days| {
            let one = Loyal {
                asked: Some(ago(days)),
                ..loyal(1, &pace)
            };
            called([one]).len()
        };
        assert_eq!((asked(29), asked(30)), (0, 1));
    }

    #[test]
    fn only_loyal_people_who_may_be_contacted_are_asked() {
        let pace = pace(30, 1, 100);
        let one = loyal(1, &pace);
        let count = |one| called([one]).len();
        let customer = Loyal {
            rung: Rung::Customer,
            ..one
        };
        assert_eq!((count(one), count(customer)), (1, 0));
        let important = Loyal {
            tier: Tier::A,
            ..customer
        };
        assert_eq!(count(important), 1);
        let alone = Loyal {
            left_alone: true,
            ..one
        };
        assert_eq!(count(alone), 0);
        let reason = one.invite(Channel::Call, " Kenya AA ", today()).reason;
        assert_eq!(reason, "was here yesterday, likes Kenya AA");
    }

    #[test]
    fn a_way_is_looked_for_until_there_are_ten() {
        let pace = pace(30, 5, 100);
        let mut asked_for = Vec::new();
        let mut even = |customer: CustomerId| {
            asked_for.push(customer.0);
            Ok::<_, ()>((customer.0 % 2 == 0).then_some(Channel::Mail))
        };
        let chosen = choose((1..=40).map(|id| loyal(id, &pace)), today(), &mut even).unwrap();
        let chosen: Vec<i64> = chosen.iter().map(|(it, _)| it.customer.0).collect();
        assert_eq!(chosen, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
        assert_eq!(asked_for, (1..=20).collect::<Vec<_>>());
        let failed = choose([loyal(1, &pace)], today(), &mut |_| Err("no file"));
        assert_eq!(failed.err(), Some("no file"));
    }
}
