//! `worksheet`: eight questions that prepare a negotiation, and what came of earlier ones.

use std::collections::HashMap;

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    arguments::one_line,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{
        self, Change, ComplaintId, CustomerId, Refusal, Stamp, WorksheetId,
        dates::near_day,
        worksheet::{PRECEDENTS, QUESTIONS, given_before, precedents},
    },
    store::Store,
};

/// Which one, and what is written into it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  regulars worksheet                            all of them, newest first
  regulars worksheet with 4471 'the wedding cakes'   before you talk with somebody
  regulars worksheet about 3                    about complaint 3, with what they want
  regulars worksheet new 'the rent'             with nobody the shop knows
  regulars worksheet 2                          its questions and answers, and what came of such talks before
  regulars worksheet 2 goals='she stays' outcome='half of the price'
  regulars worksheet remove 2

Fields: title goals trades alternatives relationship expected consequences power solutions outcome.")]
pub struct Worksheet {
    #[command(subcommand)]
    act: Option<Act>,

    /// Its number, 2 or '#2'
    number: Option<String>,

    /// A field and what is to stand in it
    #[arg(value_name = "FIELD=TEXT")]
    fields: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// A new one, with nobody the shop knows
    New {
        /// What the talk is about
        #[arg(required = true, value_parser = one_line)]
        title: Vec<String>,
    },
    /// A new one, for a talk with a customer
    With {
        /// '#12', or find words that fit one customer
        who: String,
        /// What the talk is about
        #[arg(required = true, value_parser = one_line)]
        title: Vec<String>,
    },
    /// A new one, about a complaint
    About {
        /// Number of the complaint, 3 or '#3'
        complaint: String,
    },
    /// Take one out; undo brings it back
    Remove {
        /// Its number, 2 or '#2'
        number: String,
    },
}

#[derive(Serialize)]
struct List {
    worksheets: Vec<Row>,
    #[serde(skip)]
    now: Stamp,
}

/// A worksheet, and with whom.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    sheet: domain::Worksheet,
    name: Option<String>,
}

impl Answer for List {
    fn write(&self, page: &mut Page) {
        page.table(self.worksheets.iter().map(|Row { sheet, name }| {
            let day = near_day(sheet.at.day(), self.now.day());
            let name = name.clone().unwrap_or_default();
            let id = sheet.id.to_string();
            [id, day, sheet.title.clone(), name, sheet.standing()]
        }));
    }
}

#[derive(Serialize)]
struct One {
    #[serde(flatten)]
    row: Row,
    /// What came of earlier talks, and what others got.
    precedents: Vec<String>,
}

impl Answer for One {
    fn write(&self, page: &mut Page) {
        let Row { sheet, name } = &self.row;
        let with = name.as_ref().map(|name| format!(" · with {name}"));
        let with = with.unwrap_or_default();
        page.line(format!("{} {}{with}", sheet.id, sheet.title));
        let asked = QUESTIONS.iter().map(|(_, asks)| *asks).chain([""]);
        page.table(sheet.fields().zip(asked).flat_map(|((field, text), asks)| {
            let text = if text.trim().is_empty() { asks } else { text };
            let mut lines: Vec<&str> = text.lines().collect();
            lines.resize(lines.len().max(1), "");
            let rows = lines.into_iter().enumerate();
            rows.map(move |(at, line)| {
                let field = if at == 0 { field } else { "" };
                [format!("  {field}"), line.to_owned()]
            })
            .collect::<Vec<_>>()
        }));
        for told in &self.precedents {
            page.line(format!("  before: {told}"));
        }
    }
}

/// Lists the worksheets, shows one, begins one, or writes into one.
///
/// # Errors
/// What the store says; a [`Refusal`] for a worksheet that is about nothing.
pub fn run(args: &Worksheet, store: &mut Store, context: &mut Context) -> Result<Report> {
    let titled = |title: &[String]| domain::Worksheet {
        title: title.join(" "),
        ..domain::Worksheet::new(None, (context.now, &context.me))
    };
    let new = match (&args.act, &args.number) {
        (None, None) => return list(store, context),
        (None, Some(typed)) => {
            return match number(typed, store)? {
                Ok(sheet) => write(sheet, &args.fields, (store, context)),
                Err(report) => Ok(report),
            };
        }
        (Some(Act::Remove { number }), _) => return remove(number, store, context),
        (Some(Act::New { title }), _) => Ok(titled(title)),
        (Some(Act::With { who, title }), _) => {
            who::find(who, store, context)?.map(|customer| domain::Worksheet {
                customer: Some(customer.id),
                ..titled(title)
            })
        }
        (Some(Act::About { complaint }), _) => about(complaint, store, context)?,
    };
    match new {
        Ok(new) => begin(new, (store, context)),
        Err(report) => Ok(report),
    }
}

