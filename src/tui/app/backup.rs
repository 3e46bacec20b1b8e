//! Backups that the screens make by themselves, on a thread of their own: of the day, and before a large act. No key waits for them.

use std::collections::VecDeque;

use anyhow::Result;
use chrono::NaiveDate;

use super::{
    App, Waiting,
    job::{Job, News, Place},
};
use crate::{
    commands::{Report, backup},
    domain::{Change, Stamp, backup::Reason},
    store::{MANY, Store},
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
    /// Is the one that goes on made for an act? Else it is that of the day.
    of_act: bool,
    /// Why that of the day failed, until it can be said: no act that waits has its word then.
    unsaid: Option<String>,
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
        self.begin_backup(place, backup::of_the_day);
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
        self.backups.of_act = true;
        self.begin_backup(place, move |store, now| store.back_up(&what, now).map(drop));
    }

    fn begin_backup(
        &mut self,
        place: Place,
        make: impl FnOnce(&Store, Stamp) -> Result<()> + Send + 'static,
    ) {
        self.backups.job = Some(Job::begin(String::new(), place, |store, context| {
            make(store, context.now).map(|()| Report::default())
        }));
    }

    /// Takes what a backup has to say. Where that of an act failed, the act is not done; that of the day stands in no way.
    pub(super) fn hear_of_backup(&mut self) {
        while let Some(news) = self.backups.job.as_ref().and_then(Job::news) {
            let News::Ended(answer) = news else {
                continue;
            };
            self.backups.job = None;
            let of_act = std::mem::take(&mut self.backups.of_act);
            match answer {
                Ok(_) => self.backups.ready = of_act && self.waiting.is_some(),
                Err(error) if of_act => {
                    (self.waiting, self.backups.unsaid) = (None, None);
                    self.say(&format!("Not saved: {error:#}"));
                }
                Err(error) => self.backups.unsaid = Some(backup::not_today(&error)),
            }
            self.make_the_next_backup();
        }
        if self.waiting.is_none()
            && let Some(why) = self.backups.unsaid.take()
        {
            self.say(&why);
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;
    use crate::{
        clock::Clock,
        domain::{Customer, Settings},
        tui::{Options, theme::Theme},
    };

    #[test]
    fn a_backup_of_the_day_that_fails_before_an_act_is_said_and_the_act_has_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
        let clock = Clock::fixed("2026-06-10T12:00:00+02:00").unwrap();
        let shop = Settings::set("shop", "Corner").unwrap();
        store.apply(&[shop], clock.now()).unwrap();
        let mut app = App::new(store, clock, Options::new(Theme::dark()));
        app.backups.wanted = true;
        app.backups.day = Some(app.clock.now().day());
        let place = app.place().unwrap();
        app.begin_backup(place, |_, _| Err(anyhow!("the disk is full")));
        let ada = Customer {
            name: "Ada".into(),
            ..Customer::default()
        };
        let many = vec![Change::AddCustomer(Box::new(ada)); MANY];
        app.perform(vec![Effect::Save(many)]);
        let first = app.message().map(str::to_owned);
        while app.message() == first.as_deref() {
            app.tick();
            std::thread::yield_now();
        }
        assert_eq!(app.message(), Some("added Ada and 99 more"));
        app.tick();
        assert_eq!(
            app.message(),
            Some("The shop could not be backed up today: the disk is full.")
        );
        let backups = app.store.backups().unwrap();
        assert_eq!(
            backups[0].reason.as_ref().map(Reason::to_string),
            Some("before the change of 100 things".into())
        );
    }
}
