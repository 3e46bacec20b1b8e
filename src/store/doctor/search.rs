//! The search index and what everybody bought, each against the rows it was made from.

use anyhow::Result;

use super::{MEND, Patient, counted};
use crate::{
    domain::checkup::Finding,
    store::{buying, index},
};

pub(super) fn people(check: &'static str, patient: &Patient) -> Result<Finding> {
    let file = patient.file()?;
    let wrong = index::anew::wrong_blocks(file)? + index::anew::wrong_recents(file)?;
    Ok(match wrong {
        0 => Finding::good(check, "everybody is found by what is written about them"),
        wrong => differs(check, counted(wrong, "part")),
    })
}

pub(super) fn texts(check: &'static str, patient: &Patient) -> Result<Finding> {
    Ok(match index::anew::wrong_texts(patient.file()?)? {
        0 => Finding::good(check, "what was said is found by its words"),
        wrong => differs(check, counted(wrong, "text")),
    })
}

pub(super) fn bought(check: &'static str, patient: &Patient) -> Result<Finding> {
    let file = patient.file()?;
    let waiting = "SELECT EXISTS (SELECT 1 FROM search_stale WHERE id & 15 = 9)";
    if file.query_row(waiting, [], |row| row.get(0))? {
        let says = "another program noted purchases; they are taken in when the shop is opened";
        return Ok(Finding::good(check, says));
    }
    Ok(match buying::anew::wrong(file)? {
        0 => Finding::good(
            check,
            "tiers, habits and suggestions rest on what was bought",
        ),
        wrong => differs(check, counted(wrong, "part")),
    })
}

fn differs(check: &'static str, parts: String) -> Finding {
    Finding::warning(
        check,
        format!("{parts} of the index do not fit the rows; no row is lost"),
        MEND,
    )
}
