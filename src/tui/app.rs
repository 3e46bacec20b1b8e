//! The program between the keys and the screens: a stack of screens, and the one place where effects happen.

mod command;
mod events;
mod job;
mod paint;

use std::collections::VecDeque;

use anyhow::Result;
use ratatui::layout::Position;

use self::job::Job;
use super::{
    Effect, Route, Screen, keymap::Layers, screens, theme::Theme, widgets::chrome::Header,
};
use crate::{
    clock::Clock,
    domain::{Change, Stamp},
    store::{Applied, Conflict, Stepped, Store},
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
}

impl Options {
    /// The screens in these colours, beginning with the customers.
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            first: Route::Customers,
            open: screens::open,
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

/// A save that found the file busy; it is tried again until a key changes the screen it came from.
#[derive(Debug)]
struct Waiting {
    changes: Vec<Change>,
    behind: VecDeque<Effect>,
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
    /// Lines that were run, the last one last.
    history: Vec<String>,
    copied: Option<String>,
    clicked: Option<Position>,
    version: u64,
    minute: i64,
    idle: bool,
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
            history: Vec::new(),
            copied: None,
            clicked: None,
            version: u64::MAX,
            minute: 0,
            idle: true,
            repaint: false,
            suspend: false,
            ended: false,
        };
        app.switch(options.first);
        app.tick();
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
                Effect::Save(changes) => match self.save(&changes) {
                    Ok(more) => more.into_iter().rev().for_each(|e| queue.push_front(e)),
                    Err(error) => return self.not_saved(&error, changes, queue),
                },
                Effect::Undo => self.step(Store::undo, "undone", "Nothing to undo."),
                Effect::Redo => self.step(Store::redo, "done again", "Nothing to do again."),
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

    fn not_saved(&mut self, error: &anyhow::Error, changes: Vec<Change>, behind: VecDeque<Effect>) {
        if matches!(error.downcast_ref(), Some(Conflict::Busy)) {
            self.waiting = Some(Waiting { changes, behind });
            self.say("Another program holds the file; your text is kept and saved as soon as it is free.");
        } else {
            self.say(&format!("Not saved: {error:#}"));
        }
    }

    /// Tries a save again that found the file busy.
    fn save_waiting(&mut self) {
        if let Some(Waiting { changes, behind }) = self.waiting.take() {
            let mut again = vec![Effect::Save(changes)];
            again.extend(behind);
            self.perform(again);
            self.changed = true;
        }
    }

    fn step(&mut self, play: fn(&mut Store, Stamp) -> Result<Stepped>, done: &str, nothing: &str) {
        match play(&mut self.store, self.clock.now()) {
            Ok(Stepped::Done(label)) => self.say(&format!("{done}: {label}")),
            Ok(Stepped::Nothing) => self.say(nothing),
            Ok(Stepped::Refused(label, why)) => self.say(&format!("{label}: {why}")),
            Err(error) => self.say(&format!("Not {done}: {error:#}")),
        }
        self.load();
    }

    /// Ends; a save that waits for a busy file gets one more try first, and the first failure of that keeps the program open.
    fn quit(&mut self) {
        let waited = self.waiting.is_some();
        self.save_waiting();
        let kept_open = waited && self.waiting.take().is_some();
        if kept_open {
            self.say(
                "Not saved yet: another program holds the file. Ctrl-C again quits without it.",
            );
        }
        self.ended = !kept_open;
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
            self.say(&format!("Not read: {error:#}"));
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
        self.header.shop = self.store.settings()?.shop;
        self.header.complaints = self.store.open_counts()?.0;
        self.undo = self.store.undo_labels()?.0;
        self.version = version;
        Ok(())
    }

    fn follow(&mut self) {
        let now = self.clock.now();
        let Some(top) = self.screens.last_mut() else {
            return;
        };
        if let Err(error) = top.follow(&mut self.store, now) {
            self.say(&format!("Not read: {error:#}"));
        }
    }

    fn say(&mut self, sentence: &str) {
        self.message = Some(sentence.to_owned());
        self.changed = true;
    }
}
