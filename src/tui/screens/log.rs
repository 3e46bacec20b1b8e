//! The log: all contacts of everybody, newest first, by day; the one selected is read in full below the list.

pub(super) mod asked;
pub(super) mod keys;
mod nos;
mod page;
mod read;
mod view;

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Position, Rect},
};

use self::page::Page;
use super::house;
use crate::{
    domain::{Change, CustomerId, Interaction, Stamp, ViewOf, dates::day_name, line::LineKind},
    search::Index,
    store::{LogFilter, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Layers},
        theme::Theme,
        widgets::{FilterBox, Groups, Reading},
    },
};

/// The filter box, the contacts by day, and the text of the one selected.
#[derive(Debug)]
pub struct Log {
    input: FilterBox,
    in_box: bool,
    /// The text of the box that the rows answer; `None` while that is worked out.
    answered: Option<String>,
    /// The rows may be others now.
    stale: bool,
    filter: LogFilter,
    /// What is wrong with the text of the box.
    unknown: String,
    /// Our no's, counted by why, while only they are shown.
    nos: String,
    page: Page,
    groups: Groups,
    names: HashMap<CustomerId, String>,
    /// Everybody's names, read when the first word is looked for.
    index: Index,
    /// An end of the log that was asked for and is not at hand: the newest, or the oldest.
    end: Option<bool>,
    /// Rows of the text that are read already, and how many are in sight.
    read: usize,
    sight: usize,
    /// The text selected, as far as it was read.
    text: Reading,
    now: Stamp,
    place: Rect,
}

impl Default for Log {
    fn default() -> Self {
        Self::new()
    }
}

impl Log {
    /// With the newest contact selected.
    pub fn new() -> Self {
        Self {
            input: FilterBox::new(&asked::WORDS),
            in_box: false,
            answered: None,
            stale: false,
            filter: LogFilter::default(),
            unknown: String::new(),
            nos: String::new(),
            page: Page::default(),
            groups: Groups::default(),
            names: HashMap::new(),
            index: Index::default(),
            end: None,
            read: 0,
            sight: 0,
            text: Reading::default(),
            now: Stamp::EPOCH,
            place: Rect::ZERO,
        }
    }

    fn selected(&self) -> Option<&Interaction> {
        self.page.rows.get(self.groups.selected()?)
    }

    fn who(&self) -> Option<CustomerId> {
        self.selected().and_then(|row| row.customer)
    }

    /// The day of each contact, for the headings.
    fn days(&self) -> Vec<String> {
        let today = self.now.day();
        let day = |row: &Interaction| match (today - row.at.day()).num_days() {
            0 => format!("today · {}", day_name(row.at.day(), today)),
            1 => format!("yesterday · {}", day_name(row.at.day(), today)),
            _ => day_name(row.at.day(), today),
        };
        self.page.rows.iter().map(day).collect()
    }

    fn name(&self, row: &Interaction) -> &str {
        let named = row.customer.and_then(|id| self.names.get(&id));
        named.map_or("", String::as_str)
    }

    fn line(&self, kind: LineKind) -> Vec<Effect> {
        let customer = self.who();
        if customer.is_none() && kind != LineKind::Complaint {
            return vec![Effect::Go(Route::Whom(kind))];
        }
        vec![Effect::Go(Route::Line {
            kind,
            customer,
            complaint: None,
            typed: String::new(),
        })]
    }

    /// Does something with the contact selected.
    fn with(&self, act: impl FnOnce(&Interaction) -> Effect) -> Vec<Effect> {
        match self.selected() {
            Some(row) => vec![act(row)],
            None => vec![Effect::Say("No contact is selected.".to_owned())],
        }
    }

    fn customer(&self) -> Vec<Effect> {
        match self.who() {
            Some(customer) => vec![Effect::Go(Route::Profile {
                customer,
                list: vec![customer],
            })],
            None => nameless(),
        }
    }

    fn only_this(&mut self) -> Vec<Effect> {
        match self.who() {
            Some(id) => self.input.set(format!("customer:{id}")),
            None => return nameless(),
        }
        Vec::new()
    }

