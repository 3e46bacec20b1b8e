//! The pages of a file as SQLite lays them out, for those to which no way leads any more because the page that led to them is torn.
//!
//! Only what the format promises is used (sqlite.org/fileformat2.html): leaves and inner pages of tables, records, overflow, and the
//! list of free pages, from which nothing that was taken out may come back.

use std::{
    cell::RefCell,
    collections::HashSet,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use anyhow::{Context, Result};
use rusqlite::types::Value;

use super::rows::Table;

/// The first byte of a page: a leaf of a table.
const LEAF: u8 = 13;

/// The first byte of a page: one that leads to other pages of a table.
const INNER: u8 = 5;

/// The header of the file stands before that of its first page.
const FILE_HEADER: usize = 100;

/// A row found by itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loose {
    pub id: i64,
    /// Its columns as they were stored, `id` as NULL.
    pub values: Vec<Value>,
}

/// A file, and the leaves in it that belong to no table that is known.
pub(super) struct Pages {
    file: RefCell<File>,
    size: usize,
    /// How much of each page is used.
    used: usize,
    count: u32,
    loose: Vec<u32>,
}

impl Pages {
    /// Looks through a file to which nobody has a connection that locks, for the leaves that no table (by its first page) leads to.
    pub(super) fn read(path: &Path, roots: &[u32]) -> Result<Self> {
        let reading = || format!("reading {}", path.display());
        let mut file = File::open(path).with_context(reading)?;
        let mut head = [0; FILE_HEADER];
        file.read_exact(&mut head).with_context(reading)?;
        let size = match number(&head, 16, 2) {
            Some(1) => 65_536,
            Some(size) if size >= 512 => size,
            _ => 4096,
        };
        let length = file.metadata().with_context(reading)?.len();
        let mut pages = Self {
            file: RefCell::new(file),
            size,
            used: size - usize::from(head[20]),
            count: u32::try_from(length / size as u64).unwrap_or(u32::MAX),
            loose: Vec::new(),
        };
        let mut known = pages.free(small(&head, 32).unwrap_or(0));
        for root in roots {
            pages.reach(*root, &mut known);
        }
        pages.loose = (1..=pages.count)
            .filter(|page| !known.contains(page))
            .filter(|page| {
                pages
                    .page(*page)
                    .is_some_and(|it| kind(*page, &it) == Some(LEAF))
            })
            .collect();
        Ok(pages)
    }

    /// The rows of a table that lie in a gap of it: in leaves that it leads to, and in loose ones whose rows fit.
    pub(super) fn rows_of(&self, table: &Table, (low, high): (i64, i64)) -> Vec<Loose> {
        let own = self.reach(table.root, &mut HashSet::new());
        let leaves = own.iter().chain(&self.loose);
        let rows = leaves.filter_map(|page| self.leaf(*page, table)).flatten();
        rows.filter(|row| (low..=high).contains(&row.id)).collect()
    }

