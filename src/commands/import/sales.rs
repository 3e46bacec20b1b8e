//! Purchases out of the files of tills and web shops: who bought is found or made, what was sold as well, and nothing is taken twice.

mod goods;
mod known;
mod people;

use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use self::{
    goods::Goods,
    known::{Key, Known, Whose},
    people::People,
};
use super::{FilePlan, Options, Plan, from, maps, read};
use crate::{
    domain::{
        Change, Currency, Customer, Kept, Layout, Money, Purchase, PurchaseId, Stamp,
        phrase::grouped,
    },
    formats::{
        Kind, Reading, RowError,
        till::{self, Hand, Mended, Sale, Sales},
    },
    store::Store,
};

/// What an import would do with the rows of one file of sales, beside the counts that every file has.
#[derive(Debug, Serialize)]
pub struct Takings {
    /// Cancelled, or never paid.
    pub cancelled: usize,
    /// Not said whose they are.
    pub without_customer: usize,
    /// No sales, but payments or sums.
    pub no_sale: usize,
    /// Of the new ones: something was paid back.
    pub refunds: usize,
    /// Who is new with them.
    pub new_customers: usize,
    /// What is new with them.
    pub new_products: usize,
    /// Of those that are there: taken back, because their receipt is cancelled now.
    pub taken_back: usize,
    /// All new ones together.
    pub amount: Worth,
    /// Amounts with floating-point dust, read as what they are.
    pub dust: Option<Rounded>,
    /// Amounts with a tenth of the last place more or less, read without it.
    pub tenths: Option<Rounded>,
}

/// An amount of money on its own.
#[derive(Debug, Serialize)]
pub struct Worth {
    minor: Money,
    currency: String,
}

/// Amounts that were read as the nearest one there is.
#[derive(Debug, Serialize)]
pub struct Rounded {
    /// How many.
    pub amounts: usize,
    /// The first of them as it stands in the file.
    pub example: String,
    /// What that was read as.
    pub read_as: String,
}

impl Takings {
    /// Of one file, with what is new out of it.
    fn of(read: &mut Sales, new: &[Purchase], currency: &Currency) -> Self {
        let rounded = |it: Mended| Rounded {
            read_as: currency.show(it.amount),
            amounts: it.amounts,
            example: it.example,
        };
        Self {
            cancelled: read.cancelled,
            without_customer: read.of_nobody,
            no_sale: read.no_sales,
            refunds: new.iter().filter(|it| it.amount < Money(0)).count(),
            new_customers: 0,
            new_products: 0,
            taken_back: 0,
            amount: Worth {
                minor: Money(new.iter().map(|it| it.amount.0).sum()),
                currency: currency.code.clone(),
            },
            dust: read.dust.take().map(rounded),
            tenths: read.tenths.take().map(rounded),
        }
    }

    /// What is said about the file below its counts.
    pub fn lines(&self) -> Vec<String> {
        let left_out = [
            (self.cancelled, "cancelled or not paid"),
            (self.without_customer, "without a customer"),
            (self.no_sale, "a payment or a sum, no sale"),
        ];
        let mended = [
            (&self.dust, "floating-point dust"),
            (&self.tenths, "a tenth of the last place"),
        ];
        let new = [
            counted(self.new_customers, ["new customer", "new customers"], ""),
            counted(self.new_products, ["new product", "new products"], ""),
            counted(self.refunds, ["refund", "refunds"], " among the new ones"),
            counted(
                self.taken_back,
                ["purchase", "purchases"],
                " taken back: cancelled meanwhile",
            ),
        ];
        let left_out = left_out
            .map(|(count, why)| counted(count, ["row", "rows"], &format!(" left out: {why}")));
        let mended = mended.map(|(rounded, what)| {
            let it = rounded.as_ref()?;
            let rest = format!(" {what}, {} read as {}", it.example, it.read_as);
            counted(it.amounts, ["amount had", "amounts had"], &rest)
        });
        new.into_iter()
            .chain(left_out)
            .chain(mended)
            .flatten()
            .collect()
    }

