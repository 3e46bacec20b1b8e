//! Who is likely to buy now, who has gone quiet, who is to be won back, and whether they came back.

use chrono::NaiveDate;

use super::{
    Bought, Currency, Money, Offer, OfferKind, Outcome, Pace, dates::day_words, id::CustomerId,
    phrase::ago_days,
};

impl Pace {
    /// True from the day on which they will probably buy until they have gone quiet, or are to be won back.
    pub fn is_likely_due(&self, today: NaiveDate) -> bool {
        let over = self.gone_quiet_from().or(self.win_back_from());
        self.likely_due().is_some_and(|due| due <= today) && over.is_some_and(|day| today < day)
    }

    /// Have they gone quiet? Not who has a complaint on file: they have a reason that the shop knows.
    pub fn is_quiet(&self, complaint_on_file: bool, today: NaiveDate) -> bool {
        let silent = self.gone_quiet_from().is_some_and(|from| from <= today);
        silent && !complaint_on_file
    }

    /// Are they to be won back? Not who was let go.
    pub fn is_to_win_back(&self, let_go: bool, today: NaiveDate) -> bool {
        let silent = self.win_back_from().is_some_and(|from| from <= today);
        silent && !let_go
    }
}

/// Somebody who stays away, and what is at stake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Who.
    pub customer: CustomerId,
    /// For how many days they have not bought.
    pub silent_days: u32,
    /// How many days are between their purchases, the median.
    pub median_gap: u32,
    /// What they spent in the twelve months up to the day they bought last.
    pub yearly_value: Money,
}

impl Silence {
    /// How somebody of this pace stays away; `None` without a rhythm.
    pub fn of(customer: CustomerId, pace: &Pace, today: NaiveDate) -> Option<Self> {
        Some(Self {
            customer,
            silent_days: pace.silent_days(today),
            median_gap: pace.median_gap?,
            yearly_value: pace.yearly_value,
        })
    }

    /// "silent for 90 d, usually every 28 d, 312.00 a year"
    pub fn words(&self, currency: &Currency) -> String {
        let (silent, gap) = (self.silent_days, self.median_gap);
        let value = currency.show(self.yearly_value);
        format!("silent for {silent} d, usually every {gap} d, {value} a year")
    }
}

/// The last time the shop tried to win somebody back, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WinBack {
    /// When.
    pub asked: NaiveDate,
    /// What they said, where that is noted.
    pub said: Option<Outcome>,
    /// The first day they bought since, and what they spent since.
    pub back: Option<(NaiveDate, Money)>,
}

impl WinBack {
    /// The last try among these offers, against what they bought.
    pub fn of(offers: &[Offer], rows: &[Bought]) -> Option<Self> {
        let tries = offers.iter().filter(|it| it.kind == OfferKind::WinBack);
        let last = tries.max_by_key(|it| (it.at, it.id))?;
        let asked = last.at.day();
        let since = rows.iter().filter(|row| row.day >= asked);
        let first = since.clone().find(|row| row.is_sale).map(|row| row.day);
        let spent = Money(since.map(|row| row.amount.0).sum());
        Some(Self {
            asked,
            said: last.result,
            back: first.map(|day| (day, spent)),
        })
    }

    /// "asked 12 days ago, said later"; "asked 40 days ago, back on Fri 5 June, 12.00 since".
    pub fn words(&self, today: NaiveDate, currency: &Currency) -> String {
        let asked = format!("asked {}", ago_days(self.asked, today));
        match (self.back, self.said) {
            (Some((day, spent)), _) => {
                let (day, spent) = (day_words(day, today), currency.show(spent));
                format!("{asked}, back {day}, {spent} since")
            }
            (None, Some(said)) => format!("{asked}, said {said}"),
            (None, None) => format!("{asked}, not back yet"),
        }
    }
}

/// How many came back, of those whom the shop tried to win back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackShare {
    /// Came back.
    pub back: usize,
    /// Of so many.
    pub of: usize,
}

impl BackShare {
    /// With fewer a share says nothing.
    const ENOUGH: usize = 10;

