//! The program: reads its arguments, prints a report or opens the screens, and ends with an exit code.

use std::{
    env,
    io::{self, BufRead, BufWriter, ErrorKind, IsTerminal, Read, Stdin, Write},
    panic,
    path::Path,
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::Parser;
use indicatif::{ProgressBar, ProgressFinish};
use regulars::{
    commands::{self, Cli, Command, Context, Desk, Exit, Options, Report},
    domain::setting::Background,
    store::{Damaged, Store},
    sys::{self, signals::Ending},
    text::SafeText,
    tui::{self, damaged::Opened, theme::Theme},
};

fn main() -> ExitCode {
    sys::keep_private();
    sys::outlive_file_limits();
    panic::set_hook(Box::new(|panic| say(&sys::fault(panic))));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Nobody is left to tell when even this cannot be printed.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(1));
        }
    };
    let ended = start(&cli).unwrap_or_else(|error| {
        if nobody_reads(&error) {
            return Exit::Done as u8;
        }
        say(&format!("regulars: {error:#}"));
        commands::exit_of(&error) as u8
    });
    ExitCode::from(ended)
}

/// Whoever closed the pipe has read enough: that is a quiet end.
fn nobody_reads(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref());
    causes.any(|cause: &io::Error| cause.kind() == ErrorKind::BrokenPipe)
}

/// Carries out a command, or opens the screens; gives back the exit code.
fn start(cli: &Cli) -> Result<u8> {
    let options = &cli.options;
    match &cli.command {
        None if !is_terminal() => {
            let why = "regulars: the screens need a terminal; this is what regulars today prints, and regulars --help shows what else works without one";
            let today = Command::Today(commands::today::Today::default());
            print(&carry_out(&today, options)?.0.say(why))
        }
        None => {
            let file = options.data_file()?;
            match Store::open(&file) {
                Err(error) if error.is::<Damaged>() => damaged(&file, options),
                opened => screens(opened?, options, true),
            }
        }
        Some(Command::Demo(demo)) if demo.customers.is_none() && is_terminal() => {
            let now = options.now.unwrap_or_default().now();
            let (file, store) = commands::demo::open(options.db.clone(), now)?;
            let exit = screens(store, options, false)?;
            say(&format!("The made-up shop stays in {}.", file.display()));
            Ok(exit)
        }
        Some(command) => {
            let (report, store) = carry_out(command, options)?;
            let exit = print(&report)?;
            if let Some(store) = store.filter(Store::has_written) {
                let now = options.now.unwrap_or_default().now();
                if let Err(error) = commands::backup::of_the_day(&store, now) {
                    say(&commands::backup::not_today(&error));
                }
            }
            Ok(exit)
        }
    }
}

/// Carries out one command, on the data file where it needs one: that is given back, too.
fn carry_out(command: &Command, options: &Options) -> Result<(Report, Option<Store>)> {
    let mut context = Context {
        now: options.now.unwrap_or_default().now(),
        me: String::new(),
        style: options.style(),
        desk: &mut Terminal::default(),
    };
    match command {
        Command::Demo(demo) => {
            let made = commands::demo::run(demo, options.db.clone(), &mut context)?;
            Ok((made, None))
        }
        Command::Completions(it) => Ok((commands::completions::run(it, context.style)?, None)),
        Command::Doctor(it) => {
            let found = commands::doctor::run(it, &options.data_file()?, &mut context)?;
            Ok((found, None))
        }
        command => {
            let path = options.data_file()?;
            let mut store = match (Store::open(&path), command) {
                (Err(error), Command::Restore(restore)) if error.is::<Damaged>() => {
                    let report = commands::restore::run_over(restore, &path, &mut context)?;
                    return Ok((report, None));
                }
                (store, _) => store?,
            };
            store.be_patient()?;
            sign(&mut store, options)?;
            store.who().clone_into(&mut context.me);
            let report = commands::run(command, &mut store, &mut context)?;
            commands::forget::go_on(&mut store);
            Ok((report, Some(store)))
        }
    }
}

