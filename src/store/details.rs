//! The detail rows of a customer: phones, e-mails, addresses, tags, likes, facts, channel rules; all read and written alike.

use anyhow::Result;
use rusqlite::{CachedStatement, Connection, Row, Statement};

use super::{
    apply::{self, Act},
    columns::{Day, Text},
    customers::New,
    rows,
};
use crate::domain::{
    Address, ChannelRule, Customer, CustomerId, Email, Fact, Phone, Preference, Tag, phone,
};

/// A row that belongs to one customer and lives and dies with them.
pub(super) trait Detail: Clone + PartialEq + Sized {
    /// The word for it in a sentence.
    const NOUN: &'static str;
    /// Adds one: its columns, then the customer.
    const INSERT: &'static str;
    /// Changes one: its columns, then row number and customer.
    const UPDATE: &'static str;
    /// Takes one out: row number and customer.
    const DELETE: &'static str;
    /// Those of the customers `?1` to `?2`: customer, row number, columns.
    const SELECT: &'static str;

    /// Row number.
    fn id(&self) -> i64;
    /// The list it stands in.
    fn list(customer: &mut Customer) -> &mut Vec<Self>;
    /// The list it stands in, for reading.
    fn shown(customer: &Customer) -> &[Self];
    /// Binds its columns from a parameter on; gives back the number of the parameter behind them.
    fn bind(&self, statement: &mut Statement<'_>, next: usize) -> rusqlite::Result<usize>;
    /// Reads it from a row of [`Detail::SELECT`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

macro_rules! placeholder {
    ($column:literal) => {
        ", ?"
    };
}

macro_rules! detail {
    (
        $type:ty, $noun:literal, $table:literal, $list:ident,
        [$first:literal $(, $column:literal)* $(,)?],
        |$it:ident| [$($value:expr),+ $(,)?],
        |$row:ident| $read:expr
    ) => {
        impl Detail for $type {
            const NOUN: &'static str = $noun;
            const INSERT: &'static str = concat!(
                "INSERT INTO ", $table, " (", $first, $(", ", $column,)*
                ", customer) VALUES (?, ?", $(placeholder!($column),)* ")"
            );
            const UPDATE: &'static str = concat!(
                "UPDATE ", $table, " SET ", $first, " = ?", $(", ", $column, " = ?",)*
                " WHERE id = ? AND customer = ?"
            );
            const DELETE: &'static str =
                concat!("DELETE FROM ", $table, " WHERE id = ? AND customer = ?");
            const SELECT: &'static str = concat!(
                "SELECT customer, id, ", $first, $(", ", $column,)*
                " FROM ", $table, " WHERE customer BETWEEN ? AND ? ORDER BY customer, id"
            );

            fn id(&self) -> i64 {
                self.id.0
            }

            fn list(customer: &mut Customer) -> &mut Vec<Self> {
                &mut customer.$list
            }

            fn shown(customer: &Customer) -> &[Self] {
                &customer.$list
            }

            fn bind(&self, statement: &mut Statement<'_>, next: usize) -> rusqlite::Result<usize> {
                let $it = self;
                let mut next = next;
                $(
                    statement.raw_bind_parameter(next, $value)?;
                    next += 1;
                )+
                Ok(next)
            }

            fn read($row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok($read)
            }
        }
    };
}

detail!(
    Phone,
    "phone",
    "phone",
    phones,
    ["raw", "digits", "label"],
    |it| [Text(&it.raw), phone::digits(&it.raw), Text(&it.label)],
    |row| Self {
        id: row.get(1)?,
        raw: row.get(2)?,
        label: row.get(4)?
    }
);

detail!(
    Email,
    "e-mail address",
    "email",
    emails,
    ["address", "label"],
    |it| [Text(&it.address), Text(&it.label)],
    |row| Self {
        id: row.get(1)?,
        address: row.get(2)?,
        label: row.get(3)?
    }
);

detail!(
    Address,
    "address",
    "address",
    addresses,
    ["street", "city", "region", "postcode", "country", "label"],
    |it| [
        Text(&it.street),
        Text(&it.city),
        Text(&it.region),
        Text(&it.postcode),
        Text(&it.country),
        Text(&it.label),
    ],
    |row| Self {
        id: row.get(1)?,
        street: row.get(2)?,
        city: row.get(3)?,
        region: row.get(4)?,
        postcode: row.get(5)?,
        country: row.get(6)?,
        label: row.get(7)?,
    }
);

detail!(
    Tag,
    "tag",
    "tag",
    tags,
    ["word"],
    |it| [Text(&it.word)],
    |row| Self {
        id: row.get(1)?,
        word: row.get(2)?
    }
);

detail!(
    Preference,
    "like",
    "preference",
    preferences,
    ["kind", "text", "since", "ended"],
    |it| [
        it.kind,
        Text(&it.text),
        it.since.map(Day),
        it.ended.map(Day)
    ],
    |row| Self {
        id: row.get(1)?,
        kind: row.get(2)?,
        text: row.get(3)?,
        since: day(row, 4)?,
        ended: day(row, 5)?,
    }
);