    /// Out of the box; then the filter goes, and at last the screen.
    fn back(&mut self) -> Vec<Effect> {
        if self.in_box {
            self.in_box = false;
        } else if !self.input.is_empty() {
            self.input.set("");
        } else {
            return vec![Effect::Back];
        }
        Vec::new()
    }

    fn next_view(&mut self) -> Vec<Effect> {
        let (text, shows) = asked::next_view(self.input.text());
        self.input.set(text);
        vec![Effect::Say(format!("Shown: {shows}."))]
    }

    fn views(&self) -> Vec<Effect> {
        let text = self.input.text().to_owned();
        vec![Effect::Go(Route::Views(ViewOf::Log, text))]
    }

    fn click(&mut self, at: Position) {
        if self.place.contains(at) {
            self.in_box = true;
        }
    }

    fn move_by(&mut self, action: &Action) {
        let newest = *action == Action::First;
        if (newest || *action == Action::Last) && !self.page.reaches(newest) {
            self.end = Some(newest);
            return;
        }
        if self.groups.update(action) {
            self.begin_text();
        }
    }

    /// The text selected is read from its first row on.
    fn begin_text(&mut self) {
        self.read = 0;
        self.text.reset();
    }
}

fn nameless() -> Vec<Effect> {
    let sentence = "Nobody gave a name in this contact.";
    vec![Effect::Say(sentence.to_owned())]
}

fn remove(row: &Interaction) -> Effect {
    Effect::Save(vec![Change::RemoveInteraction(row.customer, row.id)])
}

impl Screen for Log {
    fn title(&self) -> String {
        "Log".to_owned()
    }

    fn keys(&self) -> Layers {
        if self.in_box {
            keys::BOX
        } else {
            keys::LETTERS
        }
    }

    fn typing(&self) -> bool {
        self.in_box
    }

    fn house(&self) -> Vec<Effect> {
        house::ask(self.selected().map_or_else(Vec::new, Interaction::subjects))
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.text.reset();
        self.input.forget();
        self.names.clear();
        if self.answered.is_none() && self.input.is_empty() {
            return self.ask(store);
        }
        self.stale = self.takes_long();
        if self.stale {
            return self.read_names(store);
        }
        self.again(store)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.in_box && self.input.update(&action) {
            return Vec::new();
        }
        match action {
            Action::DoubleClick(at) if self.groups.hit(at).is_some() => {
                self.groups.update(&action);
                return self.with(|row| Effect::Go(Route::InteractionForm(row.id)));
            }
            Action::Click(at) if self.groups.hit(at).is_none() => self.click(at),
            Action::Enter => self.in_box = false,
            Action::Edit => return self.with(|row| Effect::Go(Route::InteractionForm(row.id))),
            Action::New => return vec![Effect::Go(Route::Whom(LineKind::Log))],
            Action::Log => return self.line(LineKind::Log),
            Action::Promise => return self.line(LineKind::Promise),
            Action::Complain => return self.line(LineKind::Complaint),
            Action::Customer => return self.customer(),
            Action::Remove => return self.with(remove),
            Action::Find => self.in_box = true,
            Action::Filter => return self.next_view(),
            Action::Views => return self.views(),
            Action::Show(text) => {
                self.input.set(text);
                self.in_box = false;
            }
            Action::OnlyThis => return self.only_this(),
            Action::Back => return self.back(),
            Action::Right => self.read += self.sight,
            Action::Left => self.read = self.read.saturating_sub(self.sight),
            action => self.move_by(&action),
        }
        Vec::new()
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        if !self.takes_long() {
            self.read_further(store)?;
        }
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, _now: Stamp) -> Result<bool> {
        let words = self.input.learn(store)?;
        if self.answered.as_deref() != Some(self.input.text()) {
            self.ask(store)?;
            self.stale = false;
            return Ok(true);
        }
        if self.stale {
            self.again(store)?;
            self.stale = false;
            return Ok(true);
        }
        Ok(self.read_further(store)? || words)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
