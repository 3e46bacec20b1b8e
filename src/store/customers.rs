//! Customers: reading them whole or as a line of a list, and their row writes.

use std::borrow::Cow;

use anyhow::{Context, Result};
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql};

use super::{
    CustomerRow, Store,
    apply::{Act, given, take_out, unchanged},
    circle,
    columns::{Day, Text, bind_from},
    complaints::OPEN_COMPLAINT,
    details::{self, Detail, day},
    promises::OPEN_PROMISE,
    rows,
};
use crate::domain::{
    Address, ChannelRule, Customer, CustomerId, Email, Fact, Phone, Preference, Tag, phone,
};

const SELECT: &str = "SELECT id, uid, name, call_me, say, hook, sort_key, company, birthday,
    handling_do, handling_dont, going_through, going_through_until, handover, source, referred_by,
    since, kept, created, tier, tier_why, check_in, till_number, rung_step, rung_why, lost, lost_why
    FROM customer WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

const INSERT: &str = "INSERT INTO customer (uid, name, call_me, say, hook, sort_key, company,
    birthday, handling_do, handling_dont, going_through, going_through_until, handover, source,
    referred_by, since, kept, created, tier, tier_why, check_in,
    till_number, rung_step, rung_why, lost, lost_why, id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

const UPDATE: &str = "UPDATE customer SET (uid, name, call_me, say, hook, sort_key, company,
    birthday, handling_do, handling_dont, going_through, going_through_until, handover, source,
    referred_by, since, kept, created, tier, tier_why, check_in,
    till_number, rung_step, rung_why, lost, lost_why)
    = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";

/// How many customers [`Store::each_customer`] reads at a time.
const AT_A_TIME: i64 = 512;

/// In SQL: what lists call customer `c`: the name, else call-me, else the first phone.
pub(super) const NAME: &str = "coalesce(nullif(c.name, ''), nullif(c.call_me, ''),
    (SELECT raw FROM phone WHERE customer = c.id AND raw <> '' ORDER BY id LIMIT 1), '(no name)')";

