//! Why things went wrong, the most frequent or dearest cause first, with the share that the first ones make together.

use crate::domain::{CauseId, Money, phrase::grouped};

/// How often a cause came, and what it cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseTally {
    /// Which.
    pub cause: CauseId,
    /// In the shop's words.
    pub words: String,
    /// How many complaints came of it.
    pub count: u32,
    /// What their remedies cost.
    pub cost: Money,
    /// In how many of them it came back after an action that somebody had seen to work.
    pub returned: u32,
}

/// What the bars are as high as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// How many complaints.
    #[default]
    Count,
    /// What they cost.
    Cost,
}

/// One bar of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar<'a> {
    /// The cause.
    pub of: &'a CauseTally,
    /// Its share of all, from 0 to 1.
    pub share: f64,
    /// Its share together with those before it.
    pub cumulative: f64,
}

/// The causes of the complaints heard in a time, however these ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pareto {
    causes: Vec<CauseTally>,
    /// How many complaints have no cause of the shop's list.
    pub without: u32,
}

impl CauseTally {
    /// That it came back after an action, and how often, where it did: "RETURNED", "RETURNED 3 times".
    pub fn returned_words(&self) -> String {
        match self.returned {
            0 => String::new(),
            1 => "RETURNED".to_owned(),
            times => format!("RETURNED {times} times"),
        }
    }
}

impl Pareto {
    /// What is said where there are no causes to show.
    pub const NONE: &'static str = "No complaint of this time has a cause.";

    /// The picture of these causes.
    pub fn new(mut causes: Vec<CauseTally>, without: u32) -> Self {
        causes.retain(|it| it.count > 0);
        causes.sort_by_key(|it| it.cause);
        Self { causes, without }
    }

    /// What came of one cause, where it came at all.
    pub fn of(&self, cause: CauseId) -> Option<&CauseTally> {
        self.causes.iter().find(|it| it.cause == cause)
    }

    /// How many complaints have a cause.
    pub fn count(&self) -> u32 {
        self.causes.iter().map(|it| it.count).sum()
    }

    /// How many have none, where there are such: "3 complaints without a cause".
    pub fn without_words(&self) -> Option<String> {
        match self.without {
            0 => None,
            1 => Some("1 complaint without a cause".to_owned()),
            count => Some(format!(
                "{} complaints without a cause",
                grouped(count as usize)
            )),
        }
    }

    /// What their remedies cost.
    pub fn cost(&self) -> Money {
        let costs = self.causes.iter().map(|it| it.cost.0);
        Money(costs.fold(0, i64::saturating_add))
    }

    /// The bars, the highest first.
    pub fn bars(&self, by: By) -> Vec<Bar<'_>> {
        let height = |it: &CauseTally| match by {
            By::Count => i64::from(it.count),
            By::Cost => it.cost.0.max(0),
        };
        let mut causes: Vec<&CauseTally> = self.causes.iter().collect();
        causes.sort_by_key(|it| std::cmp::Reverse((height(it), it.count)));
        let heights = || causes.iter().map(|it| i128::from(height(it)));
        let all: i128 = heights().sum();
        let share = |part: i128| {
            if all == 0 {
                0.0
            } else {
                part as f64 / all as f64
            }
        };
        let mut before = 0;
        let bars = causes.iter().zip(heights()).map(|(of, height)| {
            before += height;
            Bar {
                of,
                share: share(height),
                cumulative: share(before),
            }
        });
        bars.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally((id, count, cost): (i64, u32, i64)) -> CauseTally {
        CauseTally {
            cause: CauseId(id),
            words: format!("cause {id}"),
            count,
            cost: Money(cost),
            returned: 0,
        }
    }

    #[test]
    fn five_three_one_and_one_make_half_then_eight_then_nine_tenths_then_all() {
        let causes = [(4, 1, 0), (2, 3, 900), (1, 5, 100), (3, 1, 0), (5, 0, 7)].map(tally);
        let pareto = Pareto::new(causes.to_vec(), 2);
        let bars = pareto.bars(By::Count);
        let line: Vec<_> = bars
            .iter()
            .map(|bar| (bar.of.cause.0, bar.cumulative))
            .collect();
        assert_eq!(line, [(1, 0.5), (2, 0.8), (3, 0.9), (4, 1.0)]);
        let shares: Vec<_> = bars.iter().map(|bar| bar.share).collect();
        assert_eq!(shares, [0.5, 0.3, 0.1, 0.1]);
        let dear = pareto.bars(By::Cost);
        assert_eq!((dear[0].of.cause.0, dear[0].share), (2, 0.9));
        assert_eq!(dear[3].cumulative, 1.0);
        assert_eq!((pareto.count(), pareto.cost()), (10, Money(1000)));
    }

    #[test]
    fn nothing_and_nothing_spent_are_no_share() {
        assert!(Pareto::default().bars(By::Count).is_empty());
        let free = Pareto::new(vec![tally((1, 2, 0))], 0);
        assert_eq!(free.bars(By::Cost)[0].share, 0.0);
    }
}
