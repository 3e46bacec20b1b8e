//! One row of a table of sales: a sale, or the reason why it is none.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{
    Buyer, Columns, Field, Hand, Lone, Mended, Sale, Sales, Survey, day,
    number::{self, Decimal, Fit},
    words::{CANCELLED, NOBODY, REFUND, REFUNDED},
};
use crate::{
    domain::{Currency, Money, Quantity},
    formats::{
        Remark,
        csv::{Table, fold},
        name::join,
        text::{Number, line, mend_number},
    },
};

/// Places of a quantity: thousandths.
const THOUSANDTHS: u32 = 3;

/// Why a row is no sale.
enum Left {
    Refused(String),
    Cancelled,
    OfNobody,
    NoSale,
}

impl From<String> for Left {
    fn from(reason: String) -> Self {
        Self::Refused(reason)
    }
}

/// The rows of a file on their way to sales.
pub struct Rows<'a> {
    sales: Sales,
    columns: Columns,
    currency: &'a Currency,
    lone: Lone,
    month_first: bool,
    /// The first row of the receipt that is read: only there some shops say what holds for all its rows.
    first: First,
    lost_phones: Vec<usize>,
}

/// What the first row of a receipt says for all.
#[derive(Default)]
struct First {
    receipt: String,
    buyer: Buyer,
    day: String,
    is_cancelled: bool,
}

impl<'a> Rows<'a> {
    /// Begins with what is known of the file.
    pub fn new(columns: Columns, survey: &Survey, hand: Hand<'a>) -> Self {
        let usual = hand.reading.month_first;
        let mut sales = Sales::default();
        if let Some((month_first, by)) = &survey.order
            && *month_first != usual
        {
            let (first, second) = if *month_first {
                ("month", "day")
            } else {
                ("day", "month")
            };
            sales.remarks.push(Remark {
                line: 0,
                text: format!(
                    "days are read with the {first} before the {second}: {} can only be so",
                    line(by)
                ),
            });
        }
        let open = if hand.currency.digits == 0 {
            Lone::Thousands
        } else {
            Lone::Fraction
        };
        Self {
            sales,
            columns,
            currency: hand.currency,
            lone: survey.lone.unwrap_or(open),
            month_first: survey.order.as_ref().map_or(usual, |(first, _)| *first),
            first: First::default(),
            lost_phones: Vec::new(),
        }
    }

    /// Takes this row of the table.
    pub fn take(&mut self, table: &Table<'_>) {
        match self.read(table) {
            Ok(sale) => self.sales.sales.push(sale),
            Err(Left::Cancelled) => self.note_cancelled(),
            Err(Left::OfNobody) => self.sales.of_nobody += 1,
            Err(Left::NoSale) => self.sales.no_sales += 1,
            Err(Left::Refused(reason)) => self.sales.refused.push(table.refused(reason)),
        }
    }

    fn note_cancelled(&mut self) {
        self.sales.cancelled += 1;
        let receipt = &self.first.receipt;
        if let (false, Ok(day)) = (receipt.is_empty(), self.day()) {
            let receipt = (receipt.clone(), day);
            self.sales.cancelled_receipts.insert(receipt);
        }
    }

    /// All that was read, with what is to be said about it.
    pub fn finish(mut self, table: &Table<'_>) -> Sales {
        if !self.sales.cancelled_receipts.is_empty() {
            let sold: HashSet<&str> = self.sales.sales.iter().map(|it| &*it.receipt).collect();
            let cancelled = &mut self.sales.cancelled_receipts;
            cancelled.retain(|(receipt, _)| !sold.contains(&**receipt));
        }
        if let Some(first) = self.lost_phones.first() {
            let text = match self.lost_phones.len() {
                1 => "the phone lost digits in a spreadsheet; left out".to_owned(),
                count => format!(
                    "here and in {} more rows the phone lost digits in a spreadsheet; left out",
                    count - 1
                ),
            };
            self.sales.remarks.push(Remark { line: *first, text });
        }
        self.sales.header.clone_from(&table.header);
        let unread = table
            .names
            .iter()
            .enumerate()
            .filter(|(at, _)| !self.columns.reads(*at));
        let names = unread.map(|(_, name)| line(name).into_owned());
        self.sales
            .ignored
            .extend(names.filter(|name| !name.is_empty()));
        self.sales
    }