    /// The share among these tries.
    pub fn of<'a>(tries: impl IntoIterator<Item = &'a WinBack>) -> Self {
        tries.into_iter().fold(Self::default(), |share, it| Self {
            back: share.back + usize::from(it.back.is_some()),
            of: share.of + 1,
        })
    }

    /// "4 of 12 came back (33 %)"; below ten that there are too few to say.
    pub fn words(self) -> String {
        let Self { back, of } = self;
        match of {
            0 => "nobody was asked to come back yet".into(),
            _ if of < Self::ENOUGH => format!("{back} came back, too few to say (n = {of})"),
            _ => format!(
                "{back} of {of} came back ({} %)",
                (back * 100 + of / 2) / of
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::domain::{Stamp, id::OfferId};

    fn on(day: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(day)
    }

    fn rows(days: &[u64]) -> Vec<Bought> {
        let row = |day: &u64| Bought {
            day: on(*day),
            product: None,
            amount: Money(500),
            is_sale: true,
            same_sale: false,
        };
        days.iter().map(row).collect()
    }

    fn pace(days: &[u64]) -> Pace {
        Pace::of(&rows(days), on(400)).unwrap()
    }

    #[test]
    fn somebody_is_due_then_quiet_then_to_be_won_back() {
        let pace = pace(&[0, 28, 57, 84]);
        let due = |day| pace.is_likely_due(on(day));
        assert_eq!([111, 112, 140, 141].map(due), [false, true, true, false]);
        let quiet = |day| pace.is_quiet(false, on(day));
        assert_eq!([140, 141].map(quiet), [false, true]);
        let back = |day| pace.is_to_win_back(false, on(day));
        assert_eq!([168, 169].map(back), [false, true]);
        assert!(!pace.is_quiet(true, on(141)) && !pace.is_to_win_back(true, on(169)));
    }

    #[test]
    fn three_days_of_buying_are_due_until_they_are_to_be_won_back_and_two_never() {
        let three = pace(&[0, 10, 20]);
        let due = |day| three.is_likely_due(on(day));
        assert_eq!([29, 30, 80, 81].map(due), [false, true, true, false]);
        assert!(!three.is_quiet(false, on(399)) && three.is_to_win_back(false, on(81)));
        let two = pace(&[0, 10]);
        assert!(!two.is_likely_due(on(20)) && !two.is_to_win_back(false, on(399)));
    }

    #[test]
    fn silence_is_told_with_what_is_at_stake() {
        let currency = Currency::new("EUR").unwrap();
        let silence = |days| Silence::of(CustomerId(1), &pace(days), on(400));
        assert_eq!(
            silence(&[0, 28, 57, 84]).unwrap().words(&currency),
            "silent for 316 d, usually every 28 d, 20.00 a year"
        );
        assert_eq!(silence(&[0, 28]), None);
    }

    fn offer(kind: OfferKind, day: u64, result: Option<Outcome>) -> Offer {
        let noon = Stamp::from_rfc3339("2026-01-01T12:00:00+01:00").unwrap();
        Offer {
            id: OfferId::NEW,
            customer: CustomerId(1),
            kind,
            product: None,
            what: String::new(),
            channel: None,
            at: noon.on(on(day)),
            by: String::new(),
            result,
            note: String::new(),
        }
    }

    #[test]
    fn a_try_to_win_back_is_followed_until_they_buy() {
        let currency = Currency::new("EUR").unwrap();
        let win = |day, said| offer(OfferKind::WinBack, day, said);
        let words = |offers: &[Offer], days: &[u64]| {
            let last = WinBack::of(offers, &rows(days));
            last.map(|it| it.words(on(110), &currency))
        };
        assert_eq!(words(&[offer(OfferKind::Campaign, 100, None)], &[0]), None);
        let first = [win(90, Some(Outcome::No)), win(100, None)];
        assert_eq!(
            words(&first, &[0, 99]).unwrap(),
            "asked 10 days ago, not back yet"
        );
        assert_eq!(
            words(&first, &[0, 100, 104]).unwrap(),
            "asked 10 days ago, back Sat 11 April, 10.00 since"
        );
        let later = [win(100, Some(Outcome::Later))];
        assert_eq!(
            words(&later, &[0]).unwrap(),
            "asked 10 days ago, said later"
        );
    }

    #[test]
    fn the_share_that_came_back_is_told_from_ten_on() {
        let tried = |back: usize, of: usize| {
            let day = |at: usize| (at < back).then(|| (on(0), Money(1)));
            let tries: Vec<WinBack> = (0..of)
                .map(|at| WinBack {
                    asked: on(0),
                    said: None,
                    back: day(at),
                })
                .collect();
            BackShare::of(&tries).words()
        };
        assert_eq!(tried(0, 0), "nobody was asked to come back yet");
        assert_eq!(tried(4, 9), "4 came back, too few to say (n = 9)");
        assert_eq!(tried(4, 12), "4 of 12 came back (33 %)");
    }
}
