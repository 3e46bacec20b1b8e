//! `campaign`, `quiet`, `winback`, `slowday`, `best`, `prospects`, `referrals`, `parting`: the lists of people in the shell.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use anyhow::Result;
use clap::{Args, Subcommand, ValueHint};
use serde::Serialize;

use super::{Asked, Fact, ListOf, People, Row, load, part, product};
use crate::{
    commands::{
        Context, Exit, Report, Style,
        export::{What, Written, named_by, to},
        report::{Answer, Page},
    },
    domain::{Change, CustomerId, Kept},
    store::Store,
};

/// The lists of people.
#[derive(Debug, Subcommand)]
pub enum List {
    /// Whom to tell of a product, or how the last campaigns went
    #[command(after_help = "\
Examples:
  regulars campaign rye                     whom to tell, by channel, and who is left out with the reason
  regulars campaign rye tag:vip             only of these
  regulars campaign rye --done              note that everybody chosen was told; nobody twice within 14 days
  regulars campaign rye --output rye.csv --done
  regulars campaign                         the campaigns of the last 12 months: yes, no, later, open")]
    Campaign(Offered),
    /// Who has gone quiet: silent for more than twice as long as usual
    #[command(after_help = "\
Examples:
  regulars quiet                            the most at stake first
  regulars quiet tag:vip --json")]
    Quiet(Offered),
    /// Who is to be won back, and how many came back
    #[command(
        name = "winback",
        after_help = "\
Examples:
  regulars winback                          the most at stake first
  regulars winback --output winback.vcf --done
                                            cards for a phone, and note that they were asked"
    )]
    WinBack(Offered),
    /// Ten loyal people to ask in on a slow day
    #[command(
        name = "slowday",
        after_help = "\
Examples:
  regulars slowday
  regulars slowday --done                   note that they were asked; each at most once in 30 days"
    )]
    SlowDay(Offered),
    /// What your best customers have in common
    #[command(after_help = "\
Example:
  regulars best                             tags, areas and sources that tier A has more often than all")]
    Best(Whom),
    /// Who has not bought yet, how soon you answered, won or lost
    #[command(after_help = "\
Examples:
  regulars prospects
  regulars prospects source:fair --output fair.csv")]
    Prospects(Listed),
    /// Who brought whom, and what that is worth
    #[command(after_help = "\
Example:
  regulars referrals")]
    Referrals(Listed),
    /// With whom to talk about parting ways, and how far that has gone
    Parting(part::Parting),
}

/// Of whom a list is made.
#[derive(Debug, Default, Args)]
pub struct Whom {
    /// Find words; only whom they fit; '#12' is one customer
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
}

/// A list that can be written to a file.
#[derive(Debug, Default, Args)]
pub struct Listed {
    #[command(flatten)]
    whom: Whom,

    /// Write those chosen to this file: .csv or .vcf
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Replace the file without asking
    #[arg(long)]
    yes: bool,
}

/// A list of whom something is proposed to.
#[derive(Debug, Default, Args)]
pub struct Offered {
    #[command(flatten)]
    list: Listed,

    /// Note that everybody chosen was told; nobody within 14 days again
    #[arg(long)]
    done: bool,
}

impl List {
    /// Does it write a file, or many rows?
    pub fn is_long(&self) -> bool {
        let (listed, done) = self.then();
        done || listed.is_some_and(|listed| listed.output.is_some())
    }

    /// Is it a list to look at, and nothing else?
    pub fn is_to_look_at(&self) -> bool {
        !self.is_long() && !matches!(self, Self::Parting(parting) if parting.acts())
    }

    fn then(&self) -> (Option<&Listed>, bool) {
        match self {
            Self::Campaign(it) | Self::Quiet(it) | Self::WinBack(it) | Self::SlowDay(it) => {
                (Some(&it.list), it.done)
            }
            Self::Prospects(it) | Self::Referrals(it) => (Some(it), false),
            Self::Best(_) | Self::Parting(_) => (None, false),
        }
    }

    /// What it asks for; or why that is nothing.
    ///
    /// # Errors
    /// What the store says.
    pub fn asked(&self, store: &Store) -> Result<Result<Asked, Report>> {
        let none = Vec::new();
        let words = match self {
            Self::Best(it) => &it.words,
            Self::Parting(it) => it.words(),
            _ => self.then().0.map_or(&none, |it| &it.whom.words),
        };
        let of = match self {
            Self::Campaign(_) if words.is_empty() => ListOf::Campaigns,
            Self::Campaign(_) => {
                return Ok(product(words, store)?.map(|(product, words)| Asked {
                    of: ListOf::Promotion(product.id),
                    words,
                }));
            }
            Self::Quiet(_) => ListOf::Quiet,
            Self::WinBack(_) => ListOf::WinBack,
            Self::SlowDay(_) => ListOf::SlowDay,
            Self::Best(_) => ListOf::Best,
            Self::Prospects(_) => ListOf::Prospects,
            Self::Referrals(_) => ListOf::Referrals,
            Self::Parting(_) => ListOf::Parting,
        };
        let words = words.join(" ");
        Ok(Ok(Asked { of, words }))
    }
}

