//! Interactions: the log, a customer's talks, and their row writes.

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql};

use super::{
    LogFilter, LogPlace, Store,
    apply::{Act, given, take_out, unchanged},
    columns::{Text, bind_from},
    texts,
};
use crate::domain::{CustomerId, Interaction, InteractionId, Stamp};

const COLUMNS: &str =
    "id, customer, at, channel, direction, by, summary, mood, reason, outcome, why_not, tags";

const INSERT: &str = "INSERT INTO interaction (customer, at, channel, direction, by, summary, mood,
    reason, outcome, why_not, tags, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

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
        let (mut sql, values) = asked(filter);
        sql.push_str(" ORDER BY at DESC, id DESC");
        self.filtered(filter, (&sql, values), skip, limit)
    }

    /// A page of everybody's interactions, newest first: as quick at the other end of a long log as at this one.
    pub fn log_page(
        &self,
        filter: &LogFilter,
        place: LogPlace,
        limit: usize,
    ) -> Result<Vec<Interaction>> {
        let (mut sql, mut values) = asked(filter);
        let upwards = matches!(place, LogPlace::After(..) | LogPlace::Oldest);
        match place {
            LogPlace::Before(at, id) => {
                sql.push_str(" AND (at, id) < (?, ?)");
                values.extend::<[Box<dyn ToSql>; 2]>([Box::new(at), Box::new(id)]);
            }
            LogPlace::After(at, id) => {
                sql.push_str(" AND (at, id) > (?, ?)");
                values.extend::<[Box<dyn ToSql>; 2]>([Box::new(at), Box::new(id)]);
            }
            LogPlace::Newest | LogPlace::Oldest => {}
        }
        sql.push_str(if upwards {
            " ORDER BY at, id"
        } else {
            " ORDER BY at DESC, id DESC"
        });
        let mut page = self.filtered(filter, (&sql, values), 0, limit)?;
        if upwards {
            page.reverse();
        }
        Ok(page)
    }

    fn filtered(
        &self,
        filter: &LogFilter,
        (sql, values): (&str, Vec<Box<dyn ToSql>>),
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Interaction>> {
        let mut select = self.file.prepare_cached(sql)?;
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let rows = select.query_map(values.as_slice(), read)?;
        rows.map(|row| Ok(row?))
            .filter(|row: &Result<Interaction>| {
                row.as_ref().map_or(true, |row| has_words(row, filter))
            })
            .skip(skip)
            .take(limit)
            .collect()
    }

    /// The reasons of the last contacts that had one, the most frequent first.
    pub fn reasons(&self) -> Result<Vec<String>> {
        let mut select = self.file.prepare_cached(
            "SELECT reason FROM (SELECT reason FROM interaction ORDER BY at DESC LIMIT 5000)
            WHERE reason <> '' GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 100",
        )?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Has it every word of the filter, in its text or by the customer's name?
fn has_words(row: &Interaction, filter: &LogFilter) -> bool {
    if filter.words.is_empty() {
        return true;
    }
    let text = texts::of_interaction(row);
    filter.words.iter().enumerate().all(|(at, word)| {
        let people = filter.people.get(at);
        let known = people
            .zip(row.customer)
            .is_some_and(|(people, who)| people.binary_search(&who).is_ok());
        known || texts::has_words(&text, std::slice::from_ref(word))
    })
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
    if let Some(outcome) = filter.outcome {
        ask(" AND outcome = ?", Box::new(outcome));
    }
    for (at, word) in filter.words.iter().enumerate() {
        let people = filter.people.get(at).map_or(&[][..], Vec::as_slice);
        if let Some(phrase) = texts::phrase(word) {
            let ids: Vec<String> = people.iter().map(|who| who.0.to_string()).collect();
            sql.push_str(
                " AND (id IN (SELECT rowid >> 4 FROM search_text WHERE search_text MATCH ? AND rowid & 15 = 6)
                    OR id * 16 + 6 IN (SELECT id FROM search_stale)
                    OR customer IN (SELECT value FROM json_each(?)))",
            );
            values.push(Box::new(phrase));
            values.push(Box::new(format!("[{}]", ids.join(","))));
        }
    }
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
    let next = bind(&mut insert, act, interaction)?;
    insert.raw_bind_parameter(next, given(interaction.id.0))?;
    insert.raw_execute()?;
    let id = InteractionId(act.file.last_insert_rowid());
    act.just.interaction = Some(id);
    Ok(id.0)
}

/// Brings one from one state to another.
pub(super) fn edit(act: &mut Act<'_>, before: &Interaction, after: &Interaction) -> Result<i64> {
    unchanged("The contact", one(act.file, before.id)?, before)?;
    let mut update = act.file.prepare_cached(UPDATE)?;
    let next = bind(&mut update, act, after)?;
    update.raw_bind_parameter(next, before.id)?;
    update.raw_execute()?;
    Ok(before.id.0)
}

/// Takes one out.
pub(super) fn remove(act: &mut Act<'_>, id: InteractionId) -> Result<i64> {
    take_out(act, ("interaction", "The contact"), id.0)
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
    Ok(bind_from(1, &values, statement)?)
}
