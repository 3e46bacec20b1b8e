//! A sale in the timeline: its rows together, the amount at the right.

use chrono::NaiveDate;
use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{ROWS, by, muted};
use crate::{
    domain::{Buys, Change, KeptId, Receipt, Settings, Stamp, dates::day_name},
    tui::{Route, screens::brief::beside, text::safe, theme::Theme, widgets::flow::dotted},
};

/// What somebody bought in one go, with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sold {
    receipt: Receipt,
    what: String,
    paid: String,
}

impl Sold {
    /// The sale as the timeline needs it.
    pub fn new(receipt: &Receipt, buys: &Buys, settings: &Settings) -> Self {
        Self {
            what: buys.words(receipt),
            paid: settings.currency.show(receipt.paid()),
            receipt: receipt.clone(),
        }
    }

    /// When it happened.
    pub fn at(&self) -> Stamp {
        self.receipt.at()
    }

    /// What tells it from every other entry.
    pub fn key(&self) -> (u8, i64) {
        (7, self.receipt.rows[0].id.0)
    }

    /// What it is, in one word.
    pub fn word(&self) -> &'static str {
        self.receipt.word()
    }

    /// The writes that take it out, all its rows.
    pub fn remove(&self) -> Vec<Change> {
        let rows = self.receipt.rows.iter().cloned();
        rows.map(|row| Change::Remove(row.into())).collect()
    }

    /// Where Enter goes: to the form of its only row, else to the list of them.
    pub fn route(&self) -> Route {
        match self.receipt.rows.as_slice() {
            [only] => Route::KeptForm(KeptId::Purchase(only.id)),
            rows => Route::Sale(rows[0].id),
        }
    }

    /// When, by whom and on which receipt it was sold.
    pub fn why(&self, today: NaiveDate) -> String {
        let first = &self.receipt.rows[0];
        let rows = match self.receipt.rows.len() {
            1 => String::new(),
            rows => format!(" {rows} rows."),
        };
        let receipt = match first.receipt.as_str() {
            "" => "typed in".to_owned(),
            receipt => format!("receipt {receipt}"),
        };
        let day = day_name(first.day, today);
        format!(
            "Sold {day}{}: {}, {receipt}.{rows}",
            by(&first.by),
            self.paid
        )
    }

    /// Its rows at this width.
    pub fn rows(&self, head: (String, Style), width: usize, theme: &Theme) -> Vec<Line<'static>> {
        let initials = muted(&self.receipt.rows[0].by, theme);
        let what = dotted(vec![(safe(&self.what), theme.text), initials], theme);
        let room = width.saturating_sub(self.paid.len() + 2);
        let mut rows = beside(head, &what, (room, ROWS));
        if let Some(first) = rows.first_mut() {
            let gap = (width - 1).saturating_sub(first.width() + self.paid.len());
            first.push_span(Span::raw(" ".repeat(gap)));
            first.push_span(Span::styled(self.paid.clone(), theme.text));
        }
        rows
    }
}
