//! The two clocks of a complaint: first answer and resolution, in opening hours, computed from the steps.

mod words;

use chrono::{NaiveDateTime, Timelike};

use super::{Complaint, Step, StepKind, Target, target::Allowed};
use crate::domain::{Settings, Stamp, Tier, hours::Hours, words};

words! {
    /// Where a clock stands.
    ClockState {
        /// There is time.
        Ok = "OK",
        /// Three quarters of the time are used.
        Due = "DUE",
        /// The time is over.
        Late = "LATE",
        /// Stopped while we wait for somebody.
        Paused = "PAUSED",
        /// What it ran for has happened.
        Done = "DONE",
    }
}

/// A stretch of the record in which a clock ran, or stood still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// From when, on the wall clock.
    pub from: NaiveDateTime,
    /// To when.
    pub to: NaiveDateTime,
    /// Why it stood still: "waiting on customer", "closed"; `None` while it ran.
    pub stopped: Option<&'static str>,
}

/// One clock. Times are whole minutes of the shop's wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// When the allowed time is over; of a stopped one, as if it went on now. `None` where there is nobody to answer.
    pub due: Option<NaiveDateTime>,
    /// Where it stands.
    pub state: ClockState,
    /// Done, and not after the due moment.
    pub in_time: bool,
    /// Opening minutes allowed, fixed when the clock starts.
    pub allowed: u32,
    /// Opening minutes used, at most those allowed.
    pub used: u32,
    /// Its stretches, in order, up to now or to the end.
    pub stretches: Vec<Stretch>,
}

/// Both clocks of one complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    /// From when it was opened until the customer had an answer.
    pub first_answer: Clock,
    /// From when it was opened, or last reopened, until it is ended.
    pub resolution: Clock,
}

impl Clocks {
    /// The running clock that ends first, with its name: "answer" or "resolution".
    pub fn next(&self) -> Option<(&'static str, &Clock)> {
        self.standing().filter(|(_, clock)| clock.runs())
    }

    /// The same, or while both are stopped the one that would end first; `None` when both are done.
    pub fn standing(&self) -> Option<(&'static str, &Clock)> {
        let both = [
            ("answer", &self.first_answer),
            ("resolution", &self.resolution),
        ];
        both.into_iter()
            .filter(|(_, clock)| clock.state != ClockState::Done)
            .min_by_key(|(_, clock)| clock.due)
    }

    /// The clock that a list shows: the standing one, or of an ended complaint the resolution.
    pub fn shown(&self) -> &Clock {
        self.standing().map_or(&self.resolution, |(_, clock)| clock)
    }
}

impl Complaint {
    /// Both clocks, for a customer of this tier; without a customer the tier is B.
    pub fn clocks(&self, tier: Tier, settings: &Settings, now: Stamp) -> Clocks {
        let target = self.target(tier, settings);
        let hours = &settings.hours;
        Clocks {
            first_answer: match self.customer {
                Some(_) => Clock::new(self.until_answer(now), target.first_answer, hours),
                None => Clock::nobody_asks(),
            },
            resolution: Clock::new(self.until_end(now), target.resolution, hours),
        }
    }

    /// How soon this complaint wants its first answer and its resolution.
    pub fn target(&self, tier: Tier, settings: &Settings) -> Target {
        let tier = self.customer.map_or(Tier::B, |_| tier);
        settings.targets.of(self.heat, tier)
    }

    fn until_answer(&self, now: Stamp) -> Run {
        let answer = self.steps.iter().position(|step| step.kind.answers());
        let before = answer.map_or(self.steps.as_slice(), |at| &self.steps[..at]);
        let mut run = Run::through(self.opened, before);
        match answer {
            Some(at) => run.end(self.steps[at].at),
            None => run.go_on(now, self.is_ended()),
        }
        run
    }

    fn until_end(&self, now: Stamp) -> Run {
        let again = |step: &Step| step.kind == StepKind::Reopened;
        let mut run = match self.steps.iter().rposition(again) {
            Some(at) => Run::through(self.steps[at].at, &self.steps[at + 1..]),
            None => Run::through(self.opened, &self.steps),
        };
        run.go_on(now, self.is_ended());
        run
    }
}

