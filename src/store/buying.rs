//! What everybody bought, kept in the file in blocks of customers, with the pairs of products: both kept true within every write.
//!
//! The file's own triggers list in `search_stale` whose purchases changed. What such a customer had bought before stands in the old
//! block, what they have bought now in the rows: only the difference touches the pairs.

pub(super) mod anew;
mod block;
mod pairs;

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use anyhow::Result;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::{Store, bought, index};
use crate::domain::{
    Bought, Buyers, CustomerId, ProductId, Stamp,
    buyers::Stretch,
    suggestion::{Known, Suggestion, suggest},
};
use block::{SPAN, add, entries};
use pairs::Pairs;

pub(super) use block::Entry as Packed;

impl Store {
    /// How everybody buys who ever bought. It is kept in memory: only the blocks that changed since are read again.
    pub fn buyers(&self, now: Stamp) -> Result<Rc<Buyers>> {
        let _still = self.hold_still()?;
        self.buying.buyers(&self.file, now.day())
    }

    /// The one thing to suggest to a customer today, with its evidence; `None` when there is too little to say.
    pub fn suggestion_for(&self, customer: CustomerId, now: Stamp) -> Result<Option<Suggestion>> {
        let _still = self.hold_still()?;
        let rows = self.bought_by(customer)?;
        let mut products: Vec<ProductId> = rows.iter().filter_map(|row| row.product).collect();
        products.sort_unstable();
        products.dedup();
        let known = Known {
            rows: &rows,
            products: &self.products()?,
            rules: &self.rules()?,
            offers: &self.offers_of(customer)?,
            feedback: &self.feedback_of(customer)?,
            pairs: &pairs::with(&self.file, &products)?,
        };
        Ok(suggest(&known, now.day()))
    }

    /// Goes through what everybody bought, customer by customer, each row oldest first: quicker than the purchases themselves.
    pub fn each_bought(&self, each: &mut dyn FnMut(CustomerId, &[Bought])) -> Result<()> {
        let mut rows = Vec::new();
        self.each_packed(&mut |customer, packed| {
            packed.unpack(&mut rows);
            each(customer, &rows);
        })
    }

    /// The same of some customers, sorted; who never bought is passed over.
    pub(super) fn bought_by_each(
        &self,
        customers: &[CustomerId],
        each: &mut dyn FnMut(CustomerId, &[Bought]),
    ) -> Result<()> {
        let mut rows = Vec::new();
        for near in customers.chunk_by(|one, other| block_of(*one) == block_of(*other)) {
            let Some(number) = near.first().copied().map(block_of) else {
                continue;
            };
            for entry in entries(&block(&self.file, number)?) {
                let customer = customer_at(number, entry.place);
                if near.binary_search(&customer).is_ok() {
                    entry.unpack(&mut rows);
                    each(customer, &rows);
                }
            }
        }
        Ok(())
    }

    /// The same as it is packed, for whoever needs to look into few of them.
    pub(super) fn each_packed(&self, each: &mut dyn FnMut(CustomerId, &Packed<'_>)) -> Result<()> {
        each_block(&self.file, 0, &mut |number, block| {
            for entry in entries(block) {
                each(customer_at(number, entry.place), &entry);
            }
        })
    }
}

/// Everybody's buying as this connection read it last.
#[derive(Debug, Default)]
pub(super) struct Buying(RefCell<Option<Seen>>);

#[derive(Debug)]
struct Seen {
    /// The newest version of any block.
    version: u64,
    era: u64,
    today: NaiveDate,
    buyers: Rc<Buyers>,
}

impl Buying {
    fn buyers(&self, file: &Connection, today: NaiveDate) -> Result<Rc<Buyers>> {
        let (era, version) = (index::era(file)?, newest(file)?);
        let mut kept = self.0.borrow_mut();
        let still = |seen: &Seen| seen.today == today && seen.era == era;
        let buyers = match kept.take().filter(still) {
            Some(seen) if seen.version == version => seen.buyers,
            seen => {
                let (mut buyers, version) =
                    seen.map_or_else(Default::default, |it| (it.buyers, it.version));
                Rc::make_mut(&mut buyers).replace(&paces(file, version, today)?);
                buyers
            }
        };
        *kept = Some(Seen {
            version,
            era,
            today,
            buyers: Rc::clone(&buyers),
        });
        Ok(buyers)
    }
}

/// The paces of everybody in the blocks that are newer, block by block.
fn paces(file: &Connection, seen: u64, today: NaiveDate) -> Result<Vec<Stretch>> {
    let mut blocks = Vec::new();
    let year_before = block::year_before_number(today);
    each_block(file, seen, &mut |number, block| {
        let paces = entries(block).filter_map(|entry| {
            let pace = entry.pace(year_before)?;
            Some((customer_at(number, entry.place), pace))
        });
        let first = number * SPAN;
        blocks.push(Stretch {
            customers: CustomerId(first)..=CustomerId(first + SPAN - 1),
            paces: paces.collect(),
        });
    })?;
    Ok(blocks)
}

/// Goes through the blocks that are newer than a version, in their order.
fn each_block(file: &Connection, seen: u64, each: &mut dyn FnMut(i64, &[u8])) -> Result<()> {
    // Where everything is wanted, it is read as it lies in the file.
    let newer = if seen == 0 { "+version" } else { "version" };
    let mut select = file.prepare_cached(&format!(
        "SELECT id, sales FROM search_bought WHERE {newer} > ?1 ORDER BY id"
    ))?;
    let mut rows = select.query([seen])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_blob()?);
    }
    Ok(())
}

