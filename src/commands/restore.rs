//! `restore`: which backups there are, and bringing one back.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    backup::{contents, made_at},
    report::{Answer, Page},
};
use crate::{
    domain::{Stamp, phrase::grouped},
    store::{BackupFile, Counts, Since, Store, backups, restore_over, verify},
};

/// Which one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars restore               the backups there are, and whether each is still what it was
  regulars restore 12            shows what would be lost, and asks
  regulars restore /media/stick/shop.db --yes

The shop is backed up as it is before anything is brought back, so a restore can be taken back by another one. Then
everything comes from the backup in one go, undo included. A data file that is damaged is moved aside, not deleted.")]
pub struct Restore {
    /// The number of a backup, or its file; without one they are listed
    #[arg(value_name = "NUMBER|FILE", value_hint = ValueHint::FilePath)]
    which: Option<PathBuf>,

    /// Restore without asking
    #[arg(long)]
    yes: bool,
}

impl Restore {
    /// Does it only list what there is?
    pub fn is_to_look_at(&self) -> bool {
        self.which.is_none()
    }
}

/// The backups there are.
#[derive(Debug, Serialize)]
struct Listed {
    backups: Vec<Entry>,
    #[serde(skip)]
    now: Stamp,
}

/// One of them, and whether it is still what it was.
#[derive(Debug, Serialize)]
struct Entry {
    #[serde(flatten)]
    backup: BackupFile,
    #[serde(flatten)]
    counts: Option<Counts>,
    verified: bool,
    /// Why it is not verified.
    why: Option<String>,
}

impl Answer for Listed {
    fn write(&self, page: &mut Page) {
        page.table(self.backups.iter().map(|entry| {
            let reason = entry.backup.reason.as_ref();
            let verified = match &entry.why {
                None => "verified".to_owned(),
                Some(why) => format!("NOT GOOD: {why}"),
            };
            [
                entry.backup.number.to_string(),
                made_at(&entry.backup, self.now),
                entry.counts.as_ref().map(contents).unwrap_or_default(),
                reason.map(ToString::to_string).unwrap_or_default(),
                verified,
            ]
        }));
    }
}

/// What was brought back, and where what was there is now.
#[derive(Debug, Serialize)]
struct Restored {
    #[serde(flatten)]
    backup: BackupFile,
    #[serde(flatten)]
    counts: Counts,
    /// The backup of what was there before.
    before: Option<BackupFile>,
    /// Where the damaged file is now.
    aside: Option<String>,
    #[serde(skip)]
    now: Stamp,
}

impl Answer for Restored {
    fn write(&self, page: &mut Page) {
        let what = called(&self.backup, self.now);
        let there = match (&self.before, &self.aside) {
            (Some(before), _) => format!("What was there before is backup {}.", before.number),
            (_, Some(aside)) => format!("The damaged file is now {aside}."),
            _ => String::new(),
        };
        page.line(format!(
            "Restored {what}: {}. {there}",
            contents(&self.counts)
        ));
    }
}

/// Lists, or brings back.
///
/// # Errors
/// One sentence why a backup cannot be brought back; everything is as it was then.
pub fn run(args: &Restore, store: &mut Store, context: &mut Context) -> Result<Report> {
    let path = store.path().context("this shop is in no file")?.to_owned();
    let Some(which) = &args.which else {
        return list(&path, context);
    };
    let (backup, counts) = match find(which, &path)? {
        Ok(found) => found,
        Err(report) => return Ok(report),
    };
    let lost = lost(&store.since(&backup.path)?);
    let question = format!("{}\n{lost}", described(&backup, &counts, context.now));
    if let Some(report) = agree(&question, args.yes, context) {
        return Ok(report);
    }
    let before = store.restore(&backup.path, context.now, &mut |done, of| {
        context.desk.progress(done, of)
    })?;
    let restored = Restored {
        backup,
        counts,
        before: Some(before),
        aside: None,
        now: context.now,
    };
    Report::of(&restored, context.style)
}