    fn cell<'t>(&self, table: &'t Table<'_>, field: Field) -> std::borrow::Cow<'t, str> {
        self.columns
            .at(field)
            .map(|at| table.cell(at))
            .unwrap_or_default()
    }

    fn text(&self, table: &Table<'_>, field: Field) -> String {
        line(&self.cell(table, field)).into_owned()
    }

    fn read(&mut self, table: &Table<'_>) -> Result<Sale, Left> {
        table.misfit().map_or(Ok(()), Err)?;
        self.begin(table)?;
        if self.first.is_cancelled {
            return Err(Left::Cancelled);
        }
        if matches!(
            fold(&self.cell(table, Field::LineKind)).as_str(),
            "sale" | "payment"
        ) {
            return Err(Left::NoSale);
        }
        if self.first.buyer == Buyer::default() {
            return Err(Left::OfNobody);
        }
        let day = self.day()?;
        self.is_in_currency(table)?;
        let (quantity, amount) = self.worth(table)?;
        let product = self.text(table, Field::Product);
        Ok(Sale {
            line: table.line(),
            raw: table.raw(),
            receipt: self.first.receipt.clone(),
            day,
            buyer: self.first.buyer.clone(),
            product: if product.is_empty() {
                self.text(table, Field::Sku)
            } else {
                product
            },
            group: self.text(table, Field::Group),
            quantity,
            amount,
        })
    }

    /// What the row says of its receipt: what it leaves open, the row before it of the same receipt said.
    fn begin(&mut self, table: &Table<'_>) -> Result<(), String> {
        let receipt = whole(&self.text(table, Field::Receipt)).to_owned();
        if receipt.is_empty() || receipt != self.first.receipt {
            self.first = First {
                receipt,
                ..First::default()
            };
        }
        let buyer = self.buyer(table)?;
        self.first.buyer = buyer.or(std::mem::take(&mut self.first.buyer));
        let day = self.text(table, Field::Day);
        if !day.is_empty() {
            self.first.day = day;
        }
        let status = self.cell(table, Field::Status);
        if !status.is_empty() {
            self.first.is_cancelled = self.is_cancelled(&fold(&status));
        }
        let when = self.cell(table, Field::Cancelled);
        self.first.is_cancelled |=
            !matches!(fold(&when).as_str(), "" | "no" | "false" | "0" | "nein");
        Ok(())
    }

    /// A sale paid back whole counts as cancelled, unless the file has rows of their own for what is paid back.
    fn is_cancelled(&self, status: &str) -> bool {
        is_one_of(status, CANCELLED)
            || !self.columns.has(Field::Kind) && is_one_of(status, REFUNDED)
    }

    fn buyer(&mut self, table: &Table<'_>) -> Result<Buyer, String> {
        let mut buyer = Buyer {
            number: self.text(table, Field::Number),
            name: self.text(table, Field::Name),
            phone: self.text(table, Field::Phone),
            email: self.text(table, Field::Email),
        };
        buyer.take_whoever(self.text(table, Field::Customer));
        if buyer.name.is_empty() {
            buyer.name = join(&[
                self.cell(table, Field::Given),
                self.cell(table, Field::Family),
            ]);
        }
        if mend_number(&buyer.number) == Number::Damaged {
            return Err(format!(
                "the customer's number {} lost digits in a spreadsheet",
                buyer.number
            ));
        }
        buyer.number = whole(&buyer.number).to_owned();
        if buyer.number == "0" {
            buyer.number.clear();
        }
        if is_one_of(&fold(&buyer.name), NOBODY) {
            buyer.name.clear();
        }
        match mend_number(&buyer.phone) {
            Number::Whole(phone) => buyer.phone = phone.to_owned(),
            Number::Damaged => {
                self.lost_phones.push(table.line());
                buyer.phone.clear();
            }
        }
        Ok(buyer)
    }

    fn day(&self) -> Result<NaiveDate, String> {
        let text = &self.first.day;
        if let Some(day) = day::read(text, self.month_first) {
            return Ok(day);
        }
        Err(match day::read(text, !self.month_first) {
            _ if text.is_empty() => "no day".into(),
            Some(_) => format!("{text} is no day in the order of this file"),
            None => format!("{text:?} is no day"),
        })
    }

