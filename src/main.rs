//! The program: reads its arguments, prints a report or opens the screens, and ends with an exit code.

use std::{
    io::{self, BufRead, BufWriter, ErrorKind, IsTerminal, Write},
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::Parser;
use indicatif::ProgressBar;
use regulars::{
    commands::{self, Cli, Command, Context, Desk, Exit, Options, Report},
    paths,
    store::Store,
    text::SafeText,
};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Nobody is left to tell when even this cannot be printed.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(1));
        }
    };
    let ended = match &cli.command {
        Some(command) => shell(command, &cli.options).and_then(|report| print(&report)),
        None => screens(&cli.options),
    };
    let exit = ended.unwrap_or_else(|error| {
        say(&format!("regulars: {error:#}"));
        commands::exit_of(&error)
    });
    ExitCode::from(exit as u8)
}

/// Carries out one command on the data file.
fn shell(command: &Command, options: &Options) -> Result<Report> {
    if let Command::Completions(completions) = command {
        return commands::completions::run(completions, options.style());
    }
    let mut store = open(options)?;
    let me = match &options.by {
        Some(initials) => initials.clone(),
        None => store.settings()?.me,
    };
    store.set_who(&me);
    let mut context = Context {
        now: options.now.unwrap_or_default().now(),
        me,
        style: options.style(),
        desk: &mut Terminal::default(),
    };
    commands::run(command, &mut store, &mut context)
}

fn screens(_options: &Options) -> Result<Exit> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        say("regulars: the screens need a terminal; regulars --help shows what works without one");
        return Ok(Exit::Usage);
    }
    anyhow::bail!("there are no screens yet")
}

fn open(options: &Options) -> Result<Store> {
    let path = options.data_file().map_or_else(paths::data_file, Ok)?;
    Store::open(&path)
}

/// Prints results on stdout and words on stderr. Whoever closed the pipe has read enough: that is a quiet end.
fn print(report: &Report) -> Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = report
        .lines
        .iter()
        .try_for_each(|line| writeln!(out, "{line}"))
        .and_then(|()| out.flush());
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(Exit::Done),
        printed => printed.context("cannot print")?,
    }
    report.words.iter().for_each(|words| say(words));
    Ok(report.exit)
}

/// One sentence on stderr; without stderr there is nobody to tell.
fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{}", SafeText::lines(words));
}

/// The person at the terminal, if there is one.
#[derive(Default)]
struct Terminal {
    out: Option<io::Stdout>,
    bar: Option<ProgressBar>,
}

impl Desk for Terminal {
    fn ask(&mut self, question: &str) -> Option<bool> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr(), "{} [y/N] ", SafeText::lines(question));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).ok()?;
        Some(matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    fn progress(&mut self, done: usize, of: usize) -> bool {
        // Drawn on stderr, and only where that is a terminal.
        let bar = self.bar.get_or_insert_with(|| ProgressBar::new(of as u64));
        bar.set_position(done as u64);
        if done >= of {
            bar.finish_and_clear();
            self.bar = None;
        }
        true
    }

    fn output(&mut self) -> Option<&mut dyn Write> {
        Some(self.out.get_or_insert_with(io::stdout))
    }
}
