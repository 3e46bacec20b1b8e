//! The complaint queue, to be worked from top to bottom: who, what, how hot, what comes next; below it the record of the one selected.

mod view;

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use super::{complaint::record, house};
use crate::{
    domain::{
        CauseId, Change, Complaint, ComplaintId, Currency, CustomerId, Promise, Settings, Source,
        Stamp, State,
        brief::{Line as Name, name_line},
        dates::short_day,
        line::LineKind,
    },
    store::{CauseUse, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        theme::Theme,
        widgets::Groups,
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "open the complaint and work on it").footer("open"),
    key(
        "v Tab",
        Action::Filter,
        "the next view: open, waiting, closed, by cause",
    )
    .footer("view"),
    key(
        "c n",
        Action::Complain,
        "write down a complaint; asks first whose, or of nobody",
    )
    .footer("new"),
    key(
        "o",
        Action::OnTheSpot,
        "settle it on the spot: everything in one form",
    )
    .footer("on the spot"),
    key("p", Action::Promise, "promise something in this complaint"),
    key("e", Action::Edit, "edit what was written down"),
    key("f", Action::Customer, "to the customer it is of"),
    key(
        "d",
        Action::Remove,
        "take the complaint out; u brings it back",
    ),
    key("=", Action::Why, "why it stands here"),
];

/// So many ended complaints are looked at, the newest first.
const ENDED: usize = 500;

/// Which complaints are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Open,
    Waiting,
    Closed,
    ByCause,
}

impl View {
    const ALL: [Self; 4] = [Self::Open, Self::Waiting, Self::Closed, Self::ByCause];

    const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
            Self::ByCause => "by cause",
        }
    }

    fn shows(self, complaint: &Complaint) -> bool {
        match self {
            Self::Open => complaint.state() == State::Open,
            Self::Waiting => complaint.state() == State::Waiting,
            Self::Closed => complaint.is_ended(),
            Self::ByCause => true,
        }
    }
}

/// The queue.
#[derive(Debug)]
pub struct Complaints {
    view: View,
    /// The view is another than the rows were read for.
    turned: bool,
    rows: Vec<Complaint>,
    groups: Groups,
    names: HashMap<CustomerId, String>,
    causes: Vec<CauseUse>,
    words: HashMap<CauseId, String>,
    /// The promises in the one selected.
    promises: (Option<ComplaintId>, Vec<Promise>),
    /// The name line of its customer, if somebody gave a name.
    who: Option<Name>,
    currency: Currency,
    /// How many complaints are open, and how many wait.
    counts: (usize, usize),
    /// When the shop last heard of anything.
    heard: Option<Stamp>,
    now: Stamp,
}

impl Default for Complaints {
    fn default() -> Self {
        Self::new()
    }
}

impl Complaints {
    /// Those that are open.
    pub fn new() -> Self {
        Self {
            view: View::Open,
            turned: false,
            rows: Vec::new(),
            groups: Groups::default(),
            names: HashMap::new(),
            causes: Vec::new(),
            words: HashMap::new(),
            promises: (None, Vec::new()),
            who: None,
            currency: Settings::default().currency,
            counts: (0, 0),
            heard: None,
            now: Stamp::EPOCH,
        }
    }

    fn selected(&self) -> Option<&Complaint> {
        self.rows.get(self.groups.selected()?)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let before: Option<ComplaintId> = self.selected().map(|it| it.id);
        let mut rows = store.complaints(false)?;
        let waiting = rows
            .iter()
            .filter(|it| it.state() == State::Waiting)
            .count();
        self.counts = (rows.len() - waiting, waiting);
        let ended = match self.view {
            View::Closed | View::ByCause => ENDED,
            View::Open | View::Waiting => 1,
        };
        rows.extend(store.ended_complaints(ended)?);
        self.heard = rows.iter().map(|it| it.opened).max();
        rows.retain(|it| self.view.shows(it));
        self.causes = store.causes()?;
        self.words = record::words_of(&self.causes);
        self.order(&mut rows);
        self.rows = rows;
        let at = before.and_then(|id| self.rows.iter().position(|it| it.id == id));
        self.groups.reload(&self.headings(), at);
        self.read_names(store)
    }

    fn order(&self, rows: &mut [Complaint]) {
        match self.view {
            View::Open | View::Waiting => rows.sort_by_key(Complaint::queue_key),
            View::Closed => {
                rows.sort_by_key(|it| std::cmp::Reverse(it.steps.last().map(|step| step.at)))
            }
            View::ByCause => rows.sort_by_key(|it| {
                let cause = it
                    .cause()
                    .and_then(|id| self.causes.iter().position(|other| other.id() == id));
                (cause.unwrap_or(usize::MAX), it.queue_key())
            }),
        }
    }

    /// What each complaint stands under: nothing, or its cause with how often that came.
    fn headings(&self) -> Vec<String> {
        let heading = |it: &Complaint| match (self.view, it.cause()) {
            (View::ByCause, Some(id)) => self.cause_words(id),
            (View::ByCause, None) => "no cause yet".to_owned(),
            _ => String::new(),
        };
        self.rows.iter().map(heading).collect()
    }

