//! The card for the customer: all that the shop holds about them, to be read on paper or by a program, without the shop's own notes.

use std::{fmt::Write as _, path::Path};

use anyhow::Result;
use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    commands::{
        Context, Exit, Report, brief,
        report::{Answer, Page},
    },
    domain::{
        Currency, Customer,
        brief::Line,
        held::{Noun, Row, written_day},
    },
    store::Store,
    sys::whole,
    text::safe,
};

/// No line on paper is wider; the window of the screens has a margin.
const WIDTH: usize = 78;

/// What is said below.
const LEFT_OUT: &str = "Not on this card: notes that the shop makes for itself, and the names of others. Tell us what is wrong here; we \
    put it right. If you want us to erase all of it, say so.";

/// All that is held about a customer.
#[derive(Serialize)]
struct ForCustomer {
    customer: String,
    shop: String,
    day: NaiveDate,
    currency: String,
    #[serde(serialize_with = "by_table")]
    held: Vec<Noun>,
    worked_out: brief::Rhythm,
    #[serde(skip)]
    lines: Vec<Line>,
    #[serde(skip)]
    money: Currency,
}

/// The rows of each noun under the name of its table.
fn by_table<S: Serializer>(nouns: &[Noun], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(nouns.len()))?;
    for noun in nouns {
        map.serialize_entry(noun.table, &noun.rows)?;
    }
    map.end()
}

impl ForCustomer {
    fn new(customer: &Customer, store: &Store, context: &Context) -> Result<Self> {
        let settings = store.settings()?;
        let today = context.now.day();
        let buys = brief::buys(customer.id, (store, context.now))?;
        let money = settings.currency;
        Ok(Self {
            customer: customer.shown_name().to_owned(),
            shop: settings.shop,
            day: today,
            currency: money.code.clone(),
            held: store.held(customer.id)?,
            worked_out: brief::Rhythm::new(&buys, &money),
            lines: vec![buys.usual(today), buys.figures(today, &money), buys.card()],
            money,
        })
    }

    fn noun(&self, noun: &Noun, page: &mut Page) {
        page.line("");
        page.line(noun.words.to_uppercase());
        for row in &noun.rows {
            if noun.table == "customer" {
                for field in &row.0 {
                    let value = field.value.words(&self.money);
                    wrapped(page, &format!("{}: {value}", field.label));
                }
            } else {
                wrapped(page, &words(row, &self.money));
            }
        }
    }
}

impl Answer for ForCustomer {
    fn write(&self, page: &mut Page) {
        page.line(format!("What {} holds about {}", self.shop, self.customer));
        page.line(format!("as of {}", written_day(self.day)));
        for noun in &self.held {
            self.noun(noun, page);
        }
        let lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        if lines.iter().any(|line| !line.is_empty()) {
            page.line("");
            page.line("WORKED OUT FROM THE PURCHASES");
            let lines = lines.iter().filter(|line| !line.is_empty());
            lines.for_each(|line| wrapped(page, line));
        }
        page.line("");
        for line in safe(LEFT_OUT).wrap(WIDTH) {
            page.line(line.as_str());
        }
    }
}

/// What stands in a row, one thing behind the other.
fn words(row: &Row, currency: &Currency) -> String {
    let mut words = String::new();
    for field in &row.0 {
        if !words.is_empty() {
            words.push_str(" · ");
        }
        let value = field.value.words(currency);
        let space = if field.label.is_empty() { "" } else { " " };
        // Writing into a String cannot fail.
        let _ = write!(words, "{}{space}{value}", field.label);
    }
    words
}

/// One entry, on as many lines as it needs.
fn wrapped(page: &mut Page, text: &str) {
    let mut start = "- ";
    for line in text.lines().flat_map(|line| safe(line).wrap(WIDTH - 2)) {
        page.line(format!("{start}{line}"));
        start = "  ";
    }
}

/// Shows the card, or writes it to a new file that only its owner may read.
///
/// # Errors
/// What the store or the system says.
pub(super) fn run(
    customer: &Customer,
    to: Option<&Path>,
    (store, context): (&Store, &Context),
) -> Result<Report> {
    let card = ForCustomer::new(customer, store, context)?;
    let report = Report::of(&card, context.style)?;
    let Some(path) = to else {
        return Ok(report);
    };
    let lines = report.lines.join("\n") + "\n";
    if whole::write(path, false, |out| Ok(out.write_all(lines.as_bytes())?))?.is_none() {
        let why = format!("{} is there already; name a new file.", path.display());
        return Ok(Report::ended(Exit::Refused, why));
    }
    let done = format!("The card for {} is in {}.", card.customer, path.display());
    Ok(Report::default().say(done))
}
