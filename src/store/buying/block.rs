//! How what a block of customers bought is packed: for each who bought what no day changes of their pace, then their rows, newest first.

use chrono::{Datelike, NaiveDate};

use crate::domain::{Bought, Money, Pace, ProductId, habits::year_before};

/// Customers `n * SPAN .. (n + 1) * SPAN` stand in block `n`: so few that a purchase saved writes little, so many that all are read quickly.
pub(super) const SPAN: i64 = 64;

/// A row's product stands above so many bits: it is a sale, it belongs to the same sale as the row before it.
const BITS: u32 = 2;
const IS_SALE: u64 = 1;
const SAME_SALE: u64 = 2;

/// What one customer bought, as it stands in a block: place, length, then all else.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// Their place in the block.
    pub place: u8,
    /// All of it.
    pub whole: &'a [u8],
    body: Bytes<'a>,
}

/// The entries of a block, by place.
pub(super) fn entries(block: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let (&place, behind) = rest.split_first()?;
        let mut bytes = Bytes(behind);
        let length = usize::try_from(bytes.number()?).ok()?;
        let (body, behind) = bytes.0.split_at_checked(length)?;
        let whole = &rest[..rest.len() - behind.len()];
        rest = behind;
        Some(Entry {
            place,
            whole,
            body: Bytes(body),
        })
    })
}

/// Adds the entry of a customer with these rows, oldest first; who never bought has none.
pub(super) fn add(block: &mut Vec<u8>, place: u8, rows: &[Bought]) {
    let Some((pace, newest)) = Pace::of(rows, NaiveDate::MAX).zip(rows.last()) else {
        return;
    };
    let mut body = Vec::with_capacity(16 + rows.len() * 6);
    put(&mut body, pace.sales.into());
    put(&mut body, pace.days.into());
    put(&mut body, folded(number_of(pace.first)));
    put(&mut body, between(pace.first, pace.last));
    put(
        &mut body,
        pace.median_gap.map_or(0, |gap| u64::from(gap) + 1),
    );
    put(&mut body, folded(pace.spent.0));
    put(&mut body, between(pace.last, newest.day));
    let mut newer = newest.day;
    for row in rows.iter().rev() {
        put(&mut body, between(row.day, newer));
        put(&mut body, product_and_bits(row));
        put(&mut body, folded(row.amount.0));
        newer = row.day;
    }
    block.push(place);
    put(block, body.len() as u64);
    block.extend(body);
}

/// The last day that is not of the twelve months up to today any more, as a number.
pub(super) fn year_before_number(today: NaiveDate) -> i32 {
    year_before(today).num_days_from_ce()
}

impl<'a> Entry<'a> {
    /// Their pace, where the last twelve months begin behind the day of this number.
    pub(super) fn pace(&self, year_before: i32) -> Option<Pace> {
        let (mut pace, rows) = self.parts()?;
        let last_year = year_before_number(pace.last);
        let mut is_in_doubt = false;
        for row in rows {
            // A row of the same sale as one that was given back begins it.
            pace.year_sales += u32::from(is_in_doubt && !row.is_sale());
            let (is_lately, is_of_last_year) = (row.day > year_before, row.day > last_year);
            if !is_lately && !is_of_last_year {
                break;
            }
            is_in_doubt = is_lately && row.is_sale() && row.same_sale();
            pace.year_sales += u32::from(is_lately && row.is_sale() && !row.same_sale());
            add_if(&mut pace.year_spent, is_lately, row.amount);
            add_if(&mut pace.yearly_value, is_of_last_year, row.amount);
        }
        Some(pace)
    }

    /// Their pace, but for what is summed of twelve months: what no day changes.
    pub fn lasting(&self) -> Option<Pace> {
        Some(self.parts()?.0)
    }

    /// Their rows from a day on, oldest first; before them those back to the last sale that is older.
    pub fn rows_since(&self, day: NaiveDate, rows: &mut Vec<Bought>) {
        rows.clear();
        for row in self.rows() {
            rows.push(row);
            if row.is_sale && row.day < day {
                break;
            }
        }
        rows.reverse();
    }

