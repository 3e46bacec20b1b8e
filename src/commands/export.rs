//! `export`: customers as CSV or vCard, or everything as JSON; to a file or to any writer.

mod command;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::Metadata,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Result, bail};

pub use command::{Export, Written, named_by, run, to};

use crate::{
    domain::{ComplaintId, Customer, CustomerId, Kept, Refusal, Settings, View},
    formats::{
        Row, csv, json,
        vcard::{self, Version},
    },
    store::{LogFilter, Store},
    sys::whole,
};

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// A table, safe to open in a spreadsheet
    #[default]
    Csv,
    /// vCard 3.0, for phones
    Vcard,
    /// vCard 4.0
    Vcard4,
    /// Everything: customers, contacts, promises, complaints, causes, wants, staff, settings and all else
    Json,
}

/// What is exported: whom, and written as what.
#[derive(Debug, Clone, Copy)]
pub struct What<'a> {
    /// How it is written.
    pub format: Format,
    /// Only these customers and what is theirs; `None` is everybody.
    pub only: Option<&'a HashSet<CustomerId>>,
}

impl From<Format> for What<'_> {
    /// Everybody, written so.
    fn from(format: Format) -> Self {
        Self { format, only: None }
    }
}

impl What<'_> {
    fn holds(self, customer: Option<CustomerId>) -> bool {
        self.only
            .is_none_or(|only| customer.is_some_and(|id| only.contains(&id)))
    }

    /// Is the row of a customer of the export, or of a complaint of theirs?
    fn holds_kept(self, row: &Kept, complaints: &HashSet<ComplaintId>) -> bool {
        match row {
            Kept::Action(action) => action.complaint.is_some_and(|id| complaints.contains(&id)),
            Kept::Recovery(recovery) => complaints.contains(&recovery.complaint),
            Kept::Product(_) => true,
            row => row.customer().is_some() && self.holds(row.customer()),
        }
    }
}

/// What came of an export to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// Written, with this many customers.
    Written(usize),
    /// There is such a file already; ask, and come again with `replace`.
    Exists,
}

/// Hears how many customers of how many are written; `false` cancels.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

/// How many customers are written between two words about it.
const BETWEEN_WORDS: usize = 256;

/// Writes the customers, or with JSON all that is theirs; gives back how many customers.
///
/// # Errors
/// What the store or the writer says; that it was cancelled.
pub fn write<'a>(
    store: &Store,
    what: impl Into<What<'a>>,
    out: &mut dyn Write,
    progress: Progress<'_>,
) -> Result<usize> {
    let what = what.into();
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let people = &mut Customers {
        store,
        what,
        of: match what.only {
            Some(only) => only.len(),
            None => store.customer_count()?,
        },
        progress,
    };
    let count = match what.format {
        Format::Csv => {
            let mut table = csv::Writer::new(&mut out)?;
            let count = people.each_row(&mut |row| Ok(table.row(row)?))?;
            table.finish()?;
            count
        }
        Format::Vcard => cards(people, Version::Three, &mut out)?,
        Format::Vcard4 => cards(people, Version::Four, &mut out)?,
        Format::Json => everything(people, &mut out)?,
    };
    out.flush()?;
    Ok(count)
}

/// Where an export is written to.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The file.
    pub path: &'a Path,
    /// It may be there already.
    pub replace: bool,
}

/// Writes to a file that only its owner may read, whole or not at all.
///
/// # Errors
/// A [`Refusal`] where no file can be; what the store or the system says, or that it was cancelled: the target is then as it was.
pub fn to_file<'a>(
    store: &Store,
    what: impl Into<What<'a>>,
    target: Target<'_>,
    progress: Progress<'_>,
) -> Result<Exported> {
    let path = target.path;
    if let Some(why) = is_no_place(store, path) {
        return Err(Refusal(format!("{} {why}; nothing was written.", path.display())).into());
    }
    let fill = |out: &mut dyn Write| write(store, what, out, progress);
    let written = whole::write(path, target.replace, fill)?;
    Ok(written.map_or(Exported::Exists, Exported::Written))
}

