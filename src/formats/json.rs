//! Everything as one JSON document, written one row a line; reading it back keeps all.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};

use super::{Contents, Kind, Record};
use crate::domain::{
    Action, Apart, Card, Cause, Complaint, Customer, Extra, Feedback, Interaction, Kept, Kudos,
    Layout, Offer, Parting, Product, Promise, Purchase, Recovery, Redemption, Refusal, Rule,
    SelfCheck, Snooze, Staff, Thanks, Want, Worksheet,
};

/// The name in the document's first field.
const FORMAT: &str = "regulars";
/// The version that is written; newer ones are refused.
const VERSION: u32 = 1;

/// What a shop knows beside its customers.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct Book {
    /// Settings, by key.
    pub settings: BTreeMap<String, String>,
    /// The shop's causes.
    pub causes: Vec<Cause>,
    /// Every contact.
    pub interactions: Vec<Interaction>,
    /// Every complaint, with its steps.
    pub complaints: Vec<Complaint>,
    /// Every promise.
    pub promises: Vec<Promise>,
    /// Everybody who serves.
    pub staff: Vec<Staff>,
    /// All feedback.
    pub feedback: Vec<Feedback>,
    /// Every want.
    pub wants: Vec<Want>,
    /// All thanks said.
    pub thanks: Vec<Thanks>,
    /// Every extra and favour.
    pub extras: Vec<Extra>,
    /// Every action.
    pub actions: Vec<Action>,
    /// Every time the shop asked again after a complaint.
    pub recoveries: Vec<Recovery>,
    /// The house cards the shop wrote or changed.
    pub cards: Vec<Card>,
    /// Lines of Today put off.
    pub snoozes: Vec<Snooze>,
    /// Everything that is or was sold.
    pub products: Vec<Product>,
    /// Every purchase.
    pub purchases: Vec<Purchase>,
    /// The shop's rules of what goes with what.
    pub rules: Vec<Rule>,
    /// Everything that was proposed to somebody.
    pub offers: Vec<Offer>,
    /// What was taken off loyalty cards.
    pub redemptions: Vec<Redemption>,
    /// Every review whether to part ways.
    pub partings: Vec<Parting>,
    /// Every worksheet.
    pub worksheets: Vec<Worksheet>,
    /// The self-checks, one a quarter.
    pub self_checks: Vec<SelfCheck>,
    /// Kudos to who serves.
    pub kudos: Vec<Kudos>,
    /// What the columns of tills' files mean.
    pub layouts: Vec<Layout>,
    /// Pairs of customers who look alike and are not the same.
    pub apart: Vec<Apart>,
}

impl Book {
    /// The rows of the smaller nouns; none refers to one that comes later. They are taken out of the book.
    pub fn take_kept(&mut self) -> Vec<Kept> {
        let mut all: Vec<Kept> = Vec::new();
        all.extend(self.staff.drain(..).map(Kept::from));
        all.extend(self.products.drain(..).map(Kept::from));
        all.extend(self.purchases.drain(..).map(Kept::from));
        all.extend(self.feedback.drain(..).map(Kept::from));
        all.extend(self.wants.drain(..).map(Kept::from));
        all.extend(self.thanks.drain(..).map(Kept::from));
        all.extend(self.extras.drain(..).map(Kept::from));
        all.extend(self.actions.drain(..).map(Kept::from));
        all.extend(self.recoveries.drain(..).map(Kept::from));
        all.extend(self.cards.drain(..).map(Kept::from));
        all.extend(self.snoozes.drain(..).map(Kept::from));
        all.extend(self.rules.drain(..).map(Kept::from));
        all.extend(self.offers.drain(..).map(Kept::from));
        all.extend(self.redemptions.drain(..).map(Kept::from));
        all.extend(self.partings.drain(..).map(Kept::from));
        all.extend(self.worksheets.drain(..).map(Kept::from));
        all.extend(self.self_checks.drain(..).map(Kept::from));
        all.extend(self.kudos.drain(..).map(Kept::from));
        all.extend(self.layouts.drain(..).map(Kept::from));
        all.extend(self.apart.drain(..).map(Kept::from));
        all
    }

