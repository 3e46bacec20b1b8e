//! How words, ids, days and stamps of the shop stand in the columns of the file.

use std::borrow::Cow;

use chrono::NaiveDate;
use rusqlite::{
    Statement,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};

use crate::domain::{
    ActionId, ActionKind, AddressId, ApartId, CardId, CauseId, Channel, ChannelRuleId, ComplaintId,
    CustomerId, Direction, EmailId, ExtraId, FactId, Favour, FeedbackId, FeedbackKind, Heat,
    InteractionId, ItemKind, KudosId, LayoutId, Leave, Method, Money, Occasion, OfferId, OfferKind,
    Outcome, PartialDate, PartingId, PhoneId, PreferenceId, PreferenceKind, ProductId, PromiseId,
    PurchaseId, Quantity, Quarter, RecoveryId, RedemptionId, Remedy, RuleId, Season, SelfCheckId,
    SnoozeId, Source, StaffId, Stage, Stamp, StepId, StepKind, TagId, ThanksId, Tier, WantId, Won,
    WorksheetId, self_check::Scores,
};

/// Text as it was typed, without NUL characters: no word has one, and SQL text ends at it.
pub(super) struct Text<'a>(pub &'a str);

impl ToSql for Text<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match without_nul(self.0) {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        })
    }
}

fn without_nul(text: &str) -> Cow<'_, str> {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace('\0', ""))
    }
}

/// Binds values from a parameter on; gives back the number of the parameter behind them.
pub(super) fn bind_from(
    first: usize,
    values: &[&dyn ToSql],
    statement: &mut Statement<'_>,
) -> rusqlite::Result<usize> {
    for (place, value) in (first..).zip(values) {
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(first + values.len())
}

/// A calendar day, `2026-06-10`.
pub(super) struct Day(pub NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        read(value, |text| {
            exact_day(text).or_else(|| text.parse().ok()).map(Self)
        })
    }
}

/// Large lists read thousands of days; they all have exactly this form, so chrono need not find out what stands where.
fn exact_day(text: &str) -> Option<NaiveDate> {
    let text: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
            Some(number * 10 + u32::from(digit))
        })
    };
    let dashes = text[4] == b'-' && text[7] == b'-';
    let (month, day) = (number(&text[5..7])?, number(&text[8..])?);
    let year = i32::try_from(number(&text[..4])?).ok()?;
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| dashes)
}

impl ToSql for Stamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_column().into())
    }
}

impl FromSql for Stamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        read(value, Self::from_column)
    }
}

impl ToSql for PartialDate {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl ToSql for Quarter {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Quarter {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        read(value, |text| text.parse().ok())
    }
}

impl ToSql for Scores {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Scores {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        read(value, |text| text.parse().ok())
    }
}

impl FromSql for PartialDate {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        read(value, |text| text.parse().ok())
    }
}

fn read<T>(value: ValueRef<'_>, from: impl Fn(&str) -> Option<T>) -> FromSqlResult<T> {
    let text = value.as_str()?;
    from(text).ok_or_else(|| {
        FromSqlError::Other(format!("{text:?} is no {}", std::any::type_name::<T>()).into())
    })
}

macro_rules! numbers {
    ($($name:ty),+ $(,)?) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+ };
}

numbers!(
    ActionId,
    AddressId,
    CardId,
    CauseId,
    ChannelRuleId,
    ComplaintId,
    CustomerId,
    EmailId,
    ExtraId,
    FactId,
    FeedbackId,
    InteractionId,
    KudosId,
    LayoutId,
    Money,
    OfferId,
    PartingId,
    PhoneId,
    PreferenceId,
    ProductId,
    PromiseId,
    PurchaseId,
    Quantity,
    RecoveryId,
    RedemptionId,
    RuleId,
    SelfCheckId,
    SnoozeId,
    ApartId,
    StaffId,
    StepId,
    TagId,
    ThanksId,
    WantId,
    WorksheetId,
);

impl ToSql for Season {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Season {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u16::column_result(value).map(Self)
    }
}

macro_rules! closed_lists {
    ($($name:ty),+ $(,)?) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.word().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                read(value, Self::from_word)
            }
        }
    )+ };
}

closed_lists!(
    ActionKind,
    Channel,
    Direction,
    Favour,
    FeedbackKind,
    Heat,
    ItemKind,
    Leave,
    Method,
    Occasion,
    OfferKind,
    Outcome,
    PreferenceKind,
    Remedy,
    Source,
    Stage,
    StepKind,
    Tier,
    Won,
);

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Any day, and any with one byte changed: chrono reads the same, or what is left to it.
        #[test]
        fn a_day_in_its_exact_form_is_read_as_chrono_reads_it(
            days in 0..3_652_059_i32,
            change in proptest::option::of((0_usize..10, b' '..b'~')),
        ) {
            let day = NaiveDate::from_num_days_from_ce_opt(days + 1).unwrap();
            let mut text = day.to_string().into_bytes();
            if let Some((place, byte)) = change {
                text[place] = byte;
            }
            let text = String::from_utf8(text).unwrap();
            let exact = exact_day(&text);
            proptest::prop_assert!(exact.is_none() || exact == text.parse().ok(), "{}", text);
            proptest::prop_assert!(exact.is_some() || change.is_some(), "{}", text);
        }
    }
}
