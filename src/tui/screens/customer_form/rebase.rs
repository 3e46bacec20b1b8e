//! Two windows edited the same customer: what this one changed goes on top of what the other one saved.

use crate::domain::{
    Address, ChannelRule, Customer, Email, Fact, Phone, Preference, Tag,
    id::{AddressId, ChannelRuleId, EmailId, FactId, PhoneId, PreferenceId, TagId},
};

/// A detail row, by its number.
pub trait Numbered: Clone + PartialEq {
    /// Its number in the file.
    fn number(&self) -> i64;
    /// The same as a new row.
    fn made_new(self) -> Self;
}

macro_rules! numbered {
    ($($row:ty, $id:ident);+ $(;)?) => { $(
        impl Numbered for $row {
            fn number(&self) -> i64 {
                self.id.0
            }

            fn made_new(self) -> Self {
                Self { id: $id::NEW, ..self }
            }
        }
    )+ };
}

numbered! {
    Phone, PhoneId;
    Email, EmailId;
    Address, AddressId;
    Tag, TagId;
    Preference, PreferenceId;
    Fact, FactId;
    ChannelRule, ChannelRuleId;
}

/// The newer state with everything in it that was changed between `before` and `after`.
pub fn rebase(before: &Customer, after: Customer, newer: &Customer) -> Customer {
    let mut merged = newer.clone();
    macro_rules! take {
        ($($field:ident)+) => { $(
            if after.$field != before.$field {
                merged.$field = after.$field;
            }
        )+ };
    }
    macro_rules! take_rows {
        ($($list:ident)+) => { $(
            merged.$list = rows(&before.$list, after.$list, &newer.$list);
        )+ };
    }
    take! {
        name call_me say hook sort_key company birthday handling_do handling_dont going_through
        going_through_until handover source referred_by since tier tier_why check_in till_number
        rung_step rung_why lost lost_why
    }
    take_rows! { phones emails addresses tags preferences facts channels }
    merged
}

/// Rows that only one side touched are as that side has them; of a row that both touched this window's is kept.
fn rows<T: Numbered>(before: &[T], after: Vec<T>, newer: &[T]) -> Vec<T> {
    let find = |rows: &[T], row: &T| {
        rows.iter()
            .find(|other| other.number() == row.number())
            .cloned()
    };
    let mut merged: Vec<T> = Vec::new();
    for row in newer {
        match (find(before, row), find(&after, row)) {
            (Some(_), None) => {}
            (Some(old), Some(mine)) if mine != old => merged.push(mine),
            _ => merged.push(row.clone()),
        }
    }
    let mine = after.into_iter().filter(|row| find(newer, row).is_none());
    let touched = mine.filter(|row| find(before, row).as_ref() != Some(row));
    merged.extend(touched.map(Numbered::made_new));
    merged
}
