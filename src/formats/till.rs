//! Sales as tills and web shops export them: one row a sale or a line of one, columns found by their names or named by hand.
//!
//! Every row ends up in one count: it is a sale, refused with the reason, cancelled, of nobody, or none at all (a payment).

mod columns;
mod day;
mod number;
mod row;
mod survey;
mod words;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::{
    columns::{Columns, Field},
    number::Lone,
    row::Rows,
    survey::Survey,
};
use super::{
    Kind, Reading, Remark, RowError,
    csv::{Table, fold, with_line_feeds},
    encoding,
};
use crate::domain::{Currency, Layout, LayoutId, Money, Quantity, Refusal};

/// One sale, or one line of it, as a till tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// The line of the file on which it starts, from 1.
    pub line: usize,
    /// The row as it stands in the file.
    pub raw: String,
    /// The number of the receipt; empty when the till gives none.
    pub receipt: String,
    /// The day of the sale.
    pub day: NaiveDate,
    /// Who bought.
    pub buyer: Buyer,
    /// What was sold; empty when the till does not say.
    pub product: String,
    /// The group of the product; empty when the till does not say.
    pub group: String,
    /// How many; below zero when they came back.
    pub quantity: Quantity,
    /// The amount in all; negative for a refund.
    pub amount: Money,
}

/// What a till knows of a customer; texts are empty where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Buyer {
    /// Their own number at the till.
    pub number: String,
    /// As written there.
    pub name: String,
    /// As written there.
    pub phone: String,
    /// As written there.
    pub email: String,
}

impl Buyer {
    /// What stands in a column for customers: a number, a name, a phone or an e-mail, whichever it looks like.
    fn take_whoever(&mut self, whoever: String) {
        let is_number = whoever.contains(|it: char| it.is_ascii_digit()) && !whoever.contains(' ');
        let place = match () {
            () if whoever.contains('@') => &mut self.email,
            () if whoever.starts_with('+') => &mut self.phone,
            () if is_number => &mut self.number,
            () => &mut self.name,
        };
        if place.is_empty() {
            *place = whoever;
        }
    }

    /// What is said here, and what was said before where nothing is.
    fn or(self, before: Self) -> Self {
        let or = |now: String, before: String| if now.is_empty() { before } else { now };
        Self {
            number: or(self.number, before.number),
            name: or(self.name, before.name),
            phone: or(self.phone, before.phone),
            email: or(self.email, before.email),
        }
    }
}

/// All sales of one file. They, the refused rows and the three counts together are all its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sales {
    /// In the order of the file.
    pub sales: Vec<Sale>,
    /// What could not be taken.
    pub refused: Vec<RowError>,
    /// Rows of sales that were cancelled, or never came about.
    pub cancelled: usize,
    /// Receipts of them with their days, where the file has nothing on them that was sold.
    pub cancelled_receipts: BTreeSet<(String, NaiveDate)>,
    /// Rows that do not say whose they are.
    pub of_nobody: usize,
    /// Rows that are no sales: payments, sums.
    pub no_sales: usize,
    /// Amounts with floating-point dust: `22.200000000000003`.
    pub dust: Option<Mended>,
    /// Amounts with a tenth of the last place more or less: `15.001`.
    pub tenths: Option<Mended>,
    /// What was odd, but was taken.
    pub remarks: Vec<Remark>,
    /// Columns that were left out.
    pub ignored: BTreeSet<String>,
    /// The header line, to stand above refused rows.
    pub header: String,
    /// What was said by hand about these columns, where that is to be remembered; numbered where it is another state of a known one.
    pub layout: Option<Layout>,
}

/// Amounts that were read as the nearest one there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// How many.
    pub amounts: usize,
    /// The first of them as it stands in the file.
    pub example: String,
    /// What that was read as.
    pub amount: Money,
}

/// How the shop reads its tills.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// Columns named by hand, and the order of day and month.
    pub reading: &'a Reading,
    /// What was said about columns before.
    pub layouts: &'a [Layout],
    /// The currency of all amounts.
    pub currency: &'a Currency,
}

/// Are these the names of the columns of sales?
pub fn are_sales(names: &[String]) -> bool {
    Columns::by_name(names).are_of_sales()
}

/// Reads a file of sales.
///
/// # Errors
/// The sentence that says what the file is instead, or what is missing, and what to do.
pub fn read(bytes: &[u8], hand: Hand<'_>) -> Result<Sales, Refusal> {
    let (kind, bytes) = super::recognised(bytes)?;
    if kind != Kind::Csv {
        let what = if kind == Kind::Json {
            "an export of everything"
        } else {
            "contacts"
        };
        return Err(Refusal(format!(
            "{what}, not sales of a till; import it without --purchases."
        )));
    }
    let text = encoding::decode(&bytes);
    let text = with_line_feeds(&text);
    let mut table = Table::open(&text)?;
    let layout = mapped(&table.names, hand);
    let map: Vec<(String, String)> = layout.map().collect();
    let columns =
        Columns::new(&table.names, &map).map_err(|why| instead(&table.names, &map, why))?;
    let survey = Survey::of(Table::open(&text)?, &columns)?;
    let mut rows = Rows::new(columns, &survey, hand);
    while table.advance()? {
        rows.take(&table);
    }
    let mut sales = rows.finish(&table);
    sales.layout = (!map.is_empty() && !hand.layouts.contains(&layout)).then_some(layout);
    Ok(sales)
}

/// What was said about these columns before, and what is said now.
fn mapped(names: &[String], hand: Hand<'_>) -> Layout {
    let header: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let header = header.join("\t");
    let known = hand.layouts.iter().find(|layout| layout.header == header);
    let layout = known.cloned().unwrap_or(Layout {
        id: LayoutId::NEW,
        header,
        columns: String::new(),
    });
    let said = &hand.reading.map;
    let before = layout.map();
    let before = before.filter(|(field, _)| !said.iter().any(|(now, _)| now == field));
    let map: Vec<(String, String)> = before.chain(said.iter().cloned()).collect();
    layout.mapped(&map)
}

/// Why a table has no sales; contacts are said by name.
fn instead(names: &[String], map: &[(String, String)], why: Refusal) -> Refusal {
    let columns = Columns::by_name(names);
    let money = [Field::Amount, Field::Price, Field::Quantity];
    if map.is_empty()
        && !money.iter().any(|field| columns.has(*field))
        && super::csv::are_contacts(names)
    {
        Refusal(format!(
            "a table of contacts, it seems, not sales; import it without --purchases. If it has sales: {why}"
        ))
    } else {
        why
    }
}