detail!(
    Fact,
    "fact",
    "fact",
    facts,
    ["label", "text", "learned"],
    |it| [Text(&it.label), Text(&it.text), it.learned.map(Day)],
    |row| Self {
        id: row.get(1)?,
        label: row.get(2)?,
        text: row.get(3)?,
        learned: day(row, 4)?,
    }
);

detail!(
    ChannelRule,
    "channel rule",
    "channel_rule",
    channels,
    ["channel", "leave", "best_time", "marketing", "consent_on"],
    |it| [
        it.channel,
        it.leave,
        Text(&it.best_time),
        it.marketing,
        it.consent_on.map(Day)
    ],
    |row| Self {
        id: row.get(1)?,
        channel: row.get(2)?,
        leave: row.get(3)?,
        best_time: row.get(4)?,
        marketing: row.get(5)?,
        consent_on: day(row, 6)?,
    }
);

/// An optional day of a row.
pub(super) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<chrono::NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// The statements that add rows of an act, each made when it is first needed and held until the act is over.
#[derive(Default)]
pub(super) struct Inserts<'a>(Vec<(&'static str, CachedStatement<'a>)>);

impl<'a> Inserts<'a> {
    /// The statement of this text.
    pub(super) fn of(
        &mut self,
        file: &'a Connection,
        sql: &'static str,
    ) -> Result<&mut CachedStatement<'a>> {
        // The very same text: comparing where it stands is enough, and there are eight at most.
        let place = match self.0.iter().position(|(held, _)| std::ptr::eq(*held, sql)) {
            Some(place) => place,
            None => {
                self.0.push((sql, file.prepare_cached(sql)?));
                self.0.len() - 1
            }
        };
        Ok(&mut self.0[place].1)
    }
}

/// Adds one; gives back its row number.
pub(super) fn add<D: Detail>(act: &mut Act<'_>, customer: CustomerId, detail: &D) -> Result<i64> {
    let insert = act.inserts.of(act.file, D::INSERT)?;
    let next = detail.bind(insert, 1)?;
    insert.raw_bind_parameter(next, customer)?;
    insert.raw_execute()?;
    Ok(act.file.last_insert_rowid())
}

/// Adds those of new customers, in their order.
pub(super) fn add_all<D: Detail>(file: &Connection, new: &[New<'_>]) -> Result<()> {
    let details = new.iter().flat_map(|it| {
        let details = D::shown(it.customer).iter();
        details.map(move |detail| (it.id, detail))
    });
    let details: Vec<_> = details.collect();
    rows::add(file, D::INSERT, &details, |(id, detail), insert, next| {
        let next = detail.bind(insert, next)?;
        insert.raw_bind_parameter(next, id)?;
        Ok(next + 1)
    })
}

/// Changes one of this customer's.
///
/// # Errors
/// [`super::Conflict::Changed`] when it is gone.
pub(super) fn change<D: Detail>(
    file: &Connection,
    customer: CustomerId,
    detail: &D,
) -> Result<i64> {
    let mut update = file.prepare_cached(D::UPDATE)?;
    let id = detail.id();
    let next = detail.bind(&mut update, 1)?;
    update.raw_bind_parameter(next, id)?;
    update.raw_bind_parameter(next + 1, customer)?;
    match update.raw_execute()? {
        0 => Err(apply::gone(D::NOUN)),
        _ => Ok(id),
    }
}

/// Takes one of this customer's out.
///
/// # Errors
/// [`super::Conflict::Changed`] when it is gone.
pub(super) fn remove<D: Detail>(file: &Connection, customer: CustomerId, id: i64) -> Result<i64> {
    match file.prepare_cached(D::DELETE)?.execute((id, customer))? {
        0 => Err(apply::gone(D::NOUN)),
        _ => Ok(id),
    }
}

/// Brings the rows of one kind from one state of a customer to another, touching only those that differ.
pub(super) fn reconcile<D: Detail>(
    act: &mut Act<'_>,
    before: &Customer,
    after: &Customer,
) -> Result<()> {
    let (before_rows, after_rows) = (D::shown(before), D::shown(after));
    for old in before_rows {
        if !after_rows.iter().any(|new| new.id() == old.id()) {
            remove::<D>(act.file, before.id, old.id())?;
        }
    }
    for new in after_rows {
        match before_rows.iter().find(|old| old.id() == new.id()) {
            Some(old) if old == new => {}
            Some(_) => drop(change(act.file, before.id, new)?),
            None => drop(add(act, before.id, new)?),
        }
    }
    Ok(())
}

/// Reads the rows of one kind into customers that are sorted by id, `first` to `last`.
pub(super) fn fill<D: Detail>(file: &Connection, customers: &mut [Customer]) -> Result<()> {
    let (Some(first), Some(last)) = (customers.first(), customers.last()) else {
        return Ok(());
    };
    let mut select = file.prepare_cached(D::SELECT)?;
    let mut rows = select.query((first.id, last.id))?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let owner: CustomerId = row.get(0)?;
        while customers
            .get(at)
            .is_some_and(|customer| customer.id < owner)
        {
            at += 1;
        }
        if let Some(customer) = customers.get_mut(at).filter(|found| found.id == owner) {
            D::list(customer).push(D::read(row)?);
        }
    }
    Ok(())
}
