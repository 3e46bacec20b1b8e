//! The columns of each smaller noun.

use anyhow::Result;
use rusqlite::{
    Row, ToSql,
    types::{ToSqlOutput, Value},
};

use super::{
    super::{
        apply::Act,
        columns::{Day, Text},
        details::day,
    },
    Noun,
};
use crate::domain::{
    Action, Apart, Card, Extra, Feedback, Kudos, Recovery, Remedy, SelfCheck, Snooze, Staff,
    Thanks, Want,
};

macro_rules! noun {
    (
        $type:ty, $noun:literal, $table:literal, [$($column:literal),+ $(,)?],
        |$it:ident, $act:ident| [$($value:expr),+ $(,)?],
        |$row:ident| $read:expr
    ) => {
        impl Noun for $type {
            const NOUN: &'static str = $noun;
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$($column),+];

            fn id(&self) -> i64 {
                self.id.0
            }

            fn values(&self, $act: &Act<'_>) -> Result<Vec<Value>> {
                let $it = self;
                Ok(vec![$(value(&$value)?),+])
            }

            fn read($row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok($read)
            }
        }
    };
}

pub(super) use noun;

noun!(
    Want,
    "The want",
    "want",
    [
        "customer", "what", "by", "asked", "arrived", "told", "dropped"
    ],
    |it, act| [
        act.customer(it.customer)?,
        Text(&it.what),
        Text(&it.by),
        act.stamp(it.asked),
        it.arrived,
        it.told,
        it.dropped,
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        what: row.get(2)?,
        by: row.get(3)?,
        asked: row.get(4)?,
        arrived: row.get(5)?,
        told: row.get(6)?,
        dropped: row.get(7)?,
    }
);

noun!(
    Thanks,
    "The thanks",
    "thanks",
    ["customer", "at", "by", "occasion", "subject", "text"],
    |it, act| [
        act.customer(it.customer)?,
        act.stamp(it.at),
        Text(&it.by),
        it.occasion,
        it.subject,
        Text(&it.text),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        occasion: row.get(4)?,
        subject: row.get(5)?,
        text: row.get(6)?,
    }
);

noun!(
    Extra,
    "The extra",
    "extra",
    [
        "customer",
        "at",
        "by",
        "direction",
        "what",
        "cost",
        "reaction"
    ],
    |it, act| [
        act.customer(it.customer)?,
        act.stamp(it.at),
        Text(&it.by),
        it.direction,
        Text(&it.what),
        it.cost,
        Text(&it.reaction),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        direction: row.get(4)?,
        what: row.get(5)?,
        cost: row.get(6)?,
        reaction: row.get(7)?,
    }
);

noun!(
    Feedback,
    "The feedback",
    "feedback",
    [
        "customer", "at", "by", "kind", "score", "method", "text", "purchase", "product", "stage",
        "answered", "adopted"
    ],
    |it, act| [
        it.customer.map(|id| act.customer(id)).transpose()?,
        act.stamp(it.at),
        Text(&it.by),
        it.kind,
        it.score,
        it.method,
        Text(&it.text),
        it.purchase.map(|id| act.purchase(id)).transpose()?,
        it.product.map(|id| act.product(id)).transpose()?,
        it.stage,
        it.answered,
        it.adopted,
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        kind: row.get(4)?,
        score: row.get(5)?,
        method: row.get(6)?,
        text: row.get(7)?,
        purchase: row.get(8)?,
        product: row.get(9)?,
        stage: row.get(10)?,
        answered: row.get(11)?,
        adopted: row.get(12)?,
    }
);

