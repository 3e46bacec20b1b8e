//! Customers' own longer texts (notes, addresses, likes, facts), folded, in the blocks of the index, and found by reading these.
//!
//! Beside each block stands a sign: one bit for each three bytes that follow one another in it. A block whose sign lacks a bit of the
//! word is not read.

use std::collections::{BTreeMap, HashSet};

use anyhow::Result;
use memchr::{memchr, memmem, memrchr};
use rusqlite::{Connection, OptionalExtension};

use super::{
    customers,
    index::{self, Lines},
};
use crate::{
    domain::{Customer, CustomerId},
    search::{self, BLOCK_SPAN, fold},
};

/// How long a sign is, in bytes: two of them fill a page of the file.
const SIGN: usize = 1984;

/// The sign of folded texts or of a word.
struct Sign([u8; SIGN]);

impl Sign {
    fn of(text: &[u8]) -> Self {
        let mut sign = [0; SIGN];
        for (byte, bit) in bits(text) {
            sign[byte] |= bit;
        }
        Self(sign)
    }
}

/// For each three bytes of a text, where their bit stands.
fn bits(text: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    text.windows(3).map(|three| {
        let number = three
            .iter()
            .fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
        let spread = u64::from(number.wrapping_mul(0x9E37_79B1));
        let bit = (spread * (SIGN as u64 * 8)) >> 32;
        ((bit / 8) as usize, 1 << (bit % 8))
    })
}

/// All longer texts of a customer, each folded: no word is found across two of them.
pub(super) fn line(it: &Customer) -> String {
    let mut line: String = search::place_letters(it.id).into_iter().collect();
    let mut add = |text: &str| {
        if !text.is_empty() {
            line.push('\t');
            line.push_str(&fold(text));
        }
    };
    own_texts(it).into_iter().for_each(&mut add);
    it.addresses.iter().for_each(|it| add(&it.line()));
    it.preferences.iter().for_each(|it| add(&it.text));
    for fact in &it.facts {
        add(&fact.label);
        add(&fact.text);
    }
    if line.len() == index::PLACE_LETTERS {
        return String::new();
    }
    line.push('\n');
    line
}

/// What is written about a customer, but for the details.
pub(super) fn own_texts(it: &Customer) -> [&str; 7] {
    [
        &it.hook,
        &it.handling_do,
        &it.handling_dont,
        &it.going_through,
        &it.handover,
        &it.source,
        &it.kept,
    ]
}

/// The customers in whose texts a folded word stands, as far as these do not wait to be taken in.
pub(super) fn find(file: &Connection, word: &str) -> Result<Vec<CustomerId>> {
    let bits: Vec<(usize, u8)> = bits(word.as_bytes()).collect();
    let word = memmem::Finder::new(word);
    let mut found = Vec::new();
    let mut signs = file.prepare_cached("SELECT id, sign FROM search_sign ORDER BY id")?;
    let mut blocks = file.prepare_cached("SELECT words FROM search_words WHERE id = ?1")?;
    let mut rows = signs.query([])?;
    while let Some(row) = rows.next()? {
        let sign = row.get_ref(1)?.as_blob()?;
        if !bits
            .iter()
            .all(|(byte, bit)| sign.get(*byte).is_some_and(|it| it & bit != 0))
        {
            continue;
        }
        let number: i64 = row.get(0)?;
        let mut block = blocks.query([number])?;
        if let Some(block) = block.next()? {
            find_in(block.get_ref(0)?.as_bytes()?, number, &word, &mut found);
        }
    }
    let waiting = waiting(file)?;
    found.retain(|customer| !waiting.contains(customer));
    Ok(found)
}

/// Who in a block has the word.
fn find_in(block: &[u8], number: i64, word: &memmem::Finder<'_>, found: &mut Vec<CustomerId>) {
    let mut from = 0;
    while let Some(at) = word.find(&block[from..]) {
        let at = from + at;
        let line = memrchr(b'\n', &block[..at]).map_or(0, |end| end + 1);
        found.push(search::customer_of(&block[line..], number));
        from = memchr(b'\n', &block[at..]).map_or(block.len(), |end| at + end + 1);
    }
}

fn waiting(file: &Connection) -> Result<HashSet<CustomerId>> {
    let mut select = file.prepare_cached("SELECT id >> 4 FROM search_stale WHERE id & 15 = 0")?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes the lines of new customers in, whose numbers are behind all others.
pub(super) fn add_lines(file: &Connection, new: &Lines) -> Result<()> {
    for (number, added) in new {
        write(file, *number, &(read(file, *number)? + added))?;
    }
    Ok(())
}

/// Makes the lines of these customers anew.
pub(super) fn mend(file: &Connection, stale: &[CustomerId]) -> Result<()> {
    let mut blocks: BTreeMap<i64, Vec<CustomerId>> = BTreeMap::new();
    for customer in stale {
        let block = blocks.entry(customer.0.div_euclid(BLOCK_SPAN)).or_default();
        block.push(*customer);
    }
    for (number, stale) in blocks {
        let old = read(file, number)?;
        let lines = index::mended(file, (number, old), &stale, (line, customers::with_texts))?;
        write(file, number, &lines)?;
    }
    Ok(())
}

/// Does a block with its sign say just this?
pub(super) fn is_kept(file: &Connection, number: i64, words: &str) -> Result<bool> {
    let mut select = file.prepare_cached("SELECT sign FROM search_sign WHERE id = ?1")?;
    let sign: Option<Vec<u8>> = select.query_row([number], |row| row.get(0)).optional()?;
    let fits = sign.map_or(words.is_empty(), |sign| {
        sign == Sign::of(words.as_bytes()).0
    });
    Ok(fits && read(file, number)? == words)
}

fn read(file: &Connection, number: i64) -> Result<String> {
    let mut select = file.prepare_cached("SELECT words FROM search_words WHERE id = ?1")?;
    let words = select.query_row([number], |row| row.get(0)).optional()?;
    Ok(words.unwrap_or_default())
}

fn write(file: &Connection, number: i64, words: &str) -> Result<()> {
    file.prepare_cached("REPLACE INTO search_words (id, words) VALUES (?1, ?2)")?
        .execute((number, words))?;
    file.prepare_cached("REPLACE INTO search_sign (id, sign) VALUES (?1, ?2)")?
        .execute((number, &Sign::of(words.as_bytes()).0[..]))?;
    Ok(())
}
