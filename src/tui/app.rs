//! The program between the keys and the screens: a stack of screens, and the one place where effects happen.

mod backup;
mod command;
mod events;
mod forget;
mod job;
mod paint;

use std::collections::VecDeque;

use anyhow::Result;
use ratatui::layout::Position;

use self::{backup::Backups, job::Job};
use super::{
    Effect, Route, Screen,
    keymap::{Action, Layers},
    screens,
    theme::Theme,
    widgets::chrome::Header,
};
use crate::{
    clock::Clock,
    domain::{Change, Stamp},
    store::{Applied, Conflict, Stepped, Store},
    sys::disk::DiskError,
};

/// Makes the screen of a route; title and tables of the screen below are for the help.
pub type Open = fn(Route, Option<(String, Layers)>) -> Box<dyn Screen>;

/// How the screens are opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Colours and letters.
    pub theme: Theme,
    /// The screen to begin with.
    pub first: Route,
    /// Where screens come from.
    pub open: Open,
    /// Is the shop backed up by itself, on the first start of the day and before a large act?
    pub backs_up: bool,
}

impl Options {
    /// The screens in these colours, beginning with the customers.
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            first: Route::Customers,
            open: screens::open,
            backs_up: false,
        }
    }
}

/// A question that waits for yes or no.
#[derive(Debug)]
struct Question {
    sentence: String,
    yes: Vec<Effect>,
    /// Long work waits for the answer.
    of_job: bool,
}

/// A save, an undo or a redo that found the file busy, or that the backup before it is made for; it is tried again until a key goes
/// to the screen it came from.
#[derive(Debug)]
struct Waiting {
    /// What it waits for: "another program holds the file".
    because: &'static str,
    first: Effect,
    behind: VecDeque<Effect>,
}

impl Waiting {
    /// What is not done yet: `saved`; and how that is asked for again.
    fn words(&self) -> (&'static str, &'static str) {
        match self.first {
            Effect::Undo => ("undone", "Press u"),
            Effect::Redo => ("done again", "Press U"),
            _ => ("saved", "Save"),
        }
    }

    fn not_yet(&self) -> String {
        let (done, _) = self.words();
        format!("Not {done} yet: {}.", self.because)
    }
}

/// The program.
pub struct App {
    store: Store,
    clock: Clock,
    theme: Theme,
    screens: Vec<Box<dyn Screen>>,
    main: Route,
    header: Header,
    message: Option<String>,
    undo: Option<String>,
    changed: bool,
    open: Open,
    question: Option<Question>,
    waiting: Option<Waiting>,
    job: Option<Job>,
    backups: Backups,
    /// Lines that were run, the last one last.
    history: Vec<String>,
    /// Who works here, as set in the shop when that was read last.
    me: Option<String>,
    copied: Option<String>,
    clicked: Option<Position>,
    version: u64,
    minute: i64,
    idle: bool,
    /// The lines of Today are to be counted again.
    uncounted: bool,
    repaint: bool,
    suspend: bool,
    ended: bool,
}

impl App {
    /// The program on a data file, its first screen read.
    pub fn new(store: Store, clock: Clock, options: Options) -> Self {
        let mut app = Self {
            store,
            clock,
            theme: options.theme,
            screens: Vec::new(),
            main: options.first.clone(),
            header: Header::default(),
            message: None,
            undo: None,
            changed: true,
            open: options.open,
            question: None,
            waiting: None,
            job: None,
            backups: Backups::default(),
            history: Vec::new(),
            me: None,
            copied: None,
            clicked: None,
            version: u64::MAX,
            minute: 0,
            idle: true,
            uncounted: true,
            repaint: false,
            suspend: false,
            ended: false,
        };
        app.switch(options.first);
        app.tick();
        // From the next tick on: nothing comes before the first painting.
        app.backups.wanted = options.backs_up;
        app
    }

