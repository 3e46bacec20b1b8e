//! One promise over the screen below, and what can happen to it, one key each.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    domain::{
        Customer, Promise, PromiseAct, PromiseId, Stamp,
        phrase::{day_words, promise_standing},
    },
    store::{Applied, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, Layers, key},
        text::safe,
        theme::Theme,
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("x Enter", Action::Act(PromiseAct::Done), "it is done").footer("done"),
    key(
        "X",
        Action::Act(PromiseAct::Told),
        "it is done and they know",
    )
    .footer("done and told"),
    key("e", Action::Edit, "another day, other words").footer("another day"),
    key("r", Action::Act(PromiseAct::Release), "they let us off").footer("let off"),
    key("B", Action::Act(PromiseAct::Break), "we could not keep it"),
    key("o", Action::Customer, "to the customer"),
];

/// Rows it takes: what was promised, and where it stands.
const ROWS: u16 = 4;

/// One promise.
#[derive(Debug)]
pub struct OnePromise {
    id: PromiseId,
    promise: Option<Promise>,
    customer: Option<Box<Customer>>,
    now: Stamp,
}

impl OnePromise {
    /// The promise of this number.
    pub fn new(id: PromiseId) -> Self {
        Self {
            id,
            promise: None,
            customer: None,
            now: Stamp::EPOCH,
        }
    }

    fn act(&self, act: PromiseAct) -> Vec<Effect> {
        let change = self
            .promise
            .as_ref()
            .map(|promise| promise.act(act, self.now));
        vec![match change {
            Some(Ok(change)) => Effect::Save(vec![change]),
            Some(Err(refusal)) => Effect::Say(refusal.0),
            None => Effect::Back,
        }]
    }
}

impl Screen for OnePromise {
    fn title(&self) -> String {
        match &self.customer {
            Some(customer) => format!("promise to {}", customer.called()),
            None => "promise".to_owned(),
        }
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn over(&self) -> Option<u16> {
        Some(ROWS)
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.promise = store.promise(self.id)?;
        self.customer = match &self.promise {
            Some(promise) => store.customer(promise.customer)?.map(Box::new),
            None => None,
        };
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match (action, &self.promise) {
            (Action::Act(act), _) => self.act(act),
            (Action::Edit, Some(promise)) => {
                vec![Effect::Back, Effect::Go(Route::PromiseForm(promise.id))]
            }
            (Action::Customer, Some(promise)) => vec![
                Effect::Back,
                Effect::Go(Route::Profile {
                    customer: promise.customer,
                    list: vec![promise.customer],
                }),
            ],
            _ => Vec::new(),
        }
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let width = usize::from(area.width.saturating_sub(2));
        let Some(promise) = &self.promise else {
            let gone = Line::styled(" This promise was taken out meanwhile.", theme.muted);
            return frame.render_widget(gone, area);
        };
        let today = self.now.day();
        let (_, standing) = promise_standing(promise, today);
        let by = if promise.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", promise.by)
        };
        let given = format!(
            "given {}{by} · {standing}",
            day_words(promise.agreed.day(), today)
        );
        let room = usize::from(area.height).saturating_sub(1).max(1);
        let what = safe(&promise.what).wrap(width).into_iter().take(room);
        let mut lines: Vec<Line> = what
            .map(|row| Line::styled(format!(" {row}"), theme.text))
            .collect();
        lines.push(Line::styled(
            format!(" {}", safe(&given).fit(width)),
            theme.muted,
        ));
        frame.render_widget(Paragraph::new(lines), area);
    }
}
