//! What `regulars x` and `:x` do, one command a file; each gives back a [`Report`] and prints nothing.
//!
//! A command is a clap variant in `arguments`, and a file with its arguments, its answer (what `--json` prints) and `run`.

pub mod action;
pub mod actions;
pub mod arguments;
pub mod arrived;
pub mod backup;
mod bent;
pub mod brief;
pub mod card;
pub mod casebook;
pub mod complaint;
pub mod complaints;
pub mod completions;
pub mod demo;
pub mod doctor;
pub mod dupes;
mod entry;
pub mod export;
pub mod feedback;
pub mod find;
pub mod forget;
pub mod import;
pub mod kudos;
pub mod lines;
pub mod me;
pub mod merge;
pub mod merging;
pub mod page;
mod paper;
pub mod people;
pub mod product;
pub mod promise;
pub mod promises;
pub mod redeem;
pub mod report;
pub mod restore;
pub mod review;
pub mod selfcheck;
pub mod settings;
mod split;
pub mod staff;
pub mod survey_sheet;
pub mod today;
pub mod turnedaway;
mod undo;
pub mod view;
pub mod want;
pub mod who;
pub mod worksheet;

use std::io::{Read, Write};

use anyhow::Context as _;
use clap::{CommandFactory, Parser, error::ErrorKind};

pub use arguments::{Cli, Command, Options};
pub use entry::{for_you, line_context};
pub use report::{Exit, Report, Style};

use crate::{
    domain::{Refusal, Stamp, line::LineKind},
    store::{Conflict, Damaged, Refused, Store},
    text::safe,
};

/// What a command needs besides the data file.
pub struct Context<'a> {
    /// The moment it happens.
    pub now: Stamp,
    /// Initials of who does it; empty when the shop uses none.
    pub me: String,
    /// How results are written.
    pub style: Style,
    /// Who is at the other end.
    pub desk: &'a mut dyn Desk,
}

/// Who is at the other end of a command: a person at a terminal, a program behind a pipe, or the screens.
pub trait Desk {
    /// Asks a yes-or-no question; `None` when there is nobody who could answer.
    fn ask(&mut self, _question: &str) -> Option<bool> {
        None
    }

    /// Asks for words that show that somebody means it; `None` when there is nobody who could type them.
    fn type_in(&mut self, _question: &str) -> Option<String> {
        None
    }

    /// Shows how many of how many are done; `false` cancels.
    fn progress(&mut self, _done: usize, _of: usize) -> bool {
        true
    }

    /// What is piped in; `None` when nothing is.
    fn input(&mut self) -> Option<&mut dyn Read> {
        None
    }

    /// Where an export without a file goes; `None` when there is no such place.
    fn output(&mut self) -> Option<&mut dyn Write> {
        None
    }
}

/// A desk where nobody answers.
#[derive(Debug)]
pub struct Nobody;

impl Desk for Nobody {}

/// Carries out one command.
///
/// # Errors
/// What the store or a file says; [`exit_of`] knows the exit code.
pub fn run(command: &Command, store: &mut Store, context: &mut Context) -> anyhow::Result<Report> {
    carry_out(command, store, context).map_err(|error| store.told(error))
}