/// The newest version of any block.
fn newest(file: &Connection) -> Result<u64> {
    let mut select = file.prepare_cached("SELECT coalesce(max(version), 0) FROM search_bought")?;
    Ok(select.query_row([], |row| row.get(0))?)
}

fn block_of(customer: CustomerId) -> i64 {
    customer.0.div_euclid(SPAN)
}

fn customer_at(block: i64, place: u8) -> CustomerId {
    CustomerId(block * SPAN + i64::from(place))
}

fn place_of(customer: CustomerId) -> u8 {
    customer.0.rem_euclid(SPAN).to_le_bytes()[0]
}

/// Makes the entries of these customers, by number, anew, and counts what that changes in the pairs.
pub(super) fn catch_up(file: &Connection, stale: &[CustomerId]) -> Result<()> {
    if stale.is_empty() {
        return Ok(());
    }
    let mut pairs = Pairs::default();
    let version = newest(file)? + 1;
    for some in stale.chunk_by(|one, other| block_of(*one) == block_of(*other)) {
        if let [first, ..] = some {
            mend(file, (block_of(*first), version), some, &mut pairs)?;
        }
        if pairs.are_many() {
            pairs.write(file)?;
        }
    }
    pairs.write(file)
}

/// Makes a block anew, from the first to the last of some of its customers.
fn mend(
    file: &Connection,
    (number, version): (i64, u64),
    stale: &[CustomerId],
    pairs: &mut Pairs,
) -> Result<()> {
    let (Some(first), Some(last)) = (stale.first(), stale.last()) else {
        return Ok(());
    };
    let old = block(file, number)?;
    let mut fresh = Vec::new();
    bought::each_between(file, (*first, *last), &mut |customer, rows| {
        add(&mut fresh, place_of(customer), rows);
    })?;
    let mut products: BTreeMap<u8, [Vec<ProductId>; 2]> = BTreeMap::new();
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for entry in entries(&old) {
        let customer = customer_at(number, entry.place);
        if customer < *first {
            before.extend(entry.whole);
        } else if customer > *last {
            behind.extend(entry.whole);
        } else {
            products.entry(entry.place).or_default()[0] = entry.products();
        }
    }
    for entry in entries(&fresh) {
        products.entry(entry.place).or_default()[1] = entry.products();
    }
    for [old, new] in products.values() {
        pairs.change(old, new);
    }
    file.prepare_cached("REPLACE INTO search_bought (id, version, sales) VALUES (?1, ?2, ?3)")?
        .execute((number, version, [before, fresh, behind].concat()))?;
    Ok(())
}

fn block(file: &Connection, number: i64) -> Result<Vec<u8>> {
    let mut select = file.prepare_cached("SELECT sales FROM search_bought WHERE id = ?1")?;
    let block = select.query_row([number], |row| row.get(0)).optional()?;
    Ok(block.unwrap_or_default())
}
