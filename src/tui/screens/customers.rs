//! The customers: the find box, who fits, and the brief of the one selected.

mod finding;
pub(super) mod keys;
mod matched;
mod rows;
mod view;

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use self::finding::Finding;
use super::{brief, line};
use crate::{
    commands,
    domain::{Change, CustomerId, Stamp, ViewOf, brief::Brief, line::LineKind},
    search::{Hit, PEOPLE},
    store::{Applied, CustomerRow, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Layers},
        theme::Theme,
        widgets::{FilterBox, List},
    },
};

/// So many neighbours go along when a customer is opened, for `[` and `]`.
const NEIGHBOURS: usize = 500;

/// So many rows are kept once they were read.
const KEPT: usize = 500;

/// So many talks the brief can show.
const TALKS: usize = 3;

/// The find box, the list and the brief.
#[derive(Debug)]
pub struct Customers {
    input: FilterBox,
    /// The cursor is in the find box.
    in_box: bool,
    /// The next letter begins another text: somebody was opened from this one.
    fresh: bool,
    finding: Finding,
    list: List,
    rows: HashMap<CustomerId, CustomerRow>,
    marked: BTreeSet<CustomerId>,
    brief: Option<Brief>,
    now: Stamp,
    /// There is more to read while no key waits.
    restless: bool,
    /// The place of the find box, for a click on it.
    place: Rect,
}

impl Default for Customers {
    fn default() -> Self {
        Self::new()
    }
}

impl Customers {
    /// With the cursor in the find box.
    pub fn new() -> Self {
        Self {
            input: FilterBox::new(&PEOPLE),
            in_box: true,
            fresh: false,
            finding: Finding::default(),
            list: List::default(),
            rows: HashMap::new(),
            marked: BTreeSet::new(),
            brief: None,
            now: Stamp::EPOCH,
            restless: false,
            place: Rect::ZERO,
        }
    }

    /// The hit in the row selected.
    fn selected(&mut self) -> Option<Hit> {
        let row = self.list.selected()?;
        self.finding.hit(row)
    }

    fn who(&mut self) -> Option<CustomerId> {
        self.selected().map(|hit| hit.customer)
    }

    /// Nobody fits, and what was typed could become a new customer with one key.
    fn offers_new(&self) -> bool {
        self.list.total() == 0 && self.finding.query.filters.is_empty()
    }

    fn edit(&mut self, action: &Action) -> bool {
        let typed = matches!(action, Action::Type(_) | Action::Paste(_));
        if self.fresh && typed {
            self.input.set("");
        }
        let edited = self.input.update(action);
        self.fresh &= !edited;
        edited
    }

    fn enter_box(&mut self) -> Vec<Effect> {
        self.fresh = !self.in_box && !self.input.is_empty();
        self.in_box = true;
        Vec::new()
    }

    /// Out of the box; then marks and words go, and at last the screen.
    fn back(&mut self) -> Vec<Effect> {
        if self.in_box {
            self.in_box = false;
        } else if !self.marked.is_empty() {
            self.marked.clear();
        } else if !self.input.is_empty() {
            self.input.set("");
        } else {
            return vec![Effect::Back];
        }
        self.fresh = false;
        Vec::new()
    }

    fn open(&mut self) -> Vec<Effect> {
        let Some(row) = self.list.selected() else {
            return self.new_customer();
        };
        let from = row.saturating_sub(NEIGHBOURS / 2);
        let hits = self.finding.page(from..from + NEIGHBOURS);
        let list: Vec<CustomerId> = hits.iter().map(|hit| hit.customer).collect();
        let Some(customer) = list.get(row - from).copied() else {
            return Vec::new();
        };
        self.fresh = !self.input.is_empty();
        vec![Effect::Go(Route::Profile { customer, list })]
    }

    fn new_customer(&mut self) -> Vec<Effect> {
        let typed = if self.offers_new() {
            self.input.text().trim().to_owned()
        } else {
            String::new()
        };
        self.fresh = !self.input.is_empty();
        let customer = None;
        vec![Effect::Go(Route::CustomerForm { customer, typed })]
    }

    fn line(&mut self, kind: LineKind) -> Vec<Effect> {
        if !self.marked.is_empty() && kind != LineKind::Complaint {
            let customers = self.marked.iter().copied().collect();
            return vec![Effect::Go(Route::LineForAll {
                kind,
                customers,
                with: Vec::new(),
            })];
        }
        let customer = self.who();
        if customer.is_none() && kind != LineKind::Complaint {
            return nobody();
        }
        vec![Effect::Go(Route::Line {
            kind,
            customer,
            complaint: None,
            typed: String::new(),
        })]
    }

    fn remove(&mut self) -> Vec<Effect> {
        let marked: Vec<Change> = self
            .marked
            .iter()
            .map(|id| Change::RemoveCustomer(*id))
            .collect();
        match (marked.len(), self.who()) {
            (0, None) => nobody(),
            (0, Some(id)) => vec![Effect::Save(vec![Change::RemoveCustomer(id)])],
            (count, _) => {
                let question = format!("Remove the {count} marked customers? u brings them back.");
                vec![Effect::Ask(question, vec![Effect::Save(marked)])]
            }
        }
    }

    fn mark(&mut self) {
        if let Some(id) = self.who() {
            if !self.marked.remove(&id) {
                self.marked.insert(id);
            }
            self.list.update(&Action::Down);
        }
    }

