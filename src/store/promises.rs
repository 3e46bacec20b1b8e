//! Promises: those of a customer, those still open, and their row writes.

use anyhow::Result;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, ToSql};

use super::{
    Store,
    apply::{Act, given, take_out, unchanged},
    columns::{Day, Text, bind_from},
    details::day,
    filters::begin_of,
};
use crate::domain::{ComplaintId, CustomerId, KeptShare, Promise, PromiseId, Stamp};

/// As [`Promise::is_open`] says it, in SQL.
pub(super) const OPEN_PROMISE: &str =
    "released IS NULL AND broken IS NULL AND (done IS NULL OR told IS NULL)";

const COLUMNS: &str = "id, customer, interaction, complaint, what, due, by, agreed, done, told,
    released, broken";

const INSERT: &str = "INSERT INTO promise (customer, interaction, complaint, what, due, by, agreed,
    done, told, released, broken, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const UPDATE: &str = "UPDATE promise SET (customer, interaction, complaint, what, due, by, agreed,
    done, told, released, broken) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";

impl Store {
    /// One promise.
    pub fn promise(&self, id: PromiseId) -> Result<Option<Promise>> {
        one(&self.file, id)
    }

    /// A customer's promises, open ones first by due day, then newest first.
    pub fn promises_of(&self, customer: CustomerId) -> Result<Vec<Promise>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM promise WHERE customer = ?1 ORDER BY NOT ({OPEN_PROMISE}),
                CASE WHEN {OPEN_PROMISE} THEN coalesce(due, '9999') END, id DESC"
        );
        self.promises_where(&sql, [customer])
    }

    /// The promises given inside a complaint, in the order they were given.
    pub fn promises_in(&self, complaint: ComplaintId) -> Result<Vec<Promise>> {
        let sql = format!("SELECT {COLUMNS} FROM promise WHERE complaint = ?1 ORDER BY id");
        self.promises_where(&sql, [complaint])
    }

    /// Every open promise, by due day.
    pub fn open_promises(&self) -> Result<Vec<Promise>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM promise WHERE {OPEN_PROMISE} ORDER BY coalesce(due, '9999'), id"
        );
        self.promises_where(&sql, [])
    }

    /// Every promise, by due day.
    pub fn promises(&self) -> Result<Vec<Promise>> {
        let sql = format!("SELECT {COLUMNS} FROM promise ORDER BY coalesce(due, '9999'), id");
        self.promises_where(&sql, [])
    }

    /// The promises of which the share kept on time is made: due, done or given up in the days it looks back on.
    pub fn promises_since(&self, now: Stamp) -> Result<Vec<Promise>> {
        let from = begin_of(u32::try_from(KeptShare::DAYS)?, now);
        let sql = format!(
            "SELECT {COLUMNS} FROM promise WHERE done >= ?1 OR broken >= ?1 OR due >= ?2 ORDER BY id"
        );
        self.promises_where(&sql, (from, Day(from.day())))
    }

    /// Goes through the promises that came to an end from a day on; without their words.
    pub(super) fn each_promise_since(
        &self,
        from: NaiveDate,
        each: &mut dyn FnMut(&Promise),
    ) -> Result<()> {
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, NULL, NULL, '', due, '', agreed, done, told, released, broken FROM promise
            WHERE done >= ?1 OR broken >= ?1 OR due >= ?1",
        )?;
        // A stamp is of UTC: it may be of the day before.
        let mut rows = select.query([Day(from.pred_opt().unwrap_or(from))])?;
        while let Some(row) = rows.next()? {
            each(&read(row)?);
        }
        Ok(())
    }

    fn promises_where(&self, sql: &str, values: impl Params) -> Result<Vec<Promise>> {
        let mut select = self.file.prepare_cached(sql)?;
        let rows = select.query_map(values, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn one(file: &Connection, id: PromiseId) -> Result<Option<Promise>> {
    let sql = format!("SELECT {COLUMNS} FROM promise WHERE id = ?1");
    Ok(file
        .prepare_cached(&sql)?
        .query_row([id], read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Promise> {
    Ok(Promise {
        id: row.get(0)?,
        customer: row.get(1)?,
        interaction: row.get(2)?,
        complaint: row.get(3)?,
        what: row.get(4)?,
        due: day(row, 5)?,
        by: row.get(6)?,
        agreed: row.get(7)?,
        done: row.get(8)?,
        told: row.get(9)?,
        released: row.get(10)?,
        broken: row.get(11)?,
    })
}

/// Adds one.
pub(super) fn add(act: &mut Act<'_>, promise: &Promise) -> Result<i64> {
    let mut insert = act.file.prepare_cached(INSERT)?;
    let next = bind(&mut insert, act, promise)?;
    insert.raw_bind_parameter(next, given(promise.id.0))?;
    insert.raw_execute()?;
    Ok(act.file.last_insert_rowid())
}

/// Brings one from one state to another.
pub(super) fn edit(act: &mut Act<'_>, before: &Promise, after: &Promise) -> Result<i64> {
    unchanged("The promise", one(act.file, before.id)?, before)?;
    let mut update = act.file.prepare_cached(UPDATE)?;
    let next = bind(&mut update, act, after)?;
    update.raw_bind_parameter(next, before.id)?;
    update.raw_execute()?;
    Ok(before.id.0)
}

/// Takes one out.
pub(super) fn remove(act: &mut Act<'_>, id: PromiseId) -> Result<i64> {
    take_out(act, ("promise", "The promise"), id.0)
}

fn bind(statement: &mut Statement<'_>, act: &Act<'_>, row: &Promise) -> Result<usize> {
    let interaction = row.interaction.map(|id| act.interaction(id)).transpose()?;
    let complaint = row.complaint.map(|id| act.complaint(id)).transpose()?;
    let values: [&dyn ToSql; 11] = [
        &act.customer(row.customer)?,
        &interaction,
        &complaint,
        &Text(&row.what),
        &row.due.map(Day),
        &Text(&row.by),
        &act.stamp(row.agreed),
        &row.done,
        &row.told,
        &row.released,
        &row.broken,
    ];
    Ok(bind_from(1, &values, statement)?)
}
