//! The search index in the file: folded identities and most recent contacts in blocks of customers, kept true within every write.
//!
//! The file's own triggers list in `search_stale` what no longer holds; [`catch_up`] works the list off inside the same
//! transaction. So undo, cascades and other programs need no care of their own.

pub(super) mod anew;

use std::collections::BTreeMap;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};

use super::{Conflict, Store, busy, buying, customers, interactions, texts};
use crate::{
    domain::{Customer, CustomerId},
    search::{self, BLOCK_SPAN, Index},
};

/// The last four bits of an entry of `search_stale` say what is stale, the rest is a row number. These are not texts.
const IDENTITY: i64 = 1;
const RECENT: i64 = 2;
const BOUGHT: i64 = 9;

/// So many stale texts may wait in the list, where they are short; a search reads those itself. Taking them in together makes a save of one line cheap.
const WAITING: usize = 64;

/// Texts of so many bytes together are too long to wait: a search would read them at every key.
const LONG: i64 = 1 << 16;

/// From so many stale customers on, a block is made anew instead of mended.
const MANY: usize = 32;

impl Store {
    /// Brings the index up to date: loads the blocks that changed since it last asked; true when there were any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn refresh(&self, index: &mut Index) -> Result<bool> {
        let _still = self.hold_still()?;
        let (era, newest) = (era(&self.file)?, version(&self.file)?);
        if index.seen() == era << 32 | newest {
            return Ok(false);
        }
        let seen = if index.seen() >> 32 == era {
            index.seen() & u64::from(u32::MAX)
        } else {
            index.forget();
            0
        };
        // The first time everything is wanted, and read as it lies in the file.
        let newer = if seen == 0 { "+version" } else { "version" };
        let mut blocks = self.file.prepare_cached(&format!(
            "SELECT id, lines FROM search_block WHERE {newer} > ?1 ORDER BY id"
        ))?;
        let mut rows = blocks.query([seen])?;
        while let Some(row) = rows.next()? {
            index.take_lines(row.get(0)?, row.get_ref(1)?.as_bytes()?);
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
        index.set_seen(era << 32 | newest);
        Ok(true)
    }

    /// Works off what another program left stale; nothing is written when there is nothing.
    pub(super) fn catch_up_if_stale(&self) -> Result<()> {
        if Stale::read(&self.file, WAITING)?.is_nothing() {
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

/// What is to be worked off now.
#[derive(Default)]
struct Stale {
    /// Customers by their blocks.
    identities: BTreeMap<i64, Vec<CustomerId>>,
    recents: BTreeMap<i64, Vec<CustomerId>>,
    /// Whose purchases changed, by number.
    bought: Vec<CustomerId>,
    /// Kind and row number; none as long as only a few wait.
    texts: Vec<(i64, i64)>,
}

impl Stale {
    fn read(file: &Connection, waiting: usize) -> Result<Self> {
        let mut stale = Self::default();
        let mut select =
            file.prepare_cached("SELECT id >> 4, id & 15 FROM search_stale ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(entry) = rows.next()? {
            let (row, kind) = (entry.get(0)?, entry.get(1)?);
            let of_block = match kind {
                IDENTITY => &mut stale.identities,
                RECENT => &mut stale.recents,
                BOUGHT => {
                    stale.bought.push(CustomerId(row));
                    continue;
                }
                _ => {
                    stale.texts.push((kind, row));
                    continue;
                }
            };
            let block = of_block.entry(row.div_euclid(BLOCK_SPAN)).or_default();
            block.push(CustomerId(row));
        }
        if stale.texts.len() <= waiting && waiting_bytes(file)? < LONG {
            stale.texts.clear();
        }
        Ok(stale)
    }

    fn is_nothing(&self) -> bool {
        self.identities.is_empty()
            && self.recents.is_empty()
            && self.bought.is_empty()
            && self.texts.is_empty()
    }
}

/// How long the texts that wait are together, as the headers of their rows say.
fn waiting_bytes(file: &Connection) -> Result<i64> {
    let mut select = file.prepare_cached(
        "SELECT coalesce(sum(CASE id & 15
            WHEN 0 THEN (SELECT coalesce(sum(octet_length(text)), 0) FROM fact WHERE customer = search_stale.id >> 4)
                + (SELECT coalesce(sum(octet_length(text)), 0) FROM preference WHERE customer = search_stale.id >> 4)
            WHEN 6 THEN (SELECT octet_length(summary) FROM interaction WHERE id = search_stale.id >> 4)
            WHEN 7 THEN (SELECT octet_length(what) + octet_length(wants) FROM complaint WHERE id = search_stale.id >> 4)
            WHEN 8 THEN (SELECT octet_length(text) FROM step WHERE id = search_stale.id >> 4)
        END), 0) FROM search_stale",
    )?;
    Ok(select.query_row([], |row| row.get(0))?)
}

/// Works off `search_stale`: the last thing in every write.
pub(super) fn catch_up(file: &Connection) -> Result<()> {
    work_off(file, WAITING)
}

/// Works off all of it, and leaves no trace in the index of what was taken out of it before.
pub(super) fn catch_up_for_good(file: &Connection) -> Result<()> {
    work_off(file, 0)?;
    file.execute(
        "INSERT INTO search_text (search_text) VALUES ('optimize')",
        [],
    )?;
    Ok(())
}

fn work_off(file: &Connection, waiting: usize) -> Result<()> {
    let stale = Stale::read(file, waiting)?;
    if stale.is_nothing() {
        return Ok(());
    }
    let version = version(file)? + 1;
    for (number, stale) in &stale.identities {
        let old = (*number, lines(file, *number)?);
        let lines = mended(file, old, stale, (search::block_line, customers::one))?;
        write_lines(file, *number, version, &lines)?;
    }
    for (number, customers) in &stale.recents {
        mend_recent(file, *number, version, customers)?;
    }
    buying::catch_up(file, &stale.bought)?;
    texts::renew(file, &stale.texts)?;
    let done = if stale.texts.is_empty() {
        "DELETE FROM search_stale WHERE id & 15 IN (1, 2, 9)"
    } else {
        "DELETE FROM search_stale"
    };
    file.prepare_cached(done)?.execute([])?;
    Ok(())
}

/// Lines of new customers, by their blocks.
pub(super) type Lines = BTreeMap<i64, String>;

/// Takes new customers in, whose rows were written without the file's triggers: their lines, in the order of their numbers.
pub(super) fn add_lines(file: &Connection, new: &Lines) -> Result<()> {
    let version = version(file)? + 1;
    for (number, added) in new {
        write_lines(file, *number, version, &(lines(file, *number)? + added))?;
    }
    Ok(())
}

/// Adds a line of a customer, who got this number, to those of new customers.
pub(super) fn add_line(new: &mut Lines, id: CustomerId, line: &str) {
    if let Some((_, rest)) = line.split_at_checked(PLACE_LETTERS) {
        let block = new.entry(id.0.div_euclid(BLOCK_SPAN)).or_default();
        block.extend(search::place_letters(id));
        block.push_str(rest);
    }
}

fn write_lines(file: &Connection, number: i64, version: u64, lines: &str) -> Result<()> {
    file.prepare_cached("REPLACE INTO search_block (id, version, lines) VALUES (?1, ?2, ?3)")?
        .execute((number, version, lines))?;
    Ok(())
}

/// The most recent contact of everybody who had one: who, and seconds since 1970.
pub(super) fn each_recent(file: &Connection, each: &mut dyn FnMut(CustomerId, i64)) -> Result<()> {
    let mut select = file.prepare_cached("SELECT id, recent FROM search_recent ORDER BY id")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        for (place, seconds) in entries(row.get_ref(1)?.as_blob()?) {
            each(CustomerId(number * BLOCK_SPAN + i64::from(place)), seconds);
        }
    }
    Ok(())
}