    fn page(&self, page: u32) -> Option<Vec<u8>> {
        let at = u64::from(page).checked_sub(1)? * self.size as u64;
        let mut bytes = vec![0; self.size];
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The pages that hold nothing any more, from the first page of their list on.
    fn free(&self, mut trunk: u32) -> HashSet<u32> {
        let mut free = HashSet::new();
        while trunk != 0 && free.insert(trunk) {
            let Some(page) = self.page(trunk) else {
                break;
            };
            let leaves = number(&page, 4, 4).unwrap_or(0).min(self.size / 4 - 2);
            free.extend((0..leaves).filter_map(|at| small(&page, 8 + at * 4)));
            trunk = small(&page, 0).unwrap_or(0);
        }
        free
    }

    /// Notes all pages of a table to which a way leads; gives back its leaves.
    fn reach(&self, root: u32, known: &mut HashSet<u32>) -> Vec<u32> {
        let (mut next, mut leaves) = (vec![root], Vec::new());
        while let Some(at) = next.pop() {
            let Some(page) = self.page(at).filter(|_| known.insert(at)) else {
                continue;
            };
            match kind(at, &page) {
                Some(LEAF) => leaves.push(at),
                Some(INNER) => next.extend(children(&page, header(at))),
                _ => {}
            }
        }
        leaves
    }

    /// The rows of a leaf, where all of them fit a table.
    fn leaf(&self, at: u32, table: &Table) -> Option<Vec<Loose>> {
        let page = self.page(at)?;
        let header = header(at);
        let cells = number(&page, header + 3, 2)?;
        let cell = |at: usize| self.cell(&page, number(&page, header + 8 + at * 2, 2)?);
        let rows: Vec<Loose> = (0..cells).map(cell).collect::<Option<_>>()?;
        let in_order = rows.is_sorted_by(|one, other| one.id < other.id);
        (in_order && rows.iter().all(|row| fits(row, table))).then_some(rows)
    }

    /// The row of one cell.
    fn cell(&self, page: &[u8], at: usize) -> Option<Loose> {
        let (length, at) = varint(page, at)?;
        let (id, at) = varint(page, at)?;
        let length = usize::try_from(length).ok()?;
        let here = self.here(length);
        let mut record = page.get(at..at + here)?.to_vec();
        let mut next = match here < length {
            true => small(page, at + here)?,
            false => 0,
        };
        while record.len() < length {
            let more = self.page(next)?;
            let part = (length - record.len()).min(self.used - 4);
            record.extend(more.get(4..4 + part)?);
            next = small(&more, 0)?;
        }
        let values = values(&record)?;
        Some(Loose { id, values })
    }

    /// How much of a record of this length stands in its cell; the rest is on pages of its own.
    const fn here(&self, length: usize) -> usize {
        let most = self.used - 35;
        if length <= most {
            return length;
        }
        let least = (self.used - 12) * 32 / 255 - 23;
        let here = least + (length - least) % (self.used - 4);
        if here <= most { here } else { least }
    }
}

/// Where the header of a page stands in it.
const fn header(page: u32) -> usize {
    if page == 1 { FILE_HEADER } else { 0 }
}

fn kind(at: u32, page: &[u8]) -> Option<u8> {
    page.get(header(at)).copied()
}

/// The pages that an inner page leads to.
fn children(page: &[u8], header: usize) -> Vec<u32> {
    let cells = number(page, header + 3, 2).unwrap_or(0);
    let child = |at: usize| small(page, number(page, header + 12 + at * 2, 2)?);
    let last = small(page, header + 8);
    (0..cells).filter_map(child).chain(last).collect()
}

/// Can it be a row of this table?
fn fits(row: &Loose, table: &Table) -> bool {
    let kinds = table.columns.iter().zip(&row.values).skip(1);
    let fit = |(_, kind): &(String, String), value: &Value| match value {
        Value::Null => true,
        Value::Integer(_) => kind == "INTEGER",
        Value::Text(_) => kind == "TEXT",
        Value::Blob(_) => kind == "BLOB",
        Value::Real(_) => false,
    };
    row.values.len() <= table.columns.len()
        && row.values.first() == Some(&Value::Null)
        && kinds.into_iter().all(|(column, value)| fit(column, value))
}

/// The values of a record.
fn values(record: &[u8]) -> Option<Vec<Value>> {
    let (header, mut at) = varint(record, 0)?;
    let mut body = usize::try_from(header).ok()?;
    let header = body;
    let mut values = Vec::new();
    while at < header {
        let (kind, behind) = varint(record, at)?;
        at = behind;
        let kind = usize::try_from(kind).ok()?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            kind => (kind - 12) / 2,
        };
        let bytes = record.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            1..=6 => Value::Integer(signed(bytes)),
            kind if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        });
    }
    (at == header).then_some(values)
}

/// A whole number of up to eight bytes, the highest first, with its sign.
fn signed(bytes: &[u8]) -> i64 {
    let first = bytes
        .first()
        .map_or(0, |byte| i64::from(byte.cast_signed()));
    let rest = bytes.iter().skip(1);
    rest.fold(first, |number, byte| number << 8 | i64::from(*byte))
}

/// A number of so many bytes, the highest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

/// The number of a page: four bytes.
fn small(bytes: &[u8], at: usize) -> Option<u32> {
    u32::try_from(number(bytes, at, 4)?).ok()
}

/// A number of one to nine bytes, as SQLite writes it, and what stands behind it.
fn varint(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let mut number: u64 = 0;
    for length in 0..8 {
        let byte = *bytes.get(at + length)?;
        number = number << 7 | u64::from(byte & 0x7F);
        if byte < 0x80 {
            return Some((number.cast_signed(), at + length + 1));
        }
    }
    let byte = *bytes.get(at + 8)?;
    Some(((number << 8 | u64::from(byte)).cast_signed(), at + 9))
}