    /// All new amounts together, as they are shown.
    pub fn amount(&self) -> String {
        let code = &self.amount.currency;
        let shown = Currency::new(code).map(|it| it.show(self.amount.minor));
        format!("{} {code}", shown.unwrap_or_default())
    }

    /// How many rows are left out.
    pub const fn left_out(&self) -> usize {
        self.cancelled + self.without_customer + self.no_sale
    }
}

/// So many of one or several; nothing where there are none.
fn counted(count: usize, [one, several]: [&str; 2], rest: &str) -> Option<String> {
    let what = if count == 1 { one } else { several };
    (count > 0).then(|| format!("{} {what}{rest}", grouped(count)))
}

/// Reads and compares the files of tills; nothing is written.
///
/// # Errors
/// The sentence that says which file has no sales, and what it is; or that a `--map` is not understood.
pub fn plan(options: &Options, store: &Store) -> Result<Plan> {
    let settings = store.settings()?;
    let reading = Reading {
        map: maps(&options.map)?,
        month_first: settings.month_first,
    };
    let layouts = store.layouts()?;
    let hand = Hand {
        reading: &reading,
        layouts: &layouts,
        currency: &settings.currency,
    };
    let mut intake = Intake::new(store, &settings.currency)?;
    let mut files = Vec::with_capacity(options.files.len());
    for path in &options.files {
        let (sales, on_disk) = read(path, options, |bytes| till::read(bytes, hand))?;
        let mut file = intake.take_all(path, sales)?;
        file.path = on_disk;
        files.push(file);
    }
    let label = label(&files, intake.gone.len());
    Ok(Plan {
        changes: intake.changes(&layouts)?,
        files,
        label,
        refused: options.refused.clone(),
    })
}

fn label(files: &[FilePlan], gone: usize) -> String {
    let new: usize = files.iter().map(|file| file.new).sum();
    let purchases = if new == 1 { "purchase" } else { "purchases" };
    let back = match gone {
        0 => String::new(),
        gone => format!(", took {gone} back,"),
    };
    format!("imported {new} {purchases}{back} from {}", from(files))
}

/// What becomes of a row that is a sale.
enum Fate {
    New,
    Same,
    Refused(String),
}

/// The sales of all files on their way into the shop.
struct Intake<'a> {
    store: &'a Store,
    currency: &'a Currency,
    people: People,
    goods: Goods,
    known: Known<'a>,
    new: Vec<Purchase>,
    /// Purchases of the shop whose receipts are cancelled now.
    gone: Vec<Purchase>,
    /// What was said about columns.
    layouts: Vec<Layout>,
}

impl<'a> Intake<'a> {
    fn new(store: &'a Store, currency: &'a Currency) -> Result<Self> {
        Ok(Self {
            store,
            currency,
            people: People::of(store)?,
            goods: Goods::of(store)?,
            known: Known::of(store),
            new: Vec::new(),
            gone: Vec::new(),
            layouts: Vec::new(),
        })
    }

    /// Takes the sales of one file, and counts them.
    fn take_all(&mut self, path: &Path, mut read: Sales) -> Result<FilePlan> {
        let (people, goods, before) = (self.people.new.len(), self.goods.new.len(), self.new.len());
        let mut same = 0;
        for sale in std::mem::take(&mut read.sales) {
            match self.take(&sale)? {
                Fate::New => {}
                Fate::Same => same += 1,
                Fate::Refused(reason) => {
                    let Sale { line, raw, .. } = sale;
                    read.refused.push(RowError { line, reason, raw });
                }
            }
        }
        self.known.end_of_file();
        read.refused.sort_by_key(|row| row.line);
        let new = &self.new[before..];
        if !new.is_empty() {
            self.layouts.extend(read.layout.take());
        }
        let (new, mut takings) = (new.len(), Takings::of(&mut read, new, self.currency));
        takings.taken_back = self.take_back(&read)?;
        takings.new_customers = self.people.new.len() - people;
        takings.new_products = self.goods.new.len() - goods;
        Ok(FilePlan {
            file: path.display().to_string(),
            records: new + same + takings.left_out() + read.refused.len(),
            new,
            looks_known: 0,
            changed: 0,
            same,
            refused: read.refused,
            ignored_properties: read.ignored.into_iter().collect(),
            remarks: read.remarks,
            takings: Some(takings),
            path: None,
            kind: Kind::Csv,
            header: read.header,
        })
    }

