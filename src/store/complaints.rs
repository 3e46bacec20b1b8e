//! Complaints with their steps, the shop's causes, and their row writes.

use std::collections::HashMap;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, ToSql};

use super::{
    CauseUse, Store,
    apply::{Act, given, gone, take_out, unchanged},
    columns::{Day, Text, bind_from},
    details::day,
    promises::OPEN_PROMISE,
};
use crate::domain::{Cause, CauseId, Complaint, ComplaintId, CustomerId, Stamp, Step};

/// In SQL: complaint `x` is open or waiting, because its last step that ends or reopens it does not end it.
pub(super) const OPEN_COMPLAINT: &str = "coalesce((SELECT kind FROM step WHERE complaint = x.id
    AND kind IN ('closed', 'dismissed', 'reopened') ORDER BY id DESC LIMIT 1), 'reopened') = 'reopened'";

const COLUMNS: &str =
    "id, customer, opened, by, what, wants, heat, source, told_others, about, category, purchase";

const INSERT: &str = "INSERT INTO complaint (customer, opened, by, what, wants, heat, source,
    told_others, about, category, purchase, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const UPDATE: &str = "UPDATE complaint SET (customer, opened, by, what, wants, heat, source,
    told_others, about, category, purchase) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";

impl Store {
    /// One complaint with its steps.
    pub fn complaint(&self, id: ComplaintId) -> Result<Option<Complaint>> {
        let _still = self.hold_still()?;
        one(&self.file, id)
    }

    /// A customer's complaints, newest first.
    pub fn complaints_of(&self, customer: CustomerId) -> Result<Vec<Complaint>> {
        self.complaints_where("customer = ?1 ORDER BY id DESC", [customer], WHOLE)
    }

    /// Complaints with their steps: those still open or waiting, or all; oldest first.
    pub fn complaints(&self, ended_too: bool) -> Result<Vec<Complaint>> {
        let which = if ended_too { "1" } else { OPEN_COMPLAINT };
        self.complaints_where(&format!("{which} ORDER BY opened, id"), [], WHOLE)
    }

    /// The complaints heard of last that are closed or dismissed, newest first, as bare as a list needs them.
    pub fn ended_complaints(&self, limit: usize) -> Result<Vec<Complaint>> {
        let which = format!("NOT ({OPEN_COMPLAINT}) ORDER BY opened DESC, id DESC LIMIT ?1");
        self.complaints_where(&which, [limit], BARE)
    }

    /// Complaints still open or waiting, as bare as a list needs them: quick to read for a whole shop.
    pub fn open_complaints(&self) -> Result<Vec<Complaint>> {
        self.complaints_where(OPEN_COMPLAINT, [], BARE)
    }

    /// Complaints that were closed since then, also if they were reopened; as bare as a list needs them.
    pub(super) fn closed_complaints(&self, since: Stamp) -> Result<Vec<Complaint>> {
        let which = "id IN (SELECT complaint FROM step WHERE kind = 'closed' AND at >= ?1)";
        self.complaints_where(which, [since], BARE)
    }

    pub(super) fn complaints_where(
        &self,
        which: &str,
        values: impl Params,
        ((columns, read), steps): (Rows<Complaint>, Rows<Step>),
    ) -> Result<Vec<Complaint>> {
        let _still = self.hold_still()?;
        let sql = format!("SELECT {columns} FROM complaint AS x WHERE {which}");
        let mut select = self.file.prepare_cached(&sql)?;
        let rows = select.query_map(values, read)?;
        with_steps(&self.file, rows.collect::<rusqlite::Result<_>>()?, steps)
    }

