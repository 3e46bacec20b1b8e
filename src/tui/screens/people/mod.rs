//! One screen for every list of people: by which rule, who, why, and below it the one selected.

mod act;
pub(super) mod keys;
mod view;
mod why;

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use crate::{
    commands::people::{Asked, Fact, ListOf, People as Shown, Row, load},
    domain::{
        Bought, Customer, CustomerId, Offer, Outcome, Parting, Settings, Stamp, ViewOf,
        line::LineKind,
    },
    store::{Applied, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Layers},
        theme::Theme,
        widgets::{
            Groups,
            question::{self, Answer, Question},
        },
    },
};

/// So many neighbours go along when somebody is opened, for `[` and `]`.
const NEIGHBOURS: usize = 500;

/// What is asked in a line below the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Find words.
    Words,
    /// The file to write.
    File,
    /// The product of a promotion.
    Product,
    /// Why a prospect was lost.
    Lost,
    /// Why a review begins.
    Review,
    /// What is agreed.
    Agreement,
}

/// What is read of the one selected.
#[derive(Debug, Default)]
struct Beside {
    who: Option<CustomerId>,
    customer: Option<Box<Customer>>,
    /// What they bought, oldest first.
    bought: Vec<Bought>,
    /// What was proposed to them, newest first.
    offers: Vec<Offer>,
    /// The reviews there were, newest first.
    partings: Vec<Parting>,
    /// Whom they brought.
    brought: Vec<String>,
}

/// A list of people.
#[derive(Debug)]
pub struct People {
    asked: Asked,
    /// The find words are others than those the rows answer.
    turned: bool,
    shown: Shown,
    groups: Groups,
    /// How wide the widest number is.
    figures: u16,
    marked: BTreeSet<CustomerId>,
    asking: Option<(For, Question)>,
    beside: Beside,
    settings: Settings,
    me: String,
    now: Stamp,
}

impl People {
    /// The list that was asked for, nothing read yet.
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            turned: false,
            shown: Shown::default(),
            groups: Groups::default(),
            figures: 0,
            marked: BTreeSet::new(),
            asking: None,
            beside: Beside::default(),
            settings: Settings::default(),
            me: String::new(),
            now: Stamp::EPOCH,
        }
    }

    fn selected(&self) -> Option<&Row> {
        self.shown.rows.get(self.groups.selected()?)
    }

    fn who(&self) -> Option<CustomerId> {
        self.selected().and_then(|row| row.customer)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let before = self.selected();
        let before = before.map(|row| (row.customer, row.name.clone()));
        self.shown = load(&self.asked, store, self.now)?;
        let rows = &self.shown.rows;
        let at = before.and_then(|(customer, name)| {
            let mut rows = rows.iter();
            rows.position(|row| row.customer == customer && row.name == name)
        });
        let headings = headings(rows);
        let place = self.groups.selected();
        self.groups.reload(&headings, at.or(place));
        let on_it = rows.iter().filter_map(|row| row.customer);
        let marked = on_it.filter(|id| self.marked.contains(id)).collect();
        self.marked = marked;
        let figures = rows.iter().map(|row| row.figure.chars().count()).max();
        self.figures = figures.and_then(|it| it.try_into().ok()).unwrap_or(0);
        self.beside = Beside::default();
        Ok(())
    }

    fn read_beside(&mut self, store: &Store) -> Result<()> {
        let who = self.who();
        if who == self.beside.who {
            return Ok(());
        }
        let Some(id) = who else {
            self.beside = Beside::default();
            return Ok(());
        };
        let brought = match self.selected().map(|row| &row.fact) {
            Some(Fact::Referrer { brought, .. }) => names(brought, store)?,
            _ => Vec::new(),
        };
        self.beside = Beside {
            who,
            customer: store.customer(id)?.map(Box::new),
            bought: store.bought_by(id)?,
            offers: store.offers_of(id)?,
            partings: store.partings_of(id)?,
            brought,
        };
        Ok(())
    }

    /// Opens the one selected: the profile, the promotion of a campaign, or who has what the best have.
    fn open(&self) -> Vec<Effect> {
        let Some(row) = self.selected() else {
            return self.nobody();
        };
        match (&row.fact, row.customer) {
            (_, Some(customer)) => {
                let at = self.groups.selected().unwrap_or(0);
                let near = self
                    .shown
                    .rows
                    .iter()
                    .skip(at.saturating_sub(NEIGHBOURS / 2));
                let list = near.take(NEIGHBOURS).filter_map(|row| row.customer);
                vec![Effect::Go(Route::Profile {
                    customer,
                    list: list.collect(),
                })]
            }
            (
                Fact::Campaign {
                    product: Some(product),
                    ..
                },
                _,
            ) => {
                let asked = Asked::everybody(ListOf::Promotion(*product));
                vec![Effect::Go(Route::People(asked))]
            }
            (Fact::Best { mark, word, .. }, _) => {
                let words = why::find_words(*mark, word);
                vec![Effect::Switch(Route::Customers), Effect::Show(words)]
            }
            _ => vec![Effect::Say(
                "This campaign was for no product in particular.".to_owned(),
            )],
        }
    }

    fn nobody(&self) -> Vec<Effect> {
        vec![Effect::Say("Nobody is selected.".to_owned())]
    }

    fn mark(&mut self) {
        if let Some(id) = self.who() {
            if !self.marked.remove(&id) {
                self.marked.insert(id);
            }
            self.groups.update(&Action::Down);
        }
    }

    fn mark_all(&mut self) {
        let chosen: BTreeSet<CustomerId> =
            self.shown.chosen().filter_map(|row| row.customer).collect();
        if chosen.is_subset(&self.marked) {
            self.marked.clear();
        } else {
            self.marked.extend(chosen);
        }
    }

    fn show(&mut self, words: String) {
        self.asked.words = words;
        self.turned = true;
    }

    /// Marks go, then the find words, and at last the screen.
    fn back(&mut self) -> Vec<Effect> {
        if !self.marked.is_empty() {
            self.marked.clear();
        } else if !self.asked.words.is_empty() {
            self.show(String::new());
        } else {
            return vec![Effect::Back];
        }
        Vec::new()
    }

    fn ask(&mut self, what: For, question: Question) -> Vec<Effect> {
        self.asking = Some((what, question));
        Vec::new()
    }

    fn update_question(&mut self, action: &Action) -> Vec<Effect> {
        let Some((what, question)) = &mut self.asking else {
            return Vec::new();
        };
        let what = *what;
        match question.update(action) {
            Answer::Nothing | Answer::Other => Vec::new(),
            Answer::Leave => {
                self.asking = None;
                Vec::new()
            }
            Answer::Text(text) => match self.answer(what, &text) {
                Ok(effects) => {
                    self.asking = None;
                    effects
                }
                Err(refusal) => {
                    if let Some((_, question)) = &mut self.asking {
                        question.say(refusal.0);
                    }
                    Vec::new()
                }
            },
        }
    }

    fn act(&mut self, action: &Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::Enter => self.open(),
            Action::Log => self.log(),
            Action::Promise => self.line(LineKind::Promise),
            Action::Complain => self.line(LineKind::Complaint),
            Action::Answer(result) => self.said(*result),
            Action::Export => self.ask_file(),
            Action::New => self.ask_product(),
            Action::GiveUp => self.ask_lost(),
            Action::TakeUp => self.take_up(),
            Action::BeginReview => self.ask_review(),
            Action::Agree => self.ask_agreement(),
            Action::LetGo => self.let_go(),
            Action::Find => self.ask_words(),
            Action::Views => vec![Effect::Go(Route::Views(
                ViewOf::Customers,
                self.asked.words.clone(),
            ))],
            Action::Why => self.why(),
            Action::Back => self.back(),
            _ => return None,
        })
    }
}

