//! The complaint queue, to be worked from top to bottom: who, what, how hot, what comes next; below it the record of the one selected.

mod view;
mod views;

use std::{cmp::Reverse, collections::HashMap};

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use self::views::View;
use super::{complaint::record, house};
use crate::{
    domain::{
        Action as Measure, CauseId, Change, Complaint, ComplaintId, Promise, Settings, Stamp,
        brief::{Line as Name, name_line},
        complaint::{Counts, Queued},
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
        "the next view: open, waiting, late, closed, by cause",
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
    .footer("settle"),
    key("p", Action::Promise, "promise something in this complaint"),
    key("e", Action::Edit, "edit what was written down"),
    key("f", Action::Customer, "to the customer it is of"),
    key(
        "d",
        Action::Remove,
        "take the complaint out; u brings it back",
    ),
    key(
        "=",
        Action::Why,
        "why it stands here: every interval that its clocks counted",
    )
    .footer("why"),
];

/// So many ended complaints are looked at, the newest first.
const ENDED: usize = 500;

/// The one selected, as it stands below the list.
#[derive(Debug, Default)]
struct Beside {
    /// Which one is read.
    id: Option<ComplaintId>,
    /// With the words of its steps.
    complaint: Option<Complaint>,
    /// The promises in it.
    promises: Vec<Promise>,
    /// The name line of its customer, if somebody gave a name.
    who: Option<Name>,
}

impl Beside {
    fn read(store: &Store, id: Option<ComplaintId>) -> Result<Self> {
        let complaint = id.map(|id| store.complaint(id)).transpose()?.flatten();
        let promises = id.map(|id| store.promises_in(id)).transpose()?;
        let customer = complaint.as_ref().and_then(|it| it.customer);
        let customer = customer.map(|id| store.customer(id)).transpose()?.flatten();
        Ok(Self {
            id,
            complaint,
            promises: promises.unwrap_or_default(),
            who: customer.as_ref().map(name_line),
        })
    }
}

/// The queue.
#[derive(Debug)]
pub struct Complaints {
    view: View,
    /// The view is another than the rows were chosen for.
    turned: bool,
    /// All that are open or wait, in their order, and behind them those that ended, once a view shows these. Their steps are without
    /// words, and names are read of those in sight.
    queue: Vec<Queued>,
    ended_too: bool,
    /// Where those that the view shows stand in the queue.
    rows: Vec<usize>,
    groups: Groups,
    causes: Vec<CauseUse>,
    /// All that was ever changed against a cause.
    actions: Vec<Measure>,
    words: HashMap<CauseId, String>,
    /// The one selected.
    beside: Beside,
    settings: Settings,
    counts: Counts,
    /// When the shop last heard of anything, if no complaint is shown.
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
            queue: Vec::new(),
            ended_too: false,
            rows: Vec::new(),
            groups: Groups::default(),
            causes: Vec::new(),
            actions: Vec::new(),
            words: HashMap::new(),
            beside: Beside::default(),
            settings: Settings::default(),
            counts: Counts::default(),
            heard: None,
            now: Stamp::EPOCH,
        }
    }

    fn selected(&self) -> Option<&Queued> {
        self.shown(self.groups.selected()?)
    }

    /// What stands in this row.
    fn shown(&self, row: usize) -> Option<&Queued> {
        self.queue.get(*self.rows.get(row)?)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let before = self.selected().map(|it| it.complaint.id);
        let queue = store.queue(store.open_complaints()?, self.now)?;
        self.counts = store.complaint_counts(&queue)?;
        self.actions = store.actions(true)?;
        self.words = store.cause_words()?;
        (self.queue, self.rows, self.ended_too) = (queue, Vec::new(), false);
        self.choose(store, before)
    }

    /// Takes what the view shows from what was read; those that ended are read when a view first shows them.
    fn choose(&mut self, store: &Store, selected: Option<ComplaintId>) -> Result<()> {
        if self.view.ended_too() && !self.ended_too {
            self.causes = store.causes()?;
            let ended = store.ended_complaints(ENDED)?;
            self.queue.extend(store.queue(ended, self.now)?);
            self.ended_too = true;
            self.counts.bought_again = store.again_share(self.now)?;
        }
        let all = 0..self.queue.len();
        let mut rows: Vec<usize> = all.filter(|at| self.view.shows(&self.queue[*at])).collect();
        self.heard = match rows.is_empty() {
            true => store.last_heard()?,
            false => None,
        };
        self.order(&mut rows);
        self.rows = rows;
        let mut ids = self.rows.iter().map(|at| self.queue[*at].complaint.id);
        let at = selected.and_then(|id| ids.position(|it| it == id));
        self.groups.reload(&self.headings(), at);
        Ok(())
    }

    /// The queue has its order; what is ended goes by its end, and causes go by how often they came.
    fn order(&self, rows: &mut [usize]) {
        let complaint = |at: &usize| &self.queue[*at].complaint;
        match self.view {
            View::Open | View::Waiting | View::Late => {}
            View::Closed => rows.sort_by_key(|at| {
                let last = complaint(at).steps.last();
                Reverse(last.map(|step| step.at))
            }),
            View::ByCause => rows.sort_by_key(|at| {
                let cause = complaint(at).cause();
                let at = cause.and_then(|id| self.causes.iter().position(|it| it.id() == id));
                at.unwrap_or(usize::MAX)
            }),
        }
    }

    /// Reads whose those in sight are; true when there was anything new to read.
    fn read_names(&mut self, store: &Store) -> Result<bool> {
        let mut new = false;
        for row in self.groups.in_sight() {
            let at = self.rows.get(row);
            if let Some(queued) = at.and_then(|at| self.queue.get_mut(*at)) {
                new |= store.read_whose(queued)?;
            }
        }
        Ok(new)
    }

    /// What each complaint stands under: nothing, or its cause with how often that came.
    fn headings(&self) -> Vec<String> {
        let heading = |at: &usize| match (self.view, self.queue[*at].complaint.cause()) {
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

    fn with(&self, act: impl FnOnce(&Complaint) -> Effect) -> Vec<Effect> {
        match self.selected() {
            Some(it) => vec![act(&it.complaint)],
            None => vec![Effect::Say("No complaint is selected.".to_owned())],
        }
    }

    /// Why the one selected stands where it stands.
    fn why(&self) -> Vec<Effect> {
        let (Some(complaint), Some(Queued { tier, .. })) =
            (&self.beside.complaint, self.selected())
        else {
            return self.with(|_| nobody());
        };
        let mut lines = record::why(complaint, *tier, &self.settings, self.now);
        lines.extend(complaint.returned_words(&self.actions, self.now.day()));
        lines.push(String::new());
        lines.push("The queue: open ones first, then those that wait; by the next deadline, then the hottest, then the oldest.".to_owned());
        vec![Effect::Go(Route::Text {
            title: format!("Why · {}", complaint.what),
            lines,
        })]
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

impl Screen for Complaints {
    fn title(&self) -> String {
        "Complaints".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn house(&self) -> Vec<Effect> {
        let subjects = self.selected().map(|it| it.complaint.subjects());
        house::ask(subjects.unwrap_or_default())
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.settings = store.settings()?;
        self.beside.id = None;
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
                self.view = self.view.next();
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
            Action::Why => self.why(),
            action => {
                self.groups.update(&action);
                Vec::new()
            }
        }
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let minute = |at: Stamp| at.seconds() / 60;
        let turned = std::mem::take(&mut self.turned);
        if minute(now) != minute(self.now) {
            self.now = now;
            self.read(store)?;
        } else if turned {
            self.choose(store, None)?;
        }
        if turned {
            self.groups.select(0);
        }
        self.read_names(store)?;
        let selected = self.selected().map(|it| it.complaint.id);
        if selected != self.beside.id {
            self.beside = Beside::read(store, selected)?;
        }
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, _now: Stamp) -> Result<bool> {
        self.read_names(store)
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
