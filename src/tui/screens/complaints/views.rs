//! The views of the queue: which complaints each shows.

use crate::domain::{State, complaint::Queued};

/// Which complaints are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Being worked on.
    Open,
    /// Waiting for somebody.
    Waiting,
    /// Those whose clock is late.
    Late,
    /// Closed or dismissed.
    Closed,
    /// All, below their causes.
    ByCause,
}

impl View {
    /// In the order in which they follow each other.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Waiting,
        Self::Late,
        Self::Closed,
        Self::ByCause,
    ];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Late => "late",
            Self::Closed => "closed",
            Self::ByCause => "by cause",
        }
    }

    /// The one behind it; behind the last the first.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|view| *view == self);
        Self::ALL[at.map_or(0, |at| at + 1) % Self::ALL.len()]
    }

    /// Does it show complaints that have ended?
    pub const fn ended_too(self) -> bool {
        matches!(self, Self::Closed | Self::ByCause)
    }

    /// Does this complaint stand in it?
    pub fn shows(self, it: &Queued) -> bool {
        match self {
            Self::Open => it.complaint.state() == State::Open,
            Self::Waiting => it.complaint.state() == State::Waiting,
            Self::Late => it.is_late(),
            Self::Closed => it.complaint.is_ended(),
            Self::ByCause => true,
        }
    }
}