/// Why an export may not go there, as half a sentence.
pub fn is_no_place(store: &Store, path: &Path) -> Option<&'static str> {
    let there = std::fs::metadata(path).ok();
    if store.is_its_file(path) {
        Some("is the shop itself")
    } else if there.as_ref().is_some_and(Metadata::is_dir) {
        Some("is a folder; name a file in it")
    } else if there.is_some_and(|about| !about.is_file()) {
        Some("is no file; leave --output away and redirect with >")
    } else {
        None
    }
}

fn cards(people: &mut Customers<'_>, version: Version, out: &mut dyn Write) -> Result<usize> {
    people.each_row(&mut |row| Ok(out.write_all(vcard::write(row, version).as_bytes())?))
}

/// The customers on their way out.
struct Customers<'a> {
    store: &'a Store,
    what: What<'a>,
    of: usize,
    progress: Progress<'a>,
}

impl Customers<'_> {
    /// Every customer of the export; gives back how many.
    fn each(&mut self, each: &mut dyn FnMut(Customer) -> Result<()>) -> Result<usize> {
        let mut count = 0;
        self.store.each_customer(&mut |customer| {
            if !self.what.holds(Some(customer.id)) {
                return Ok(());
            }
            if count % BETWEEN_WORDS == 0 && !(self.progress)(count, self.of) {
                bail!("cancelled; nothing was written");
            }
            count += 1;
            each(customer)
        })?;
        Ok(count)
    }

    /// Every customer with the uid of who brought them.
    fn each_row(&mut self, each: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<usize> {
        let store = self.store;
        let mut bringers: HashMap<CustomerId, String> = HashMap::new();
        self.each(&mut |customer| {
            let bringer = match customer.referred_by {
                Some(id) => uid_of(store, id, &mut bringers)?,
                None => String::new(),
            };
            each(&Row {
                customer: &customer,
                referred_by: &bringer,
            })
        })
    }
}

fn uid_of(
    store: &Store,
    id: CustomerId,
    known: &mut HashMap<CustomerId, String>,
) -> Result<String> {
    if let Some(uid) = known.get(&id) {
        return Ok(uid.clone());
    }
    let uid = store.customer(id)?.map_or_else(String::new, |it| it.uid);
    known.insert(id, uid.clone());
    Ok(uid)
}

fn everything(customers: &mut Customers<'_>, out: &mut dyn Write) -> Result<usize> {
    let (store, what) = (customers.store, customers.what);
    let settings = changed_settings(&store.settings()?);
    let mut document = json::Writer::new(out, &settings)?;
    let mut promises = Vec::new();
    document.list("customers")?;
    let people = customers.each(&mut |customer| {
        promises.extend(store.promises_of(customer.id)?);
        Ok(document.row(&customer)?)
    })?;
    document.end()?;
    let mut causes: Vec<_> = store.causes()?.into_iter().map(|it| it.cause).collect();
    causes.sort_by_key(|cause| cause.id);
    document.rows("causes", &causes)?;
    let mut complaints = store.complaints(true)?;
    complaints.retain(|complaint| what.holds(complaint.customer));
    complaints.sort_by_key(|complaint| complaint.id);
    let held: HashSet<ComplaintId> = complaints.iter().map(|complaint| complaint.id).collect();
    document.rows("complaints", &complaints)?;
    let mut contacts = store.interactions(&LogFilter::default(), 0, usize::MAX)?;
    contacts.retain(|contact| what.holds(contact.customer));
    contacts.sort_by_key(|contact| contact.id);
    document.rows("interactions", &contacts)?;
    promises.sort_by_key(|promise| promise.id);
    document.rows("promises", &promises)?;
    let mut kept = store.every_kept()?;
    kept.retain(|row| what.only.is_none() || what.holds_kept(row, &held));
    document.kept(kept)?;
    document.finish()?;
    Ok(people)
}

/// Settings that are not at their default, and the named views.
fn changed_settings(settings: &Settings) -> BTreeMap<String, String> {
    let keys = Settings::KEYS.iter();
    let changed = keys.filter_map(|(key, default, _)| {
        let value = settings.get(key)?;
        (value != *default).then(|| ((*key).to_owned(), value))
    });
    changed
        .chain(settings.views.iter().map(View::row))
        .collect()
}