/// Asks what to do with a damaged file, and goes on with what comes of it.
fn damaged(file: &Path, options: &Options) -> Result<u8> {
    let now = options.now.unwrap_or_default().now();
    let theme = Theme::choose(options.background() == Some(Background::Light), no_color());
    match tui::damaged::open(file, now, &theme)? {
        Opened::Ended(code) => Ok(code),
        Opened::Shop(store, said) => {
            let exit = screens(*store, options, true)?;
            if !said.is_empty() {
                say(&said);
            }
            Ok(exit)
        }
    }
}

/// Did somebody ask for no colours?
fn no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|wish| !wish.is_empty())
}

/// Opens the screens; a real shop is backed up every day.
fn screens(mut store: Store, options: &Options, is_real: bool) -> Result<u8> {
    sign(&mut store, options)?;
    let background = options.background().unwrap_or(store.settings()?.theme);
    let theme = Theme::choose(background == Background::Light, no_color());
    tui::run(
        store,
        options.now.unwrap_or_default(),
        tui::Options {
            backs_up: is_real,
            ..tui::Options::new(theme)
        },
    )
}

/// Notes who works here: as said with `--as`, else as set in the shop.
fn sign(store: &mut Store, options: &Options) -> Result<()> {
    let me = match &options.by {
        Some(initials) => initials.clone(),
        None => store.settings()?.me,
    };
    store.set_who(&me);
    Ok(())
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Prints results on stdout and words on stderr.
fn print(report: &Report) -> Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut lines = report.lines.iter();
    lines
        .try_for_each(|line| writeln!(out, "{line}"))
        .and_then(|()| out.flush())
        .context("cannot print")?;
    report.words.iter().for_each(|words| say(words));
    Ok(report.exit as u8)
}

/// One sentence on stderr; without stderr there is nobody to tell.
fn say(words: &str) {
    let _ = writeln!(io::stderr(), "{}", SafeText::lines(words));
}

/// The person at the terminal, if there is one.
#[derive(Default)]
struct Terminal {
    input: Option<Stdin>,
    out: Output,
    bar: Option<ProgressBar>,
    ending: Option<Ending>,
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

    fn type_in(&mut self, question: &str) -> Option<String> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        let _ = write!(io::stderr(), "{} ", SafeText::lines(question));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).ok()?;
        Some(answer)
    }

    fn progress(&mut self, done: usize, of: usize) -> bool {
        // Drawn on stderr, only where that is a terminal, and wiped when the command has ended.
        let new = || ProgressBar::new(of as u64).with_finish(ProgressFinish::AndClear);
        self.bar.get_or_insert_with(new).set_position(done as u64);
        // Once there is something half done, Ctrl-C cancels it; without the signals it ends the program, as ever.
        self.ending = self.ending.take().or_else(|| Ending::new().ok());
        !self.ending.as_mut().is_some_and(Ending::asked)
    }

    fn input(&mut self) -> Option<&mut dyn Read> {
        let piped = !io::stdin().is_terminal();
        piped.then(|| self.input.insert(io::stdin()) as &mut dyn Read)
    }

    fn output(&mut self) -> Option<&mut dyn Write> {
        Some(&mut self.out)
    }
}

/// Standard output for whole files: byte for byte into a pipe or file; in a terminal no line may control it.
#[derive(Default)]
struct Output {
    unfinished: Vec<u8>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stdout().lock();
        if !out.is_terminal() {
            return out.write(bytes);
        }
        self.unfinished.extend_from_slice(bytes);
        let whole = self.unfinished.iter().rposition(|byte| *byte == b'\n');
        let lines: Vec<u8> = self
            .unfinished
            .drain(..whole.map_or(0, |at| at + 1))
            .collect();
        write!(out, "{}", SafeText::lines(&String::from_utf8_lossy(&lines)))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.unfinished);
        let mut out = io::stdout().lock();
        write!(out, "{}", SafeText::lines(&String::from_utf8_lossy(&rest)))?;
        out.flush()
    }
}
