//! The typed line over the screen below: one key, one line, Enter.

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{
        Channel, ComplaintId, CustomerId, Direction, Stamp,
        line::{Entry, LineContext, LineKind},
    },
    store::{Applied, LogFilter, Store},
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, Layers, key},
        theme::Theme,
        widgets::{LineBox, Typed, line_box},
    },
};

const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "save what the reading shows").footer("save"),
    key("Esc", Action::Back, "leave; asks when something was typed").footer("leave"),
];

/// A line that becomes a log entry, a promise, a complaint, a like, a fact or tags.
#[derive(Debug)]
pub struct TypedLine {
    kind: LineKind,
    customer: Option<CustomerId>,
    complaint: Option<ComplaintId>,
    called: String,
    typed: String,
    line: Option<LineBox>,
}

impl TypedLine {
    /// A line about this customer (or nobody) and this complaint, with some text in it already.
    pub fn new(
        kind: LineKind,
        (customer, complaint): (Option<CustomerId>, Option<ComplaintId>),
        typed: String,
    ) -> Self {
        Self {
            kind,
            customer,
            complaint,
            called: String::new(),
            typed,
            line: None,
        }
    }

    fn save(&self, entry: &Entry) -> Vec<Effect> {
        match entry.changes(self.customer, self.complaint) {
            Ok(changes) => vec![Effect::Save(changes)],
            Err(refusal) => vec![Effect::Say(refusal.0)],
        }
    }

    fn leave(&self) -> Vec<Effect> {
        let text = self.line.as_ref().map_or("", LineBox::text);
        if text.trim().is_empty() || text == self.typed {
            vec![Effect::Back]
        } else {
            let question = "Leave without saving what you typed?".to_owned();
            vec![Effect::Ask(question, vec![Effect::Back])]
        }
    }
}

impl Screen for TypedLine {
    fn title(&self) -> String {
        let what = match self.kind {
            LineKind::Log => "log",
            LineKind::Promise => "promise",
            LineKind::Complaint => "complaint",
            LineKind::Preference => "like or avoid",
            LineKind::Fact => "fact",
            LineKind::Tags => "tags",
        };
        match self.called.as_str() {
            "" => what.to_owned(),
            called => format!("{what} · {called}"),
        }
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn typing(&self) -> bool {
        true
    }

    fn over(&self) -> Option<u16> {
        Some(line_box::HEIGHT)
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        if let Some(id) = self.customer {
            let customer = store.customer(id)?;
            self.called = customer.map_or_else(String::new, |c| c.called().to_owned());
        }
        let last = store.interactions(&LogFilter::default(), 0, 1)?;
        let context = LineContext {
            now,
            month_first: store.settings()?.month_first,
            me: store.who().to_owned(),
            last: last.first().map_or((Channel::Call, Direction::In), |last| {
                (last.channel, last.direction)
            }),
        };
        match &mut self.line {
            Some(line) => line.set_context(context),
            None => self.line = Some(LineBox::new(self.kind, context, &self.typed)),
        }
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Back {
            return self.leave();
        }
        match self.line.as_mut().map(|line| line.update(&action)) {
            Some(Typed::Entry(entry)) => self.save(&entry),
            _ => Vec::new(),
        }
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if let Some(line) = &mut self.line {
            line.view(frame, area, theme);
        }
    }
}
