//! The columns of what is sold and bought, proposed and agreed; and the offers and reviews of the whole shop.

use anyhow::Result;
use rusqlite::{Row, types::Value};

use super::{
    super::{
        Store,
        apply::Act,
        columns::{Day, Text},
        details::day,
    },
    Noun,
    nouns::{noun, value},
    select,
};
use crate::domain::{
    Layout, Offer, OfferKind, Parting, Product, ProductId, Purchase, Redemption, Rule, Stamp,
    Worksheet,
};

impl Store {
    /// What was proposed on one sort of occasion since then, oldest first.
    pub fn offers_since(&self, kind: OfferKind, since: Stamp) -> Result<Vec<Offer>> {
        select(
            &self.file,
            "kind = ?1 AND at >= ?2 ORDER BY at, id",
            (kind, since),
        )
    }

    /// What was proposed in campaigns since then of this product, and nothing in a later one to the same customer.
    pub fn last_campaigns_of(&self, product: ProductId, since: Stamp) -> Result<Vec<Offer>> {
        select(
            &self.file,
            "kind = ?1 AND at >= ?2 AND product = ?3 AND NOT EXISTS (SELECT 1 FROM offer AS later
                WHERE later.customer = offer.customer AND +later.kind = ?1
                AND (later.at, later.id) > (offer.at, offer.id))",
            (OfferKind::Campaign, since, product),
        )
    }

    /// The reviews whether to part ways that have not ended, oldest first.
    pub fn open_partings(&self) -> Result<Vec<Parting>> {
        select(&self.file, "ended IS NULL ORDER BY id", [])
    }
}

noun!(
    Product,
    "The product",
    "product",
    [
        "name",
        "product_group",
        "grade",
        "price",
        "ask_after",
        "talking_points",
        "season",
        "ended"
    ],
    |it, _act| [
        Text(&it.name),
        Text(&it.group),
        it.grade,
        it.price,
        it.ask_after,
        Text(&it.talking_points),
        it.season,
        it.ended.map(Day),
    ],
    |row| Self {
        id: row.get(0)?,
        name: row.get(1)?,
        group: row.get(2)?,
        grade: row.get(3)?,
        price: row.get(4)?,
        ask_after: row.get(5)?,
        talking_points: row.get(6)?,
        season: row.get(7)?,
        ended: day(row, 8)?,
    }
);

noun!(
    Purchase,
    "The purchase",
    "purchase",
    [
        "customer", "day", "product", "quantity", "amount", "receipt", "by", "noted"
    ],
    |it, act| [
        act.customer(it.customer)?,
        Day(it.day),
        it.product.map(|id| act.product(id)).transpose()?,
        it.quantity,
        it.amount,
        Text(&it.receipt),
        Text(&it.by),
        act.stamp(it.noted),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        day: row.get::<_, Day>(2)?.0,
        product: row.get(3)?,
        quantity: row.get(4)?,
        amount: row.get(5)?,
        receipt: row.get(6)?,
        by: row.get(7)?,
        noted: row.get(8)?,
    }
);

noun!(
    Rule,
    "The rule",
    "rule",
    ["bought", "other", "after_days", "season", "why"],
    |it, act| [
        act.product(it.bought)?,
        act.product(it.then)?,
        it.after_days,
        it.season,
        Text(&it.why),
    ],
    |row| Self {
        id: row.get(0)?,
        bought: row.get(1)?,
        then: row.get(2)?,
        after_days: row.get(3)?,
        season: row.get(4)?,
        why: row.get(5)?,
    }
);

noun!(
    Offer,
    "The offer",
    "offer",
    [
        "customer", "kind", "product", "what", "channel", "at", "by", "result", "note"
    ],
    |it, act| [
        act.customer(it.customer)?,
        it.kind,
        it.product.map(|id| act.product(id)).transpose()?,
        Text(&it.what),
        it.channel,
        act.stamp(it.at),
        Text(&it.by),
        it.result,
        Text(&it.note),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        kind: row.get(2)?,
        product: row.get(3)?,
        what: row.get(4)?,
        channel: row.get(5)?,
        at: row.get(6)?,
        by: row.get(7)?,
        result: row.get(8)?,
        note: row.get(9)?,
    }
);

noun!(
    Redemption,
    "The redemption",
    "redemption",
    ["customer", "at", "by", "points", "what"],
    |it, act| [
        act.customer(it.customer)?,
        act.stamp(it.at),
        Text(&it.by),
        it.points,
        Text(&it.what),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        at: row.get(2)?,
        by: row.get(3)?,
        points: row.get(4)?,
        what: row.get(5)?,
    }
);

noun!(
    Parting,
    "The review",
    "parting",
    [
        "customer", "opened", "by", "why", "terms", "amount", "until", "agreed", "let_go", "ended"
    ],
    |it, act| [
        act.customer(it.customer)?,
        act.stamp(it.opened),
        Text(&it.by),
        Text(&it.why),
        Text(&it.terms),
        it.amount,
        it.until.map(Day),
        it.agreed,
        it.let_go,
        it.ended,
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        opened: row.get(2)?,
        by: row.get(3)?,
        why: row.get(4)?,
        terms: row.get(5)?,
        amount: row.get(6)?,
        until: day(row, 7)?,
        agreed: row.get(8)?,
        let_go: row.get(9)?,
        ended: row.get(10)?,
    }
);

noun!(
    Worksheet,
    "The worksheet",
    "worksheet",
    [
        "customer",
        "complaint",
        "at",
        "by",
        "title",
        "goals",
        "trades",
        "alternatives",
        "relationship",
        "expected",
        "consequences",
        "power",
        "solutions",
        "outcome"
    ],
    |it, act| [
        it.customer.map(|id| act.customer(id)).transpose()?,
        it.complaint.map(|id| act.complaint(id)).transpose()?,
        act.stamp(it.at),
        Text(&it.by),
        Text(&it.title),
        Text(&it.goals),
        Text(&it.trades),
        Text(&it.alternatives),
        Text(&it.relationship),
        Text(&it.expected),
        Text(&it.consequences),
        Text(&it.power),
        Text(&it.solutions),
        Text(&it.outcome),
    ],
    |row| Self {
        id: row.get(0)?,
        customer: row.get(1)?,
        complaint: row.get(2)?,
        at: row.get(3)?,
        by: row.get(4)?,
        title: row.get(5)?,
        goals: row.get(6)?,
        trades: row.get(7)?,
        alternatives: row.get(8)?,
        relationship: row.get(9)?,
        expected: row.get(10)?,
        consequences: row.get(11)?,
        power: row.get(12)?,
        solutions: row.get(13)?,
        outcome: row.get(14)?,
    }
);

noun!(
    Layout,
    "The layout",
    "layout",
    ["header", "columns"],
    |it, _act| [Text(&it.header), Text(&it.columns)],
    |row| Self {
        id: row.get(0)?,
        header: row.get(1)?,
        columns: row.get(2)?,
    }
);
