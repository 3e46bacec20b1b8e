//! What the steps of a complaint come to, and which step may follow.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Complaint, Lamps, State, Step, StepKind};
use crate::domain::{CauseId, Change, Money, Refusal, Stamp};

impl Lamps {
    /// All five are lit.
    pub fn all(self) -> bool {
        self.missing().is_empty()
    }

    /// The lamps still dark, by name, in the order of their keys.
    pub fn missing(self) -> Vec<&'static str> {
        [
            (self.apology, "apology"),
            (self.cause, "cause"),
            (self.fix, "fix"),
            (self.remedy, "remedy"),
            (self.told, "told"),
        ]
        .into_iter()
        .filter_map(|(lit, name)| (!lit).then_some(name))
        .collect()
    }
}

impl StepKind {
    /// Is it an answer to the customer? An apology, or telling how it ended, is one too.
    pub const fn answers(self) -> bool {
        matches!(self, Self::Answered | Self::Apologised | Self::Told)
    }
}

impl Complaint {
    /// Where it stands: the last step that closes, dismisses, reopens, stops or resumes decides.
    pub fn state(&self) -> State {
        match self.turning_point() {
            Some(StepKind::Closed) => State::Closed,
            Some(StepKind::Dismissed) => State::Dismissed,
            Some(StepKind::WaitingOnCustomer | StepKind::WaitingOnSupplier) => State::Waiting,
            _ => State::Open,
        }
    }

    /// Closed or dismissed.
    pub fn is_ended(&self) -> bool {
        matches!(self.state(), State::Closed | State::Dismissed)
    }