    /// Has the program ended?
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// The sentence in the message line.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The one place where effects happen, in their order; a save that fails drops those behind it.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue = VecDeque::from(effects);
        while let Some(effect) = queue.pop_front() {
            match effect {
                Effect::Go(route) => self.go(route),
                Effect::Switch(route) => self.switch(route),
                Effect::Back => self.back(),
                Effect::Save(changes) if self.backs_up_before(&changes) => {
                    self.back_up_before(changes, queue);
                    return;
                }
                Effect::Save(changes) => match self.save(&changes) {
                    Ok(more) => more.into_iter().rev().for_each(|e| queue.push_front(e)),
                    Err(error) => return self.not_done(&error, Effect::Save(changes), queue),
                },
                Effect::Undo | Effect::Redo => {
                    if let Err(error) = self.step(&effect) {
                        return self.not_done(&error, effect, queue);
                    }
                }
                Effect::Show(text) => self.deliver(Action::Show(text)),
                Effect::Copy(text) => {
                    self.say(&format!("copied: {text}"));
                    self.copied = Some(text);
                }
                Effect::Say(sentence) => self.say(&sentence),
                Effect::Ask(sentence, yes) => {
                    self.question = Some(Question {
                        sentence,
                        yes,
                        of_job: false,
                    });
                }
                Effect::Command(line) => self.command(&line),
                Effect::Quit => self.quit(),
            }
        }
    }

    fn go(&mut self, route: Route) {
        let below = self.screens.last().map(|top| (top.title(), top.keys()));
        self.screens.push((self.open)(route, below));
        self.load();
    }

    fn switch(&mut self, route: Route) {
        self.main = route.clone();
        self.screens.clear();
        self.go(route);
    }

    fn back(&mut self) {
        self.screens.pop();
        if self.screens.is_empty() {
            self.quit();
        } else {
            self.load();
        }
    }

    /// Saves, and gives back what the screen wants done now that it is saved.
    fn save(&mut self, changes: &[Change]) -> Result<Vec<Effect>> {
        let applied: Applied = self.store.apply(changes, self.clock.now())?;
        self.say(&applied.label);
        let top = self.screens.last_mut();
        let more = top.map_or_else(Vec::new, |top| top.saved(&applied));
        self.load();
        Ok(more)
    }

    fn not_done(&mut self, error: &anyhow::Error, first: Effect, behind: VecDeque<Effect>) {
        let waiting = Waiting {
            because: "another program holds the file",
            first,
            behind,
        };
        let (done, _) = waiting.words();
        if error.is::<DiskError>() {
            return self.say(&error.to_string());
        }
        if !matches!(error.downcast_ref(), Some(Conflict::Busy)) {
            return self.say(&format!("Not {done}: {error:#}"));
        }
        let kept = if done == "saved" {
            "your text is kept, and saved"
        } else {
            done
        };
        self.say(&format!(
            "Another program holds the file; {kept} when it is free."
        ));
        self.waiting = Some(waiting);
    }

    /// Tries again what found the file busy.
    fn try_again(&mut self) {
        if self.backups.is_going_on() {
            return;
        }
        if let Some(Waiting {
            first, mut behind, ..
        }) = self.waiting.take()
        {
            behind.push_front(first);
            self.perform(behind.into());
            self.changed = true;
        }
    }

    /// Plays a step back, or again. A save that still waits for the file is all that an undo takes back then.
    fn step(&mut self, way: &Effect) -> Result<()> {
        let (play, done, nothing): (fn(&mut Store, Stamp) -> Result<Stepped>, _, _) = match way {
            Effect::Undo => (Store::undo, "undone", "Nothing to undo."),
            _ => (Store::redo, "done again", "Nothing to do again."),
        };
        if self
            .waiting
            .take()
            .is_some_and(|it| matches!(it.first, Effect::Save(_)))
        {
            self.say("Not saved, and not to be saved: it was still waiting for the file.");
            return Ok(());
        }
        match play(&mut self.store, self.clock.now())? {
            Stepped::Done(label) => self.say(&format!("{done}: {label}")),
            Stepped::DoneBut(label, names) => {
                self.say(&format!("{done}: {label}. {}", Stepped::stay(&names)));
            }
            Stepped::Nothing => self.say(nothing),
            Stepped::Refused(label, why) => self.say(&format!("{label}: {why}")),
        }
        self.load();
        Ok(())
    }

    /// Ends; what waits for a busy file gets one more try first, and the first failure of that keeps the program open.
    fn quit(&mut self) {
        let waited = self.waiting.is_some();
        self.try_again();
        let still = self.waiting.take().filter(|_| waited);
        if let Some(waiting) = &still {
            let not_yet = waiting.not_yet();
            self.say(&format!("{not_yet} Ctrl-C again quits without it."));
        }
        self.ended = still.is_none();
    }

    /// Reads the screen in front again, and what header and footer show.
    fn load(&mut self) {
        let now = self.clock.now();
        let read = match self.screens.last_mut() {
            Some(top) => top.load(&mut self.store, now),
            None => Ok(()),
        };
        let read = read.and_then(|()| self.read_chrome());
        if let Err(error) = read {
            self.not_read(error);
        }
        self.follow();
        self.changed = true;
        self.idle = true;
    }

    fn read_chrome(&mut self) -> Result<()> {
        // Opening a screen writes nothing, and counting takes long in a large file.
        let version = self.store.version()?;
        if version == self.version {
            return Ok(());
        }
        let settings = self.store.settings()?;
        // Who works here by the setting goes on by the setting; who said otherwise stays.
        if self.me.as_deref() == Some(self.store.who()) {
            self.store.set_who(&settings.me);
        }
        self.me = Some(settings.me);
        self.header.shop = settings.shop;
        self.header.complaints = self.store.open_counts()?.0;
        self.undo = self.store.undo_labels()?.0;
        self.uncounted = true;
        self.version = version;
        Ok(())
    }

    fn follow(&mut self) {
        let now = self.clock.now();
        let Some(top) = self.screens.last_mut() else {
            return;
        };
        if let Err(error) = top.follow(&mut self.store, now) {
            self.not_read(error);
        }
    }

    fn not_read(&mut self, error: anyhow::Error) {
        let error = self.store.told(error);
        self.say(&match error.is::<DiskError>() {
            true => error.to_string(),
            false => format!("Not read: {error:#}"),
        });
    }

    fn say(&mut self, sentence: &str) {
        self.message = Some(sentence.to_owned());
        self.changed = true;
    }
}