    fn is_in_currency(&self, table: &Table<'_>) -> Result<(), String> {
        let code = self.cell(table, Field::Currency);
        if code.is_empty() || code.eq_ignore_ascii_case(&self.currency.code) {
            return Ok(());
        }
        Err(format!(
            "in {code}, but the shop's currency is {}",
            self.currency.code
        ))
    }

    /// How many, and the amount in all; what is paid back is negative.
    fn worth(&mut self, table: &Table<'_>) -> Result<(Quantity, Money), String> {
        let text = self.text(table, Field::Quantity);
        let quantity = match text.as_str() {
            "" => None,
            text => Some(self.quantity(text)?),
        };
        let amount = self.amount(table, quantity.unwrap_or(Quantity::ONE))?;
        let pays_back = is_one_of(&fold(&self.cell(table, Field::Kind)), REFUND);
        let amount = if pays_back {
            Money(-amount.0.abs())
        } else {
            amount
        };
        let sign = if amount.0 < 0 { -1 } else { 1 };
        let quantity = match quantity {
            Some(quantity) if pays_back => Quantity(-quantity.0.abs()),
            Some(quantity) => quantity,
            None => Quantity(Quantity::ONE.0 * sign),
        };
        Ok((quantity, amount))
    }

    fn quantity(&self, text: &str) -> Result<Quantity, String> {
        let text = text.trim_matches(['x', '×', ' ']);
        match number::read(text, self.lone).map(|it| it.at(THOUSANDTHS)) {
            Some(Fit::Exact(0) | Fit::Dust(0)) => Err("the quantity is 0".into()),
            Some(Fit::Exact(quantity) | Fit::Dust(quantity)) => Ok(Quantity(quantity)),
            Some(_) => Err(format!("the quantity {text} has more than three places")),
            None => Err(format!("the quantity {text:?} is no number")),
        }
    }

    fn amount(&mut self, table: &Table<'_>, quantity: Quantity) -> Result<Money, String> {
        let text = self.text(table, Field::Amount);
        if !text.is_empty() {
            return self.money(&text);
        }
        let price = self.text(table, Field::Price);
        if price.is_empty() {
            return Err("no amount".into());
        }
        let is_no_number = || format!("the price {price:?} is no number");
        let exact = number::read(&price, self.lone).ok_or_else(is_no_number)?;
        let exact = match exact.at(self.currency.digits) {
            Fit::Dust(minor) => {
                note(&mut self.sales.dust, &price, Money(minor));
                Decimal::of(minor, self.currency.digits)
            }
            _ => exact,
        };
        let amount = exact.times(Decimal::of(quantity.0, THOUSANDTHS));
        let amount = amount
            .and_then(|it| it.rounded(self.currency.digits))
            .ok_or_else(is_no_number)?;
        let off = match self.text(table, Field::Discount) {
            text if text.is_empty() => Money(0),
            text => self.money(&text)?,
        };
        Ok(Money(amount.saturating_sub(off.0)))
    }

    fn money(&mut self, text: &str) -> Result<Money, String> {
        let Some(exact) = number::read(text, self.lone) else {
            return Err(format!("the amount {text:?} is no number"));
        };
        match exact.at(self.currency.digits) {
            Fit::Exact(minor) => Ok(Money(minor)),
            Fit::Dust(minor) => {
                note(&mut self.sales.dust, text, Money(minor));
                Ok(Money(minor))
            }
            // Not where the point could stand between thousands.
            Fit::Tenth(minor) if self.lone != Lone::Fraction || number::lone(text).is_some() => {
                note(&mut self.sales.tenths, text, Money(minor));
                Ok(Money(minor))
            }
            _ => Err(match self.currency.digits {
                0 => format!(
                    "the amount {text} has a fraction, {} has none",
                    self.currency.code
                ),
                digits => format!(
                    "the amount {text} has more than the {digits} places of {}",
                    self.currency.code
                ),
            }),
        }
    }
}

/// Counts an amount that was mended.
fn note(mended: &mut Option<Mended>, text: &str, amount: Money) {
    let first = || Mended {
        amounts: 0,
        example: text.to_owned(),
        amount,
    };
    mended.get_or_insert_with(first).amounts += 1;
}

/// A number that a spreadsheet wrote as `17850.0`, without that.
fn whole(text: &str) -> &str {
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    text.strip_suffix(".0").filter(digits).unwrap_or(text)
}

fn is_one_of(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split('|').any(|it| it == word)
}
