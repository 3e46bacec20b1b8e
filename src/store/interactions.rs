//! Interactions: the log, a customer's talks, and their row writes.

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql};

use super::{
    LogFilter, Store,
    apply::{Act, changed, gone},
    columns::Text,
    texts,
};
use crate::domain::{CustomerId, Interaction, InteractionId, Stamp};

const COLUMNS: &str =
    "id, customer, at, channel, direction, by, summary, mood, reason, outcome, why_not, tags";

const INSERT: &str = "INSERT INTO interaction (customer, at, channel, direction, by, summary, mood,
    reason, outcome, why_not, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const UPDATE: &str = "UPDATE interaction SET (customer, at, channel, direction, by, summary, mood,
    reason, outcome, why_not, tags) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";

impl Store {
    /// One interaction.
    pub fn interaction(&self, id: InteractionId) -> Result<Option<Interaction>> {
        one(&self.file, id)
    }

    /// A customer's interactions, newest first.
    pub fn interactions_of(&self, customer: CustomerId, limit: usize) -> Result<Vec<Interaction>> {
        let filter = LogFilter {
            customer: Some(customer),
            ..LogFilter::default()
        };
        self.interactions(&filter, 0, limit)
    }

    /// Everybody's interactions, newest first, from `skip` on.
    pub fn interactions(
        &self,
        filter: &LogFilter,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Interaction>> {
        let (sql, values) = asked(filter);
        let mut select = self.file.prepare_cached(&sql)?;
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let rows = select.query_map(values.as_slice(), read)?;
        rows.map(|row| Ok(row?))
            .filter(|row: &Result<Interaction>| {
                row.as_ref().map_or(true, |row| {
                    texts::has_words(&texts::of_interaction(row), &filter.words)
                })
            })
            .skip(skip)
            .take(limit)
            .collect()
    }
}

/// The query of a filter: the index of long texts narrows it where a word is long enough; the words themselves are compared by
/// the caller.
fn asked(filter: &LogFilter) -> (String, Vec<Box<dyn ToSql>>) {
    let mut sql = format!("SELECT {COLUMNS} FROM interaction WHERE 1");
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut ask = |condition: &str, value: Box<dyn ToSql>| {
        sql.push_str(condition);
        values.push(value);
    };
    if let Some(customer) = filter.customer {
        ask(" AND customer = ?", Box::new(customer));
    }
    if let Some(channel) = filter.channel {
        ask(" AND channel = ?", Box::new(channel));
    }
    if let Some(direction) = filter.direction {
        ask(" AND direction = ?", Box::new(direction));
    }
    if !filter.by.is_empty() {
        ask(" AND by = ? COLLATE NOCASE", Box::new(filter.by.clone()));
    }
    if let Some(mood) = filter.mood {
        ask(" AND mood = ?", Box::new(mood));
    }
    for word in &filter.words {
        if let Some(phrase) = texts::phrase(word) {
            ask(
                " AND id IN (SELECT rowid >> 4 FROM search_text WHERE search_text MATCH ? AND rowid & 15 = 6)",
                Box::new(phrase),
            );
        }
    }
    sql.push_str(" ORDER BY at DESC, id DESC");
    (sql, values)
}

fn one(file: &Connection, id: InteractionId) -> Result<Option<Interaction>> {
    let sql = format!("SELECT {COLUMNS} FROM interaction WHERE id = ?1");
    Ok(file
        .prepare_cached(&sql)?
        .query_row([id], read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Interaction> {
    Ok(Interaction {
        id: row.get(0)?,
        customer: row.get(1)?,
        at: row.get(2)?,
        channel: row.get(3)?,
        direction: row.get(4)?,
        by: row.get(5)?,
        summary: row.get(6)?,
        mood: row.get(7)?,
        reason: row.get(8)?,
        outcome: row.get(9)?,
        why_not: row.get(10)?,
        tags: row
            .get_ref(11)?
            .as_str()?
            .split_whitespace()
            .map(Into::into)
            .collect(),
    })
}

/// The most recent contact of a customer.
pub(super) fn most_recent(file: &Connection, customer: CustomerId) -> Result<Option<Stamp>> {
    Ok(file
        .prepare_cached("SELECT max(at) FROM interaction WHERE customer = ?1")?
        .query_row([customer], |row| row.get(0))?)
}

/// Reads one by its bare row number.
pub(super) fn by_row(file: &Connection, row: i64) -> Result<Option<Interaction>> {
    one(file, InteractionId(row))
}

/// Adds one.
pub(super) fn add(act: &mut Act<'_>, interaction: &Interaction) -> Result<i64> {
    let mut insert = act.file.prepare_cached(INSERT)?;
    bind(&mut insert, act, interaction)?;
    insert.raw_execute()?;
    let id = InteractionId(act.file.last_insert_rowid());
    act.just.interaction = Some(id);
    Ok(id.0)
}

/// Brings one from one state to another.
pub(super) fn edit(act: &mut Act<'_>, before: &Interaction, after: &Interaction) -> Result<i64> {
    match one(act.file, before.id)? {
        None => return Err(gone("The contact")),
        Some(now) if now != *before => return Err(changed("The contact")),
        Some(_) => {}
    }
    let mut update = act.file.prepare_cached(UPDATE)?;
    let next = bind(&mut update, act, after)?;
    update.raw_bind_parameter(next, before.id)?;
    update.raw_execute()?;
    Ok(before.id.0)
}

/// Takes one out.
pub(super) fn remove(act: &mut Act<'_>, id: InteractionId) -> Result<i64> {
    let mut delete = act
        .file
        .prepare_cached("DELETE FROM interaction WHERE id = ?1")?;
    match delete.execute([id])? {
        0 => Err(gone("The contact")),
        _ => Ok(id.0),
    }
}

fn bind(statement: &mut Statement<'_>, act: &Act<'_>, row: &Interaction) -> Result<usize> {
    let customer = row.customer.map(|id| act.customer(id)).transpose()?;
    let tags = row.tags.join(" ");
    let values: [&dyn ToSql; 11] = [
        &customer,
        &act.stamp(row.at),
        &row.channel,
        &row.direction,
        &Text(&row.by),
        &Text(&row.summary),
        &row.mood,
        &Text(&row.reason),
        &row.outcome,
        &Text(&row.why_not),
        &Text(&tags),
    ];
    for (place, value) in (1..).zip(values) {
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(values.len() + 1)
}
