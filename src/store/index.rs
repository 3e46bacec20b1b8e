//! The search index in the file: folded identities and most recent contacts in blocks of customers, kept true within every write.
//!
//! The file's own triggers list in `search_stale` what no longer holds; [`catch_up`] works the list off inside the same
//! transaction. So undo, cascades and other programs need no care of their own.

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};

use super::{Conflict, Store, busy, customers, interactions, texts};
use crate::{
    domain::{Customer, CustomerId},
    search::{self, BLOCK_SPAN, Index},
};

/// The last four bits of an entry of `search_stale` say what is stale, the rest is a row number.
const KIND_BITS: u32 = 4;
const CUSTOMER: i64 = 0;
const IDENTITY: i64 = 1;
const RECENT: i64 = 2;

/// From so many stale customers on, a block is made anew instead of mended.
const MANY: usize = 32;

impl Store {
    /// Brings the index up to date: loads the blocks that changed since it last asked; true when there were any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn refresh(&self, index: &mut Index) -> Result<bool> {
        let _still = self.hold_still()?;
        let seen = index.seen();
        let newest = version(&self.file)?;
        if newest == seen {
            return Ok(false);
        }
        // The first time everything is wanted, and read as it lies in the file.
        let newer = if seen == 0 { "+version" } else { "version" };
        let mut blocks = self.file.prepare_cached(&format!(
            "SELECT id, lines FROM search_block WHERE {newer} > ?1 ORDER BY id"
        ))?;
        let mut rows = blocks.query([seen])?;
        while let Some(row) = rows.next()? {
            index.take_lines(row.get(0)?, row.get::<_, String>(1)?);
        }
        let mut recents = self.file.prepare_cached(&format!(
            "SELECT id, recent FROM search_recent WHERE {newer} > ?1 ORDER BY id"
        ))?;
        let mut rows = recents.query([seen])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let of_customer =
                |(place, seconds)| (CustomerId(number * BLOCK_SPAN + i64::from(place)), seconds);
            let recent: Vec<_> = entries(row.get_ref(1)?.as_blob()?)
                .map(of_customer)
                .collect();
            index.take_recent(number, &recent);
        }
        index.set_seen(newest);
        Ok(true)
    }

    /// Works off what another program left stale; nothing is written when there is nothing.
    pub(super) fn catch_up_if_stale(&self) -> Result<()> {
        let stale = self
            .file
            .prepare_cached("SELECT 1 FROM search_stale")?
            .exists([])?;
        if !stale {
            return Ok(());
        }
        let caught_up = || {
            let transaction =
                Transaction::new_unchecked(&self.file, TransactionBehavior::Immediate)
                    .map_err(busy)?;
            catch_up(&transaction)?;
            transaction.commit().map_err(busy)
        };
        match caught_up() {
            // Whoever is writing at this moment works the list off, too.
            Err(error) if error.downcast_ref() == Some(&Conflict::Busy) => Ok(()),
            other => other,
        }
    }
}

/// Works off `search_stale`: the last thing in every write.
pub(super) fn catch_up(file: &Connection) -> Result<()> {
    let stale = file
        .prepare_cached("SELECT id FROM search_stale ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    if stale.is_empty() {
        return Ok(());
    }
    let mut identities: BTreeMap<i64, Vec<CustomerId>> = BTreeMap::new();
    let mut recents = identities.clone();
    for entry in stale {
        let (row, kind) = (entry >> KIND_BITS, entry & ((1 << KIND_BITS) - 1));
        let block = row.div_euclid(BLOCK_SPAN);
        if kind == CUSTOMER || kind == IDENTITY {
            identities.entry(block).or_default().push(CustomerId(row));
        }
        if kind == RECENT {
            recents.entry(block).or_default().push(CustomerId(row));
        } else if kind != IDENTITY {
            texts::renew(file, kind, row)?;
        }
    }
    let version = version(file)? + 1;
    for (number, mut customers) in identities {
        customers.dedup();
        let lines = mended_lines(file, number, &customers)?;
        file.prepare_cached("REPLACE INTO search_block (id, version, lines) VALUES (?1, ?2, ?3)")?
            .execute((number, version, lines))?;
    }
    for (number, customers) in recents {
        mend_recent(file, number, version, &customers)?;
    }
    file.prepare_cached("DELETE FROM search_stale")?
        .execute([])?;
    Ok(())
}

/// The newest version of any block.
fn version(file: &Connection) -> Result<u64> {
    let sql = "SELECT max(coalesce((SELECT max(version) FROM search_block), 0),
        coalesce((SELECT max(version) FROM search_recent), 0))";
    Ok(file.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn lines(file: &Connection, number: i64) -> Result<String> {
    let mut select = file.prepare_cached("SELECT lines FROM search_block WHERE id = ?1")?;
    let lines = select.query_row([number], |row| row.get(0)).optional()?;
    Ok(lines.unwrap_or_default())
}

/// The lines of a block with those of these customers made anew.
fn mended_lines(file: &Connection, number: i64, stale: &[CustomerId]) -> Result<String> {
    let first = number * BLOCK_SPAN;
    if stale.len() >= MANY {
        let all = customers::between(file, first, first + BLOCK_SPAN - 1)?;
        return Ok(all.iter().map(search::block_line).collect());
    }
    let old = lines(file, number)?;
    let mut by_place: BTreeMap<String, String> = old
        .split_inclusive('\n')
        .map(|line| (place(line), line.to_owned()))
        .collect();
    for &id in stale {
        let line = match customers::one(file, id)? {
            Some(customer) => search::block_line(&customer),
            None => String::new(),
        };
        let empty = Customer {
            id,
            ..Customer::default()
        };
        by_place.insert(place(&search::block_line(&empty)), line);
    }
    Ok(by_place.into_values().collect())
}

/// The two letters a line begins with: whose it is within its block, in the order of the ids.
fn place(line: &str) -> String {
    line.chars().take(2).collect()
}

/// Place in the block, and seconds since 1970 of the most recent contact.
type Recent = BTreeMap<u8, i64>;

/// How long one entry of a block's most recent contacts is.
const RECENT_BYTES: usize = 9;

fn recent(file: &Connection, number: i64) -> Result<Recent> {
    let mut select = file.prepare_cached("SELECT recent FROM search_recent WHERE id = ?1")?;
    let read = |row: &Row<'_>| Ok(entries(row.get_ref(0)?.as_blob()?).collect());
    Ok(select
        .query_row([number], read)
        .optional()?
        .unwrap_or_default())
}

fn entries(bytes: &[u8]) -> impl Iterator<Item = (u8, i64)> {
    bytes.chunks_exact(RECENT_BYTES).filter_map(|entry| {
        let (place, seconds) = entry.split_first()?;
        Some((*place, i64::from_le_bytes(seconds.try_into().ok()?)))
    })
}

fn mend_recent(file: &Connection, number: i64, version: u64, stale: &[CustomerId]) -> Result<()> {
    let mut recent = recent(file, number)?;
    for &id in stale {
        let place = u8::try_from(id.0 - number * BLOCK_SPAN)?;
        match interactions::most_recent(file, id)? {
            Some(at) => recent.insert(place, at.seconds()),
            None => recent.remove(&place),
        };
    }
    let bytes: Vec<u8> = recent
        .into_iter()
        .flat_map(|(place, seconds)| std::iter::once(place).chain(seconds.to_le_bytes()))
        .collect();
    file.prepare_cached("REPLACE INTO search_recent (id, version, recent) VALUES (?1, ?2, ?3)")?
        .execute((number, version, bytes))?;
    Ok(())
}
