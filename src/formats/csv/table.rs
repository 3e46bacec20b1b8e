//! A table as it stands in a file: the names of its columns, then row by row, each with its line.

use std::borrow::Cow;

use ::csv::{Reader, ReaderBuilder, StringRecord};

use super::dialect;
use crate::{
    domain::Refusal,
    formats::{RowError, VALUE_LIMIT, text::clean},
};

/// A table being read, at one of its rows.
pub struct Table<'a> {
    /// What the columns are called.
    pub names: Vec<String>,
    /// The line of these names, to stand above refused rows.
    pub header: String,
    text: &'a str,
    first_line: usize,
    reader: Reader<&'a [u8]>,
    row: StringRecord,
}

impl<'a> Table<'a> {
    /// Reads the names of the columns; the text has line feeds.
    ///
    /// # Errors
    /// The sentence that says why it is no table: nothing in it, or a quote that never closes.
    pub fn open(text: &'a str) -> Result<Self, Refusal> {
        let (separator, begin) = dialect::sniff(text);
        let table = &text[begin..];
        dialect::check_quotes(table, separator)?;
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(table.as_bytes());
        let mut table = Self {
            names: Vec::new(),
            header: String::new(),
            text: table,
            first_line: 1 + text[..begin].matches('\n').count(),
            reader,
            row: StringRecord::new(),
        };
        if !table.advance()? {
            return Err(Refusal("empty; there is nobody in it.".into()));
        }
        table.names = table
            .row
            .iter()
            .map(|name| cell(name).into_owned())
            .collect();
        table.header = table.raw();
        Ok(table)
    }

    /// Goes on to the next row that is not blank; false at the end.
    ///
    /// # Errors
    /// What the rows cannot be read for.
    pub fn advance(&mut self) -> Result<bool, Refusal> {
        let wrong = |error: csv::Error| Refusal(format!("{error}."));
        while self.reader.read_record(&mut self.row).map_err(wrong)? {
            if !self.row.iter().all(|cell| cell.trim().is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The values of this row.
    pub const fn row(&self) -> &StringRecord {
        &self.row
    }

    /// The value in a column of this row.
    pub fn cell(&self, column: usize) -> Cow<'_, str> {
        self.row.get(column).map(cell).unwrap_or_default()
    }

    /// Why this row does not fit the table; nothing of it is taken then, as its values may have shifted.
    pub fn misfit(&self) -> Option<String> {
        let count = self.names.len();
        if self.row.iter().any(|cell| cell.len() > VALUE_LIMIT) {
            return Some("a value is longer than 16 MB".into());
        }
        let mut beyond = self.row.iter().skip(count);
        beyond
            .any(|cell| !cell.trim().is_empty())
            .then(|| format!("{} values, but {count} columns", self.row.len()))
    }

    /// The line on which this row starts; the reader counts the line ends before it as part of it.
    pub fn line(&self) -> usize {
        let (byte, line) = self
            .row
            .position()
            .map_or((0, 1), |at| (at.byte(), at.line()));
        let rest = self.text.get(number(byte)..).unwrap_or("");
        let before = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
        number(line) + self.first_line - 1 + before.matches('\n').count()
    }

    /// This row as it stands in the file, with a line feed.
    pub fn raw(&self) -> String {
        let from = self.row.position().map_or(0, |at| number(at.byte()));
        let to = number(self.reader.position().byte());
        let raw = self.text.get(from..to).unwrap_or("");
        format!("{}\n", raw.trim_matches(['\r', '\n']))
    }

    /// This row as one that cannot be taken.
    pub fn refused(&self, reason: String) -> RowError {
        RowError {
            line: self.line(),
            reason,
            raw: self.raw(),
        }
    }
}

/// Old Macs end lines with a carriage return alone.
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from reading it as a formula.
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = match text.strip_prefix('\'') {
        Some(rest) if super::write::is_guarded(rest) => rest,
        _ => text,
    };
    clean(text)
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
