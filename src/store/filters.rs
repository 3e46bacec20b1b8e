//! Filter words: in SQL where a row answers, from what is known of everybody where it does not.

use anyhow::Result;
use chrono::NaiveTime;
use rusqlite::ToSql;

use super::{
    Store, complaints::OPEN_COMPLAINT, index::each_recent, products_bought::days_before,
    promises::OPEN_PROMISE,
};
use crate::{
    domain::{CustomerId, Stamp, Tier},
    search::{Bound, Filter, FilterWord, Thing, fold},
};

/// A question about a customer's `id`, and its values.
type Condition = (String, Vec<Box<dyn ToSql>>);

/// What a filter word asks.
enum Question<'a> {
    /// The file.
    File(Condition),
    /// Of each customer by number.
    Each(Box<dyn Fn(CustomerId) -> bool + 'a>),
}

impl Store {
    /// The customers that the filter words leave, sorted by id; `None` when there are none.
    pub fn matching(&self, filters: &[Filter], now: Stamp) -> Result<Option<Vec<CustomerId>>> {
        if filters.is_empty() {
            return Ok(None);
        }
        let _still = self.hold_still()?;
        let mut sql = String::from("SELECT id FROM customer WHERE 1");
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut asked = Vec::new();
        for filter in filters {
            match self.question(&filter.word, now)? {
                Question::File((condition, bound)) => {
                    let not = if filter.negated { "NOT " } else { "" };
                    sql.push_str(&format!(" AND {not}coalesce({condition}, 0)"));
                    values.extend(bound);
                }
                Question::Each(answers) => asked.push((answers, filter.negated)),
            }
        }
        sql.push_str(" ORDER BY id");
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let mut select = self.file.prepare(&sql)?;
        let mut rows = select.query(values.as_slice())?;
        let mut left = Vec::new();
        while let Some(row) = rows.next()? {
            let customer = row.get(0)?;
            if asked
                .iter()
                .all(|(answers, negated)| answers(customer) != *negated)
            {
                left.push(customer);
            }
        }
        Ok(Some(left))
    }

    fn question(&self, word: &FilterWord, now: Stamp) -> Result<Question<'_>> {
        Ok(match word {
            FilterWord::Tier(tier) => self.of_tier(*tier, now)?,
            FilterWord::Rung { rung, or_higher } => {
                let (ladder, rung, or_higher) = (self.ladder(now)?, *rung, *or_higher);
                Question::each(move |customer| match or_higher {
                    true => ladder.rung(customer) >= rung,
                    false => ladder.rung(customer) == rung,
                })
            }
            FilterWord::Spent(bound) => {
                let (buyers, digits) = (self.buyers(now)?, self.settings()?.currency.digits);
                let bound = *bound;
                Question::each(move |customer| {
                    let spent = buyers.pace(customer).map(|pace| pace.year_spent);
                    bound.holds(spent.unwrap_or_default(), digits)
                })
            }
            FilterWord::Bought(what, Some(bound)) if what.is_empty() => {
                let (buyers, bound) = (self.buyers(now)?, *bound);
                Question::each(move |customer| {
                    let pace = buyers.pace(customer);
                    pace.is_some_and(|pace| bound.holds(pace.silent_days(now.day())))
                })
            }
            FilterWord::Last(bound) => self.of_last(*bound, now)?,
            FilterWord::Bought(what, bound) => {
                let those = self.who_bought(what, *bound, now.day())?;
                Question::each(move |customer| those.binary_search(&customer).is_ok())
            }
            FilterWord::By(initials) => {
                let spoken = self.set(SPOKEN_WITH, [initials])?;
                Question::each(move |customer| spoken.has(customer))
            }
            word => Question::File(self.condition(word, now)?),
        })
    }

    fn of_tier(&self, tier: Tier, now: Stamp) -> Result<Question<'_>> {
        let (buyers, own) = (self.buyers(now)?, self.own_tiers()?);
        Ok(Question::each(move |customer| {
            buyers.tier(customer, own.of(customer).copied()) == tier
        }))
    }

    /// Days since the last contact; who never had one is in no list of recent ones.
    fn of_last(&self, bound: Bound, now: Stamp) -> Result<Question<'_>> {
        let (days, is_recent) = match bound {
            Bound::Over(days) => (days, false),
            Bound::Under(days) => (days.saturating_sub(1), true),
        };
        let (since, mut recent) = (begin_of(days, now).seconds(), Vec::new());
        each_recent(&self.file, &mut |customer, at| {
            if at >= since {
                recent.push(customer);
            }
        })?;
        Ok(Question::each(move |customer| {
            recent.binary_search(&customer).is_ok() == is_recent
        }))
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
                let words = self.spelt(SOURCES, found)?;
                (format!("source IN ({})", places(words.len())), words)
            }
            FilterWord::Since(from) => one(
                "coalesce(since, substr(created, 1, 10)) >= ?",
                from.to_string(),
            ),
            FilterWord::Channel(channel) => one(
                "id IN (SELECT customer FROM channel_rule WHERE channel = ? AND leave = 'prefer')",
                *channel,
            ),
            FilterWord::OwesPromise => none(has(Thing::Promise)),
            FilterWord::Has(thing) => none(has(*thing)),
            FilterWord::Birthday(month) => {
                let month = month.unwrap_or_else(|| chrono::Datelike::month(&now.day()));
                one(
                    "substr(birthday, CASE WHEN birthday LIKE '--%' THEN 3 ELSE 6 END, 2) = ?",
                    format!("{month:02}"),
                )
            }
            FilterWord::Tier(_)
            | FilterWord::Rung { .. }
            | FilterWord::Last(_)
            | FilterWord::Bought(..)
            | FilterWord::By(_)
            | FilterWord::Spent(_) => none("0".into()), // [`Store::question`] asks each customer
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

impl<'a> Question<'a> {
    fn each(answers: impl Fn(CustomerId) -> bool + 'a) -> Self {
        Self::Each(Box::new(answers))
    }
}

/// Whom somebody spoke with: asked of an index that has all of it.
const SPOKEN_WITH: &str = "SELECT DISTINCT customer FROM interaction
    WHERE by = ? COLLATE NOCASE AND customer IS NOT NULL ORDER BY customer";
const SOURCES: &str = "SELECT DISTINCT source FROM customer WHERE source <> ''";

/// The question whether they have a thing.
fn has(thing: Thing) -> String {
    let table = match thing {
        Thing::Promise => format!("promise WHERE {OPEN_PROMISE}"),
        Thing::Complaint => {
            format!("complaint AS x WHERE customer IS NOT NULL AND {OPEN_COMPLAINT}")
        }
        Thing::Want => "want WHERE told IS NULL AND dropped IS NULL".into(),
        Thing::Phone => "phone".into(),
        Thing::Email => "email".into(),
        Thing::Birthday => return "birthday IS NOT NULL".into(),
    };
    format!("id IN (SELECT customer FROM {table})")
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

/// The first moment of the day that was so many days ago, on the shop's clock.
pub(super) fn begin_of(days_ago: u32, now: Stamp) -> Stamp {
    let day = days_before(now.day(), days_ago);
    let midnight = now.datetime().with_time(NaiveTime::MIN).earliest();
    midnight.map_or(now, |at| Stamp::new(&at)).on(day)
}
