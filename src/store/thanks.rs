//! Which thanks are due: one for each occasion that nobody has thanked for yet.

use anyhow::Result;
use rusqlite::{Row, named_params};

use super::{Store, filters::begin_of};
use crate::domain::{CustomerId, Stamp, ThanksDue};

/// Every occasion there was: to whom, for what, which row, that row in words, and when; an idea that was adopted is one of its own, for
/// which thanks said before do not count. `summary` is what an enquiry is told in.
///
/// `reason <> ''` leads to the index over reasons; as `+reason` that is out of question, and enquiries are found by their customer.
fn occasions(summary: &str, reason: &str) -> String {
    format!(
        "SELECT referred_by AS customer, 'referral' AS occasion, id AS subject,
            coalesce(nullif(call_me, ''), nullif(name, ''), '#' || id) AS what, created AS since, NULL AS anew
        FROM customer WHERE referred_by IS NOT NULL
        UNION ALL
        SELECT customer, 'feedback', id, text, at, NULL FROM feedback WHERE adopted IS NULL
        UNION ALL
        SELECT customer, 'feedback', id, text, adopted, adopted FROM feedback WHERE adopted IS NOT NULL
        UNION ALL
        SELECT complaint.customer, 'complaint', complaint.id, complaint.what, step.at, NULL
        FROM step JOIN complaint ON complaint.id = step.complaint
        WHERE step.kind = 'closed' AND NOT EXISTS (SELECT 1 FROM step AS later
            WHERE later.complaint = step.complaint AND later.id > step.id
                AND later.kind IN ('closed', 'dismissed', 'reopened'))
        UNION ALL
        SELECT customer, 'enquiry', id, {summary}, at, NULL FROM interaction
        WHERE {reason} = 'enquiry' AND {reason} <> '' AND outcome IS NOT 'yes' AND at < :week
            AND NOT EXISTS (SELECT 1 FROM purchase
                WHERE purchase.customer = interaction.customer AND day >= substr(at, 1, 10))
        UNION ALL
        SELECT first.customer, 'first purchase', first.id,
            coalesce((SELECT name FROM product WHERE id = first.product), ''), day || 'T12:00:00Z+00:00', NULL
        FROM json_each(:new) AS new JOIN purchase AS first ON first.id =
            (SELECT id FROM purchase WHERE customer = new.value ORDER BY day, id LIMIT 1)"
    )
}

/// What an enquiry is told in, and the order: in its words, the oldest first.
const TOLD: (&str, &str) = ("summary", "ORDER BY since, occasion, subject");

/// Without words and in no order: of thousands of contacts the index is read, not the rows.
const BARE: (&str, &str) = ("''", "");

impl Store {
    /// The thanks due to one customer, or to everybody; the oldest first. An enquiry with the outcome yes ended in a purchase, and so
    /// did one after which they bought.
    ///
    /// # Errors
    /// What the file says.
    pub fn thanks_owed(&self, customer: Option<CustomerId>, now: Stamp) -> Result<Vec<ThanksDue>> {
        self.owed(TOLD, customer, now)
    }

    /// The thanks due to everybody, enquiries without their words, in no order.
    pub(super) fn all_thanks_owed(&self, now: Stamp) -> Result<Vec<ThanksDue>> {
        self.owed(BARE, None, now)
    }

    fn owed(
        &self,
        told: (&str, &str),
        customer: Option<CustomerId>,
        now: Stamp,
    ) -> Result<Vec<ThanksDue>> {
        let new = match customer {
            Some(customer) => vec![customer],
            None => self.new_buyers(now)?,
        };
        let sql = still_owed(told, customer);
        let mut select = self.file.prepare_cached(&sql)?;
        let rows = select.query_map(
            named_params! {
                ":customer": customer,
                ":oldest": begin_of(ThanksDue::DAYS, now),
                ":week": begin_of(ThanksDue::ENQUIRY_DAYS - 1, now),
                ":new": serde_json::to_string(&new)?,
            },
            read,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// Who bought for the first time so lately that thanks for it are not too late.
    fn new_buyers(&self, now: Stamp) -> Result<Vec<CustomerId>> {
        let oldest = begin_of(ThanksDue::DAYS, now).day();
        let buyers = self.buyers(now)?;
        let new = buyers.iter().filter(|(_, pace)| pace.first >= oldest);
        Ok(new.map(|(customer, _)| customer).collect())
    }
}

/// The occasions of late that nobody has thanked for, of one customer or of everybody.
fn still_owed((summary, order): (&str, &str), customer: Option<CustomerId>) -> String {
    let occasions = occasions(summary, customer.map_or("reason", |_| "+reason"));
    let whose = match customer {
        Some(_) => "customer = :customer",
        None => "customer IS NOT NULL AND :customer IS NULL",
    };
    format!(
        "SELECT customer, occasion, subject, what, since FROM ({occasions}) AS due
        WHERE {whose} AND since >= :oldest AND NOT EXISTS (SELECT 1 FROM thanks
            WHERE thanks.occasion = due.occasion AND thanks.subject = due.subject
                AND (due.anew IS NULL OR thanks.at >= due.anew)) {order}"
    )
}

fn read(row: &Row<'_>) -> rusqlite::Result<ThanksDue> {
    Ok(ThanksDue {
        customer: row.get(0)?,
        occasion: row.get(1)?,
        subject: row.get(2)?,
        what: row.get(3)?,
        since: row.get(4)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customers_enquiries_are_found_by_the_customer_and_everybodys_by_their_reason() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("shop.db")).unwrap();
        let plan = |sql: &str| {
            let mut explain = store
                .file
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap();
            let none = named_params! { ":customer": 1, ":oldest": "", ":week": "", ":new": "[]" };
            let rows = explain
                .query_map(none, |row| row.get::<_, String>(3))
                .unwrap();
            rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
        };
        let one = plan(&still_owed(TOLD, Some(CustomerId(1))));
        assert!(one.contains("interaction_customer (customer=?"), "{one}");
        let all = plan(&still_owed(BARE, None));
        assert!(all.contains("COVERING INDEX interaction_reason"), "{all}");
        assert!(all.contains("INDEX feedback_at (at>?)"), "{all}");
        assert!(all.contains("INDEX feedback_adopted (adopted>?)"), "{all}");
    }
}