    fn mark_all(&mut self) {
        let shown = self.finding.page(0..self.list.total());
        let shown: BTreeSet<CustomerId> = shown.iter().map(|hit| hit.customer).collect();
        if shown.is_subset(&self.marked) {
            self.marked.retain(|id| !shown.contains(id));
        } else {
            self.marked.extend(shown);
        }
    }

    fn copy_phone(&mut self) -> Vec<Effect> {
        let row = self.who().and_then(|id| self.rows.get(&id));
        match row.and_then(|row| row.phones.first()) {
            Some(phone) => vec![Effect::Copy(phone.clone())],
            None => vec![Effect::Say("There is no phone to copy.".to_owned())],
        }
    }

    fn why(&mut self) -> Vec<Effect> {
        let Some(hit) = self.selected() else {
            return nobody();
        };
        let row = self.rows.get(&hit.customer);
        let words = row.map(|row| rows::why(hit, row, &self.finding, self.now));
        words.map(Effect::Say).into_iter().collect()
    }

    fn sort(&mut self) -> Vec<Effect> {
        let words = match self.finding.next_order() {
            finding::Order::Best => "best match, then the most recent contact, first",
            order => order.words(),
        };
        vec![Effect::Say(format!("Sorted: {words}."))]
    }

    fn views(&self) -> Vec<Effect> {
        let text = self.input.text().to_owned();
        vec![Effect::Go(Route::Views(ViewOf::Customers, text))]
    }

    /// Another text in the box; letters are commands then, and Esc takes it off.
    fn show(&mut self, text: String) {
        self.input.set(text);
        self.in_box = false;
    }

    /// Reads the rows in sight, and the brief of the one selected; true when there was anything new to read.
    fn read(&mut self, store: &Store) -> Result<bool> {
        let hits = self.finding.page(self.list.window());
        let missing: Vec<CustomerId> = hits
            .iter()
            .map(|hit| hit.customer)
            .filter(|id| !self.rows.contains_key(id))
            .collect();
        if !missing.is_empty() {
            if self.rows.len() > KEPT {
                self.rows.clear();
                self.read(store)?;
                return Ok(true);
            }
            let mut rows = store.customer_rows(&missing)?;
            store.fill_tiers(&mut rows, self.now)?;
            self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        let who = self.who();
        let other = self.brief.as_ref().map(|brief| brief.customer.id) != who;
        if other {
            self.brief = match who.map(|id| store.customer(id)).transpose()?.flatten() {
                Some(customer) => Some(commands::brief::load(customer, TALKS, (store, self.now))?),
                None => None,
            };
        }
        Ok(other || !missing.is_empty())
    }

    /// The answer is another: the selection stays with the person in it, or with `None` goes to the best.
    fn settle(&mut self, person: Option<CustomerId>) {
        let row = person.and_then(|id| self.finding.row_of(id));
        let row = if person.is_some() { row } else { Some(0) };
        self.list.reload(self.finding.total(), row);
    }
}

fn nobody() -> Vec<Effect> {
    vec![Effect::Say("Nobody is selected.".to_owned())]
}

impl Screen for Customers {
    fn title(&self) -> String {
        "Customers".to_owned()
    }

    fn keys(&self) -> Layers {
        match (self.in_box, self.offers_new()) {
            (false, _) => keys::LETTERS,
            (true, false) => keys::BOX,
            // A number that nobody has takes no letters, so that n is free.
            (true, true) if self.input.text().chars().any(char::is_alphabetic) => keys::NOBODY,
            (true, true) => keys::NO_NUMBER,
        }
    }

    fn typing(&self) -> bool {
        self.in_box
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.input.forget();
        let person = self.who();
        self.finding.refresh(store, now)?;
        self.rows.clear();
        self.brief = None;
        self.settle(person);
        self.read(store)?;
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.in_box && self.edit(&action) {
            return Vec::new();
        }
        if let Some(kind) = line::kind(&action) {
            return self.line(kind);
        }
        match action {
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&action);
                return self.open();
            }
            Action::Click(at) if self.place.contains(at) => return self.enter_box(),
            Action::Enter => return self.open(),
            Action::Back => return self.back(),
            Action::Find => return self.enter_box(),
            Action::New => return self.new_customer(),
            Action::Remove => return self.remove(),
            Action::Edit => return keys::edit(self.who()),
            Action::CopyPhone => return self.copy_phone(),
            Action::Why => return self.why(),
            Action::Sort => return self.sort(),
            Action::Views => return self.views(),
            Action::Lists => return vec![Effect::Go(Route::Lists)],
            Action::Open(route) => return vec![Effect::Go(route)],
            Action::Show(text) => self.show(text),
            Action::Mark => self.mark(),
            Action::MarkAll => self.mark_all(),
            action => drop(self.list.update(&action)),
        }
        Vec::new()
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        if self.finding.ask(self.input.text(), store, now)? {
            self.settle(None);
        }
        self.read(store)?;
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        let person = self.who();
        let more = self.finding.deepen(store, now)?;
        let sorted = self.finding.sort(store)?;
        if more || sorted {
            self.settle(person.filter(|_| !sorted));
        }
        // Who fits is painted first; a key that comes in between does not wait for the rest.
        self.restless = more || sorted;
        if self.restless {
            return Ok(true);
        }
        let read = self.read(store)?;
        let words = self.input.learn(store)?;
        let hits = self.finding.page(self.list.window()).to_vec();
        let places = self.finding.read_places(&hits, store)?;
        Ok(read || words || places)
    }

    fn is_restless(&self) -> bool {
        self.restless
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        self.marked.clear();
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