/// The same where the data file is damaged, so that no store can be opened on it.
///
/// # Errors
/// As [`run`].
pub fn run_over(args: &Restore, path: &Path, context: &mut Context) -> Result<Report> {
    let Some(which) = &args.which else {
        return list(path, context);
    };
    let (backup, counts) = match find(which, path)? {
        Ok(found) => found,
        Err(report) => return Ok(report),
    };
    let question = format!(
        "{}\nThe data file is damaged: what was done since then is lost. It is moved aside, not deleted.",
        described(&backup, &counts, context.now)
    );
    if let Some(report) = agree(&question, args.yes, context) {
        return Ok(report);
    }
    let aside = restore_over(path, &backup.path, context.now)?;
    let restored = Restored {
        backup,
        counts,
        before: None,
        aside: Some(aside.display().to_string()),
        now: context.now,
    };
    Report::of(&restored, context.style)
}

fn list(path: &Path, context: &mut Context) -> Result<Report> {
    let found = backups(path)?;
    let of = found.len();
    let mut listed = Listed {
        backups: Vec::with_capacity(of),
        now: context.now,
    };
    for backup in found {
        if !context.desk.progress(listed.backups.len(), of) {
            break;
        }
        let verified = verify(&backup);
        listed.backups.push(Entry {
            counts: verified.as_ref().ok().copied(),
            verified: verified.is_ok(),
            why: verified.err().map(|error| format!("{error:#}")),
            backup,
        });
    }
    let report = Report::of(&listed, context.style)?;
    Ok(match of {
        0 => report
            .say("There is no backup yet; regulars backup makes one.")
            .but(Exit::Nothing),
        _ => report,
    })
}

/// The backup that is meant, checked, with what is in it; or the report that there is none.
fn find(which: &Path, path: &Path) -> Result<Result<(BackupFile, Counts), Report>> {
    let number: Option<i64> = which.to_str().and_then(|text| text.parse().ok());
    let listed = match number {
        Some(number) => backups(path)?.into_iter().find(|it| it.number == number),
        None => None,
    };
    let backup = match listed {
        Some(backup) => backup,
        None if which.is_file() => BackupFile::at(which)?,
        None => {
            let which = which.display();
            let why = match number {
                Some(_) => format!("There is no backup {which}; regulars restore lists them."),
                None => format!("There is no file {which}."),
            };
            return Ok(Err(Report::ended(Exit::Nothing, why)));
        }
    };
    let counts = verify(&backup)?;
    Ok(Ok((backup, counts)))
}

/// Asks; the report that ends it where the answer is not yes.
fn agree(question: &str, yes: bool, context: &mut Context) -> Option<Report> {
    if yes {
        return None;
    }
    match context.desk.ask(&format!("{question}\nBring that back?")) {
        Some(true) => None,
        Some(false) => Some(Report::ended(Exit::Refused, "Nothing was restored.")),
        None => {
            let why = "Nothing was restored; say --yes to bring that back.";
            let mut report = Report::default();
            for line in question.lines() {
                report = report.say(line);
            }
            Some(report.say(why).but(Exit::Refused))
        }
    }
}

/// "backup 12 of Wed 10 June, 12:00".
fn called(backup: &BackupFile, now: Stamp) -> String {
    format!("backup {} of {}", backup.number, made_at(backup, now))
}

fn described(backup: &BackupFile, counts: &Counts, now: Stamp) -> String {
    let reason = backup.reason.as_ref().map(|reason| format!(" ({reason})"));
    format!(
        "B{}{}: {}.",
        &called(backup, now)[1..],
        reason.unwrap_or_default(),
        contents(counts)
    )
}

/// What would be lost.
fn lost(since: &Since) -> String {
    let last = since.last.as_deref().unwrap_or_default();
    match since.acts {
        0 => "Nothing was done since.".to_owned(),
        1 => format!("One act was done since, and goes: {last}. It is backed up first."),
        acts => format!(
            "{} acts were done since, and go; the last: {last}. They are backed up first.",
            grouped(acts)
        ),
    }
}
