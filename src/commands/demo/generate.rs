//! A made-up shop of any size: customer k is the same person in every size, and the same file comes out every time.

use std::path::Path;

use anyhow::Result;

use super::maker::Maker;
use crate::{
    domain::{Change, Refusal, Stamp},
    store::Store,
};

/// Customers in one act: many, to be fast; not too many, to stay small in memory.
const ACT: u64 = 10_000;

/// Makes a new data file with so many customers; `progress` hears how many are written, and cancels with `false`.
///
/// # Errors
/// [`Refusal`] when there is something in the file already (it stays as it is); as [`generate`].
pub fn write(
    file: &Path,
    customers: u64,
    now: Stamp,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<()> {
    if file.metadata().is_ok_and(|found| found.len() > 0) {
        let file = file.display();
        let why = format!("{file} is there already; name a file that is not.");
        return Err(Refusal(why).into());
    }
    generate(&mut Store::open(file)?, customers, now, progress)
}

/// Puts so many made-up customers with their contacts, purchases, promises and complaints into a new data file.
///
/// # Errors
/// What the store says; when `progress` gives back `false`, only the acts done so far are in the file.
pub fn generate(
    store: &mut Store,
    customers: u64,
    now: Stamp,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<()> {
    let maker = Maker::new(now)?;
    store.apply(&maker.shop()?, now)?;
    let (mut changes, mut bought) = (Vec::new(), Vec::new());
    for number in 1..=customers {
        maker.customer(number, &mut changes);
        maker.buys(number, &mut bought);
        if number % ACT == 0 || number == customers {
            changes.append(&mut bought);
            store.apply_as("made up customers", &changes, now, &mut |_| true)?;
            changes.clear();
            if !progress(number) {
                return Err(Refusal("Stopped; the file is not whole.".into()).into());
            }
        }
    }
    Ok(())
}

/// The writes that make a shop of so many customers, without a store, for whoever wants to time them; what was bought comes last.
///
/// # Errors
/// The file and line of a mistake in the text file people are made of.
pub fn changes(customers: u64, now: Stamp) -> Result<Vec<Change>> {
    let maker = Maker::new(now)?;
    let mut changes = maker.shop()?;
    (1..=customers).for_each(|number| maker.customer(number, &mut changes));
    (1..=customers).for_each(|number| maker.buys(number, &mut changes));
    Ok(changes)
}