/// Shows a list, writes it to a file, notes that everybody on it was asked.
///
/// # Errors
/// What the store or the disk says.
pub fn run(list: &List, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let List::Parting(parting) = list
        && let Some(report) = parting.act(store, context)?
    {
        return Ok(report);
    }
    let asked = match list.asked(store)? {
        Ok(asked) => asked,
        Err(report) => return Ok(report),
    };
    let people = load(&asked, store, context.now)?;
    if !people.unknown.is_empty() {
        return Ok(Report::ended(Exit::Usage, &people.unknown));
    }
    match list.is_long() {
        true => act(list, (asked.of, &people), store, context),
        false => show(asked.of, &people, context),
    }
}

/// Writes a list to a file, and notes that everybody on it was asked.
fn act(
    list: &List,
    (of, people): (ListOf, &People),
    store: &mut Store,
    context: &mut Context,
) -> Result<Report> {
    let (listed, done) = list.then();
    let file = listed.and_then(|it| Some((it.output.as_deref()?, it.yes)));
    if of == ListOf::Campaigns {
        return Ok(Report::ended(
            Exit::Usage,
            "Name the product: campaign rye --done.",
        ));
    }
    let written = match file {
        Some(file) => match export(people, file, store, context)? {
            Ok(written) => Some(written),
            Err(report) => return Ok(report),
        },
        None => None,
    };
    let noted = match done {
        true => note(people, of, store, context)?,
        false => (0, String::new()),
    };
    let nobody = done && noted.0 == 0;
    let (noted, saved) = noted;
    let went = Done {
        written,
        noted,
        saved,
    };
    let report = Report::of(&went, context.style)?;
    Ok(match nobody {
        true => report
            .but(Exit::Nothing)
            .say("Nobody is left to be noted; who was asked within 14 days is left out."),
        false => report,
    })
}

/// What was done with a list.
#[derive(Debug, Default, Serialize)]
struct Done {
    #[serde(flatten)]
    written: Option<Written>,
    noted: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    saved: String,
}

impl Answer for Done {
    fn write(&self, page: &mut Page) {
        let written = self.written.as_ref().map(Written::words);
        match (written, self.saved.as_str()) {
            (None, "") => {}
            (Some(written), "") => page.line(format!("{written}.")),
            (None, saved) => page.line(format!("Saved: {saved}.")),
            (Some(written), saved) => page.line(format!("{written}; saved: {saved}.")),
        }
    }
}

/// Writes those chosen to a file.
fn export(
    people: &People,
    (file, yes): (&Path, bool),
    store: &Store,
    context: &mut Context,
) -> Result<Result<Written, Report>> {
    let only: HashSet<CustomerId> = people.chosen().filter_map(|row| row.customer).collect();
    if only.is_empty() {
        let why = "Nobody is on the list; nothing was written.";
        return Ok(Err(Report::ended(Exit::Nothing, why)));
    }
    let what = What {
        format: named_by(file),
        only: Some(&only),
    };
    to(file, yes, (store, what), context.desk)
}

/// Notes that everybody chosen was asked, as one act: how many, and what that is called.
fn note(
    people: &People,
    of: ListOf,
    store: &mut Store,
    context: &Context,
) -> Result<(usize, String)> {
    let by = (context.now, context.me.as_str());
    let offers = people
        .to_note(context.now)
        .filter_map(|row| row.note(of, by));
    let changes: Vec<Change> = offers.map(|it| Change::Add(Kept::Offer(it))).collect();
    if changes.is_empty() {
        return Ok((0, String::new()));
    }
    Ok((changes.len(), store.apply(&changes, context.now)?.label))
}

/// A list as it is printed.
#[derive(Debug)]
struct Printed<'a> {
    of: ListOf,
    rows: &'a [Row],
}

impl Serialize for Printed<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Promotion<'a> {
            chosen: Vec<&'a Row>,
            left_out: Vec<&'a Row>,
        }
        #[derive(Serialize)]
        struct Customers<'a> {
            customers: &'a [Row],
        }
        #[derive(Serialize)]
        struct Campaigns<'a> {
            campaigns: &'a [Row],
        }
        #[derive(Serialize)]
        struct Best<'a> {
            best: &'a [Row],
        }
        let rows = self.rows;
        match self.of {
            ListOf::Promotion(_) => {
                let told = |row: &&Row| matches!(row.fact, Fact::Told { .. });
                let (chosen, left_out) = rows.iter().partition(told);
                Promotion { chosen, left_out }.serialize(serializer)
            }
            ListOf::Campaigns => Campaigns { campaigns: rows }.serialize(serializer),
            ListOf::Best => Best { best: rows }.serialize(serializer),
            _ => Customers { customers: rows }.serialize(serializer),
        }
    }
}

impl Answer for Printed<'_> {
    fn write(&self, page: &mut Page) {
        page.table(self.rows.iter().map(|row| {
            let id = row.customer.map(|id| id.to_string());
            [
                id.unwrap_or_default(),
                row.name.clone(),
                row.heading.to_string(),
                row.why.to_string(),
                row.figure.clone(),
            ]
        }));
    }
}

fn show(of: ListOf, people: &People, context: &Context) -> Result<Report> {
    let rows = &people.rows;
    let report = Report::of(&Printed { of, rows }, context.style)?;
    Ok(match (rows.is_empty(), context.style) {
        (true, _) => report.say(people.empty),
        (false, Style::Json) => report,
        (false, _) => report.say(format!("{}.", people.rule)),
    })
}