/// A number that is another one after a backup was brought back: the versions of blocks have begun again then.
pub(super) fn era(file: &Connection) -> Result<u64> {
    let mut select = file.prepare_cached("SELECT schema_version FROM pragma_schema_version")?;
    Ok(select.query_row([], |row| row.get(0))?)
}

/// The newest version of any block.
pub(super) fn version(file: &Connection) -> Result<u64> {
    let sql = "SELECT max(coalesce((SELECT max(version) FROM search_block), 0),
        coalesce((SELECT max(version) FROM search_recent), 0))";
    Ok(file.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn lines(file: &Connection, number: i64) -> Result<String> {
    let mut select = file.prepare_cached("SELECT lines FROM search_block WHERE id = ?1")?;
    let lines = select.query_row([number], |row| row.get(0)).optional()?;
    Ok(lines.unwrap_or_default())
}

/// How the line of a customer is made, and how as much of a customer is read as that needs.
type Making = (
    fn(&Customer) -> String,
    fn(&Connection, CustomerId) -> Result<Option<Customer>>,
);

/// The lines of a block, which were these, with those of some customers made anew.
pub(super) fn mended(
    file: &Connection,
    (number, old): (i64, String),
    stale: &[CustomerId],
    (line, one): Making,
) -> Result<String> {
    let first = number * BLOCK_SPAN;
    if stale.len() >= MANY {
        let all = customers::between(file, first, first + BLOCK_SPAN - 1)?;
        return Ok(all.iter().map(line).collect());
    }
    let mut by_place: BTreeMap<String, String> = old
        .split_inclusive('\n')
        .map(|line| (place(line), line.to_owned()))
        .collect();
    for &id in stale {
        let line = one(file, id)?.as_ref().map(line).unwrap_or_default();
        by_place.insert(place_of(id), line);
    }
    Ok(by_place.into_values().collect())
}

/// A line begins with so many letters for its place in the block; they sort as the numbers do.
pub(super) const PLACE_LETTERS: usize = 2;

fn place(line: &str) -> String {
    line.chars().take(PLACE_LETTERS).collect()
}

fn place_of(id: CustomerId) -> String {
    search::place_letters(id).into_iter().collect()
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
