//! `regulars demo`: a made-up shop to try everything on, away from the real file; and one of any size, to see how it holds up.

mod care;
mod command;
mod crowd;
mod generate;
mod goods;
mod house;
mod maker;
mod people;
mod sales;
mod text;
mod year;

use std::path::PathBuf;

use anyhow::{Context, Result};
use chrono::TimeDelta;

pub use command::{Demo, open, run};
pub use generate::{changes, generate, write};

use crate::{
    domain::{Change, Kept, Settings, Stamp, View, ViewOf, view},
    store::Store,
};

#[cfg(test)]
mod tests;

const HOUSE: &str = include_str!("../../assets/demo/house.txt");
const PEOPLE: &str = include_str!("../../assets/demo/people.txt");
const SALES: (&str, &str) = ("sales.txt", include_str!("../../assets/demo/sales.txt"));
const SHOP: &str = include_str!("../../assets/demo/shop.txt");
const YEAR: &str = include_str!("../../assets/demo/year.txt");

/// How many stamps of the loyalty card a reward takes, and the rule that says so.
const CARD: (i64, &str) = (10, "stamps 10 of beans: a bag of beans");

/// The last days, of which each write is an act of its own, so that undo has something to name.
const RECENT: TimeDelta = TimeDelta::days(7);

/// One act in the life of the made-up shop.
#[derive(Debug, Clone)]
pub struct Act {
    /// When it was saved.
    pub at: Stamp,
    /// Its label, where the writes do not name themselves.
    pub label: Option<&'static str>,
    /// The writes. References across acts are the row numbers of a new data file.
    pub changes: Vec<Change>,
}

/// Corner Coffee: its people and its year, seen from `now`, in the order of time; for a new data file only.
///
/// # Errors
/// The file and line of a mistake in the shop's text files.
pub fn shop(now: Stamp) -> Result<Vec<Act>> {
    let people = people::read("people.txt", PEOPLE, now)?;
    let mut year = year::read("year.txt", YEAR, &people, now)?;
    let staff = care::read("shop.txt", SHOP, &mut year.causes)?;
    let own = house::read("house.txt", HOUSE, &people, now)?;
    let sales = sales::read(SALES, &people, CARD.0, now)?;
    year.moments.extend(sales.moments);
    year.moments.sort_by_key(|moment| moment.at);
    sales::number(&mut year.moments);
    let recent = Stamp::new(&(now.datetime() - RECENT));
    let (before, last): (Vec<_>, Vec<_>) = year
        .moments
        .into_iter()
        .partition(|moment| moment.at < recent);
    let mut changes = settings()?;
    changes.extend(staff.into_iter().map(|one| Change::Add(one.into())));
    changes.extend(
        people
            .into_iter()
            .map(|one| Change::AddCustomer(Box::new(one))),
    );
    changes.extend(year.causes.into_iter().map(Change::AddCause));
    changes.extend(sales.goods.changes());
    changes.extend(own.into_iter().map(Change::Add));
    // Many purchases in a row are written together.
    let before = before.into_iter().flat_map(|moment| moment.changes);
    let (bought, before): (Vec<_>, Vec<_>) =
        before.partition(|change| matches!(change, Change::Add(Kept::Purchase(_))));
    changes.extend(bought.into_iter().chain(before));
    let first = Act {
        at: recent,
        label: Some("wrote down a year of Corner Coffee"),
        changes,
    };
    let last = last.into_iter().map(|moment| Act {
        at: moment.at,
        label: None,
        changes: moment.changes,
    });
    Ok(std::iter::once(first).chain(last).collect())
}

fn settings() -> Result<Vec<Change>> {
    let all = [
        ("shop", "Corner Coffee"),
        ("country", "IE"),
        ("currency", "EUR"),
        ("me", "SK"),
        ("hours", "mon-fri 06:00-18:30; sat 07:00-17:00"),
        ("loyalty", CARD.1),
    ];
    let set = all.map(|(key, value)| Settings::set(key, value));
    let mut changes: Vec<Change> = set.into_iter().collect::<Result<_, _>>()?;
    let mut views = Vec::new();
    for kept in [
        ("gone quiet", "last:>60d"),
        ("birthdays", "birthday:this-month"),
    ] {
        views.push(view::new(&views, ViewOf::Customers, kept)?);
    }
    changes.extend(views.iter().map(View::keep));
    Ok(changes)
}

/// Puts Corner Coffee into a new data file.
///
/// # Errors
/// As [`shop`], and what the store says.
pub fn fill(store: &mut Store, now: Stamp) -> Result<()> {
    for act in shop(now)? {
        match act.label {
            Some(label) => store.apply_as(label, &act.changes, act.at, &mut |_| true)?,
            None => store.apply(&act.changes, act.at)?,
        };
    }
    Ok(())
}

/// Where the made-up shop of this run lives: a new folder among the system's temporary ones. It is left there when the program
/// ends, so that the file can be looked at again with `--db`.
///
/// # Errors
/// When the folder cannot be made.
pub fn path() -> Result<PathBuf> {
    let folder = tempfile::Builder::new()
        .prefix("regulars-demo-")
        .tempdir()
        .context("making a folder for the made-up shop")?;
    Ok(folder.keep().join("shop").join("corner-coffee.db"))
}
