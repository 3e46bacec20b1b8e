//! Taking people out of the history of undo: acts about them alone go, of the others only their rows; what is left stays playable.

use anyhow::Result;
use rusqlite::Connection;
use serde_json::Value;

use super::theirs::{Link, Theirs, each_note};

/// What an act is called that was also about somebody who was forgotten: its old name may say more.
const LABEL: &str = "what was done with several, one of them forgotten since";

/// Takes everything about them out of the history.
pub(super) fn purge(file: &Connection, links: &[Link], theirs: &Theirs) -> Result<()> {
    let_go(file, links, theirs)?;
    let mut delete = file.prepare("DELETE FROM undo_row WHERE id = ?1")?;
    for note in &theirs.notes {
        delete.execute([note])?;
    }
    for step in steps(file)? {
        step.mend(file, theirs)?;
    }
    Ok(())
}

/// Rows of others that referred to theirs refer to nothing, in the history as in the file: so they still are as noted.
fn let_go(file: &Connection, links: &[Link], theirs: &Theirs) -> Result<()> {
    let mut referring: Vec<(i64, usize, Value)> = Vec::new();
    each_note(file, &mut |note| {
        if theirs.notes.contains(&note.id) {
            return Ok(());
        }
        for link in links.iter().filter(|link| link.table == note.table) {
            let values = note.values(link.place);
            let gone = values.filter(|value| theirs.has(&link.to, value, note.id));
            referring.extend(gone.map(|value| (note.id, link.place, value.clone())));
        }
        Ok(())
    })?;
    for (note, place, value) in referring {
        let gone = |side: &str| {
            format!(
                "{side} = iif(json_extract({side}, '$[{place}]') = ?2, json_replace({side}, '$[{place}]', NULL), {side})"
            )
        };
        let update = format!(
            "UPDATE undo_row SET {}, {} WHERE id = ?1",
            gone("before"),
            gone("after")
        );
        file.prepare_cached(&update)?
            .execute((note, value.as_i64()))?;
    }
    Ok(())
}

/// One act of the history.
struct Step {
    id: i64,
    rows: (i64, i64),
    /// Ranges of numbers.
    customers: Vec<(i64, i64)>,
    /// Its label names nobody; its rows were noted together, by ranges that stay as they are.
    is_import: bool,
}

fn steps(file: &Connection) -> Result<Vec<Step>> {
    let mut select = file.prepare(
        "SELECT id, first_row, last_row, customers, stayed IS NOT NULL FROM undo_step ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(Step {
            id: row.get(0)?,
            rows: (row.get(1)?, row.get(2)?),
            customers: serde_json::from_str(row.get_ref(3)?.as_str()?)?,
            is_import: row.get(4)?,
        });
    }
    Ok(steps)
}

impl Step {
    /// Makes it what it would be had it never been about them.
    fn mend(self, file: &Connection, theirs: &Theirs) -> Result<()> {
        let gone = self.about(theirs);
        if gone.is_none() && self.rows.0 <= self.rows.1 {
            return Ok(());
        }
        let left: (Option<i64>, Option<i64>) = file.query_row(
            "SELECT min(id), max(id) FROM undo_row WHERE id BETWEEN ?1 AND ?2",
            self.rows,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let (Some(first), Some(last)) = left else {
            // Of one that changed nothing, only its name could say whom it was about.
            file.execute("DELETE FROM undo_step WHERE id = ?1", [self.id])?;
            return Ok(());
        };
        let rows = "UPDATE undo_step SET first_row = ?1, last_row = ?2 WHERE id = ?3";
        file.execute(rows, (first, last, self.id))?;
        if !self.is_import {
            let customers = gone.into_iter().flatten().fold(self.customers, without);
            let name = "UPDATE undo_step SET label = ?1, customers = ?2 WHERE id = ?3";
            file.execute(name, (LABEL, serde_json::to_string(&customers)?, self.id))?;
        }
        Ok(())
    }

    /// Is it about them? Then: their numbers among those of its customers.
    fn about(&self, theirs: &Theirs) -> Option<Vec<i64>> {
        let (first, last) = self.rows;
        if first > last {
            return None;
        }
        let is_named = |id: &i64| {
            self.customers
                .iter()
                .any(|(from, to)| (from..=to).contains(&id))
        };
        let mut numbers = theirs.customers_within(first, last);
        numbers.retain(is_named);
        let noted = theirs.notes.range(first..=last).next().is_some();
        (noted || !numbers.is_empty()).then_some(numbers)
    }
}

/// Ranges without one number.
fn without(ranges: Vec<(i64, i64)>, number: i64) -> Vec<(i64, i64)> {
    let around = |(from, to): (i64, i64)| match (from..=to).contains(&number) {
        true => [(from, number - 1), (number + 1, to)],
        false => [(from, to), (1, 0)],
    };
    let ranges = ranges.into_iter().flat_map(around);
    ranges.filter(|(from, to)| from <= to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_out_of_ranges() {
        let ranges = || vec![(1, 1), (4, 6), (9, 12)];
        assert_eq!(without(ranges(), 1), [(4, 6), (9, 12)]);
        assert_eq!(without(ranges(), 5), [(1, 1), (4, 4), (6, 6), (9, 12)]);
        assert_eq!(without(ranges(), 12), [(1, 1), (4, 6), (9, 11)]);
        assert_eq!(without(ranges(), 7), ranges());
    }
}
