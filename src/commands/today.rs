//! `today`: what to do next, in order; or a calendar of promises and birthdays.

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write},
};

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report, Style,
    report::{Answer, Page, Row},
};
use crate::{
    domain::{
        Customer, ItemKind, Promise,
        today::{Chosen, Item, Section},
    },
    formats::ics::{Calendar, Comes, Event},
    store::Store,
};

/// What is printed.
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Examples:
  regulars today                     what to do next, the most urgent first
  regulars today --json              for another program
  regulars today --ics > shop.ics    promises and birthdays, for a calendar

The number in front is the one that a command takes: promise done 12, complaint 3 answered, want told 5, action done 2.
Behind the name stands the number of the customer, for log '#1' and the like.")]
pub struct Today {
    /// A calendar file (iCalendar) of the open promises and everybody's birthdays
    #[arg(long)]
    ics: bool,
}

/// What there is to do.
#[derive(Serialize)]
struct List {
    items: Vec<Item>,
    more: BTreeMap<ItemKind, usize>,
    #[serde(skip)]
    more_in: Vec<usize>,
    #[serde(skip)]
    today: NaiveDate,
}

impl List {
    fn new(chosen: Chosen<Item>, today: NaiveDate) -> Self {
        let sections = Section::ALL.iter();
        Self {
            more: chosen.more_of_kinds(),
            more_in: sections.map(|section| chosen.more_in(*section)).collect(),
            items: chosen.lines,
            today,
        }
    }

    /// The number that a command takes, who, their number, what, why, until when.
    fn fields(&self, item: &Item) -> [String; 6] {
        let thing = item.matter.number().map(|id| format!("#{id}"));
        let customer = item.customer.map(|id| id.to_string());
        let due = item.due.map(|due| due.words(self.today));
        [
            thing.unwrap_or_default(),
            item.who().to_owned(),
            customer.unwrap_or_default(),
            item.what.clone(),
            item.why.clone(),
            due.unwrap_or_default(),
        ]
    }

    /// The lines of a section under its name, and how many more there are.
    fn section(&self, section: Section, more: usize) -> Vec<Row<6>> {
        let items = self.items.iter().filter(|item| item.section == section);
        let mut rows: Vec<Row<6>> = items
            .map(|item| {
                let [thing, rest @ ..] = self.fields(item);
                let [who, customer, what, why, due] = rest;
                Row::Fields([format!("  {thing}"), who, customer, what, why, due])
            })
            .collect();
        if !rows.is_empty() {
            rows.insert(0, Row::Words(section.word().to_owned()));
        }
        if more > 0 {
            rows.push(Row::Words(format!("  and {more} more")));
        }
        rows
    }
}

impl Answer for List {
    fn write(&self, page: &mut Page) {
        if page.is_plain() {
            let rows = self.items.iter().map(|item| {
                let [thing, who, customer, what, why, due] = self.fields(item);
                let kind = item.kind.word().to_owned();
                [kind, thing, who, customer, what, why, due]
            });
            return page.table(rows);
        }
        let sections = Section::ALL.iter().zip(&self.more_in);
        page.sections(sections.flat_map(|(section, more)| self.section(*section, *more)));
    }
}

/// Prints Today, or writes the calendar.
///
/// # Errors
/// What the store or the pipe says.
pub fn run(args: &Today, store: &Store, context: &mut Context) -> Result<Report> {
    if args.ics && context.style != Style::Columns {
        let why = "A calendar is written in one way; leave --json or --plain away.";
        return Ok(Report::ended(Exit::Usage, why));
    }
    if args.ics {
        return calendar(store, context);
    }
    let list = List::new(store.today(context.now)?, context.now.day());
    let report = Report::of(&list, context.style)?;
    Ok(if list.items.is_empty() {
        report.say("Nothing is left to do today. Enjoy the day with your customers.")
    } else {
        report
    })
}

fn calendar(store: &Store, context: &mut Context) -> Result<Report> {
    let now = context.now;
    let Some(out) = context.desk.output() else {
        let why = "The calendar is written from your shell: regulars today --ics > shop.ics";
        return Ok(Report::ended(Exit::Usage, why));
    };
    let mut out = BufWriter::new(out);
    let mut calendar = Calendar::begin(&mut out, now)?;
    for promise in store.open_promises()? {
        let Some(day) = promise.due.filter(|_| promise.done.is_none()) else {
            continue;
        };
        if let Some(customer) = store.customer(promise.customer)? {
            calendar.add(&promised(&promise, &customer, day))?;
        }
    }
    store.each_customer(&mut |customer| {
        if let Some(event) = birthday(&customer, now.day()) {
            calendar.add(&event)?;
        }
        Ok(())
    })?;
    calendar.end()?;
    out.flush()?;
    Ok(Report::default())
}

fn promised(promise: &Promise, customer: &Customer, day: NaiveDate) -> Event {
    Event {
        uid: format!("promise-{}-{}", promise.id.0, customer.uid),
        day,
        comes: Comes::Once,
        summary: format!("{}: {}", customer.shown_name(), promise.what),
    }
}

/// The birthday, from the next one on.
fn birthday(customer: &Customer, today: NaiveDate) -> Option<Event> {
    let date = customer.birthday?;
    let day = date.next(today)?;
    let leap = (date.month(), date.day()) == (Some(2), Some(29));
    let born = date.year().map(|year| format!(" ({year})"));
    Some(Event {
        uid: format!("birthday-{}", customer.uid),
        day,
        comes: if leap {
            Comes::EndOfFebruary
        } else {
            Comes::Yearly
        },
        summary: format!(
            "Birthday of {}{}",
            customer.shown_name(),
            born.unwrap_or_default()
        ),
    })
}