    fn cause_words(&self, id: CauseId) -> String {
        let Some(it) = self.causes.iter().find(|it| it.id() == id) else {
            return String::new();
        };
        let since = it
            .between
            .map(|(first, _)| short_day(first.day(), self.now.day()));
        match (it.count, since) {
            (1, Some(day)) => format!("{} · once, {day}", it.cause.text),
            (count, Some(day)) => format!("{} · {count} times since {day}", it.cause.text),
            (_, None) => it.cause.text.clone(),
        }
    }

    fn read_names(&mut self, store: &Store) -> Result<()> {
        let mut ids: Vec<CustomerId> = self.rows.iter().filter_map(|it| it.customer).collect();
        ids.sort_unstable();
        ids.dedup();
        let rows = store.customer_rows(&ids)?;
        self.names = rows.into_iter().map(|row| (row.id, row.name)).collect();
        Ok(())
    }

    /// Whose it is, by name; of nobody, how the shop came to know.
    fn whose(&self, complaint: &Complaint) -> Result<&str, &'static str> {
        let named = complaint.customer.and_then(|id| self.names.get(&id));
        named.map(String::as_str).ok_or(match complaint.source {
            Source::Direct => "nobody",
            source => source.word(),
        })
    }

    fn with(&self, act: impl FnOnce(&Complaint) -> Effect) -> Vec<Effect> {
        match self.selected() {
            Some(complaint) => vec![act(complaint)],
            None => vec![Effect::Say("No complaint is selected.".to_owned())],
        }
    }
}

fn promise(complaint: &Complaint) -> Effect {
    match complaint.customer {
        Some(_) => Effect::Go(Route::Line {
            kind: LineKind::Promise,
            customer: complaint.customer,
            complaint: Some(complaint.id),
            typed: String::new(),
        }),
        None => nobody(),
    }
}

fn customer(complaint: &Complaint) -> Effect {
    match complaint.customer {
        Some(customer) => Effect::Go(Route::Profile {
            customer,
            list: vec![customer],
        }),
        None => nobody(),
    }
}

fn nobody() -> Effect {
    Effect::Say("Nobody gave a name with this complaint.".to_owned())
}

fn on_the_spot(complaint: &Complaint) -> Effect {
    match complaint.check_state(crate::domain::StepKind::Closed) {
        Ok(()) => Effect::Go(Route::OnTheSpot(complaint.id)),
        Err(refusal) => Effect::Say(refusal.0),
    }
}

/// Why a complaint stands where it stands in the queue.
fn why(complaint: &Complaint) -> Effect {
    let mut lines = vec![
        "Open ones first, then those that wait; the hottest first, then the oldest.".to_owned(),
    ];
    lines.extend(record::why(complaint));
    Effect::Go(Route::Text {
        title: format!("Why · {}", complaint.what),
        lines,
    })
}

impl Screen for Complaints {
    fn title(&self) -> String {
        "Complaints".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn house(&self) -> Vec<Effect> {
        house::ask(self.selected().map_or_else(Vec::new, Complaint::subjects))
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.currency = store.settings()?.currency;
        self.promises.0 = None;
        self.read(store)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::DoubleClick(at) if self.groups.hit(at).is_some() => {
                self.groups.update(&action);
                self.with(|it| Effect::Go(Route::Complaint(it.id)))
            }
            Action::Enter => self.with(|it| Effect::Go(Route::Complaint(it.id))),
            Action::Filter => {
                let at = View::ALL.iter().position(|view| *view == self.view);
                self.view = View::ALL[at.map_or(0, |at| at + 1) % View::ALL.len()];
                self.turned = true;
                Vec::new()
            }
            Action::Complain => vec![Effect::Go(Route::Whom(LineKind::Complaint))],
            Action::OnTheSpot => self.with(on_the_spot),
            Action::Promise => self.with(promise),
            Action::Edit => self.with(|it| Effect::Go(Route::ComplaintForm(it.id))),
            Action::Customer => self.with(customer),
            Action::Remove => {
                self.with(|it| Effect::Save(vec![Change::RemoveComplaint(it.customer, it.id)]))
            }
            Action::Why => self.with(why),
            action => {
                self.groups.update(&action);
                Vec::new()
            }
        }
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        if std::mem::take(&mut self.turned) {
            self.read(store)?;
            self.groups.select(0);
        }
        let selected = self.selected().map(|it| it.id);
        if selected != self.promises.0 {
            let promises = selected.map(|id| store.promises_in(id)).transpose()?;
            self.promises = (selected, promises.unwrap_or_default());
            let customer = self.selected().and_then(|it| it.customer);
            let customer = customer.map(|id| store.customer(id)).transpose()?.flatten();
            self.who = customer.as_ref().map(name_line);
        }
        Ok(())
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
