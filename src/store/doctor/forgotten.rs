//! Those who were forgotten: is every trace of them gone?

use anyhow::Result;

use super::Patient;
use crate::{domain::checkup::Finding, store::LeftOver};

pub(super) fn traces(check: &'static str, patient: &Patient) -> Result<Finding> {
    let left = patient.store()?.left_over()?;
    if left.is_empty() {
        return Ok(Finding::good(
            check,
            "no trace is left of anybody who was forgotten",
        ));
    }
    let places: Vec<String> = left.iter().map(LeftOver::words).collect();
    let says = format!(
        "traces of somebody forgotten are still in {}",
        places.join(", and in ")
    );
    let what = "regulars forget erases them once nobody reads there; a file that cannot be read or is damaged is yours to delete";
    Ok(Finding::warning(check, says, what))
}