    /// Whom a waiting complaint waits for: "customer" or "supplier".
    pub fn waiting_for(&self) -> Option<&'static str> {
        match self.turning_point() {
            Some(StepKind::WaitingOnCustomer) => Some("customer"),
            Some(StepKind::WaitingOnSupplier) => Some("supplier"),
            _ => None,
        }
    }

    fn turning_point(&self) -> Option<StepKind> {
        self.steps
            .iter()
            .rev()
            .map(|step| step.kind)
            .find(|kind| match kind {
                StepKind::WaitingOnCustomer
                | StepKind::WaitingOnSupplier
                | StepKind::Resumed
                | StepKind::Closed
                | StepKind::Dismissed
                | StepKind::Reopened => true,
                StepKind::Answered
                | StepKind::Apologised
                | StepKind::Cause
                | StepKind::Fix
                | StepKind::Remedy
                | StepKind::Told
                | StepKind::NeedsOwner
                | StepKind::Deadlock => false,
            })
    }

    /// Which of the five things have been done since it was opened or last reopened: what came back is worked on anew.
    /// Told counts as done without a customer; a remedy of nothing counts as one.
    pub fn lamps(&self) -> Lamps {
        let mut lamps = Lamps::default();
        for step in &self.steps {
            match step.kind {
                StepKind::Apologised => lamps.apology = true,
                StepKind::Cause => lamps.cause = true,
                StepKind::Fix => lamps.fix = true,
                StepKind::Remedy => lamps.remedy = true,
                StepKind::Told => lamps.told = true,
                StepKind::Reopened => lamps = Lamps::default(),
                _ => {}
            }
        }
        lamps.told |= self.customer.is_none();
        lamps
    }

    /// When the customer had a first answer. Reopening keeps it.
    pub fn answered(&self) -> Option<Stamp> {
        self.steps
            .iter()
            .find(|step| step.kind.answers())
            .map(|step| step.at)
    }

    /// The cause noted last, where it was chosen from the shop's list.
    pub fn cause(&self) -> Option<CauseId> {
        self.steps.iter().rev().find_map(|step| step.cause)
    }

    /// The cause noted last in words: that of the shop's list, else as it was written.
    pub fn cause_words<'a>(&'a self, causes: &'a HashMap<CauseId, String>) -> Option<&'a str> {
        let noted = |step: &&Step| step.kind == StepKind::Cause;
        let step = self.steps.iter().rfind(noted)?;
        let listed = step.cause.and_then(|id| causes.get(&id));
        Some(listed.unwrap_or(&step.text))
    }

    /// The day to talk again, when a deadlock was the last step.
    pub fn talk_again(&self) -> Option<NaiveDate> {
        let last = self.steps.last();
        last.filter(|step| step.kind == StepKind::Deadlock)?.until
    }

    /// What comes next, in two or three words for the queue: "answer", "apologise", "find the cause", …, "close"; "waits for
    /// customer"; "nothing" when ended.
    pub fn next_step(&self) -> &'static str {
        match (self.state(), self.waiting_for()) {
            (State::Closed | State::Dismissed, _) => return "nothing",
            (_, Some("supplier")) => return "waits for supplier",
            (_, Some(_)) => return "waits for customer",
            _ => {}
        }
        match self.steps.last().map(|step| step.kind) {
            Some(StepKind::NeedsOwner) => return "ask the owner",
            Some(StepKind::Deadlock) => return "talk again",
            _ => {}
        }
        match self.next_kind() {
            Some(StepKind::Answered) => "answer",
            Some(StepKind::Apologised) => "apologise",
            Some(StepKind::Cause) => "find the cause",
            Some(StepKind::Fix) => "put it right",
            Some(StepKind::Remedy) => "give a remedy",
            Some(StepKind::Told) => "tell them",
            _ => "close",
        }
    }

    /// The kind of step that comes next: an answer, then the lamps in their order, then the end; of a waiting one, that it goes on.
    /// `None` when ended.
    pub fn next_kind(&self) -> Option<StepKind> {
        match self.state() {
            State::Closed | State::Dismissed => return None,
            State::Waiting => return Some(StepKind::Resumed),
            State::Open => {}
        }
        if self.answered().is_none() && self.customer.is_some() {
            return Some(StepKind::Answered);
        }
        Some(match self.lamps().missing().first().copied() {
            Some("apology") => StepKind::Apologised,
            Some("cause") => StepKind::Cause,
            Some("fix") => StepKind::Fix,
            Some("remedy") => StepKind::Remedy,
            Some(_) => StepKind::Told,
            None => StepKind::Closed,
        })
    }

    /// A complaint says what went wrong.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        refuse_if(self.what.trim().is_empty(), "Type what went wrong.")
    }

    /// The write for one more step, if the rules allow it now.
    ///
    /// # Errors
    /// The reason why not, as a sentence: closing needs all five lamps or one sentence why not; dismissing needs a sentence; only
    /// an ended complaint is reopened; only a waiting one resumes; an ended one takes no other step.
    pub fn step(&self, mut step: Step) -> Result<Change, Refusal> {
        step.text = step.text.trim().into();
        self.check_state(step.kind)?;
        self.check_words(&step)?;
        Ok(Change::AddStep(self.customer, self.id, step))
    }

    /// May a step of this kind follow where the complaint stands? A screen asks this before it asks for words.
    ///
    /// # Errors
    /// The reason why not, as a sentence.
    pub fn check_state(&self, kind: StepKind) -> Result<(), Refusal> {
        let state = self.state();
        match kind {
            StepKind::Reopened => refuse_if(!self.is_ended(), "This complaint is still open."),
            _ if self.is_ended() => Err(Refusal(format!(
                "This complaint is {state}; reopen it first."
            ))),
            StepKind::Resumed => {
                refuse_if(state == State::Open, "This complaint waits for nobody.")
            }
            StepKind::WaitingOnCustomer if self.customer.is_none() => refuse_if(
                true,
                "Nobody gave a name with this complaint; there is no customer to wait for.",
            ),
            StepKind::WaitingOnCustomer | StepKind::WaitingOnSupplier => refuse_if(
                state == State::Waiting,
                "This complaint waits already; resume it first.",
            ),
            _ => Ok(()),
        }
    }

    fn check_words(&self, step: &Step) -> Result<(), Refusal> {
        let silent = step.text.is_empty();
        refuse_if(
            !step.bent.is_empty() && !matches!(step.kind, StepKind::Remedy | StepKind::Fix),
            "A rule is bent by a remedy or a fix.",
        )?;
        match step.kind {
            StepKind::Closed => {
                let missing = self.lamps().missing();
                if missing.is_empty() || !silent {
                    return Ok(());
                }
                Err(Refusal(format!(
                    "Not yet done: {}. Do it first, or write one sentence why not.",
                    missing.join(", ")
                )))
            }
            StepKind::Dismissed => refuse_if(
                silent,
                "Write one sentence why this is not a complaint after all.",
            ),
            StepKind::Cause => refuse_if(
                silent && step.cause.is_none(),
                "Choose a cause, or write what in our way of working let it happen.",
            ),
            StepKind::Remedy => {
                refuse_if(
                    step.remedy.is_none(),
                    "Choose what they got; \"none\" is an answer too.",
                )?;
                refuse_if(
                    step.amount.is_some_and(|amount| amount < Money(0)),
                    "Write what the remedy cost without a minus.",
                )
            }
            StepKind::Deadlock => refuse_if(
                step.until.is_none_or(|day| day < step.at.day()),
                "Write when you talk again, with a day such as fri, +3d or 14.6.",
            ),
            _ => Ok(()),
        }
    }

    /// The complaint with one more step in its record, for a step that is saved together with it.
    ///
    /// # Errors
    /// As [`Complaint::step`].
    pub fn with_step(mut self, step: Step) -> Result<Self, Refusal> {
        if let Change::AddStep(_, _, step) = self.step(step)? {
            self.steps.push(step);
        }
        Ok(self)
    }
}

fn refuse_if(wrong: bool, sentence: &str) -> Result<(), Refusal> {
    if wrong {
        Err(Refusal(sentence.into()))
    } else {
        Ok(())
    }
}
