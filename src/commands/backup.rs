//! `backup`: a copy of the shop, checked, with its checksum beside it; and the one that is made before something large.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueHint};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{Stamp, backup::Reason, dates::day_name, phrase::grouped},
    store::{BackupFile, Counts, Store, verify},
};

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars backup                    into the folder of backups beside the data file
  regulars backup /media/stick/shop.db
  regulars restore                   what there is to bring back

The shop backs itself up, too: with the first start of the day, and before an import, a restore, an update of the file
and anything that changes a hundred things at once. Of the days the last 7 are kept and one of each of 4 weeks behind
them, of the others the last 10. A backup in a FILE of your own is never taken away.")]
pub struct Backup {
    /// A file of your own; without one it is kept beside the data file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,

    /// Replace the file without asking
    #[arg(long)]
    yes: bool,
}

/// A backup, and what is in it.
#[derive(Debug, Serialize)]
pub(super) struct Made {
    #[serde(flatten)]
    pub backup: BackupFile,
    #[serde(flatten)]
    pub counts: Counts,
}

impl Answer for Made {
    fn write(&self, page: &mut Page) {
        let place = self.backup.path.display();
        page.line(format!(
            "Backed up to {place}: {}, {}.",
            size(self.backup.bytes),
            contents(&self.counts)
        ));
    }
}

/// Makes a backup, and reads it again before it says so.
///
/// # Errors
/// One sentence why there is none.
pub fn run(args: &Backup, store: &Store, context: &mut Context) -> Result<Report> {
    let Context { now, desk, .. } = context;
    let backup = match &args.file {
        None if store.reads_only().is_some() => {
            let why = "This shop can only be read, so no backup goes beside it. Name a file of yours: regulars backup FILE";
            return Ok(Report::ended(Exit::Refused, why));
        }
        None => store.back_up_with(&Reason::Asked, *now, &mut |done, of| {
            desk.progress(done, of)
        })?,
        Some(file) => {
            let is_there = file.symlink_metadata().is_ok_and(|about| about.is_file());
            let over = args.yes || !is_there;
            if !over {
                let question = format!("{} is there already. Replace it?", file.display());
                match desk.ask(&question) {
                    Some(true) => {}
                    Some(false) => {
                        return Ok(Report::ended(Exit::Refused, "Nothing was written."));
                    }
                    None => {
                        let why = format!("{question} Nothing was written; say --yes if so.");
                        return Ok(Report::ended(Exit::Refused, why));
                    }
                }
            }
            let mut progress = |done, of| desk.progress(done, of);
            store.back_up_to(file, (is_there, *now), &mut progress)?
        }
    };
    let counts = verify(&backup)?;
    let report = Report::of(&Made { backup, counts }, context.style)?;
    Ok(match store.reads_only() {
        None => report,
        Some(why) => report.say(format!(
            "It has no number, because nothing can be written into the shop: {why}."
        )),
    })
}

/// Makes the backup before something large ("import of people.csv"). Where none can be made it asks; `None`: go on.
///
/// # Errors
/// When the file cannot be read.
pub fn before(what: &str, store: &Store, context: &mut Context) -> Result<Option<Report>> {
    if store.is_new()? {
        return Ok(None);
    }
    let reason = Reason::Before(what.to_owned());
    let Err(error) = store.back_up(&reason, context.now) else {
        return Ok(None);
    };
    let why = format!("The shop could not be backed up before the {what}: {error:#}.");
    Ok(match context.desk.ask(&format!("{why}\nGo on without?")) {
        Some(true) => None,
        Some(false) => Some(Report::ended(Exit::Refused, "Nothing was changed.")),
        None => {
            let why = format!("{why} Nothing was changed; say --no-backup to go on without.");
            Some(Report::ended(Exit::Failed, why))
        }
    })
}

/// Makes the backup of the day, if it is time.
///
/// # Errors
/// When that cannot be done; [`not_today`] says so.
pub fn of_the_day(store: &Store, now: Stamp) -> Result<()> {
    if store.backup_is_due(now)? {
        store.back_up(&Reason::FirstOfDay, now)?;
    }
    Ok(())
}

/// The sentence for a day without a backup.
pub fn not_today(error: &anyhow::Error) -> String {
    format!("The shop could not be backed up today: {error:#}.")
}

/// When a backup was made: "Wed 10 June, 12:00"; as far as it says so.
pub fn made_at(backup: &BackupFile, now: Stamp) -> String {
    let day = day_name(backup.day, now.day());
    match backup.at {
        Some(at) => format!(
            "{}, {}",
            day_name(at.day(), now.day()),
            at.local().format("%H:%M")
        ),
        None => day,
    }
}

/// What is in a backup: "1,284 customers, 5,210 contacts, 12 complaints, 9,001 purchases".
pub fn contents(counts: &Counts) -> String {
    let said = [
        (counts.customers, "customer"),
        (counts.contacts, "contact"),
        (counts.complaints, "complaint"),
        (counts.purchases, "purchase"),
    ];
    let said = said.map(|(count, what)| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let s = if count == 1 { "" } else { "s" };
        format!("{} {what}{s}", grouped(count))
    });
    said.join(", ")
}

/// How large a file is: "1.2 MB".
pub fn size(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
