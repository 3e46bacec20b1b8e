//! The rows of one sale: each is edited or taken out by itself.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
};

use crate::{
    domain::{
        Change, Currency, KeptId, Purchase, PurchaseId, Quantity, Settings, Stamp, dates::day_name,
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
    key("Enter e", Action::Enter, "edit the row").footer("edit"),
    key("d Del", Action::Remove, "take the row out; u brings back").footer("take out"),
];

/// One sale, row by row.
#[derive(Debug)]
pub struct Sale {
    row: PurchaseId,
    /// A row of it; the others have the same customer, day and receipt.
    first: Option<Purchase>,
    rows: Vec<(Purchase, String)>,
    currency: Currency,
    list: List,
    now: Stamp,
}

impl Sale {
    /// The sale to which this row belongs.
    pub fn new(row: PurchaseId) -> Self {
        Self {
            row,
            first: None,
            rows: Vec::new(),
            currency: Settings::default().currency,
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn with(&self, act: impl FnOnce(&Purchase) -> Effect) -> Vec<Effect> {
        let chosen = self.list.selected().and_then(|at| self.rows.get(at));
        chosen.map(|(row, _)| act(row)).into_iter().collect()
    }

    fn edit(&self) -> Vec<Effect> {
        self.with(|row| Effect::Go(Route::KeptForm(KeptId::Purchase(row.id))))
    }
}

impl Screen for Sale {
    fn title(&self) -> String {
        "one sale".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.currency = store.settings()?.currency;
        if self.first.is_none() {
            self.first = store.purchase(self.row)?;
        }
        let selected = self.list.selected().and_then(|at| self.rows.get(at));
        let selected = selected.map(|(row, _)| row.id);
        self.rows.clear();
        let Some(first) = &self.first else {
            return Ok(());
        };
        let mut rows = store.purchases_of(first.customer)?;
        rows.retain(|row| row.day == first.day && row.receipt == first.receipt);
        for row in rows.into_iter().rev() {
            let product = row.product.map(|id| store.product(id)).transpose()?;
            let name = product.flatten().map(|product| product.name);
            self.rows.push((row, name.unwrap_or_default()));
        }
        let at = self
            .rows
            .iter()
            .position(|(row, _)| Some(row.id) == selected);
        self.list.reload(self.rows.len(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => self.edit(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => self.edit(),
            Action::Remove => {
                self.with(|row| Effect::Save(vec![Change::Remove(row.clone().into())]))
            }
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let heading = self.first.as_ref().map_or_else(String::new, |first| {
            let day = day_name(first.day, self.now.day());
            format!("{day} · receipt {}", first.receipt)
        });
        rule(frame, area, theme, &heading);
        let place = below(area);
        if self.rows.is_empty() {
            let sentence = " Every row was taken out. u brings back, Esc leaves.";
            return frame.render_widget(Line::styled(sentence, theme.muted), place);
        }
        let columns = [
            Constraint::Length(8),
            Constraint::Fill(1),
            Constraint::Length(12),
        ];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| {
            let Some((row, name)) = self.rows.get(at) else {
                return Vec::new();
            };
            let quantity = match row.quantity {
                Quantity::ONE => String::new(),
                quantity => quantity.to_string(),
            };
            vec![
                Cell::new(quantity, theme.text),
                Cell::new(name.as_str(), theme.text),
                Cell::new(self.currency.show(row.amount), theme.text),
            ]
        };
        list.view(frame, (place, theme), &columns, &mut cells);
        self.list = list;
    }
}
