//! Something is in: who waits for it, oldest first; Enter logs that they were told.

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
};

use crate::{
    commands::arrived::{Waiting, waiting},
    domain::{
        Change, Channel, Customer, CustomerId, Direction, Interaction, InteractionId, KeptId,
        Leave, Refusal, Stamp, WantAct, phrase::ago,
    },
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        theme::Theme,
        widgets::{
            Cell, List,
            rule::{below, rule},
        },
    },
};

/// What the keys mean.
pub const KEYS: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "they know: logs it, and takes them off the list",
    )
    .footer("told")
    .writes(true),
    key("y", Action::CopyPhone, "the phone to the clipboard").footer("phone"),
    key("o", Action::Customer, "open the customer").footer("customer"),
    key("e", Action::Edit, "edit the want"),
    key("d", Action::Remove, "they want it no more"),
];

/// Who waits for what is in.
#[derive(Debug)]
pub struct Arrived {
    what: String,
    waiting: Vec<Waiting>,
    people: HashMap<CustomerId, Customer>,
    list: List,
    me: String,
    now: Stamp,
}

impl Arrived {
    /// Who waits for something that these words name.
    pub fn new(what: String) -> Self {
        Self {
            what,
            waiting: Vec::new(),
            people: HashMap::new(),
            list: List::default(),
            me: String::new(),
            now: Stamp::EPOCH,
        }
    }

    /// Does something with the one selected.
    fn with(&self, act: impl FnOnce(&Waiting) -> Result<Effect, Refusal>) -> Vec<Effect> {
        let chosen = self.list.selected().and_then(|row| self.waiting.get(row));
        match chosen.map(act) {
            None => Vec::new(),
            Some(Ok(effect)) => vec![effect],
            Some(Err(refusal)) => vec![Effect::Say(refusal.0)],
        }
    }

    /// A contact that says so, and the want told, as one act.
    fn tell(&self, one: &Waiting) -> Result<Effect, Refusal> {
        let channel = self
            .people
            .get(&one.want.customer)
            .map_or(Channel::Call, best_channel);
        let told = Interaction {
            id: InteractionId::NEW,
            customer: Some(one.want.customer),
            at: self.now,
            channel,
            direction: Direction::Out,
            by: self.me.clone(),
            summary: format!("told: {} is in", one.want.what),
            mood: None,
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: Vec::new(),
        };
        let stamp = one.want.act(WantAct::Tell, self.now)?;
        Ok(Effect::Save(vec![stamp, Change::AddInteraction(told)]))
    }

    fn cells(&self, one: &Waiting, theme: &Theme) -> Vec<Cell> {
        let arrived = one.want.arrived.map(|at| ago(at, self.now));
        let late = one.late_from.is_some_and(|day| self.now.day() >= day);
        let (word, style) = match late {
            true => ("LATE", theme.late),
            false => ("in", theme.warn),
        };
        vec![
            Cell::new(one.name.as_str(), theme.text),
            Cell::new(one.phones.join(", ").as_str(), theme.text),
            Cell::new(one.want.what.as_str(), theme.muted),
            Cell::new(
                format!("asked {}", ago(one.want.asked, self.now)),
                theme.muted,
            ),
            Cell::new(format!("{word} {}", arrived.unwrap_or_default()), style),
        ]
    }
}

/// The channel they prefer, else a call, else the first they do not refuse.
fn best_channel(customer: &Customer) -> Channel {
    let allows = |leave: Leave| {
        let mut all = std::iter::once(&Channel::Call).chain(Channel::ALL);
        all.find(|channel| customer.leave(**channel) == leave)
            .copied()
    };
    allows(Leave::Prefer)
        .or_else(|| allows(Leave::Ok))
        .unwrap_or(Channel::Call)
}

impl Screen for Arrived {
    fn title(&self) -> String {
        format!("in: {}", self.what)
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        store.who().clone_into(&mut self.me);
        let selected = self.list.selected().and_then(|at| self.waiting.get(at));
        let selected = selected.map(|one| one.want.id);
        self.waiting = waiting(&self.what, store)?;
        self.people.clear();
        for one in &self.waiting {
            let customer = store.customer(one.want.customer)?;
            self.people.extend(customer.map(|it| (it.id, it)));
        }
        let mut waiting = self.waiting.iter();
        let at = waiting.position(|one| Some(one.want.id) == selected);
        self.list.reload(self.waiting.len(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => self.with(|one| self.tell(one)),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.with(|one| self.tell(one))
            }
            Action::CopyPhone => self.with(|one| {
                let phone = one.phones.first().cloned();
                let none = || Refusal("There is no phone to copy.".into());
                Ok(Effect::Copy(phone.ok_or_else(none)?))
            }),
            Action::Customer => self.with(|one| {
                let customer = one.want.customer;
                let list = self.waiting.iter().map(|one| one.want.customer).collect();
                Ok(Effect::Go(Route::Profile { customer, list }))
            }),
            Action::Edit => {
                self.with(|one| Ok(Effect::Go(Route::KeptForm(KeptId::Want(one.want.id)))))
            }
            Action::Remove => {
                self.with(|one| Ok(Effect::Save(vec![one.want.act(WantAct::Drop, self.now)?])))
            }
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let heading = match self.waiting.len() {
            0 => format!("{} is in", self.what),
            1 => format!("{} is in · 1 waits", self.what),
            many => format!("{} is in · {many} wait", self.what),
        };
        rule(frame, area, theme, &heading);
        let place = below(area);
        if self.waiting.is_empty() {
            let sentence = " Everybody who waited for it knows. Esc leaves.";
            return frame.render_widget(Line::styled(sentence, theme.muted), place);
        }
        let columns = [
            Constraint::Fill(4),
            Constraint::Fill(4),
            Constraint::Fill(4),
            Constraint::Length(12),
            Constraint::Length(11),
        ];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| {
            let one = self.waiting.get(at);
            one.map_or_else(Vec::new, |one| self.cells(one, theme))
        };
        list.view(frame, (place, theme), &columns, &mut cells);
        self.list = list;
    }
}
