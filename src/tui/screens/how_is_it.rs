//! How a purchase is, over the screen below: asked some days after it; the answer becomes feedback or a complaint.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    domain::{
        Change, Customer, Product, Purchase, PurchaseId, Stamp, follow_up, line::LineKind,
        phrase::day_words,
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
    key("Enter g", Action::Fine, "all is fine: noted as feedback").footer("all is fine"),
    key("f", Action::Feedback, "what they say, in their words").footer("what they say"),
    key(
        "c p",
        Action::Complain,
        "a problem: a complaint about this purchase",
    )
    .footer("a problem"),
    key("o", Action::Customer, "to the customer"),
];

/// Rows it takes: what was bought, what there is to tell about it, and the question.
const ROWS: u16 = 4;

/// A purchase to ask about.
#[derive(Debug)]
pub struct HowIsIt {
    id: PurchaseId,
    bought: Option<Box<(Purchase, Product)>>,
    customer: Option<Box<Customer>>,
    me: String,
    now: Stamp,
}

impl HowIsIt {
    /// The purchase of this number.
    pub fn new(id: PurchaseId) -> Self {
        Self {
            id,
            bought: None,
            customer: None,
            me: String::new(),
            now: Stamp::EPOCH,
        }
    }

    /// The line for what they say about it.
    fn line((purchase, product): &(Purchase, Product), kind: LineKind) -> Vec<Effect> {
        let line = Route::LineAbout {
            kind,
            purchase: Box::new(purchase.clone()),
            product: product.name.clone(),
        };
        vec![Effect::Back, Effect::Go(line)]
    }
}

impl Screen for HowIsIt {
    fn title(&self) -> String {
        match &self.customer {
            Some(customer) => format!("how is it? · {}", customer.called()),
            None => "how is it?".to_owned(),
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
        store.who().clone_into(&mut self.me);
        self.bought = store.to_ask_about(self.id)?.map(Box::new);
        self.customer = match &self.bought {
            Some(bought) => store.customer(bought.0.customer)?.map(Box::new),
            None => None,
        };
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        let Some(bought) = &self.bought else {
            return vec![Effect::Back];
        };
        match action {
            Action::Fine => {
                let (purchase, product) = &**bought;
                let said = follow_up::fine(purchase, product, "", (self.now, &self.me));
                vec![Effect::Save(vec![Change::Add(said.into())])]
            }
            Action::Feedback => Self::line(bought, LineKind::Feedback),
            Action::Complain => Self::line(bought, LineKind::Complaint),
            Action::Customer => {
                let customer = bought.0.customer;
                let list = vec![customer];
                vec![Effect::Back, Effect::Go(Route::Profile { customer, list })]
            }
            _ => Vec::new(),
        }
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let width = usize::from(area.width.saturating_sub(2));
        let Some(bought) = &self.bought else {
            let gone = Line::styled(" This purchase was taken out meanwhile.", theme.muted);
            return frame.render_widget(gone, area);
        };
        let (purchase, product) = &**bought;
        let day = day_words(purchase.day, self.now.day());
        let row = |text: &str, style| Line::styled(format!(" {}", safe(text).fit(width)), style);
        let mut lines = vec![
            row(
                &format!("How is it: {} {}?", purchase.quantity, product.name),
                theme.text,
            ),
            row(&format!("bought {day}"), theme.muted),
        ];
        if !product.talking_points.trim().is_empty() {
            lines.push(row(&product.talking_points, theme.muted));
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}