impl Store {
    /// What a list shows of these customers, in their order; removed ones are left out.
    pub fn customer_rows(&self, ids: &[CustomerId]) -> Result<Vec<CustomerRow>> {
        let _still = self.hold_still()?;
        let mut select = self.file.prepare_cached(&format!(
            "SELECT id, name, call_me, say,
                (SELECT max(at) FROM interaction WHERE customer = c.id),
                (SELECT count(*) FROM complaint AS x WHERE customer = c.id AND {OPEN_COMPLAINT}),
                (SELECT count(*) FROM promise WHERE customer = c.id AND {OPEN_PROMISE}),
                tier
            FROM customer AS c WHERE id = ?1"
        ))?;
        let mut phones = self
            .file
            .prepare_cached("SELECT raw FROM phone WHERE customer = ?1 ORDER BY id")?;
        let mut emails = self
            .file
            .prepare_cached("SELECT address FROM email WHERE customer = ?1 ORDER BY id")?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(mut row) = select.query_row([id], list_row).optional()? else {
                continue;
            };
            let text = |row: &Row<'_>| row.get(0);
            row.phones = phones.query_map([id], text)?.collect::<Result<_, _>>()?;
            row.emails = emails.query_map([id], text)?.collect::<Result<_, _>>()?;
            if row.name.is_empty() {
                row.name = [
                    row.call_me.as_str(),
                    row.phones.first().map_or("", |raw| raw),
                ]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or("(no name)")
                .into();
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// What lists call a customer: the name, else call-me, else the first phone.
    pub fn name(&self, id: CustomerId) -> Result<String> {
        let mut select = self
            .file
            .prepare_cached(&format!("SELECT {NAME} FROM customer AS c WHERE c.id = ?1"))?;
        let name = select.query_row([id], |row| row.get(0)).optional()?;
        Ok(name.unwrap_or_else(|| "(removed)".to_owned()))
    }

    /// One customer with all details.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>> {
        let _still = self.hold_still()?;
        one(&self.file, id)
    }

    /// How many customers there are.
    pub fn customer_count(&self) -> Result<usize> {
        let mut count = self.file.prepare_cached("SELECT count(*) FROM customer")?;
        Ok(count.query_row([], |row| row.get(0))?)
    }

    /// Every customer in the order of their ids, one at a time, for export.
    pub fn each_customer(&self, each: &mut dyn FnMut(Customer) -> Result<()>) -> Result<()> {
        let _still = self.hold_still()?;
        let mut from = i64::MIN;
        while let Some(first) = self
            .file
            .prepare_cached("SELECT min(id) FROM customer WHERE id >= ?1")?
            .query_row([from], |row| row.get::<_, Option<i64>>(0))?
        {
            from = first.saturating_add(AT_A_TIME);
            for customer in between(&self.file, first, from - 1)? {
                each(customer)?;
            }
        }
        Ok(())
    }

    /// Who else has one of this customer's numbers, however it is written there: a household.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn household(&self, id: CustomerId) -> Result<Vec<CustomerId>> {
        let _still = self.hold_still()?;
        let country = self.settings()?.country;
        let mut same = self.file.prepare_cached(
            "SELECT other.customer, own.digits, other.digits FROM phone AS own
            JOIN phone AS other ON substr(other.digits, -7) = substr(own.digits, -7)
            WHERE own.customer = ?1 AND other.customer <> ?1 AND own.digits <> ''",
        )?;
        let mut rows = same.query([id])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let digits = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
            if phone::canonical(digits(1)?, &country) == phone::canonical(digits(2)?, &country) {
                found.push(row.get(0)?);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

fn list_row(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        id: row.get(0)?,
        name: row.get(1)?,
        call_me: row.get(2)?,
        say: row.get(3)?,
        phones: Vec::new(),
        emails: Vec::new(),
        last_contact: row.get(4)?,
        complaints: row.get(5)?,
        promises: row.get(6)?,
        tier: row.get(7)?,
    })
}

/// One customer with all details.
pub(super) fn one(file: &Connection, id: CustomerId) -> Result<Option<Customer>> {
    Ok(between(file, id.0, id.0)?.pop())
}

/// A customer with those details only that are longer texts.
pub(super) fn with_texts(file: &Connection, id: CustomerId) -> Result<Option<Customer>> {
    let found = file.prepare_cached(SELECT)?.query_row((id, id), read);
    let mut found: Vec<Customer> = found.optional()?.into_iter().collect();
    details::fill::<Address>(file, &mut found)?;
    details::fill::<Preference>(file, &mut found)?;
    details::fill::<Fact>(file, &mut found)?;
    Ok(found.pop())
}

/// The customers of a range of row numbers, both ends included, with all details, in the order of their ids.
pub(super) fn between(file: &Connection, first: i64, last: i64) -> Result<Vec<Customer>> {
    let mut customers = file
        .prepare_cached(SELECT)?
        .query_map((first, last), read)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    details::fill::<Phone>(file, &mut customers)?;
    details::fill::<Email>(file, &mut customers)?;
    details::fill::<Address>(file, &mut customers)?;
    details::fill::<Tag>(file, &mut customers)?;
    details::fill::<Preference>(file, &mut customers)?;
    details::fill::<Fact>(file, &mut customers)?;
    details::fill::<ChannelRule>(file, &mut customers)?;
    Ok(customers)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: row.get(0)?,
        uid: row.get(1)?,
        name: row.get(2)?,
        call_me: row.get(3)?,
        say: row.get(4)?,
        hook: row.get(5)?,
        sort_key: row.get(6)?,
        company: row.get(7)?,
        birthday: row.get(8)?,
        handling_do: row.get(9)?,
        handling_dont: row.get(10)?,
        going_through: row.get(11)?,
        going_through_until: day(row, 12)?,
        handover: row.get(13)?,
        source: row.get(14)?,
        referred_by: row.get(15)?,
        since: day(row, 16)?,
        kept: row.get(17)?,
        created: row.get(18)?,
        tier: row.get(19)?,
        tier_why: row.get(20)?,
        check_in: row.get(21)?,
        till_number: row.get(22)?,
        rung_step: row.get(23)?,
        rung_why: row.get(24)?,
        lost: day(row, 25)?,
        lost_why: row.get(26)?,
        ..Customer::default()
    })
}

/// Adds a customer with all details; one that comes with a row number keeps it.
pub(super) fn add(act: &mut Act<'_>, customer: &Customer) -> Result<i64> {
    let own = Own::of(act, customer)?;
    let insert = act.inserts.of(act.file, INSERT)?;
    let next = bind(insert, customer, &own, 1)?;
    insert.raw_bind_parameter(next, given(customer.id.0))?;
    insert
        .raw_execute()
        .with_context(|| format!("adding {}", customer.called()))?;
    let id = CustomerId(act.file.last_insert_rowid());
    act.just.customer = Some(id);
    add_all(act, id, &customer.phones)?;
    add_all(act, id, &customer.emails)?;
    add_all(act, id, &customer.addresses)?;
    add_all(act, id, &customer.tags)?;
    add_all(act, id, &customer.preferences)?;
    add_all(act, id, &customer.facts)?;
    add_all(act, id, &customer.channels)?;
    Ok(id.0)
}

fn add_all<D: Detail>(act: &mut Act<'_>, id: CustomerId, rows: &[D]) -> Result<()> {
    rows.iter()
        .try_for_each(|row| details::add(act, id, row).map(drop))
}