    /// Their rows, newest first.
    pub fn rows(&self) -> impl Iterator<Item = Bought> + use<'a> {
        let rows = self.parts().into_iter().flat_map(|(_, rows)| rows);
        rows.map_while(|row| row.bought())
    }

    /// Puts their rows into `rows`, oldest first.
    pub(super) fn unpack(&self, rows: &mut Vec<Bought>) {
        rows.clear();
        rows.extend(self.rows());
        rows.reverse();
    }

    /// What they bought, each product once, by number.
    pub(super) fn products(&self) -> Vec<ProductId> {
        let rows = self.parts().into_iter().flat_map(|(_, rows)| rows);
        let sales = rows.filter(Row::is_sale);
        let mut products: Vec<ProductId> = sales.filter_map(|row| row.product()).collect();
        products.sort_unstable();
        products.dedup();
        products
    }

    fn parts(&self) -> Option<(Pace, Rows<'a>)> {
        let mut bytes = self.body;
        let small = |bytes: &mut Bytes<'_>| bytes.number()?.try_into().ok();
        let (sales, days) = (small(&mut bytes)?, small(&mut bytes)?);
        let first = i32::try_from(unfolded(bytes.number()?)).ok()?;
        let last = first.checked_add_unsigned(small(&mut bytes)?)?;
        let median_gap = small(&mut bytes)?.checked_sub(1);
        let spent = Money(unfolded(bytes.number()?));
        let newer = last.checked_add_unsigned(small(&mut bytes)?)?;
        let pace = Pace {
            sales,
            days,
            first: day(first)?,
            last: day(last)?,
            median_gap,
            spent,
            year_sales: 0,
            year_spent: Money(0),
            yearly_value: Money(0),
        };
        Some((pace, Rows { bytes, newer }))
    }
}

fn add_if(sum: &mut Money, counts: bool, amount: i64) {
    sum.0 = sum.0.saturating_add(if counts { amount } else { 0 });
}

/// A row as it is packed: its day as a number.
struct Row {
    day: i32,
    product_and_bits: u64,
    amount: i64,
}

impl Row {
    const fn is_sale(&self) -> bool {
        self.product_and_bits & IS_SALE != 0
    }

    const fn same_sale(&self) -> bool {
        self.product_and_bits & SAME_SALE != 0
    }

    fn product(&self) -> Option<ProductId> {
        let number = i64::try_from(self.product_and_bits >> BITS).ok()?;
        (number > 0).then_some(ProductId(number))
    }

    fn bought(&self) -> Option<Bought> {
        Some(Bought {
            day: day(self.day)?,
            product: self.product(),
            amount: Money(self.amount),
            is_sale: self.is_sale(),
            same_sale: self.same_sale(),
        })
    }
}

/// The rows of an entry that were not read yet, newest first.
struct Rows<'a> {
    bytes: Bytes<'a>,
    /// The day of the row before.
    newer: i32,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let days = u32::try_from(self.bytes.number()?).ok()?;
        self.newer = self.newer.checked_sub_unsigned(days)?;
        Some(Row {
            day: self.newer,
            product_and_bits: self.bytes.number()?,
            amount: unfolded(self.bytes.number()?),
        })
    }
}

/// Products have small numbers; one that another program gave a huge one is left out.
fn product_and_bits(row: &Bought) -> u64 {
    let product = row.product.and_then(|id| u32::try_from(id.0).ok());
    let bits = if row.is_sale { IS_SALE } else { 0 } | if row.same_sale { SAME_SALE } else { 0 };
    u64::from(product.unwrap_or(0)) << BITS | bits
}

fn number_of(day: NaiveDate) -> i64 {
    day.num_days_from_ce().into()
}

fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}

/// How many days lie between two, the later one last.
fn between(earlier: NaiveDate, later: NaiveDate) -> u64 {
    (later - earlier).num_days().unsigned_abs()
}

/// A number with its sign in the lowest bit, so that small ones stay small.
fn folded(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Adds a number: seven bits a byte, the lowest first; the highest bit says that there are more.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Packed numbers that were not read yet.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn number(&mut self) -> Option<u64> {
        let (&first, rest) = self.0.split_first()?;
        if first < 0x80 {
            self.0 = rest;
            return Some(first.into());
        }
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}
