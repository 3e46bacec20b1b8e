//! Filter words as SQL.

use anyhow::Result;
use chrono::{Days, NaiveTime};
use rusqlite::ToSql;

use super::{Store, complaints::OPEN_COMPLAINT, promises::OPEN_PROMISE};
use crate::{
    domain::{CustomerId, Stamp, Tier},
    search::{Bound, Filter, FilterWord, fold},
};

/// A question about a customer's `id`, and its values.
type Condition = (String, Vec<Box<dyn ToSql>>);

impl Store {
    /// The customers that the filter words leave, sorted by id; `None` when there are none.
    pub fn matching(&self, filters: &[Filter], now: Stamp) -> Result<Option<Vec<CustomerId>>> {
        if filters.is_empty() {
            return Ok(None);
        }
        let _still = self.hold_still()?;
        let mut sql = String::from("SELECT id FROM customer WHERE 1");
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        for filter in filters {
            let (condition, asked) = self.condition(&filter.word, now)?;
            let not = if filter.negated { "NOT " } else { "" };
            sql.push_str(&format!(" AND {not}coalesce({condition}, 0)"));
            values.extend(asked);
        }
        sql.push_str(" ORDER BY id");
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let mut select = self.file.prepare(&sql)?;
        let found = select.query_map(values.as_slice(), |row| row.get(0))?;
        Ok(Some(found.collect::<rusqlite::Result<_>>()?))
    }

    fn condition(&self, word: &FilterWord, now: Stamp) -> Result<Condition> {
        Ok(match word {
            FilterWord::Tag(tag) => {
                let words = self.spelt("SELECT DISTINCT word FROM tag", |word| word == tag)?;
                let any = places(words.len());
                (
                    format!("id IN (SELECT customer FROM tag WHERE word IN ({any}))"),
                    words,
                )
            }
            FilterWord::Source(part) => {
                let found = |source: &str| source.contains(part.as_str());
                let words = self.spelt("SELECT DISTINCT source FROM customer", found)?;
                (format!("source IN ({})", places(words.len())), words)
            }
            FilterWord::Tier(tier) => (
                "coalesce(tier, ?) = ?".into(),
                vec![Box::new(Tier::chosen(None)), Box::new(*tier)],
            ),
            FilterWord::Last(bound) => last(*bound, now),
            FilterWord::Since(from) => one(
                "coalesce(since, substr(created, 1, 10)) >= ?",
                from.to_string(),
            ),
            FilterWord::Channel(channel) => one(
                "id IN (SELECT customer FROM channel_rule WHERE channel = ? AND leave = 'prefer')",
                *channel,
            ),
            FilterWord::OwesPromise => none(format!(
                "id IN (SELECT customer FROM promise WHERE {OPEN_PROMISE})"
            )),
            FilterWord::HasComplaint => none(format!(
                "id IN (SELECT customer FROM complaint AS x WHERE customer IS NOT NULL AND {OPEN_COMPLAINT})"
            )),
            FilterWord::Birthday(month) => {
                let month = month.unwrap_or_else(|| chrono::Datelike::month(&now.day()));
                one(
                    "substr(birthday, CASE WHEN birthday LIKE '--%' THEN 3 ELSE 6 END, 2) = ?",
                    format!("{month:02}"),
                )
            }
            FilterWord::By(initials) => one(
                "id IN (SELECT customer FROM interaction WHERE by = ? COLLATE NOCASE AND customer IS NOT NULL)",
                initials.clone(),
            ),
        })
    }

    /// The spellings in use that answer, once folded.
    fn spelt(&self, sql: &str, answers: impl Fn(&str) -> bool) -> Result<Vec<Box<dyn ToSql>>> {
        let mut select = self.file.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut spelt: Vec<Box<dyn ToSql>> = Vec::new();
        while let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            if answers(&fold(&word)) {
                spelt.push(Box::new(word));
            }
        }
        Ok(spelt)
    }
}

fn one(sql: &str, value: impl ToSql + 'static) -> Condition {
    (sql.into(), vec![Box::new(value)])
}

fn none(sql: String) -> Condition {
    (sql, Vec::new())
}

fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// Days since the last contact; who never had one is in no list of recent ones.
fn last(bound: Bound, now: Stamp) -> Condition {
    let recent = "id IN (SELECT customer FROM interaction WHERE at >= ? AND customer IS NOT NULL)";
    match bound {
        Bound::Over(days) => one(&format!("NOT {recent}"), begin_of(days, now)),
        Bound::Under(days) => one(recent, begin_of(days.saturating_sub(1), now)),
    }
}

/// The first moment of the day that was so many days ago, on the shop's clock.
pub(super) fn begin_of(days_ago: u32, now: Stamp) -> Stamp {
    let day = now.day() - Days::new(u64::from(days_ago));
    let midnight = now.datetime().with_time(NaiveTime::MIN).earliest();
    midnight.map_or(now, |at| Stamp::new(&at)).on(day)
}