    /// The shop's causes with how often each was chosen and when first and last, most frequent first. Of complaints of customers who
    /// were forgotten the month is known.
    pub fn causes(&self) -> Result<Vec<CauseUse>> {
        let mut select = self.file.prepare_cached(
            "WITH forgotten AS (
                SELECT about, sum(count) AS times, min(month) AS first, max(month) AS last
                FROM file_total WHERE what = 'complaint' GROUP BY about
            )
            SELECT cause.id, cause.text, whys, beyond,
                count(DISTINCT step.complaint) + coalesce(forgotten.times, 0) AS times,
                iif(coalesce(forgotten.first < substr(min(at), 1, 7), min(at) IS NULL),
                    forgotten.first || '-01T00:00:00Z+00:00', min(at)),
                iif(coalesce(forgotten.last > substr(max(at), 1, 7), max(at) IS NULL),
                    forgotten.last || '-01T00:00:00Z+00:00', max(at))
            FROM cause LEFT JOIN step ON step.cause = cause.id LEFT JOIN forgotten ON forgotten.about = cause.id
            GROUP BY cause.id ORDER BY times DESC, cause.id",
        )?;
        let rows = select.query_map([], |row| {
            let (first, last) = (row.get::<_, Option<_>>(5)?, row.get::<_, Option<_>>(6)?);
            Ok(CauseUse {
                cause: cause_row(row)?,
                count: row.get(4)?,
                between: first.zip(last),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the shop heard of the last complaint there is.
    pub fn last_heard(&self) -> Result<Option<Stamp>> {
        let mut select = self
            .file
            .prepare_cached("SELECT max(opened) FROM complaint")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    /// The words of the shop's causes.
    pub fn cause_words(&self) -> Result<HashMap<CauseId, String>> {
        let mut select = self.file.prepare_cached("SELECT id, text FROM cause")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many complaints are open or waiting, and how many promises are open: for the header.
    pub fn open_counts(&self) -> Result<(u32, u32)> {
        let sql = format!(
            "SELECT (SELECT count(*) FROM complaint AS x WHERE {OPEN_COMPLAINT}),
                (SELECT count(*) FROM promise WHERE {OPEN_PROMISE})"
        );
        let counts = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.file.prepare_cached(&sql)?.query_row([], counts)?)
    }
}

fn one(file: &Connection, id: ComplaintId) -> Result<Option<Complaint>> {
    let sql = format!("SELECT {COLUMNS} FROM complaint WHERE id = ?1");
    let row = file
        .prepare_cached(&sql)?
        .query_row([id], read)
        .optional()?;
    Ok(with_steps(file, row.into_iter().collect(), STEP)?.pop())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Complaint> {
    Ok(Complaint {
        id: row.get(0)?,
        customer: row.get(1)?,
        opened: row.get(2)?,
        by: row.get(3)?,
        what: row.get(4)?,
        wants: row.get(5)?,
        heat: row.get(6)?,
        source: row.get(7)?,
        told_others: row.get(8)?,
        about: row.get(9)?,
        category: row.get(10)?,
        purchase: row.get(11)?,
        steps: Vec::new(),
    })
}

/// Some columns of a table, and how a row of them is read.
pub(super) type Rows<T> = (&'static str, fn(&Row<'_>) -> rusqlite::Result<T>);

/// Everything that was written down.
pub(super) const WHOLE: (Rows<Complaint>, Rows<Step>) = ((COLUMNS, read), STEP);

/// What a line of a list shows, and what state, lamps and clocks are computed from; no other words.
pub(super) const BARE: (Rows<Complaint>, Rows<Step>) = (
    (
        "id, customer, opened, what, heat, source, category",
        read_bare,
    ),
    ("at, kind, cause, until", read_bare_step),
);

const STEP: Rows<Step> = (
    "id, at, by, kind, text, cause, remedy, amount, until, bent",
    read_step,
);

/// The complaints with their records, read in one go.
fn with_steps(
    file: &Connection,
    mut complaints: Vec<Complaint>,
    (columns, read): Rows<Step>,
) -> Result<Vec<Complaint>> {
    let mut by_id: Vec<&mut Complaint> = complaints.iter_mut().collect();
    by_id.sort_unstable_by_key(|it| it.id);
    let ids: Vec<ComplaintId> = by_id.iter().map(|it| it.id).collect();
    let mut select = file.prepare_cached(&format!(
        "SELECT {columns}, complaint FROM step
        WHERE complaint IN (SELECT value FROM json_each(?1)) ORDER BY complaint, id"
    ))?;
    let last = select.column_count() - 1;
    let mut rows = select.query([serde_json::to_string(&ids)?])?;
    let mut by_id = by_id.into_iter().peekable();
    while let Some(row) = rows.next()? {
        let id: ComplaintId = row.get(last)?;
        while by_id.next_if(|it| it.id < id).is_some() {}
        if let Some(complaint) = by_id.peek_mut() {
            complaint.steps.push(read(row)?);
        }
    }
    drop(by_id);
    Ok(complaints)
}

fn read_bare(row: &Row<'_>) -> rusqlite::Result<Complaint> {
    Ok(Complaint {
        id: row.get(0)?,
        customer: row.get(1)?,
        opened: row.get(2)?,
        by: String::new(),
        what: row.get(3)?,
        wants: String::new(),
        heat: row.get(4)?,
        source: row.get(5)?,
        told_others: String::new(),
        about: String::new(),
        category: row.get(6)?,
        purchase: None,
        steps: Vec::new(),
    })
}

fn read_step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        id: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        kind: row.get(3)?,
        text: row.get(4)?,
        cause: row.get(5)?,
        remedy: row.get(6)?,
        amount: row.get(7)?,
        until: day(row, 8)?,
        bent: row.get(9)?,
    })
}

fn read_bare_step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        cause: row.get(2)?,
        until: day(row, 3)?,
        ..Step::new(row.get(1)?, "", (row.get(0)?, ""))
    })
}

