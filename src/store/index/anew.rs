//! The search index against the rows it was made from, and made anew from them.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Result;
use rusqlite::Connection;

use super::{IDENTITY, RECENT, catch_up, each_recent, lines};
use crate::{
    domain::{CustomerId, Stamp},
    search::{self, BLOCK_SPAN},
    store::{customers, texts, words},
};

/// So many long texts are asked for one by one.
const SAMPLE: usize = 200;

/// How many blocks of customers say something else than their rows; what waits to be taken in is left out.
pub(in crate::store) fn wrong_blocks(file: &Connection) -> Result<usize> {
    let waiting = waiting(file, &[0, IDENTITY])?;
    let waiting: HashSet<i64> = waiting.iter().map(|id| id.div_euclid(BLOCK_SPAN)).collect();
    let mut wrong = 0;
    for number in numbers(file)?.difference(&waiting.into_iter().collect()) {
        let first = number * BLOCK_SPAN;
        let all = customers::between(file, first, first + BLOCK_SPAN - 1)?;
        let fresh: String = all.iter().map(search::block_line).collect();
        let texts: String = all.iter().map(words::line).collect();
        let same = lines(file, *number)? == fresh && words::is_kept(file, *number, &texts)?;
        wrong += usize::from(!same);
    }
    Ok(wrong)
}

/// The numbers of all blocks that there are, or should be.
fn numbers(file: &Connection) -> Result<BTreeSet<i64>> {
    let mut select = file.prepare(&format!(
        "SELECT DISTINCT id / {BLOCK_SPAN} FROM customer
        UNION SELECT id FROM search_block UNION SELECT id FROM search_words"
    ))?;
    let numbers = select.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

/// The row numbers that wait to be taken in, of some kinds.
fn waiting(file: &Connection, kinds: &[i64]) -> Result<HashSet<i64>> {
    let mut select = file.prepare("SELECT id >> 4, id & 15 FROM search_stale")?;
    let mut rows = select.query([])?;
    let mut waiting = HashSet::new();
    while let Some(row) = rows.next()? {
        if kinds.contains(&row.get(1)?) {
            waiting.insert(row.get(0)?);
        }
    }
    Ok(waiting)
}

/// Of how many customers the most recent contact is another than the index says.
pub(in crate::store) fn wrong_recents(file: &Connection) -> Result<usize> {
    let waiting = waiting(file, &[RECENT])?;
    let mut kept = HashMap::new();
    each_recent(file, &mut |customer, seconds| {
        kept.insert(customer, seconds);
    })?;
    let mut select = file.prepare(
        "SELECT customer, max(at) FROM interaction WHERE customer IS NOT NULL GROUP BY customer",
    )?;
    let mut rows = select.query([])?;
    let mut wrong = 0;
    while let Some(row) = rows.next()? {
        let (customer, at): (CustomerId, Stamp) = (row.get(0)?, row.get(1)?);
        let same = kept.remove(&customer) == Some(at.seconds());
        wrong += usize::from(!same && !waiting.contains(&customer.0));
    }
    kept.retain(|customer, _| !waiting.contains(&customer.0));
    Ok(wrong + kept.len())
}

/// How many long texts are not found by their words, or found though they are gone. That all are there is asked of every one; the
/// words, of some of them.
pub(in crate::store) fn wrong_texts(file: &Connection) -> Result<usize> {
    let mut select = file.prepare("SELECT id FROM search_text_docsize")?;
    let kept = select.query_map([], |row| row.get(0))?;
    let mut kept: HashSet<i64> = kept.collect::<rusqlite::Result<_>>()?;
    let mut waiting = file.prepare("SELECT id FROM search_stale")?;
    let waiting = waiting.query_map([], |row| row.get(0))?;
    let waiting: HashSet<i64> = waiting.collect::<rusqlite::Result<_>>()?;
    kept.retain(|place| !waiting.contains(place));
    let every = (kept.len() / SAMPLE).max(1);
    let (mut wrong, mut count) = (0, 0);
    texts::each(file, &mut |place, text| {
        if waiting.contains(&place) {
            return Ok(());
        }
        count += 1;
        let there =
            kept.remove(&place) && (count % every != 0 || texts::is_found(file, place, &text)?);
        wrong += usize::from(!there);
        Ok(())
    })?;
    Ok(wrong + kept.len())
}

/// Makes all of it anew from the rows, inside the caller's transaction. Blocks keep counting their versions, so that other windows
/// take the new ones over.
pub(in crate::store) fn make(file: &Connection) -> Result<()> {
    let version = super::version(file)? + 1;
    let bought = format!(
        "UPDATE search_block SET lines = '', version = {version};
        UPDATE search_recent SET recent = x'', version = {version};
        UPDATE search_bought SET sales = x'', version = 1 + (SELECT max(version) FROM search_bought);
        DELETE FROM search_words;
        DELETE FROM search_sign;
        DELETE FROM search_pair;
        INSERT INTO search_text (search_text) VALUES ('delete-all');
        DELETE FROM search_stale;"
    );
    file.execute_batch(&bought)?;
    file.execute_batch(
        "INSERT INTO search_stale SELECT id * 16 FROM customer UNION ALL SELECT id * 16 + 1 FROM customer;
        INSERT INTO search_stale SELECT DISTINCT customer * 16 + 2 FROM interaction WHERE customer IS NOT NULL;
        INSERT INTO search_stale SELECT id * 16 + 6 FROM interaction;
        INSERT INTO search_stale SELECT id * 16 + 7 FROM complaint;
        INSERT INTO search_stale SELECT id * 16 + 8 FROM step;
        INSERT INTO search_stale SELECT DISTINCT customer * 16 + 9 FROM purchase;",
    )?;
    catch_up(file)
}