impl Clock {
    fn new(run: Run, allowed: Allowed, hours: &Hours) -> Self {
        let start = run.stretches.first().map_or(run.since, |first| first.from);
        let allowed = allowed.minutes(start, hours);
        let mut clock = Self {
            due: None,
            state: ClockState::Ok,
            in_time: false,
            allowed,
            used: 0,
            stretches: Vec::new(),
        };
        let due = clock.count(&run, hours);
        clock.state = match run {
            Run { done: true, .. } => ClockState::Done,
            Run {
                stopped: Some(_), ..
            } => ClockState::Paused,
            _ if due < run.since => ClockState::Late,
            _ if clock.used * 4 >= clock.allowed * 3 => ClockState::Due,
            _ => ClockState::Ok,
        };
        clock.in_time = run.done && run.since <= due;
        clock.due = Some(due);
        clock.stretches = run.stretches;
        clock
    }

    /// Counts the minutes used and gives back when the time is over.
    fn count(&mut self, run: &Run, hours: &Hours) -> NaiveDateTime {
        let mut due = run.since;
        for stretch in run.stretches.iter().filter(|it| it.stopped.is_none()) {
            due = hours.add(stretch.from, self.allowed - self.used);
            if due <= stretch.to {
                self.used = self.allowed;
                return due;
            }
            let counted = hours.between(stretch.from, stretch.to);
            self.used = self.allowed.min(self.used + counted);
        }
        if run.stopped.is_some() {
            due = hours.add(run.since, self.allowed - self.used);
        }
        due
    }

    /// The first answer where nobody gave a name: there is nobody to answer.
    fn nobody_asks() -> Self {
        Self {
            due: None,
            state: ClockState::Done,
            in_time: true,
            allowed: 0,
            used: 0,
            stretches: Vec::new(),
        }
    }

    /// Neither stopped nor done.
    pub fn runs(&self) -> bool {
        matches!(
            self.state,
            ClockState::Ok | ClockState::Due | ClockState::Late
        )
    }
}

/// The wall clock to the minute.
fn minute(at: Stamp) -> NaiveDateTime {
    let local = at.local();
    local.with_second(0).unwrap_or(local)
}

/// What happened to a clock, in the order of the record.
struct Run {
    stretches: Vec<Stretch>,
    /// Up to when it is told.
    since: NaiveDateTime,
    /// Why it stands still since then.
    stopped: Option<&'static str>,
    done: bool,
}

impl Run {
    /// From the start through these steps.
    fn through(start: Stamp, steps: &[Step]) -> Self {
        let mut run = Self {
            stretches: Vec::new(),
            since: minute(start),
            stopped: None,
            done: false,
        };
        for step in steps {
            match step.kind {
                StepKind::WaitingOnCustomer => run.turn(step.at, Some("waiting on customer")),
                StepKind::WaitingOnSupplier => run.turn(step.at, Some("waiting on supplier")),
                StepKind::Closed => run.turn(step.at, Some("closed")),
                StepKind::Dismissed => run.turn(step.at, Some("dismissed")),
                StepKind::Resumed | StepKind::Reopened => run.turn(step.at, None),
                _ => {}
            }
        }
        run
    }

    /// Ends the stretch that goes on and begins another; time does not run backwards.
    fn turn(&mut self, at: Stamp, stopped: Option<&'static str>) {
        let at = minute(at).max(self.since);
        self.stretches.push(Stretch {
            from: self.since,
            to: at,
            stopped: std::mem::replace(&mut self.stopped, stopped),
        });
        self.since = at;
    }

    /// What it ran for happened.
    fn end(&mut self, at: Stamp) {
        self.turn(at, self.stopped);
        self.done = true;
    }

    /// It goes on until now, unless the complaint has ended.
    fn go_on(&mut self, now: Stamp, ended: bool) {
        if !ended {
            self.turn(now, self.stopped);
        }
        self.done = ended;
    }
}

#[cfg(test)]
mod tests;
