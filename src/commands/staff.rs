//! `staff`: who serves, and what each may give away without asking.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{
    Context, Exit, Report,
    arguments::one_line,
    report::{Answer, Page},
};
use crate::{
    domain::{self, Change, Currency, Refusal, id::StaffId, setting::initials},
    store::Store,
};

/// Who, and what they may.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars staff                                       who serves
  regulars staff add SK 'Sam Kelly' --owner            may give anything, and bend a rule
  regulars staff add TB 'Tom Byrne' --limit 20 --remedies refund,replacement
  regulars staff edit TB --limit none --remedies all
  regulars staff owner TB
  regulars staff remove TB

As long as nobody is on the list, everybody may give anything.")]
pub struct Staff {
    #[command(subcommand)]
    act: Option<Act>,
}

/// What is done to the list.
#[derive(Debug, Subcommand)]
enum Act {
    /// Put somebody on the list
    Add(One),
    /// Another name, limit or remedies
    Edit(One),
    /// Make them an owner
    Owner {
        /// Their initials
        initials: String,
    },
    /// Take them off the list
    Remove {
        /// Their initials
        initials: String,
    },
}

/// One of the staff, as typed.
#[derive(Debug, Args)]
struct One {
    /// Their initials
    initials: String,
    /// Their name
    #[arg(value_parser = one_line)]
    name: Option<String>,
    /// What one remedy may cost at most, like 20.00; none for no limit
    #[arg(long, value_name = "AMOUNT")]
    limit: Option<String>,
    /// The remedies they may give, like refund,replacement; all for all of them
    #[arg(long, value_name = "REMEDIES")]
    remedies: Option<String>,
    /// The owner may give anything, and may bend a rule; --owner=false takes that back
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    owner: Option<bool>,
}

#[derive(Serialize)]
struct List {
    staff: Vec<domain::Staff>,
    #[serde(skip)]
    currency: Currency,
}

impl Answer for List {
    fn write(&self, page: &mut Page) {
        page.table(self.staff.iter().map(|one| {
            let may = one.may_words(&self.currency);
            [one.initials.clone(), one.name.clone(), may]
        }));
    }
}

/// Shows the list, or changes it.
///
/// # Errors
/// What the store says; a [`Refusal`] for a limit or remedy that makes no sense.
pub fn run(args: &Staff, store: &mut Store, context: &mut Context) -> Result<Report> {
    let staff = store.staff()?;
    let currency = store.settings()?.currency;
    let find = |typed: &str| -> Result<domain::Staff, Report> {
        let known = staff
            .iter()
            .find(|one| one.initials == typed.trim().to_uppercase());
        let why = || Report::ended(Exit::Nothing, format!("{typed} is not on the staff list."));
        known.cloned().ok_or_else(why)
    };
    let change = match &args.act {
        None => None,
        Some(Act::Add(typed)) => Some(added(typed, &staff, &currency)?),
        Some(Act::Edit(typed)) => match find(&typed.initials) {
            Ok(one) => Some(edited(one, |one| typed.read(one, &currency))?),
            Err(report) => return Ok(report),
        },
        Some(Act::Owner { initials }) => match find(initials) {
            Ok(one) => Some(edited(one, |one| {
                one.owner = true;
                Ok(())
            })?),
            Err(report) => return Ok(report),
        },
        Some(Act::Remove { initials }) => match find(initials) {
            Ok(one) => Some(Change::Remove(one.into())),
            Err(report) => return Ok(report),
        },
    };
    if let Some(change) = change {
        store.apply(&[change], context.now)?;
    }
    let list = List {
        staff: store.staff()?,
        currency,
    };
    let report = Report::of(&list, context.style)?;
    Ok(if list.staff.is_empty() {
        report.say("Nobody is on the staff list; everybody may give anything.")
    } else {
        report
    })
}

fn added(typed: &One, staff: &[domain::Staff], currency: &Currency) -> Result<Change, Refusal> {
    let mut one = domain::Staff {
        id: StaffId::NEW,
        initials: initials(&typed.initials)?,
        name: String::new(),
        owner: false,
        limit: None,
        remedies: Vec::new(),
    };
    typed.read(&mut one, currency)?;
    one.check_among(staff)?;
    Ok(Change::Add(one.into()))
}

fn edited(
    before: domain::Staff,
    read: impl FnOnce(&mut domain::Staff) -> Result<(), Refusal>,
) -> Result<Change, Refusal> {
    let mut after = before.clone();
    read(&mut after)?;
    after.check()?;
    Ok(Change::edit(before, after))
}

impl One {
    /// Takes over what was typed; the rest stays.
    fn read(&self, one: &mut domain::Staff, currency: &Currency) -> Result<(), Refusal> {
        if let Some(name) = &self.name {
            one.name = name.trim().into();
        }
        if let Some(limit) = &self.limit {
            one.limit = domain::staff::read_limit(limit, currency)?;
        }
        if let Some(remedies) = &self.remedies {
            one.remedies = domain::staff::read_remedies(remedies)?;
        }
        one.owner = self.owner.unwrap_or(one.owner);
        Ok(())
    }
}
