//! Everything as one JSON document, written one row a line; reading it back keeps all.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};

use super::{Contents, Kind, Record};
use crate::domain::{Cause, Complaint, Customer, Interaction, Promise, Refusal};

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
