//! Rows of a table to records.

use ::csv::StringRecord;

use super::{
    columns::{AddressColumns, Columns, Reach},
    meaning::Part,
    row::RowReader,
    table::{Table, cell, with_line_feeds},
};
use crate::{
    domain::{Address, Customer, Email, Phone, Refusal},
    formats::{
        Contents, Kind, Reading,
        text::{Number, add_line, line, mend_number},
        till,
    },
};

/// Reads a table of customers.
///
/// # Errors
/// The sentence that says why it is none: no column for a name or a phone, a quote that never closes.
pub fn read(text: &str, reading: &Reading) -> Result<Contents, Refusal> {
    let text = with_line_feeds(text);
    let mut table = Table::open(&text)?;
    if reading.map.is_empty() && till::are_sales(&table.names) {
        let what = "sales of a till, it seems, not contacts; import it with --purchases.";
        return Err(Refusal(what.into()));
    }
    let mut rows = Rows {
        contents: Contents::new(Kind::Csv),
        columns: Columns::new(&table.names, &reading.map)?,
        month_first: reading.month_first,
    };
    rows.contents.header.clone_from(&table.header);
    while table.advance()? {
        rows.take(&table);
    }
    rows.name_left_out();
    Ok(rows.contents)
}

struct Rows {
    contents: Contents,
    columns: Columns,
    month_first: bool,
}

impl Rows {
    fn take(&mut self, table: &Table<'_>) {
        if let Some(reason) = table.misfit() {
            return self.contents.refused.push(table.refused(reason));
        }
        let (row, line) = (table.row(), table.line());
        let mut customer = Box::<Customer>::default();
        let damaged = self.phones(row, &mut customer);
        for reach in &self.columns.emails {
            for address in self.values(row, reach.column) {
                customer.emails.push(Email {
                    address,
                    label: self.label(row, reach),
                    ..Email::default()
                });
            }
        }
        let places = self.columns.addresses.iter();
        customer
            .addresses
            .extend(places.filter_map(|columns| address(row, columns, self.columns.ours)));
        let record = RowReader::new(customer, &self.columns, self.month_first).finish(row, line);
        for number in damaged {
            let text = format!("{number} is a phone that a spreadsheet damaged; kept as it is");
            self.contents.remark(line, text);
        }
        self.contents.take(record, || table.raw());
    }

    /// Takes the phones; gives back those that lost digits.
    fn phones(&self, row: &StringRecord, customer: &mut Customer) -> Vec<String> {
        let mut damaged = Vec::new();
        for reach in &self.columns.phones {
            for text in self.values(row, reach.column) {
                let raw = match mend_number(&text) {
                    _ if self.columns.ours => text,
                    Number::Whole(number) => number.to_owned(),
                    Number::Damaged => {
                        damaged.push(text.clone());
                        text
                    }
                };
                customer.phones.push(Phone {
                    raw,
                    label: self.label(row, reach),
                    ..Phone::default()
                });
            }
        }
        damaged
    }

    /// The values of a cell: Google writes several with ` ::: ` between them, people with line breaks.
    fn values(&self, row: &StringRecord, column: usize) -> Vec<String> {
        let text = row.get(column).map(cell).unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        let parts: Vec<&str> = if self.columns.ours {
            vec![&text]
        } else {
            text.split(":::").flat_map(str::lines).collect()
        };
        let parts = parts.into_iter().map(|part| line(part).into_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn label(&self, row: &StringRecord, reach: &Reach) -> String {
        let said = reach.label_column.and_then(|at| row.get(at)).map(cell);
        match said {
            Some(said) if !said.is_empty() => label(&said, self.columns.ours),
            _ => reach.label.clone(),
        }
    }

    fn name_left_out(&mut self) {
        for at in self.columns.left_out() {
            let name = self.columns.names[at].clone();
            self.contents.ignore(&name);
        }
    }
}

/// A label as it stands in a cell. Google writes `* Mobile` for the main one; our own are left as they are.
fn label(text: &str, ours: bool) -> String {
    if ours {
        line(text).into_owned()
    } else {
        line(text.trim_start_matches(['*', ' '])).to_lowercase()
    }
}

/// The address in these columns, if there is any of it.
fn address(row: &StringRecord, columns: &AddressColumns, ours: bool) -> Option<Address> {
    let mut address = Address::default();
    let mut formatted = String::new();
    address.label.clone_from(&columns.label);
    for (column, part) in &columns.parts {
        let text = row.get(*column).map(cell).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        match part {
            Part::Street => add_line(&mut address.street, &text),
            Part::City => address.city = line(&text).into_owned(),
            Part::Region => address.region = line(&text).into_owned(),
            Part::Postcode => address.postcode = line(&text).into_owned(),
            Part::Country => address.country = line(&text).into_owned(),
            Part::Formatted => formatted = text.into_owned(),
            Part::Label => address.label = label(&text, ours),
        }
    }
    if address.is_blank() {
        address.street = formatted;
    }
    (!address.is_blank()).then_some(address)
}
