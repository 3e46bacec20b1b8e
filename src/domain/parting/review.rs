//! Whom the shop may want to talk to about parting ways: little spend, much trouble, and none of it our failure.

use chrono::NaiveDate;

use crate::domain::{
    Complaint, Currency, Money, Remedy, State, StepKind, Tier, dates::short_day,
    habits::year_before, id::ComplaintId,
};

/// So many complaints, or so many remedies, in twelve months.
const TROUBLE_FROM: usize = 3;

/// A complaint that counts for the review: not a genuine failure of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub complaint: ComplaintId,
    /// When it was opened.
    pub day: NaiveDate,
    /// What went wrong, they said.
    pub what: String,
    /// It was dismissed.
    pub dismissed: bool,
    /// Opened in the last twelve months.
    pub lately: bool,
    /// What they got for it in the last twelve months, and what that cost.
    pub remedies: Vec<(Remedy, Money)>,
}

/// Why somebody is on the review list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What they spent in twelve months.
    pub spent: Money,
    /// The complaints that count, oldest first.
    pub counted: Vec<Counted>,
    /// How many of the last twelve months do not count, because they were failures of ours.
    pub genuine: usize,
}

impl Complaint {
    /// A genuine failure of ours: the shop found a cause in its way of working. One that was dismissed is none.
    pub fn is_genuine(&self) -> bool {
        let cause = self.steps.iter().any(|step| step.kind == StepKind::Cause);
        cause && self.state() != State::Dismissed
    }
}

impl Review {
    /// The review of somebody of this tier by spend, who spent so much in twelve months and has these complaints. `None` when there
    /// is nothing to talk about: the list proposes, the shop decides.
    pub fn of(
        (tier, spent): (Tier, Money),
        complaints: &[Complaint],
        today: NaiveDate,
    ) -> Option<Self> {
        let since = year_before(today);
        let (genuine, others): (Vec<_>, Vec<_>) = complaints.iter().partition(|it| it.is_genuine());
        let counted = others.into_iter().map(|it| Counted::of(it, since));
        let mut counted: Vec<Counted> = counted
            .filter(|it| it.lately || !it.remedies.is_empty())
            .collect();
        counted.sort_by_key(|it| (it.day, it.complaint));
        let genuine = genuine.iter().filter(|it| it.opened.day() > since).count();
        let review = Self {
            spent,
            counted,
            genuine,
        };
        let much = review.complaints().max(review.remedies()) >= TROUBLE_FROM;
        (tier == Tier::C && much).then_some(review)
    }

    /// How many complaints count.
    pub fn complaints(&self) -> usize {
        self.counted.iter().filter(|it| it.lately).count()
    }

    /// How many remedies count.
    pub fn remedies(&self) -> usize {
        self.counted.iter().map(|it| it.remedies.len()).sum()
    }

    /// "4 complaints and 3 remedies in 12 months, spent 12.00 (tier C); 1 failure of ours not counted"
    pub fn words(&self, currency: &Currency) -> String {
        let count = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {}s", word.replace('y', "ie")),
        };
        let (complaints, remedies) = (
            count(self.complaints(), "complaint"),
            count(self.remedies(), "remedy"),
        );
        let spent = currency.show(self.spent);
        let ours = match self.genuine {
            0 => String::new(),
            ours => format!("; {} of ours not counted", count(ours, "failure")),
        };
        format!("{complaints} and {remedies} in 12 months, spent {spent} (tier C){ours}")
    }
}

impl Counted {
    fn of(complaint: &Complaint, since: NaiveDate) -> Self {
        let lately = complaint.steps.iter().filter(|it| it.at.day() > since);
        let remedies = lately.filter_map(|step| {
            let remedy = step.remedy.filter(|remedy| *remedy != Remedy::None)?;
            Some((remedy, step.amount.unwrap_or_default()))
        });
        Self {
            complaint: complaint.id,
            day: complaint.opened.day(),
            what: complaint.what.clone(),
            dismissed: complaint.state() == State::Dismissed,
            lately: complaint.opened.day() > since,
            remedies: remedies.collect(),
        }
    }

    /// "3 Aug: lid was loose, dismissed"; "3 Aug: lid was loose, refund 4.00"
    pub fn words(&self, today: NaiveDate, currency: &Currency) -> String {
        let mut words = format!("{}: {}", short_day(self.day, today), self.what);
        if self.dismissed {
            words.push_str(", dismissed");
        }
        for (remedy, cost) in &self.remedies {
            words.push_str(&format!(", {remedy} {}", currency.show(*cost)));
        }
        words
    }
}
