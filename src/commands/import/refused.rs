//! Refused rows in a file of their own, to be mended and imported again.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::FilePlan;
use crate::{formats::Kind, sys};

/// Writes `contacts.refused.csv` beside `contacts.csv`, or `contacts.refused-2.csv` where that is taken; nothing where the same rows
/// are in such a file already.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(file: &FilePlan) -> Result<PathBuf> {
    let mut text = file.header.clone();
    for row in &file.refused {
        text.push_str(&row.raw);
    }
    for number in 1..1000 {
        let path = name(file, number);
        if holds(&path, &text)? {
            return Ok(path);
        }
        if fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        sys::make_private_file(&path)?;
        let mut out = OpenOptions::new().write(true).open(&path)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        return Ok(path);
    }
    bail!(std::io::Error::from(ErrorKind::AlreadyExists))
}

/// Is this a file with this text and nothing else?
fn holds(path: &Path, text: &str) -> Result<bool> {
    let same = fs::symlink_metadata(path)
        .is_ok_and(|about| about.is_file() && about.len() == text.len() as u64);
    Ok(same && fs::read(path)? == text.as_bytes())
}

fn name(file: &FilePlan, number: u32) -> PathBuf {
    let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = match file.kind {
        Kind::Vcard => "vcf",
        Kind::Csv => "csv",
        Kind::Json => "json",
    };
    let count = match number {
        1 => String::new(),
        number => format!("-{number}"),
    };
    file.path
        .with_file_name(format!("{stem}.refused{count}.{ending}"))
}
