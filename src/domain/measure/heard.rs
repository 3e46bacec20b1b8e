//! What was promised, heard and refused: figures of promises, feedback, referrals and our no's.

use std::{cmp::Reverse, collections::HashMap};

use chrono::NaiveDate;

use super::{
    Figure, Measure, No,
    times::{Count, Share, Timed, Times},
};
use crate::domain::{FeedbackKind, Method, Promise, Stamp};

impl Measure {
    /// The share of the satisfied among those heard by a method.
    pub const fn satisfied(method: Method) -> Self {
        match method {
            Method::Asked => Self::SatisfiedAsked,
            Method::Survey => Self::SatisfiedSurvey,
            Method::MysteryShopper => Self::SatisfiedMystery,
            Method::Review => Self::SatisfiedReview,
            Method::Observed => Self::SatisfiedObserved,
        }
    }
}

/// From this score on somebody is satisfied.
const SATISFIED_FROM: u8 = 4;

impl FeedbackKind {
    /// Is who said this satisfied? The score decides, without one praise or criticism; an idea without a score says nothing of it.
    pub fn satisfied(self, score: Option<u8>) -> Option<bool> {
        match (score, self) {
            (Some(score), _) => Some(score >= SATISFIED_FROM),
            (None, Self::Praise) => Some(true),
            (None, Self::Criticism) => Some(false),
            (None, Self::Idea) => None,
        }
    }
}

/// Promises, feedback, referrals and no's, counted in the times of a page.
#[derive(Debug)]
pub struct Heard<'a> {
    times: &'a Times,
    kept: Timed<Share>,
    satisfied: HashMap<Method, Timed<Share>>,
    referrals: Timed<Count>,
    nos: Timed<Count>,
    why: HashMap<String, Why>,
}

/// How often the shop said no for a reason, when last, and in which words then.
#[derive(Debug)]
struct Why {
    count: u32,
    last: Stamp,
    words: String,
}

impl<'a> Heard<'a> {
    /// Nothing counted yet.
    pub fn new(times: &'a Times) -> Self {
        Self {
            times,
            kept: Timed::default(),
            satisfied: HashMap::new(),
            referrals: Timed::default(),
            nos: Timed::default(),
            why: HashMap::new(),
        }
    }

    /// Counts a promise on the day that decided whether it is kept on time, see [`Promise::end`].
    pub fn promise(&mut self, promise: &Promise) {
        if let Some((day, on_time)) = promise.end(self.times.today) {
            self.kept.count(self.times.on(day), |it| it.count(on_time));
        }
    }

    /// Counts a piece of feedback by its method, see [`FeedbackKind::satisfied`].
    pub fn feedback(&mut self, day: NaiveDate, method: Method, satisfied: Option<bool>) {
        if let Some(satisfied) = satisfied {
            let of = self.satisfied.entry(method).or_default();
            of.count(self.times.on(day), |it| it.count(satisfied));
        }
    }

    /// Counts a customer whom another one brought, on the day they were written down.
    pub fn referral(&mut self, day: NaiveDate) {
        self.referrals.count(self.times.on(day), |it| it.0 += 1);
    }

    /// Counts a contact that ended in a no; `key` is why, however it was spelt.
    pub fn no(&mut self, at: Stamp, (key, why): (String, &str)) {
        let times = self.times.on(at.day());
        self.nos.count(times, |it| it.0 += 1);
        if !self.times.all[0].has(at.day()) {
            return;
        }
        let known = self.why.entry(key).or_insert_with(|| Why {
            count: 0,
            last: at,
            words: why.to_owned(),
        });
        known.count += 1;
        if known.last < at {
            (known.last, known.words) = (at, why.to_owned());
        }
    }

    /// The figures.
    pub fn figures(&self) -> Vec<Figure> {
        let none = Timed::default();
        let satisfied = Method::ALL.iter().map(|method| {
            let of = self.satisfied.get(method).unwrap_or(&none);
            of.figure(Measure::satisfied(*method))
        });
        let own = [
            self.referrals.figure(Measure::Referrals),
            self.kept.figure(Measure::PromisesKept),
            self.nos.figure(Measure::OurNos),
        ];
        own.into_iter().chain(satisfied).collect()
    }

    /// Our no's of the time of the page by why, the most frequent first.
    pub fn nos(&self) -> Vec<No> {
        let mut why: Vec<&Why> = self.why.values().collect();
        why.sort_by_key(|it| (Reverse((it.count, it.last)), &it.words));
        let no = |it: &Why| No {
            why: it.words.clone(),
            count: it.count,
        };
        why.into_iter().map(no).collect()
    }
}
