//! The backups beside the file: is there a young one, and is it what it was when it was made?

use anyhow::Result;

use super::Patient;
use crate::{
    domain::checkup::{BACKUP_EVERY, Finding},
    store::backup,
};

const MAKE_ONE: &str = "regulars backup makes one";

pub(super) fn newest(check: &'static str, patient: &Patient) -> Result<Finding> {
    let backups = backup::backups(&patient.path)?;
    let Some(newest) = backups.first() else {
        return Ok(match patient.store()?.is_new()? {
            true => Finding::good(check, "none is needed: nothing was ever written here"),
            false => Finding::warning(check, "there is none yet", MAKE_ONE),
        });
    };
    let said = format!("{} of them, the newest of {}", backups.len(), newest.day);
    if let Err(error) = backup::verify(newest) {
        let says = format!("{said}, which cannot be used: {error:#}");
        return Ok(Finding::warning(check, says, MAKE_ONE));
    }
    let age = (patient.now.day() - newest.day).num_days();
    Ok(match age > BACKUP_EVERY {
        true => Finding::warning(check, format!("{said}, {age} days ago"), MAKE_ONE),
        false => Finding::good(check, format!("{said}, checked")),
    })
}
