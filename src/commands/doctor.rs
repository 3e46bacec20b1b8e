//! `doctor`: is the data file well, what to do about it, and what is safe to mend.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page, Row},
};
use crate::{
    domain::checkup::{Finding, Health, worst},
    store::{Salvaged, doctor, salvage},
};

/// What to do with the file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars doctor                        is everything all right with the file?
  regulars doctor --fix                  and mend what is safe to mend, after a backup
  regulars doctor --json                 for another program
  regulars doctor --salvage saved.db     save what a damaged file still holds into a new one

Exit code: 0 all is good, 1 something to look at, 2 damaged. A damaged file is never written.")]
pub struct Doctor {
    /// Mend what is safe to mend: indexes, permissions, files that nobody finished
    #[arg(long)]
    fix: bool,

    /// Save what can still be read into this new file; the damaged one stays as it is
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "fix")]
    salvage: Option<PathBuf>,
}

impl Doctor {
    /// Does it read the file without SQLite, which would take the locks of an open window away?
    pub fn is_for_the_shell(&self) -> bool {
        self.salvage.is_some()
    }
}

/// Exit code of a file with something to look at.
const LOOK_AT_IT: Exit = Exit::Failed;

/// Exit code of a damaged file.
const DAMAGED: Exit = Exit::Usage;

/// What the doctor found.
#[derive(Serialize)]
struct Checkup {
    checks: Vec<Finding>,
    worst: Health,
    /// What was mended; sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mended: Vec<String>,
}

impl Answer for Checkup {
    fn write(&self, page: &mut Page) {
        if page.is_plain() {
            return page.table(self.checks.iter().map(|it| {
                let state = it.state.words().to_owned();
                [
                    state,
                    it.check.to_owned(),
                    it.says.clone(),
                    it.to_do.clone(),
                ]
            }));
        }
        self.mended.iter().for_each(|it| page.line(it));
        page.sections(self.checks.iter().flat_map(|it| {
            let (state, check) = (it.state.words().to_owned(), it.check.to_owned());
            let to_do = (!it.to_do.is_empty()).then(|| Row::Words(format!("    {}.", it.to_do)));
            [Row::Fields([state, check, it.says.clone()])]
                .into_iter()
                .chain(to_do)
        }));
    }
}

impl Answer for Salvaged {
    fn write(&self, page: &mut Page) {
        page.table(self.tables.iter().map(|it| {
            let lost = match it.lost {
                None => "nobody can tell how many are lost".to_owned(),
                Some(0) => String::new(),
                Some(lost) => format!("{lost} lost"),
            };
            [it.table.clone(), it.saved.to_string(), lost]
        }));
    }
}

/// Saves what can be read into a new file, and says what that was.
fn save(file: &Path, into: &Path, context: &mut Context) -> Result<Report> {
    let mut progress = |done: usize, of: usize| context.desk.progress(done, of);
    let saved = salvage(file, into, context.now, &mut progress)?;
    let (rows, lost) = saved.counts();
    let mut said = format!("{rows} rows were saved into {}", into.display());
    if lost > 0 {
        said += &format!("; {lost} are known to be lost");
    }
    let mut report = Report::of(&saved, context.style)?.say(format!("{said}."));
    for (count, what) in [
        (
            saved.nameless,
            "customers lost their names: find \"lost customer\"",
        ),
        (saved.set_free, "rows lost what they belonged to"),
        (
            saved.dropped,
            "rows were left out, because what they belonged to is lost",
        ),
        (
            saved.forgotten,
            "customers were left out, because the shop was asked to forget them",
        ),
    ] {
        if count > 0 {
            report = report.say(format!("{count} {what}."));
        }
    }
    Ok(report.say("The damaged file is as it was. Undo begins anew in the new one."))
}

/// Looks at a data file, and mends it where that was asked for.
///
/// # Errors
/// What the file or the disk says, and that there is no shop in it.
pub fn run(args: &Doctor, file: &Path, context: &mut Context) -> Result<Report> {
    if let Some(into) = &args.salvage {
        return save(file, into, context);
    }
    let now = context.now;
    let mut progress = |done: usize, of: usize| context.desk.progress(done, of);
    let mut checks = doctor::examine(file, now, &mut progress)?;
    let mut mended = Vec::new();
    if args.fix {
        mended = doctor::mend(file, &checks, now)?;
        checks = doctor::examine(file, now, &mut progress)?;
    }
    let worst = worst(&checks);
    let warnings = checks.iter().filter(|it| it.state != Health::Good).count();
    let checkup = Checkup {
        checks,
        worst,
        mended,
    };
    let report = Report::of(&checkup, context.style)?;
    Ok(match worst {
        Health::Good => report.say("All is well with the file."),
        Health::Warning if warnings == 1 => report.say("One thing to look at.").but(LOOK_AT_IT),
        Health::Warning => report.say(format!("{warnings} things to look at.")).but(LOOK_AT_IT),
        Health::Damage => report
            .say("The file is damaged. Nothing in it was changed; copy it away before you try anything.")
            .but(DAMAGED),
    })
}