    /// What is there of receipts that the file calls cancelled goes again, also when an earlier file of these brought it; how many.
    fn take_back(&mut self, read: &Sales) -> Result<usize> {
        let (new, gone) = (self.new.len(), self.gone.len());
        for (receipt, day) in &read.cancelled_receipts {
            let is_of = |it: &Purchase| it.receipt == *receipt && it.day == *day;
            self.new.retain(|it| !is_of(it));
            let mut known = self.store.purchases_on(receipt)?;
            known.retain(|it| is_of(it) && self.gone.iter().all(|gone| gone.id != it.id));
            self.gone.append(&mut known);
        }
        Ok(new - self.new.len() + self.gone.len() - gone)
    }

    fn take(&mut self, sale: &Sale) -> Result<Fate> {
        let product = self.goods.find(&sale.product);
        let person = self.people.find(&sale.buyer);
        let whose = match &person {
            _ if !sale.receipt.is_empty() => Some(Whose::Receipt(sale.receipt.clone())),
            Ok(Some(customer)) => Some(Whose::Customer(*customer)),
            _ => None,
        };
        // A row about a new product, or of a new customer, cannot be there yet.
        if let (Some(whose), Some(product)) = (whose, product)
            && self.known.has_another(&Key::new(whose, product, sale))?
        {
            return Ok(Fate::Same);
        }
        let customer = match person {
            Ok(_) => self.people.settle(&sale.buyer),
            Err(reason) => return Ok(Fate::Refused(reason)),
        };
        let product = product.unwrap_or_else(|| self.goods.add(sale));
        let whose = match sale.receipt.as_str() {
            "" => Whose::Customer(customer),
            receipt => Whose::Receipt(receipt.to_owned()),
        };
        self.known.note(Key::new(whose, product, sale));
        self.new.push(Purchase {
            id: PurchaseId::NEW,
            customer,
            day: sale.day,
            product,
            quantity: sale.quantity,
            amount: sale.amount,
            receipt: sale.receipt.clone(),
            by: String::new(),
            noted: Stamp::EPOCH,
        });
        Ok(Fate::New)
    }

    /// The writes: who is new, whose number was learned, what is new, the purchases, what was said about columns.
    fn changes(self, layouts: &[Layout]) -> Result<Vec<Change>> {
        let mut changes: Vec<Change> = Vec::with_capacity(self.people.new.len() + self.new.len());
        let people = self.people.new.into_iter().map(Box::new);
        changes.extend(people.map(Change::AddCustomer));
        for (id, number) in self.people.learned {
            let Some(before) = self.store.customer(id)? else {
                continue;
            };
            let after = Customer {
                till_number: number,
                ..before.clone()
            };
            changes.push(Change::EditCustomer {
                before: before.into(),
                after: after.into(),
            });
        }
        let add = |row: Kept| Change::Add(row);
        changes.extend(self.goods.new.into_iter().map(|it| add(it.into())));
        changes.extend(self.new.into_iter().map(|it| add(it.into())));
        changes.extend(self.gone.into_iter().map(|it| Change::Remove(it.into())));
        let mut said: Vec<Layout> = Vec::new();
        for layout in self.layouts {
            if said.iter().any(|it| it.header == layout.header) {
                continue;
            }
            let before = layouts.iter().find(|it| it.id == layout.id);
            changes.push(match before {
                Some(before) => Change::edit(before.clone(), layout.clone()),
                None => add(layout.clone().into()),
            });
            said.push(layout);
        }
        Ok(changes)
    }
}