/// Reads a complaint without its steps by its bare row number.
pub(super) fn by_row(file: &Connection, row: i64) -> Result<Option<Complaint>> {
    let sql = format!("SELECT {COLUMNS} FROM complaint WHERE id = ?1");
    Ok(file
        .prepare_cached(&sql)?
        .query_row([row], read)
        .optional()?)
}

/// Reads a step by its bare row number.
pub(super) fn step_by_row(file: &Connection, row: i64) -> Result<Option<Step>> {
    let (columns, read) = STEP;
    let sql = format!("SELECT {columns} FROM step WHERE id = ?1");
    Ok(file
        .prepare_cached(&sql)?
        .query_row([row], read)
        .optional()?)
}

/// Adds a complaint with the steps it starts with.
pub(super) fn add(act: &mut Act<'_>, complaint: &Complaint) -> Result<i64> {
    let mut insert = act.file.prepare_cached(INSERT)?;
    let next = bind(&mut insert, act, complaint)?;
    insert.raw_bind_parameter(next, given(complaint.id.0))?;
    insert.raw_execute()?;
    let id = ComplaintId(act.file.last_insert_rowid());
    act.just.complaint = Some(id);
    for step in &complaint.steps {
        add_step(act, id, step)?;
    }
    Ok(id.0)
}

/// Brings a complaint's own fields from one state to another.
pub(super) fn edit(act: &mut Act<'_>, before: &Complaint, after: &Complaint) -> Result<i64> {
    unchanged("The complaint", one(act.file, before.id)?, before)?;
    let mut update = act.file.prepare_cached(UPDATE)?;
    let next = bind(&mut update, act, after)?;
    update.raw_bind_parameter(next, before.id)?;
    update.raw_execute()?;
    Ok(before.id.0)
}

/// Takes a complaint out with its steps.
pub(super) fn remove(act: &mut Act<'_>, id: ComplaintId) -> Result<i64> {
    take_out(act, ("complaint", "The complaint"), id.0)
}

/// Adds the next step of a complaint.
pub(super) fn add_step(act: &mut Act<'_>, complaint: ComplaintId, step: &Step) -> Result<i64> {
    let complaint = act.complaint(complaint)?;
    let there = act
        .file
        .prepare_cached("SELECT 1 FROM complaint WHERE id = ?1")?
        .exists([complaint])?;
    if !there {
        return Err(gone("The complaint"));
    }
    let cause = step.cause.map(|id| act.cause(id)).transpose()?;
    let mut insert = act.file.prepare_cached(
        "INSERT INTO step (complaint, at, by, kind, text, cause, remedy, amount, until, bent, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    Ok(insert.insert((
        complaint,
        act.stamp(step.at),
        Text(&step.by),
        step.kind,
        Text(&step.text),
        cause,
        step.remedy,
        step.amount,
        step.until.map(Day),
        Text(&step.bent),
        given(step.id.0),
    ))?)
}

/// Adds a cause to the shop's list.
pub(super) fn add_cause(act: &mut Act<'_>, cause: &Cause) -> Result<i64> {
    let id = act
        .file
        .prepare_cached("INSERT INTO cause (text, whys, beyond, id) VALUES (?, ?, ?, ?)")?
        .insert((
            Text(&cause.text),
            Text(&cause.whys),
            Text(&cause.beyond),
            given(cause.id.0),
        ))?;
    act.just.cause = Some(CauseId(id));
    Ok(id)
}

/// Rewords a cause.
pub(super) fn edit_cause(act: &mut Act<'_>, before: &Cause, cause: &Cause) -> Result<i64> {
    let mut select = act
        .file
        .prepare_cached("SELECT id, text, whys, beyond FROM cause WHERE id = ?1")?;
    let now = select.query_row([before.id], cause_row).optional()?;
    unchanged("The cause", now, before)?;
    let mut update = act
        .file
        .prepare_cached("UPDATE cause SET (text, whys, beyond) = (?, ?, ?) WHERE id = ?")?;
    update.execute((
        Text(&cause.text),
        Text(&cause.whys),
        Text(&cause.beyond),
        cause.id,
    ))?;
    Ok(cause.id.0)
}

fn cause_row(row: &Row<'_>) -> rusqlite::Result<Cause> {
    Ok(Cause {
        id: row.get(0)?,
        text: row.get(1)?,
        whys: row.get(2)?,
        beyond: row.get(3)?,
    })
}

fn bind(statement: &mut Statement<'_>, act: &Act<'_>, row: &Complaint) -> Result<usize> {
    let customer = row.customer.map(|id| act.customer(id)).transpose()?;
    let values: [&dyn ToSql; 11] = [
        &customer,
        &act.stamp(row.opened),
        &Text(&row.by),
        &Text(&row.what),
        &Text(&row.wants),
        &row.heat,
        &row.source,
        &Text(&row.told_others),
        &Text(&row.about),
        &Text(&row.category),
        &row.purchase,
    ];
    Ok(bind_from(1, &values, statement)?)
}