noun!(
    Action,
    "The action",
    "action",
    [
        "complaint",
        "cause",
        "kind",
        "what",
        "by",
        "agreed",
        "due",
        "done",
        "verified",
        "dropped"
    ],
    |it, act| [
        it.complaint.map(|id| act.complaint(id)).transpose()?,
        it.cause.map(|id| act.cause(id)).transpose()?,
        it.kind,
        Text(&it.what),
        Text(&it.by),
        act.stamp(it.agreed),
        it.due.map(Day),
        it.done,
        it.verified,
        it.dropped,
    ],
    |row| Self {
        id: row.get(0)?,
        complaint: row.get(1)?,
        cause: row.get(2)?,
        kind: row.get(3)?,
        what: row.get(4)?,
        by: row.get(5)?,
        agreed: row.get(6)?,
        due: day(row, 7)?,
        done: row.get(8)?,
        verified: row.get(9)?,
        dropped: row.get(10)?,
    }
);

noun!(
    Recovery,
    "The answer",
    "recovery",
    ["complaint", "at", "by", "won", "text"],
    |it, act| [
        act.complaint(it.complaint)?,
        act.stamp(it.at),
        Text(&it.by),
        it.won,
        Text(&it.text),
    ],
    |row| Self {
        id: row.get(0)?,
        complaint: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        won: row.get(4)?,
        text: row.get(5)?,
    }
);

noun!(
    Staff,
    "The staff entry",
    "staff",
    ["initials", "name", "owner", "remedy_limit", "remedies"],
    |it, _act| [
        Text(&it.initials),
        Text(&it.name),
        it.owner,
        it.limit,
        remedies(it),
    ],
    |row| Self {
        id: row.get(0)?,
        initials: row.get(1)?,
        name: row.get(2)?,
        owner: row.get(3)?,
        limit: row.get(4)?,
        remedies: {
            let words: String = row.get(5)?;
            words.split(' ').filter_map(Remedy::from_word).collect()
        },
    }
);

noun!(
    Card,
    "The card",
    "card",
    ["slug", "title", "category", "text"],
    |it, _act| [
        Text(&it.slug),
        Text(&it.title),
        Text(&it.category),
        Text(&it.text),
    ],
    |row| Self {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        category: row.get(3)?,
        text: row.get(4)?,
    }
);

noun!(
    Snooze,
    "The line put off",
    "snooze",
    ["kind", "subject", "until"],
    |it, _act| [it.kind, it.subject, Day(it.until)],
    |row| Self {
        id: row.get(0)?,
        kind: row.get(1)?,
        subject: row.get(2)?,
        until: row.get::<_, Day>(3)?.0,
    }
);

noun!(
    Apart,
    "That two are not the same",
    "apart",
    ["one", "other", "noted"],
    |it, act| [
        act.customer(it.one)?,
        act.customer(it.other)?,
        act.stamp(it.noted)
    ],
    |row| Self {
        id: row.get(0)?,
        one: row.get(1)?,
        other: row.get(2)?,
        noted: row.get(3)?,
    }
);

noun!(
    SelfCheck,
    "The self-check",
    "self_check",
    ["quarter", "at", "by", "scores", "note"],
    |it, act| [
        it.quarter,
        act.stamp(it.at),
        Text(&it.by),
        it.scores,
        Text(&it.note)
    ],
    |row| Self {
        id: row.get(0)?,
        quarter: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        scores: row.get(4)?,
        note: row.get(5)?,
    }
);

noun!(
    Kudos,
    "The kudos",
    "kudos",
    ["staff", "at", "by", "text"],
    |it, act| [
        Text(&it.staff),
        act.stamp(it.at),
        Text(&it.by),
        Text(&it.text)
    ],
    |row| Self {
        id: row.get(0)?,
        staff: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        text: row.get(4)?,
    }
);

/// A value as SQLite keeps it.
pub(super) fn value(of: &dyn ToSql) -> rusqlite::Result<Value> {
    Ok(match of.to_sql()? {
        ToSqlOutput::Owned(value) => value,
        ToSqlOutput::Borrowed(value) => value.try_into()?,
        _ => Value::Null,
    })
}

/// The allowed remedies as words.
fn remedies(staff: &Staff) -> String {
    let words: Vec<&str> = staff.remedies.iter().map(|remedy| remedy.word()).collect();
    words.join(" ")
}
