//! `merge`: makes one of two customers; the first is kept.

use anyhow::{Result, ensure};
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Nobody, Report, Style,
    dupes::Whom,
    merging::Merging,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{Apart, Change, Customer, CustomerId, Refusal, Stamp},
    store::Store,
};

/// Which two.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars merge 'zoe müller' '#31'              shows what stays, and asks; the first is kept
  regulars merge '#12' '#31' --take birthday     where both say something, the other's birthday stays
  regulars merge '#12' '#31' --yes
  regulars undo                                  makes two of them again, exactly

Phones, e-mails, addresses, tags, likes and facts of both are kept; talks, promises, complaints, purchases and all else go over.")]
pub struct Merge {
    /// Who is kept
    keep: String,
    /// Who is merged into them
    gone: String,
    /// A field in which the other's value stays: name, birthday, company; once for each
    #[arg(long, value_name = "FIELD")]
    take: Vec<String>,
    /// Merge without asking
    #[arg(long)]
    yes: bool,
}

impl Merge {
    /// Does it ask first?
    pub fn is_to_look_at(&self) -> bool {
        !self.yes && self.take.is_empty()
    }

    /// The two customers meant, or the report that says who fits.
    ///
    /// # Errors
    /// What the store says.
    pub fn meant(&self, store: &Store, now: Stamp) -> Result<Result<Two, Report>> {
        let context = Context {
            now,
            me: String::new(),
            style: Style::Columns,
            desk: &mut Nobody,
        };
        two((&self.keep, &self.gone), store, &context)
    }
}

/// Two customers, of whom the first is kept.
type Two = (Customer, Customer);

/// What stays, what is added, what goes over.
#[derive(Serialize)]
struct Merged {
    kept: Whom,
    gone: Whom,
    fields: Vec<Stays>,
    added: Vec<String>,
    moved: Vec<Moved>,
    saved: Option<String>,
    #[serde(skip)]
    seen: bool,
}

#[derive(Serialize)]
struct Stays {
    field: &'static str,
    stays: String,
    goes: String,
}

#[derive(Serialize)]
struct Moved {
    what: String,
    count: usize,
}

impl Merged {
    fn of(merging: &Merging, store: &Store) -> Result<Self> {
        let whom = |it: &Customer| Whom {
            id: it.id,
            name: it.shown_name().to_owned(),
        };
        let stays = |choice: super::merging::Choice| {
            let (stays, goes) = choice.stays();
            Stays {
                field: choice.field,
                stays: stays.to_owned(),
                goes: goes.to_owned(),
            }
        };
        let moved = store.rows_about(merging.gone.id)?;
        Ok(Self {
            kept: whom(&merging.keep),
            gone: whom(&merging.gone),
            fields: merging.choices().into_iter().map(stays).collect(),
            added: merging.gains(),
            moved: moved
                .into_iter()
                .map(|(what, count)| Moved { what, count })
                .collect(),
            saved: None,
            seen: false,
        })
    }
}

impl Answer for Merged {
    fn write(&self, page: &mut Page) {
        if !self.seen {
            let (kept, gone) = (&self.kept, &self.gone);
            page.line(format!(
                "{} {} stays; {} {} is merged into them.",
                kept.name, kept.id, gone.name, gone.id
            ));
            page.table(self.fields.iter().map(|it| {
                [
                    format!("  {}", it.field),
                    it.stays.clone(),
                    format!("not {}", it.goes),
                ]
            }));
            if !self.added.is_empty() {
                page.line(format!("  added: {}", self.added.join(", ")));
            }
            if !self.moved.is_empty() {
                let moved = self.moved.iter();
                let moved: Vec<String> = moved.map(|it| counted(&it.what, it.count)).collect();
                page.line(format!("  goes over: {}", moved.join(", ")));
            }
        }
        if let Some(saved) = &self.saved {
            page.line(format!(
                "Saved: {saved}. regulars undo makes two of them again."
            ));
        }
    }
}

/// "3 contacts"
pub fn counted(what: &str, count: usize) -> String {
    match (count, what.ends_with('s')) {
        (1, _) | (_, true) => format!("{count} {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Shows what stays, asks, merges.
///
/// # Errors
/// What the store says; a [`Refusal`] for one and the same customer, or an unknown field.
pub fn run(args: &Merge, store: &mut Store, context: &mut Context) -> Result<Report> {
    let (keep, gone) = match two((&args.keep, &args.gone), store, context)? {
        Ok(two) => two,
        Err(report) => return Ok(report),
    };
    let mut merging = Merging::new(keep, gone);
    for field in &args.take {
        let choices = merging.choices();
        let known: Vec<&str> = choices.iter().map(|it| it.field).collect();
        let why = || {
            let known = known.join(", ");
            Refusal(format!(
                "Both say the same of {field:?}, or one nothing; they differ in: {known}"
            ))
        };
        ensure!(known.contains(&field.as_str()), why());
        merging.choose(field, true);
    }
    let mut merged = Merged::of(&merging, store)?;
    if !args.yes {
        let preview = Report::of(&merged, Style::Columns)?.lines.join("\n");
        match context.desk.ask(&format!("{preview}\nMerge them?")) {
            Some(true) => merged.seen = true,
            Some(false) => return Ok(Report::default().say("Nothing was merged.")),
            None => {
                let preview = Report::of(&merged, context.style)?;
                return Ok(preview.say("Nothing was merged; say --yes to merge them."));
            }
        }
    }
    let applied = store.apply(&[merging.change()], context.now)?;
    merged.saved = Some(applied.label);
    Report::of(&merged, context.style)
}

/// Notes that two are not the same.
///
/// # Errors
/// What the store says; a [`Refusal`] for one and the same customer.
pub(super) fn apart(
    names: (&str, &str),
    store: &mut Store,
    context: &mut Context,
) -> Result<Report> {
    let (one, other) = match two(names, store, context)? {
        Ok(two) => two,
        Err(report) => return Ok(report),
    };
    let change = not_the_same((one.id, other.id), context);
    store.apply(&change.into_iter().collect::<Vec<_>>(), context.now)?;
    let (one, other) = (one.shown_name(), other.shown_name());
    Ok(Report::default().say(format!(
        "{one} and {other} are not shown as one person again."
    )))
}

fn not_the_same((one, other): (CustomerId, CustomerId), context: &Context) -> Option<Change> {
    let apart = Apart::of(one, other, context.now)?;
    Some(Change::Add(apart.into()))
}

/// The two customers meant.
fn two(
    (one, other): (&str, &str),
    store: &Store,
    context: &Context,
) -> Result<Result<Two, Report>> {
    let one = match who::find(one, store, context)? {
        Ok(one) => one,
        Err(report) => return Ok(Err(report)),
    };
    let other = match who::find(other, store, context)? {
        Ok(other) => other,
        Err(report) => return Ok(Err(report)),
    };
    if one.id == other.id {
        let why = format!("Both are {} {}.", one.shown_name(), one.id);
        return Ok(Err(Report::ended(Exit::Refused, why)));
    }
    Ok(Ok((one, other)))
}
