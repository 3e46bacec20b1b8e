//! Today: what to do next, from top to bottom; Enter opens the right form filled in, and what is done is gone.

mod view;

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use crate::{
    commands::people::{Asked, ListOf},
    domain::{
        Customer, CustomerId, Stamp,
        dates::read_day,
        today::{Act, Chosen, Item, ItemKind},
    },
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        theme::Theme,
        widgets::{
            Groups,
            question::{self, Answer, Question},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "do it: opens the right form, filled in",
    )
    .footer("do it"),
    key(
        "z",
        Action::PutOff,
        "put it off: until tomorrow, or a day you name",
    )
    .footer("put off"),
    key("o", Action::Customer, "to the customer it is about").footer("profile"),
    key("=", Action::Why, "from which rows the line was computed").footer("why"),
];

/// What to do next.
#[derive(Debug, Default)]
pub struct Today {
    chosen: Chosen<Item>,
    groups: Groups,
    /// Whose line is selected.
    customer: (Option<CustomerId>, Option<Box<Customer>>),
    /// Until when a line is put off, while that is asked.
    asking: Option<Question>,
    me: String,
    month_first: bool,
    now: Option<Stamp>,
}

impl Today {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&Item> {
        self.chosen.lines.get(self.groups.selected()?)
    }

    fn read(&mut self, store: &Store, now: Stamp) -> Result<()> {
        let before: Option<(ItemKind, i64)> = self.selected().map(|it| (it.kind, it.subject));
        self.now = Some(now);
        self.month_first = store.settings()?.month_first;
        store.who().clone_into(&mut self.me);
        self.chosen = store.today(now)?;
        self.customer = (None, None);
        let mut lines = self.chosen.lines.iter();
        let at = lines.position(|it| Some((it.kind, it.subject)) == before);
        let sections = self.chosen.lines.iter().map(|it| it.section);
        let headings: Vec<String> = sections
            .clone()
            .map(|section| section.word().to_owned())
            .collect();
        let closing: Vec<String> = sections
            .map(|section| match self.chosen.more_in(section) {
                0 => String::new(),
                more => format!("and {more} more"),
            })
            .collect();
        self.groups.reload_closed(&headings, &closing, at);
        Ok(())
    }

    fn act(&self, item: &Item, now: Stamp) -> Effect {
        let customer = self.customer.1.as_deref();
        match item.act(customer, (now, &self.me)) {
            Ok(Act::Line(typed, with)) => Effect::Go(Route::LineWith {
                customer: item.customer,
                typed,
                with,
            }),
            Ok(Act::Promise(id)) => Effect::Go(Route::Promise(id)),
            Ok(Act::Complaint(id)) => Effect::Go(Route::Complaint(id)),
            Ok(Act::AskAgain(id)) => Effect::Go(Route::AskAgain(id)),
            Ok(Act::HowIsIt(id)) => Effect::Go(Route::HowIsIt(id)),
            Ok(Act::Review(id)) => Effect::Go(Route::People(Asked {
                of: ListOf::Parting,
                words: id.to_string(),
            })),
            Ok(Act::Ask(question, change)) => {
                Effect::Ask(question, vec![Effect::Save(vec![*change])])
            }
            Err(refusal) => Effect::Say(refusal.0),
        }
    }

    fn ask(&mut self) -> Vec<Effect> {
        let words = self
            .selected()
            .map(|item| format!("put off: {}", item.what));
        self.asking = words
            .map(|words| Question::new(words, "Enter: tomorrow. Or a day such as fri, +3d, 14.6."));
        Vec::new()
    }

    fn update_question(&mut self, action: &Action, now: Stamp) -> Vec<Effect> {
        let Some(question) = &mut self.asking else {
            return Vec::new();
        };
        match question.update(action) {
            Answer::Leave => self.asking = None,
            Answer::Text(word) => return self.put_off(&word, now),
            Answer::Nothing | Answer::Other => {}
        }
        Vec::new()
    }

    fn put_off(&mut self, word: &str, now: Stamp) -> Vec<Effect> {
        let word = if word.is_empty() { "tomorrow" } else { word };
        let until = read_day(word, now.day(), self.month_first).unwrap_or(now.day());
        match self.selected().map(|item| item.put_off(until, now.day())) {
            Some(Ok(change)) => {
                self.asking = None;
                vec![Effect::Save(vec![change])]
            }
            Some(Err(refusal)) => {
                if let Some(question) = &mut self.asking {
                    question.say(refusal.0);
                }
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// From which rows the line was computed.
    fn why(item: &Item, now: Stamp) -> Effect {
        Effect::Go(Route::Text {
            title: format!("Why · {}", item.what),
            lines: item.because(now.day()),
        })
    }

    fn profile(item: &Item) -> Effect {
        match item.customer {
            Some(customer) => Effect::Go(Route::Profile {
                customer,
                list: vec![customer],
            }),
            None => Effect::Say("This line is about no customer.".to_owned()),
        }
    }

    fn with(&self, act: impl FnOnce(&Item, Stamp) -> Effect) -> Vec<Effect> {
        match (self.selected(), self.now) {
            (Some(item), Some(now)) => vec![act(item, now)],
            _ => vec![Effect::Say("There is nothing to do.".to_owned())],
        }
    }
}

impl Screen for Today {
    fn title(&self) -> String {
        "Today".to_owned()
    }

    fn keys(&self) -> Layers {
        match self.asking {
            Some(_) => &[question::KEYS],
            None => &[KEYS, LIST],
        }
    }

    fn typing(&self) -> bool {
        self.asking.is_some()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.read(store, now)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if let (Some(_), Some(now)) = (&self.asking, self.now) {
            return self.update_question(&action, now);
        }
        match action {
            Action::DoubleClick(at) if self.groups.hit(at).is_some() => {
                self.groups.update(&action);
                self.with(|item, now| self.act(item, now))
            }
            Action::Enter => self.with(|item, now| self.act(item, now)),
            Action::PutOff => self.ask(),
            Action::Customer => self.with(|item, _| Self::profile(item)),
            Action::Why => self.with(Self::why),
            action => {
                self.groups.update(&action);
                Vec::new()
            }
        }
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let minute = |at: Stamp| at.seconds() / 60;
        if self.asking.is_none() && self.now.map(minute) != Some(minute(now)) {
            self.read(store, now)?;
        }
        self.now = Some(now);
        let customer = self.selected().and_then(|item| item.customer);
        if customer != self.customer.0 {
            let read = customer.map(|id| store.customer(id)).transpose()?.flatten();
            self.customer = (customer, read.map(Box::new));
        }
        Ok(())
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
        if let Some(question) = &mut self.asking {
            question.view(frame, area, theme);
        }
    }
}
