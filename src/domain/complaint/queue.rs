//! The queue: complaints with whose they are and their clocks, in the order in which they want to be worked on.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDateTime;
use serde::Serialize;

use super::{ClockState, Clocks, Complaint, Heat, Source, State};
use crate::domain::{AgainShare, ComplaintId, Settings, Stamp, Tier, WonShare};

/// A complaint as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The complaint with its record.
    pub complaint: Complaint,
    /// The name of its customer, once that is read; a list reads it of those in sight.
    pub name: Option<String>,
    /// The tier of its customer; B without one.
    pub tier: Tier,
    /// Both clocks.
    pub clocks: Clocks,
}

impl Complaint {
    /// What stands where a name would, when nobody gave one: how the shop came to know of it.
    pub const fn nameless(&self) -> &'static str {
        match self.source {
            Source::Direct => "nobody",
            source => source.word(),
        }
    }
}

impl Queued {
    /// The complaint of somebody of this tier, whose name is not read yet.
    pub fn new(complaint: Complaint, tier: Tier, settings: &Settings, now: Stamp) -> Self {
        Self {
            clocks: complaint.clocks(tier, settings, now),
            name: None,
            tier,
            complaint,
        }
    }

    /// Is a running clock late?
    pub fn is_late(&self) -> bool {
        let next = self.clocks.next();
        next.is_some_and(|(_, clock)| clock.state == ClockState::Late)
    }

    /// Whose it is, nothing while that is not read; where nobody gave a name how the shop came to know of it.
    pub fn whose(&self) -> Result<&str, &'static str> {
        match self.complaint.customer {
            Some(_) => Ok(self.name.as_deref().unwrap_or_default()),
            None => Err(self.complaint.nameless()),
        }
    }

    /// Sorts the queue, smallest first: open before waiting before ended, then the next deadline, the hottest, the oldest.
    pub fn place(&self) -> (State, NaiveDateTime, Reverse<Heat>, Stamp, ComplaintId) {
        let it = &self.complaint;
        let due = self.clocks.standing().and_then(|(_, clock)| clock.due);
        let due = due.unwrap_or(NaiveDateTime::MAX);
        (it.state(), due, Reverse(it.heat), it.opened, it.id)
    }
}

/// How many complaints there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Being worked on.
    pub open: usize,
    /// Waiting for somebody.
    pub waiting: usize,
    /// Of those open, whose clock is late.
    pub late: usize,
    /// Closed or dismissed.
    pub ended: usize,
    /// How the shop came to know of all of them.
    pub sources: BTreeMap<Source, usize>,
    /// How many won, of those who were asked again after the end.
    pub asked_again: WonShare,
    /// How many bought again after their complaint.
    pub bought_again: AgainShare,
}

impl Counts {
    /// From the queue without ended ones, how many complaints there are in all by source, and what was heard after their end. Who
    /// bought again is counted where it is asked for.
    pub fn new(queue: &[Queued], sources: BTreeMap<Source, usize>, asked_again: WonShare) -> Self {
        let waits = |it: &&Queued| it.complaint.state() == State::Waiting;
        let waiting = queue.iter().filter(waits).count();
        let all: usize = sources.values().sum();
        Self {
            open: queue.len() - waiting,
            waiting,
            late: queue.iter().filter(|it| it.is_late()).count(),
            ended: all.saturating_sub(queue.len()),
            sources,
            asked_again,
            bought_again: AgainShare::default(),
        }
    }
}
