//! Backups that the screens make by themselves, on a thread of their own: of the day, and before a large act. No key waits for them.

use std::collections::VecDeque;

use chrono::NaiveDate;

use super::{
    App, Waiting,
    job::{Job, News},
};
use crate::{
    commands::{Report, backup},
    domain::{Change, backup::Reason},
    store::MANY,
    tui::Effect,
};

/// What goes on, and what was done.
#[derive(Debug, Default)]
pub(super) struct Backups {
    /// Does the shop back itself up?
    pub wanted: bool,
    /// The day that was seen to.
    day: Option<NaiveDate>,
    job: Option<Job>,
    /// Why the next one is made, as soon as the one that goes on has ended.
    next: Option<Reason>,
    /// The shop is backed up, and what waited for that may go on.
    ready: bool,
}

impl Backups {
    /// Is one being made?
    pub(super) fn is_going_on(&self) -> bool {
        self.job.is_some()
    }
}

impl App {
    /// Begins the backup of the day where it is time.
    pub(super) fn back_up_today(&mut self) {
        let now = self.clock.now();
        let seen_to = self.backups.day == Some(now.day());
        let gone = self.lost.is_some();
        if !self.backups.wanted || gone || seen_to || self.busy() || self.backups.is_going_on() {
            return;
        }
        // A new shop is looked at again once something is in it; what cannot be read says so elsewhere.
        if self.store.is_new().unwrap_or(true) {
            return;
        }
        self.backups.day = Some(now.day());
        if !self.store.backup_is_due(now).unwrap_or(false) {
            return;
        }
        let Some(place) = self.place() else {
            return;
        };
        self.backups.job = Some(Job::begin(String::new(), place, |store, context| {
            let why = backup::of_the_day(store, context.now);
            Ok(why.map_or_else(Report::default, |why| Report::default().say(why)))
        }));
    }

    /// Is this so large an act that the shop is backed up first?
    pub(super) fn backs_up_before(&mut self, changes: &[Change]) -> bool {
        let ready = std::mem::take(&mut self.backups.ready);
        self.backups.wanted && !ready && changes.len() >= MANY && !self.busy()
    }

    /// Begins the backup before a large act, which waits for it.
    pub(super) fn back_up_before(&mut self, changes: Vec<Change>, behind: VecDeque<Effect>) {
        let what = format!("change of {} things", changes.len());
        self.backups.next = Some(Reason::Before(what));
        self.say("So much at once: the shop is backed up first, then it is saved.");
        self.waiting = Some(Waiting {
            because: "the shop is being backed up first",
            first: Effect::Save(changes),
            behind,
        });
        self.make_the_next_backup();
    }

    /// Begins the backup that an act waits for. One of the day that goes on is no backup of what was saved since it began.
    fn make_the_next_backup(&mut self) {
        if self.backups.is_going_on() {
            return;
        }
        let wanted = self.backups.next.take();
        let (Some(what), Some(place)) = (wanted.filter(|_| self.waiting.is_some()), self.place())
        else {
            return;
        };
        self.backups.job = Some(Job::begin(String::new(), place, move |store, context| {
            store.back_up(&what, context.now)?;
            Ok(Report::default())
        }));
    }

    /// Takes what a backup has to say. Where it failed, what waited for it is not done.
    pub(super) fn hear_of_backup(&mut self) {
        while let Some(news) = self.backups.job.as_ref().and_then(Job::news) {
            let News::Ended(answer) = news else {
                continue;
            };
            self.backups.job = None;
            if self.backups.next.is_some() {
                self.make_the_next_backup();
                continue;
            }
            match answer {
                Ok(report) => {
                    self.backups.ready = self.waiting.is_some();
                    self.show("backup", Ok(report));
                }
                Err(error) => {
                    self.waiting = None;
                    self.say(&format!("Not saved: {error:#}"));
                }
            }
        }
    }
}