fn carry_out(
    command: &Command,
    store: &mut Store,
    context: &mut Context,
) -> anyhow::Result<Report> {
    match command {
        Command::Find(find) => find::run(find, store, context),
        Command::View(view) => view::run(view, store, context),
        Command::Brief(brief) => brief::run(brief, store, context),
        Command::Log(it) => it.words.save(LineKind::Log, store, context),
        Command::Bought(it) => it.words.save(LineKind::Bought, store, context),
        Command::Redeem(redeem) => redeem::run(redeem, store, context),
        Command::Product(it) => product::run(it, store, context),
        Command::Rule(it) => product::rule(it, store, context),
        Command::Promise(promise) => promise::run(promise, store, context),
        Command::Promises(promises) => promises::run(promises, store, context),
        Command::Want(want) => want::run(want, store, context),
        Command::Arrived(arrived) => arrived::run(arrived, store, context),
        Command::TurnedAway(away) => turnedaway::run(away, store, context),
        Command::Complain(it) => it.words.save(LineKind::Complaint, store, context),
        Command::Feedback(it) => feedback::run(it, store, context),
        Command::Observe(it) => feedback::observe(it, store, context),
        Command::SurveySheet(sheet) => survey_sheet::run(sheet, store, context),
        Command::Thanks(it) => it.words.save(LineKind::Thanks, store, context),
        Command::Extra(it) => it.words.save(LineKind::Extra, store, context),
        Command::Complaint(complaint) => complaint::run(complaint, store, context),
        Command::Complaints(complaints) => complaints::run(complaints, store, context),
        Command::Card(card) => card::run(card, store, context),
        Command::Action(action) => action::run(action, store, context),
        Command::Actions(actions) => actions::run(actions, store, context),
        Command::Worksheet(it) => worksheet::run(it, store, context),
        Command::SelfCheck(it) => selfcheck::run(it, store, context),
        Command::Review(review) => review::run(review, store, context),
        Command::Casebook(it) => casebook::run(it, store, context),
        Command::Kudos(kudos) => kudos::run(kudos, store, context),
        Command::Staff(staff) => staff::run(staff, store, context),
        Command::Me(me) => me::run(me, store, context),
        Command::People(list) => people::command::run(list, store, context),
        Command::Page(page) => page::run(page, store, context),
        Command::Today(today) => today::run(today, store, context),
        Command::Undo { import } => undo::run(&undo::Way::back(import), store, context),
        Command::Redo => undo::run(&undo::Way::Forward, store, context),
        Command::Settings(settings) => settings::run(settings, store, context),
        Command::Import(import) => import::run(import, store, context),
        Command::Export(export) => export::run(export, store, context),
        Command::Forget(forget) => forget::run(forget, store, context),
        Command::Backup(backup) => backup::run(backup, store, context),
        Command::Restore(restore) => restore::run(restore, store, context),
        Command::Doctor(it) if it.is_for_the_shell() => Ok(Report::ended(
            Exit::Refused,
            "What is left of a file is saved from your shell, with no window open on it: regulars doctor --salvage FILE",
        )),
        Command::Doctor(it) => {
            let file = store.path().map(ToOwned::to_owned);
            doctor::run(it, &file.context("this shop is in no file")?, context)
        }
        Command::Dupes(dupes) => dupes::run(dupes, store, context),
        Command::Merge(merge) => merge::run(merge, store, context),
        Command::Demo(_) => Ok(Report::ended(
            Exit::Refused,
            "The made-up shop is opened from your shell: regulars demo",
        )),
        Command::Completions(completions) => completions::run(completions, context.style),
    }
}

/// One command line of the screens, as typed behind `:`.
#[derive(Debug, Parser)]
#[command(name = ":", no_binary_name = true, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// The command that a line typed behind `:` means. Words are split as a shell does, quotes are understood.
///
/// # Errors
/// The report that says why the line is not understood, or the help that it asked for.
pub fn parse(line: &str) -> Result<Command, Report> {
    let words = split::words(line.trim_start_matches(':'));
    let line = Line::try_parse_from(words);
    line.map(|line| line.command)
        .map_err(|error| not_understood(&error))
}

/// How a command is written: `log [OPTIONS] <WHO> <LINE>...`; `None` when there is none of that name.
pub fn usage(name: &str) -> Option<String> {
    let mut line = Line::command();
    let usage = line.find_subcommand_mut(name)?.render_usage().to_string();
    let written = usage.trim_start_matches("Usage:").trim();
    Some(written.replace(" [OPTIONS]", ""))
}

/// The name of every command with its one line of help, for the palette.
pub fn palette() -> Vec<(String, String)> {
    Line::command()
        .get_subcommands()
        .map(|command| {
            let about = command.get_about().map(ToString::to_string);
            (command.get_name().to_owned(), about.unwrap_or_default())
        })
        .collect()
}

/// How an error ends the process: 4 when the shop's rules or the file refuse, otherwise 1.
pub fn exit_of(error: &anyhow::Error) -> Exit {
    let changed = matches!(error.downcast_ref(), Some(Conflict::Changed(_)));
    let refused = error.is::<Refusal>() || error.is::<Refused>() || error.is::<Damaged>();
    if changed || refused {
        Exit::Refused
    } else {
        Exit::Failed
    }
}

/// Help is a result; anything else clap has to say is a word to the user.
fn not_understood(error: &clap::Error) -> Report {
    let text = error.to_string();
    let lines = text.lines().map(|line| safe(line).into());
    if error.kind() == ErrorKind::DisplayHelp {
        return Report {
            lines: lines.collect(),
            ..Report::default()
        };
    }
    Report {
        words: lines.filter(|line: &String| !line.is_empty()).collect(),
        exit: Exit::Usage,
        ..Report::default()
    }
}