/// A new customer of many.
pub(super) struct New<'a> {
    /// The row number to come.
    pub id: CustomerId,
    /// All that is known, details included.
    pub customer: &'a Customer,
    own: Own<'a>,
}

impl<'a> New<'a> {
    /// The next customer of an act, under this number.
    pub(super) fn of(act: &mut Act<'_>, id: CustomerId, customer: &'a Customer) -> Result<Self> {
        let own = Own::of(act, customer)?;
        act.just.customer = Some(id);
        Ok(Self { id, customer, own })
    }
}

/// Adds many customers with all details.
pub(super) fn add_many(file: &Connection, new: &[New<'_>]) -> Result<()> {
    rows::add(file, INSERT, new, |it, insert, next| {
        let next = bind(insert, it.customer, &it.own, next)?;
        insert.raw_bind_parameter(next, it.id)?;
        Ok(next + 1)
    })
    .context("adding customers")?;
    details::add_all::<Phone>(file, new)?;
    details::add_all::<Email>(file, new)?;
    details::add_all::<Address>(file, new)?;
    details::add_all::<Tag>(file, new)?;
    details::add_all::<Preference>(file, new)?;
    details::add_all::<Fact>(file, new)?;
    details::add_all::<ChannelRule>(file, new)
}

/// Brings a customer from one state to another, touching only what differs.
pub(super) fn edit(act: &mut Act<'_>, before: &Customer, after: &Customer) -> Result<i64> {
    let file = act.file;
    unchanged(before.called(), one(file, before.id)?, before)?;
    let bringer = after.referred_by.map(|by| act.customer(by));
    circle::none(file, before, bringer.transpose()?)?;
    turn(act, before, after)
}

/// Writes another state of a customer, touching only what differs.
pub(super) fn turn(act: &mut Act<'_>, before: &Customer, after: &Customer) -> Result<i64> {
    let file = act.file;
    let own = Own::of(act, after)?;
    let mut update = file.prepare_cached(UPDATE)?;
    let next = bind(&mut update, after, &own, 1)?;
    update.raw_bind_parameter(next, before.id)?;
    update.raw_execute()?;
    details::reconcile::<Phone>(act, before, after)?;
    details::reconcile::<Email>(act, before, after)?;
    details::reconcile::<Address>(act, before, after)?;
    details::reconcile::<Tag>(act, before, after)?;
    details::reconcile::<Preference>(act, before, after)?;
    details::reconcile::<Fact>(act, before, after)?;
    details::reconcile::<ChannelRule>(act, before, after)?;
    Ok(before.id.0)
}

/// Takes a customer out; the file's foreign keys take their rows along.
pub(super) fn remove(act: &mut Act<'_>, id: CustomerId) -> Result<i64> {
    take_out(act, ("customer", "The customer"), id.0)
}

/// The columns of a customer that depend on the act they are written in.
struct Own<'a> {
    uid: Cow<'a, str>,
    referred_by: Option<CustomerId>,
    created: String,
}

impl<'a> Own<'a> {
    fn of(act: &mut Act<'_>, customer: &'a Customer) -> Result<Self> {
        let referred_by = customer.referred_by.map(|by| act.customer(by));
        Ok(Self {
            uid: match customer.uid.as_str() {
                "" => Cow::Owned(act.new_uid()?),
                uid => Cow::Borrowed(uid),
            },
            referred_by: referred_by.transpose()?,
            created: act.stamp(customer.created).into_owned(),
        })
    }
}

/// Binds a customer's own columns from a parameter on; gives back the number of the parameter behind them.
fn bind(
    statement: &mut Statement<'_>,
    customer: &Customer,
    own: &Own<'_>,
    first: usize,
) -> Result<usize> {
    let values: [&dyn ToSql; 26] = [
        &Text(&own.uid),
        &Text(&customer.name),
        &Text(&customer.call_me),
        &Text(&customer.say),
        &Text(&customer.hook),
        &Text(&customer.sort_key),
        &Text(&customer.company),
        &customer.birthday,
        &Text(&customer.handling_do),
        &Text(&customer.handling_dont),
        &Text(&customer.going_through),
        &customer.going_through_until.map(Day),
        &Text(&customer.handover),
        &Text(&customer.source),
        &own.referred_by,
        &customer.since.map(Day),
        &Text(&customer.kept),
        &own.created,
        &customer.tier,
        &Text(&customer.tier_why),
        &customer.check_in,
        &Text(&customer.till_number),
        &customer.rung_step,
        &Text(&customer.rung_why),
        &customer.lost.map(Day),
        &Text(&customer.lost_why),
    ];
    Ok(bind_from(first, &values, statement)?)
}
