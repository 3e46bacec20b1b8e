//! `forget`: somebody is erased for good, from the history and from our own backups, too.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
    who::{self, Who},
};
use crate::{
    domain::Customer,
    search::fold,
    store::{LeftOver, Store},
};

/// What erasing does not reach.
pub const ELSEWHERE: &str = "Exports and copies that you made yourself are yours to remove; what is written about others, or what the \
    shop changed after a complaint, may still name them.";

/// Whom.
#[derive(Debug, Args)]
#[command(after_help = "\
No undo brings anybody back. What was sold still adds up, without a name.

Examples:
  regulars forget 4471          says what goes, and asks you to type the name
  regulars forget '#12' --yes   does not ask
  regulars forget               goes on where it had to wait for another window")]
pub struct Forget {
    /// '#12', or find words that fit one customer; without it, what an earlier one left over is erased
    who: Vec<String>,

    /// Erase without asking for the name
    #[arg(long, requires = "who")]
    yes: bool,
}

/// What was erased, and where traces may still be.
#[derive(Serialize)]
struct Forgotten {
    customer: Option<String>,
    erased: Vec<Count>,
    left_over: Vec<String>,
}

#[derive(Serialize)]
struct Count {
    noun: &'static str,
    count: usize,
}

impl Answer for Forgotten {
    fn write(&self, page: &mut Page) {
        let Some(customer) = &self.customer else {
            return;
        };
        page.line(format!("{customer} is forgotten. Erased:"));
        let counts = self.erased.iter();
        page.table(counts.map(|it| [format!("  {}", it.noun), it.count.to_string()]));
    }
}

/// What somebody must type so that this customer is forgotten.
pub fn name(customer: &Customer) -> &str {
    customer.shown_name()
}

/// Is this the name, as somebody types it who means it?
pub fn is_name(typed: &str, name: &str) -> bool {
    !typed.trim().is_empty() && fold(typed.trim()) == fold(name)
}

/// Where traces are, and when they go or what to do about them; `None` when there are none.
pub fn left_over(places: &[LeftOver]) -> Option<String> {
    let (ours, others): (Vec<&LeftOver>, Vec<&LeftOver>) =
        places.iter().partition(|it| it.is_ours());
    let words = |places: Vec<&LeftOver>, and: &str| {
        let words: Vec<String> = places.into_iter().map(LeftOver::words).collect();
        (!words.is_empty()).then(|| words.join(and))
    };
    let ours = words(ours, ", and in ").map(|places| {
        format!("Traces of somebody forgotten are still in {places}. regulars tries again by itself; so does regulars forget.")
    });
    let others = words(others, ", or in ").map(|places| {
        format!("Somebody forgotten may still be in {places}. Delete what you no longer need of that, then: regulars forget.")
    });
    let sentences: Vec<String> = ours.into_iter().chain(others).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

impl Forget {
    /// Is the name still to be typed?
    pub fn asks(&self) -> bool {
        !self.yes && !self.who.is_empty()
    }

    /// Who is meant.
    ///
    /// # Errors
    /// What the store says.
    pub fn meant(&self, store: &Store, context: &Context) -> Result<Who> {
        who::find(&self.who.join(" "), store, context)
    }
}

/// Takes away what an earlier one left over, behind another command; what still has to wait is no reason to fail.
pub fn go_on(store: &mut Store) {
    if store.reads_only().is_none() && store.left_over().is_ok_and(|left| !left.is_empty()) {
        // It stands in the file, and is tried again.
        let _ = store.finish_forgetting(&mut |_, _| true);
    }
}

/// Forgets a customer, or finishes what is left over of others.
///
/// # Errors
/// What the store says.
pub fn run(args: &Forget, store: &mut Store, context: &mut Context) -> Result<Report> {
    if args.who.is_empty() {
        return finish(store, context, (None, Vec::new()));
    }
    let customer = match args.meant(store, context)? {
        Ok(customer) => customer,
        Err(report) => return Ok(report),
    };
    let counts = store.held_counts(customer.id)?;
    if args.asks()
        && let Some(refused) = refused(&customer, &counts, context)
    {
        return Ok(refused);
    }
    store.forget(customer.id, context.now)?;
    finish(store, context, (Some(customer), counts))
}

/// Asks for the name; why nothing is erased, where it is not typed.
fn refused(
    customer: &Customer,
    counts: &[(&'static str, usize)],
    context: &mut Context,
) -> Option<Report> {
    let name = name(customer);
    let counts: Vec<String> = counts
        .iter()
        .map(|(noun, count)| format!("{noun} {count}"))
        .collect();
    let question = format!(
        "{name} {}: {}.\nAll of it is erased for good, from the history and the backups, too. Type the name to go on:",
        customer.id,
        counts.join(", ")
    );
    let why = match context.desk.type_in(&question) {
        Some(typed) if is_name(&typed, name) => return None,
        Some(_) => "That is not the name; nothing was erased.",
        None => "Nothing was erased: nobody can type the name here. --yes goes without.",
    };
    Some(Report::ended(Exit::Refused, why))
}

fn finish(
    store: &mut Store,
    context: &mut Context,
    (customer, counts): (Option<Customer>, Vec<(&'static str, usize)>),
) -> Result<Report> {
    let was_left = !store.left_over()?.is_empty();
    let left = store.finish_forgetting(&mut |done, of| context.desk.progress(done, of))?;
    let forgotten = Forgotten {
        erased: counts
            .into_iter()
            .map(|(noun, count)| Count { noun, count })
            .collect(),
        left_over: left.iter().map(LeftOver::words).collect(),
        customer: customer.as_ref().map(|it| name(it).to_owned()),
    };
    let report = Report::of(&forgotten, context.style)?;
    let elsewhere = customer.as_ref().map(|_| ELSEWHERE.to_owned());
    let done = match (&customer, was_left) {
        (Some(_), _) => None,
        (None, true) if left.is_empty() => Some("No trace is left of those who were forgotten."),
        (None, true) => None,
        (None, false) => Some("Nothing is left over; regulars forget WHO forgets somebody."),
    };
    let words = elsewhere
        .into_iter()
        .chain(done.map(str::to_owned))
        .chain(left_over(&left));
    Ok(words.fold(report, Report::say))
}
