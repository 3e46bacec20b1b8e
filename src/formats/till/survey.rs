//! How a file of sales is written, seen from all its rows: what one number or day leaves open, another may tell.

use super::{Columns, Field, Lone, day, number};
use crate::{domain::Refusal, formats::csv::Table};

/// What the rows of a file together say about how it is written.
pub struct Survey {
    /// What a lone sign before three digits means.
    pub lone: Option<Lone>,
    /// Is the month first, and by which value is that seen?
    pub order: Option<(bool, String)>,
}

impl Survey {
    /// Looks through all rows; where they contradict each other, nothing is said.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn of(mut table: Table<'_>, columns: &Columns) -> Result<Self, Refusal> {
        let numbers = [Field::Amount, Field::Price, Field::Quantity];
        let numbers: Vec<usize> = numbers.iter().filter_map(|it| columns.at(*it)).collect();
        let (mut lone, mut order) = (Said::Nothing, Said::Nothing);
        while table.advance()? {
            for column in &numbers {
                lone.hear(table.row().get(*column).and_then(number::lone));
            }
            let day = columns.at(Field::Day).and_then(|at| table.row().get(at));
            let month_first = day.and_then(day::month_first);
            order.hear(month_first.map(|it| Order(it, day.unwrap_or_default().to_owned())));
        }
        Ok(Self {
            lone: lone.once(),
            order: order.once().map(|Order(month_first, by)| (month_first, by)),
        })
    }
}

/// Which comes first, and the value that shows it.
struct Order(bool, String);

impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// What is said again and again.
enum Said<T> {
    Nothing,
    Once(T),
    Contradicted,
}

impl<T: PartialEq> Said<T> {
    fn hear(&mut self, word: Option<T>) {
        let Some(word) = word else { return };
        match self {
            Self::Nothing => *self = Self::Once(word),
            Self::Once(first) if *first != word => *self = Self::Contradicted,
            _ => {}
        }
    }

    fn once(self) -> Option<T> {
        match self {
            Self::Once(word) => Some(word),
            _ => None,
        }
    }
}
