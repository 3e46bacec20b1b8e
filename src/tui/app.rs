//! The program between the keys and the screens: a stack of screens, and the one place where effects happen.

mod backup;
mod command;
mod drafts;
mod events;
mod file;
mod forget;
mod job;
mod paint;
mod save;

use std::collections::VecDeque;

use anyhow::Result;
use ratatui::layout::Position;

pub use self::drafts::is_left;
use self::{
    backup::Backups,
    drafts::{Keeping, Opened},
    job::Job,
    save::Waiting,
};
use super::{
    Effect, Route, Screen,
    keymap::{Action, Layers},
    screens,
    theme::Theme,
    widgets::chrome::Header,
};
use crate::{
    clock::Clock,
    store::Store,
    sys::{disk::DiskError, this_window},
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
    /// Which running program this is, for what is typed and not saved.
    pub window: String,
}

impl Options {
    /// The screens in these colours, beginning with the customers.
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            first: Route::Customers,
            open: screens::open,
            backs_up: false,
            window: this_window(),
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

/// The program.
pub struct App {
    store: Store,
    clock: Clock,
    theme: Theme,
    screens: Vec<Opened>,
    main: Route,
    header: Header,
    message: Option<String>,
    undo: Option<String>,
    changed: bool,
    open: Open,
    question: Option<Question>,
    waiting: Option<Waiting>,
    /// A save is just tried again on top of what another window saved.
    on_top: bool,
    /// What became of the file, when it is not where it was.
    lost: Option<String>,
    keeping: Keeping,
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
            on_top: false,
            lost: None,
            keeping: Keeping::of(options.window),
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
        app.offer_drafts();
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
            if writes(&effect) && self.stopped() {
                return;
            }
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
                    Err(error) => {
                        self.not_done(&error, Effect::Save(changes), queue);
                        return self.save_on_top(&error);
                    }
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
                Effect::Rescue => self.rescue(),
                Effect::Resume(draft) => self.resume(&draft),
                Effect::Drop(ids) => self.drop_drafts(&ids),
                Effect::Quit => self.quit(),
            }
        }
    }

    fn go(&mut self, route: Route) {
        let below = self.screens.last().map(|top| (top.title(), top.keys()));
        let screen = (self.open)(route.clone(), below);
        self.screens.push(Opened::new(route, screen));
        self.load();
    }

    fn switch(&mut self, route: Route) {
        self.main = route.clone();
        while let Some(opened) = self.screens.pop() {
            self.left(Some(opened));
        }
        self.go(route);
    }

    fn back(&mut self) {
        let opened = self.screens.pop();
        self.left(opened);
        if self.screens.is_empty() {
            self.quit();
        } else {
            self.load();
        }
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
        if self.ended {
            self.keep_drafts();
        }
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

/// Does it write, or lead to where that is done?
fn writes(effect: &Effect) -> bool {
    match effect {
        Effect::Save(_) | Effect::Undo | Effect::Redo | Effect::Resume(_) | Effect::Drop(_) => true,
        Effect::Go(route) => route.writes(),
        _ => false,
    }
}