/// A new worksheet about a complaint.
fn about(
    typed: &str,
    store: &Store,
    context: &Context,
) -> Result<Result<domain::Worksheet, Report>> {
    let id = typed.trim_start_matches('#').parse().map(ComplaintId);
    let known = id.ok().map(|id| store.complaint(id)).transpose()?;
    let new = known
        .flatten()
        .map(|it| domain::Worksheet::new(Some(&it), (context.now, &context.me)));
    let why = || Report::ended(Exit::Nothing, format!("There is no complaint {typed}."));
    Ok(new.ok_or_else(why))
}

fn remove(typed: &str, store: &mut Store, context: &Context) -> Result<Report> {
    match number(typed, store)? {
        Ok(sheet) => {
            store.apply(&[Change::Remove(sheet.into())], context.now)?;
            list(store, context)
        }
        Err(report) => Ok(report),
    }
}

/// The worksheet of a number as typed.
fn number(typed: &str, store: &Store) -> Result<Result<domain::Worksheet, Report>> {
    let id = typed.trim_start_matches('#').parse().map(WorksheetId);
    let known = id.ok().map(|id| store.worksheet(id)).transpose()?;
    let why = || Report::ended(Exit::Nothing, format!("There is no worksheet {typed}."));
    Ok(known.flatten().ok_or_else(why))
}

fn begin(new: domain::Worksheet, (store, context): (&mut Store, &Context)) -> Result<Report> {
    new.check()?;
    let applied = store.apply(&[Change::Add(new.into())], context.now)?;
    let id = applied.ids.first().copied().map(WorksheetId);
    let added = id.map(|id| store.worksheet(id)).transpose()?.flatten();
    added.map_or_else(
        || Ok(Report::default()),
        |sheet| show(sheet, store, context),
    )
}

/// Puts texts into the fields named, and shows the worksheet.
fn write(
    sheet: domain::Worksheet,
    fields: &[String],
    (store, context): (&mut Store, &Context),
) -> Result<Report> {
    let mut after = sheet.clone();
    for field in fields {
        let pair = field.split_once('=');
        let (name, text) =
            pair.ok_or_else(|| Refusal(format!("Write {field} as field=text, like goals=…")))?;
        after = after.filled(name.trim(), text)?;
    }
    after.check()?;
    if after != sheet {
        store.apply(&[Change::edit(sheet, after.clone())], context.now)?;
    }
    show(after, store, context)
}

/// What came of earlier talks, and what others got in complaints like the one it is about.
///
/// # Errors
/// What the store says.
pub fn before(this: &domain::Worksheet, store: &Store, now: Stamp) -> Result<Vec<String>> {
    let mut told = precedents(&store.worksheets()?, this, now);
    let complaint = this.complaint.map(|id| store.complaint(id)).transpose()?;
    if let Some(complaint) = complaint.flatten() {
        let like = store.complaints_like(&complaint, PRECEDENTS)?;
        let currency = store.settings()?.currency;
        told.extend(given_before(&like, &currency, now));
    }
    Ok(told)
}

fn show(sheet: domain::Worksheet, store: &Store, context: &Context) -> Result<Report> {
    let precedents = before(&sheet, store, context.now)?;
    let row = rows(vec![sheet], store)?.pop();
    let one = row.map(|row| One { row, precedents });
    one.map_or_else(
        || Ok(Report::default()),
        |one| Report::of(&one, context.style),
    )
}

fn list(store: &Store, context: &Context) -> Result<Report> {
    let list = List {
        worksheets: rows(store.worksheets()?, store)?,
        now: context.now,
    };
    let report = Report::of(&list, context.style)?;
    Ok(match list.worksheets.is_empty() {
        true => report
            .say("There is no worksheet yet: regulars worksheet with 4471 'the wedding cakes'"),
        false => report,
    })
}

fn rows(sheets: Vec<domain::Worksheet>, store: &Store) -> Result<Vec<Row>> {
    let ids: Vec<CustomerId> = sheets.iter().filter_map(|it| it.customer).collect();
    let people = store.customer_rows(&ids)?.into_iter();
    let names: HashMap<CustomerId, String> = people.map(|row| (row.id, row.name)).collect();
    let rows = sheets.into_iter().map(|sheet| Row {
        name: sheet.customer.and_then(|id| names.get(&id).cloned()),
        sheet,
    });
    Ok(rows.collect())
}
