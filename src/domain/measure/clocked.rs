//! Complaints in a time: how many, how soon they were answered and settled, why they came: figures of complaints.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    CauseTally, Figure, Measure, Pareto,
    times::{Count, Middle, Share, Sum, Timed, Times},
};
use crate::domain::{
    Action, CauseId, Clock, ClockState, Complaint, Money, Settings, Stamp, State, StepKind, Tier,
    hours::Hours,
};

/// How a clock ended, or that it ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The day that decided it.
    pub day: NaiveDate,
    /// Opening minutes from its start, without waiting; `None` where it ran out and goes on.
    pub minutes: Option<u32>,
    /// Within its target?
    pub in_time: bool,
    /// Opening minutes of the target.
    pub allowed: u32,
}

impl Ended {
    /// What a clock came to: it stopped on this day, or it ran out before now.
    fn of(clock: &Clock, stopped: Option<NaiveDate>, hours: &Hours) -> Option<Self> {
        let ended = |day, minutes| Self {
            day,
            minutes,
            in_time: clock.in_time,
            allowed: clock.allowed,
        };
        let ran_out = clock.state == ClockState::Late;
        match stopped {
            Some(day) => Some(ended(day, Some(clock.ran(hours)))),
            None if ran_out => clock.due.map(|due| ended(due.date(), None)),
            None => None,
        }
    }
}

impl Clock {
    /// For how many opening minutes it ran, however many were allowed.
    pub fn ran(&self, hours: &Hours) -> u32 {
        if self.used < self.allowed {
            return self.used;
        }
        let ran = self.stretches.iter().filter(|it| it.stopped.is_none());
        let minutes = ran.map(|it| hours.between(it.from, it.to));
        minutes.fold(0, u32::saturating_add)
    }
}

impl Complaint {
    /// When and how its first answer was decided: given, or due and not given; and the same of its resolution: closed, or due and not
    /// closed. A dismissed one was no complaint, and nobody answers where nobody gave a name.
    pub fn ended(
        &self,
        tier: Tier,
        (settings, now): (&Settings, Stamp),
    ) -> (Option<Ended>, Option<Ended>) {
        if self.state() == State::Dismissed {
            return (None, None);
        }
        let clocks = self.clocks(tier, settings, now);
        let answered = self.answered().map(Stamp::day);
        let answer = self
            .customer
            .and_then(|_| Ended::of(&clocks.first_answer, answered, &settings.hours));
        let closed = self.closed().map(Stamp::day);
        let end = Ended::of(&clocks.resolution, closed, &settings.hours);
        (answer, end)
    }

    /// When it was closed, if that is how it stands.
    pub fn closed(&self) -> Option<Stamp> {
        let mut closed = self.steps.iter().rev();
        let last = closed.find(|step| step.kind == StepKind::Closed)?;
        (self.state() == State::Closed).then_some(last.at)
    }
}

/// What came of one cause in the time of the page.
#[derive(Debug, Clone, Copy, Default)]
struct Came {
    count: u32,
    cost: Money,
    returned: u32,
}

/// Complaints, counted in the times of a page.
#[derive(Debug)]
pub struct Clocked<'a> {
    times: &'a Times,
    desk: (&'a Settings, Stamp),
    actions: &'a [Action],
    heard: Timed<Count>,
    answer: OfClock,
    end: OfClock,
    open: Timed<Sum>,
    causes: BTreeMap<Option<CauseId>, Came>,
}

/// What the clocks of one kind came to.
#[derive(Debug, Default)]
struct OfClock {
    minutes: Timed<Middle>,
    allowed: Timed<Middle>,
    in_time: Timed<Share>,
}

impl OfClock {
    fn count(&mut self, ended: Ended, times: &Times) {
        let times = times.on(ended.day);
        self.in_time.count(times, |it| it.count(ended.in_time));
        if let Some(minutes) = ended.minutes {
            self.minutes.count(times, |it| it.take(minutes));
            self.allowed.count(times, |it| it.take(ended.allowed));
        }
    }

    /// The middle with its target, and the share in time.
    fn figures(&self, middle: Measure, share: Measure) -> [Figure; 2] {
        let target = self.allowed.figure(middle).now.value;
        let middle = Figure {
            target,
            ..self.minutes.figure(middle)
        };
        [middle, self.in_time.figure(share)]
    }
}

impl<'a> Clocked<'a> {
    /// Nothing counted yet; `actions` are those by which a cause that came back is known.
    pub fn new(times: &'a Times, desk: (&'a Settings, Stamp), actions: &'a [Action]) -> Self {
        Self {
            times,
            desk,
            actions,
            heard: Timed::default(),
            answer: OfClock::default(),
            end: OfClock::default(),
            open: Timed::default(),
            causes: BTreeMap::new(),
        }
    }

    /// Counts a complaint of a customer of this tier whose remedies cost so much.
    pub fn complaint(&mut self, complaint: &Complaint, (tier, cost): (Tier, Money)) {
        let heard = complaint.opened.day();
        self.heard.count(self.times.on(heard), |it| it.0 += 1);
        if self.times.all[0].has(heard) {
            let came = self.causes.entry(complaint.cause()).or_default();
            came.count += 1;
            came.cost.0 = came.cost.0.saturating_add(cost.0);
            came.returned += u32::from(complaint.returned(self.actions).is_some());
        }
        let (answer, end) = complaint.ended(tier, self.desk);
        if let Some(answer) = answer {
            self.answer.count(answer, self.times);
        }
        if let Some(end) = end {
            self.end.count(end, self.times);
            if let Some(minutes) = end.minutes {
                let times = self.times.on(end.day);
                self.open.count(times, |it| it.add(minutes.into(), 1));
            }
        }
    }

    /// Counts complaints of customers who were forgotten: of one cause, in one month.
    pub fn forgotten(
        &mut self,
        month: NaiveDate,
        cause: Option<CauseId>,
        (count, cost): (u32, Money),
    ) {
        self.heard.count(self.times.on(month), |it| {
            it.0 = it.0.saturating_add(count);
        });
        if self.times.all[0].has(month) {
            let came = self.causes.entry(cause).or_default();
            came.count = came.count.saturating_add(count);
            came.cost.0 = came.cost.0.saturating_add(cost.0);
        }
    }

    /// The figures.
    pub fn figures(&self) -> Vec<Figure> {
        let answer = self
            .answer
            .figures(Measure::FirstAnswer, Measure::AnsweredInTime);
        let end = self
            .end
            .figures(Measure::Resolution, Measure::ResolvedInTime);
        let own = [
            self.heard.figure(Measure::Complaints),
            self.open.figure(Measure::ComplaintHours),
        ];
        own.into_iter().chain(answer).chain(end).collect()
    }

    /// The causes of the complaints heard in the time of the page; `words` says what a cause is called.
    pub fn causes(&self, words: impl Fn(CauseId) -> String) -> Pareto {
        let of = |(cause, came): (&Option<CauseId>, &Came)| {
            cause.map(|cause| CauseTally {
                cause,
                words: words(cause),
                count: came.count,
                cost: came.cost,
                returned: came.returned,
            })
        };
        let without = self.causes.get(&None).map_or(0, |came| came.count);
        Pareto::new(self.causes.iter().filter_map(of).collect(), without)
    }
}