/// The heading of each row, with how many stand below it: "by text · 12", "told already · 3 (yes 1, open 2)".
fn headings(rows: &[Row]) -> Vec<Rc<str>> {
    let groups = rows.chunk_by(|one, other| one.heading == other.heading);
    let heading = |group: &[Row]| match group {
        [first, ..] if !first.heading.is_empty() => {
            format!("{} · {}{}", first.heading, group.len(), said(group))
        }
        _ => String::new(),
    };
    groups
        .flat_map(|group| vec![Rc::from(heading(group)); group.len()])
        .collect()
}

/// What those said who were asked: " (yes 1, no 0, later 0, open 2)"; nothing for who is yet to be asked.
fn said(group: &[Row]) -> String {
    let mut counts: HashMap<Option<Outcome>, usize> = HashMap::new();
    for row in group.iter().filter(|row| !row.chosen) {
        if let Some(offer) = &row.offer {
            *counts.entry(offer.result).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let of = |result| counts.get(&result).copied().unwrap_or(0);
    let said = Outcome::ALL
        .iter()
        .map(|it| format!("{it} {}", of(Some(*it))));
    let said: Vec<String> = said.collect();
    format!(" ({}, open {})", said.join(", "), of(None))
}

fn names(ids: &[CustomerId], store: &Store) -> Result<Vec<String>> {
    let names: HashMap<CustomerId, String> = store.names(ids)?.into_iter().collect();
    Ok(ids.iter().filter_map(|id| names.get(id).cloned()).collect())
}

impl Screen for People {
    fn title(&self) -> String {
        self.shown.title.clone()
    }

    fn keys(&self) -> Layers {
        match self.asking {
            Some(_) => &[question::KEYS],
            None => keys::of(self.asked.of),
        }
    }

    fn typing(&self) -> bool {
        self.asking.is_some()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.settings = store.settings()?;
        store.who().clone_into(&mut self.me);
        self.read(store)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.asking.is_some() {
            return self.update_question(&action);
        }
        if let Some(effects) = self.act(&action) {
            return effects;
        }
        match action {
            Action::DoubleClick(at) if self.groups.hit(at).is_some() => {
                self.groups.update(&action);
                return self.open();
            }
            Action::Mark => self.mark(),
            Action::MarkAll => self.mark_all(),
            Action::Show(words) => self.show(words),
            action => drop(self.groups.update(&action)),
        }
        Vec::new()
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        if std::mem::take(&mut self.turned) || now.day() != self.now.day() {
            self.now = now;
            self.read(store)?;
        }
        self.now = now;
        self.read_beside(store)
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        self.marked.clear();
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
        if let Some((_, question)) = &mut self.asking {
            question.view(frame, area, theme);
        }
    }
}