    /// A book of these rows, each in the list of its noun.
    fn kept_lists(rows: Vec<Kept>) -> Self {
        let mut book = Self::default();
        for row in rows {
            match row {
                Kept::Staff(it) => book.staff.push(it),
                Kept::Feedback(it) => book.feedback.push(it),
                Kept::Want(it) => book.wants.push(it),
                Kept::Thanks(it) => book.thanks.push(it),
                Kept::Extra(it) => book.extras.push(it),
                Kept::Action(it) => book.actions.push(it),
                Kept::Recovery(it) => book.recoveries.push(it),
                Kept::Card(it) => book.cards.push(it),
                Kept::Snooze(it) => book.snoozes.push(it),
                Kept::Product(it) => book.products.push(it),
                Kept::Purchase(it) => book.purchases.push(it),
                Kept::Rule(it) => book.rules.push(it),
                Kept::Offer(it) => book.offers.push(it),
                Kept::Redemption(it) => book.redemptions.push(it),
                Kept::Parting(it) => book.partings.push(it),
                Kept::Worksheet(it) => book.worksheets.push(it),
                Kept::SelfCheck(it) => book.self_checks.push(it),
                Kept::Kudos(it) => book.kudos.push(it),
                Kept::Layout(it) => book.layouts.push(it),
                Kept::Apart(it) => book.apart.push(it),
            }
        }
        book
    }
}

#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    customers: Vec<Customer>,
    #[serde(flatten)]
    book: Book,
}

/// Reads a document of ours.
///
/// # Errors
/// The sentence for JSON of another program, of a newer version, or that is damaged.
pub fn read(text: &str) -> Result<Contents, Refusal> {
    let damaged = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        Refusal(format!(
            "damaged at line {line}, place {column} (cut off, or edited by hand); export it again."
        ))
    };
    let foreign = || Refusal("JSON, but not an export of regulars; use vCard or CSV.".into());
    let head: Head = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            foreign()
        } else {
            damaged(error)
        }
    })?;
    if head.format.as_deref() != Some(FORMAT) {
        return Err(foreign());
    }
    if head.version != Some(VERSION) {
        return Err(Refusal(
            "an export of a newer regulars; update this one first.".into(),
        ));
    }
    let document: Document = serde_json::from_str(text).map_err(damaged)?;
    let mut contents = Contents::new(Kind::Json);
    for (at, customer) in document.customers.into_iter().enumerate() {
        let record = Record {
            customer: Box::new(customer),
            line: at + 1,
            referred_by: String::new(),
        };
        let raw = serde_json::to_string(&record.customer).unwrap_or_default();
        contents.take(record, || raw);
    }
    contents.book = Some(document.book);
    Ok(contents)
}

/// Writes the document part by part, one row a line.
pub struct Writer<W: Write> {
    out: W,
    rows: usize,
}

impl<W: Write> Writer<W> {
    /// Begins the document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(mut out: W, settings: &BTreeMap<String, String>) -> io::Result<Self> {
        write!(
            out,
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\n\"settings\":"
        )?;
        serde_json::to_writer(&mut out, settings)?;
        Ok(Self { out, rows: 0 })
    }

    /// Begins a list: customers, causes, interactions, complaints, promises.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn list(&mut self, name: &str) -> io::Result<()> {
        self.rows = 0;
        write!(self.out, ",\n\"{name}\":[")
    }

    /// Writes one row of the list.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn row(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.out
            .write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        Ok(serde_json::to_writer(&mut self.out, row)?)
    }

    /// Ends the list.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"]")
    }

    /// Writes the lists of the smaller nouns.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn kept(&mut self, rows: Vec<Kept>) -> io::Result<()> {
        let book = Book::kept_lists(rows);
        self.rows("staff", &book.staff)?;
        self.rows("products", &book.products)?;
        self.rows("purchases", &book.purchases)?;
        self.rows("feedback", &book.feedback)?;
        self.rows("wants", &book.wants)?;
        self.rows("thanks", &book.thanks)?;
        self.rows("extras", &book.extras)?;
        self.rows("actions", &book.actions)?;
        self.rows("recoveries", &book.recoveries)?;
        self.rows("cards", &book.cards)?;
        self.rows("snoozes", &book.snoozes)?;
        self.rows("rules", &book.rules)?;
        self.rows("offers", &book.offers)?;
        self.rows("redemptions", &book.redemptions)?;
        self.rows("partings", &book.partings)?;
        self.rows("worksheets", &book.worksheets)?;
        self.rows("self_checks", &book.self_checks)?;
        self.rows("kudos", &book.kudos)?;
        self.rows("layouts", &book.layouts)?;
        self.rows("apart", &book.apart)
    }

    /// Writes a whole list.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn rows(&mut self, name: &str, rows: &[impl Serialize]) -> io::Result<()> {
        self.list(name)?;
        rows.iter().try_for_each(|row| self.row(row))?;
        self.end()
    }

    /// Ends the document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}
