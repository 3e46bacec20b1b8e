//! `dupes`: who may be in the shop twice.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{CustomerId, phrase::grouped},
    search::alike::Pair,
    store::Store,
};

/// Who may be in the shop twice.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars dupes                   pairs that may be one person, the surest first, with what speaks for it
  regulars merge '#12' '#31'       makes one of two; the first is kept
  regulars dupes --apart '#12' '#31'
                                   these two are not the same; they are not shown again

A name alone or a phone alone makes no pair: a household shares its number and stays apart.")]
pub struct Dupes {
    /// These two are not the same
    #[arg(long, num_args = 2, value_name = "WHO")]
    apart: Vec<String>,
}

impl Dupes {
    /// Does it only show, and change nothing?
    pub fn is_to_look_at(&self) -> bool {
        self.apart.is_empty()
    }
}

#[derive(Serialize)]
struct Pairs {
    pairs: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    one: Whom,
    other: Whom,
    because: Vec<String>,
    sure: &'static str,
}

/// A customer in an answer.
#[derive(Debug, Serialize)]
pub(super) struct Whom {
    pub id: CustomerId,
    pub name: String,
}

impl Row {
    fn of(pair: &Pair, store: &Store) -> Result<Self> {
        let whom = |id| store.name(id).map(|name| Whom { id, name });
        Ok(Self {
            one: whom(pair.one)?,
            other: whom(pair.other)?,
            because: pair.because.iter().map(|it| it.words()).collect(),
            sure: pair.sure.word(),
        })
    }
}

impl Answer for Pairs {
    fn write(&self, page: &mut Page) {
        page.table(self.pairs.iter().map(|row| {
            [
                row.sure.to_owned(),
                row.one.id.to_string(),
                row.one.name.clone(),
                row.other.id.to_string(),
                row.other.name.clone(),
                row.because.join(", "),
            ]
        }));
    }
}

/// Lists the pairs, or notes that two are not the same.
///
/// # Errors
/// What the store says.
pub fn run(args: &Dupes, store: &mut Store, context: &mut Context) -> Result<Report> {
    if let [one, other] = args.apart.as_slice() {
        return super::merge::apart((one, other), store, context);
    }
    let pairs = store.alike()?;
    let rows = pairs.iter().map(|pair| Row::of(pair, store));
    let pairs = Pairs {
        pairs: rows.collect::<Result<_>>()?,
    };
    let report = Report::of(&pairs, context.style)?;
    Ok(match pairs.pairs.len() {
        0 => report
            .but(Exit::Nothing)
            .say("Nobody looks like anybody else."),
        count => report.say(format!(
            "{} that may be one person; regulars merge '#12' '#31' makes one of two.",
            match count {
                1 => "1 pair".to_owned(),
                count => format!("{} pairs", grouped(count)),
            }
        )),
    })
}
