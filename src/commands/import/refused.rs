//! Refused rows in a file of their own, to be mended and imported again.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::FilePlan;
use crate::{domain::Refusal, formats::Kind, sys::whole};

/// Where refused rows are now.
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// It was not there before.
    pub is_new: bool,
}

/// Writes `contacts.refused.csv` beside `contacts.csv`, or `contacts.refused-2.csv` where that is taken; nothing where the same rows
/// are in such a file already. `named` is written instead where that was said.
///
/// # Errors
/// When the folder cannot be written; a [`Refusal`] when there is none.
pub fn write(file: &FilePlan, named: Option<&Path>) -> Result<Written> {
    let place = place(file, named)?;
    let mut text = file.header.clone();
    for row in &file.refused {
        text.push_str(&row.raw);
    }
    for number in 1..1000 {
        let path = numbered(&place, number);
        if holds(&path, &text)? {
            let is_new = false;
            return Ok(Written { path, is_new });
        }
        if whole::write(&path, false, |out| Ok(out.write_all(text.as_bytes())?))?.is_some() {
            let is_new = true;
            return Ok(Written { path, is_new });
        }
    }
    bail!(std::io::Error::from(ErrorKind::AlreadyExists))
}

/// The file for the refused rows: the one that was named, else one beside theirs.
///
/// # Errors
/// The sentence that asks for one, where the rows came through a pipe.
pub fn place(file: &FilePlan, named: Option<&Path>) -> Result<PathBuf, Refusal> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let Some(path) = &file.path else {
        let why = format!(
            "Refused rows of {} have no place: nothing can be written beside a pipe. Name a file for them with --refused FILE. \
            Nothing was imported.",
            file.file
        );
        return Err(Refusal(why));
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = match file.kind {
        Kind::Vcard => "vcf",
        Kind::Csv => "csv",
        Kind::Json => "json",
    };
    Ok(path.with_file_name(format!("{stem}.refused.{ending}")))
}

/// Is this a file with this text and nothing else?
fn holds(path: &Path, text: &str) -> Result<bool> {
    let same = fs::symlink_metadata(path)
        .is_ok_and(|about| about.is_file() && about.len() == text.len() as u64);
    Ok(same && fs::read(path)? == text.as_bytes())
}

/// `contacts.refused-2.csv`; the first one has no number.
fn numbered(place: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return place.to_owned();
    }
    let stem = place.file_stem().unwrap_or_default().to_string_lossy();
    let ending = place
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()));
    place.with_file_name(format!("{stem}-{number}{}", ending.unwrap_or_default()))
}
