//! What a command gives back: lines, or JSON, words for the user, and how it ended.

use serde::Serialize;

use crate::text::{SafeText, safe};

/// How a command ended; the number is the exit code of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exit {
    /// Done.
    #[default]
    Done = 0,
    /// It could not be done: a disk, a file, another program.
    Failed = 1,
    /// The words were not understood.
    Usage = 2,
    /// There is nothing or nobody of that kind.
    Nothing = 3,
    /// The rules do not allow it, or several people are meant.
    Refused = 4,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// For a person: columns stand under each other.
    #[default]
    Columns,
    /// For simple programs and screen readers: one tab between fields.
    Plain,
    /// For programs: one JSON value.
    Json,
}

/// What a command found or did. Its serialised form is the JSON that `--json` prints.
pub trait Answer: Serialize {
    /// The same for a person.
    fn write(&self, page: &mut Page);
}

/// A row of a table, or a line of words between two of them.
#[derive(Debug)]
pub enum Row<const N: usize> {
    /// The fields of a row.
    Fields([String; N]),
    /// A heading, or what stands below.
    Words(String),
}

/// Lines of results. Text of the user's data becomes safe as it enters.
#[derive(Debug, Default)]
pub struct Page {
    plain: bool,
    lines: Vec<String>,
}

impl Page {
    /// One line.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.lines.push(safe(text.as_ref()).into());
    }

    /// Is it for a simple program, which wants a row for every line and nothing else?
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Rows whose fields stand under each other; in plain style with one tab between them.
    pub fn table<const N: usize>(&mut self, rows: impl IntoIterator<Item = [String; N]>) {
        self.sections(rows.into_iter().map(Row::Fields));
    }

    /// The same, with lines of words between the rows.
    pub fn sections<const N: usize>(&mut self, rows: impl IntoIterator<Item = Row<N>>) {
        let safe_row = |row| match row {
            Row::Fields(fields) => Ok(fields.map(|field: String| safe(&field))),
            Row::Words(words) => Err(safe(&words)),
        };
        let rows: Vec<Result<[SafeText; N], SafeText>> = rows.into_iter().map(safe_row).collect();
        let widths: [usize; N] = std::array::from_fn(|column| {
            let fields = rows.iter().flatten();
            fields.map(|row| row[column].width()).max().unwrap_or(0)
        });
        let lines = rows.iter().map(|row| match row {
            Err(words) => words.as_str().to_owned(),
            Ok(row) if self.plain => row.each_ref().map(SafeText::as_str).join("\t"),
            Ok(row) => columns(row, &widths),
        });
        self.lines.extend(lines);
    }
}

/// One row, each field as wide as its column; columns without any text take no room.
fn columns(row: &[SafeText], widths: &[usize]) -> String {
    let mut line = String::new();
    for (field, width) in row.iter().zip(widths).filter(|(_, width)| **width > 0) {
        line.push_str(field.as_str());
        line.push_str(&" ".repeat(width - field.width() + 2));
    }
    line.trim_end().to_owned()
}

/// What a command gives back. Nothing is printed before it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Results: safe lines, or one line of JSON.
    pub lines: Vec<String>,
    /// Words for the user beside the results, safe.
    pub words: Vec<String>,
    /// How it ended.
    pub exit: Exit,
}

impl Report {
    /// A report that shows this answer.
    ///
    /// # Errors
    /// When the answer cannot be written as JSON.
    pub fn of(answer: &impl Answer, style: Style) -> anyhow::Result<Self> {
        let mut page = Page {
            plain: style == Style::Plain,
            lines: Vec::new(),
        };
        if style == Style::Json {
            page.lines.push(safe_json(&serde_json::to_string(answer)?));
        } else {
            answer.write(&mut page);
        }
        Ok(Self {
            lines: page.lines,
            ..Self::default()
        })
    }

    /// A report without results that ended so, and why.
    pub fn ended(exit: Exit, why: impl AsRef<str>) -> Self {
        Self {
            exit,
            ..Self::default()
        }
        .say(why)
    }

    /// The same report with one more sentence for the user.
    #[must_use]
    pub fn say(mut self, words: impl AsRef<str>) -> Self {
        self.words.push(safe(words.as_ref()).into());
        self
    }

    /// The same report, ended otherwise.
    #[must_use]
    pub fn but(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
}

/// JSON in which no letter can control a terminal: such letters are written as `\u` escapes, so nothing is lost.
fn safe_json(json: &str) -> String {
    let shown = |letter: char| {
        safe(letter.encode_utf8(&mut [0; 4]))
            .as_str()
            .contains(letter)
    };
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if (' '..='~').contains(&letter) || shown(letter) {
            out.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Shouted(&'static str);

    impl Answer for Shouted {
        fn write(&self, page: &mut Page) {
            page.line(self.0);
            page.table([[self.0, "x"], ["", "yy"]].map(|row| row.map(str::to_owned)));
        }
    }

    #[test]
    fn no_answer_can_control_a_terminal_or_forge_a_field() {
        let text = "a\x1b[2J\tb\u{9b}\u{202e}c\n小";
        let plain = Report::of(&Shouted(text), Style::Plain).unwrap();
        assert!(
            !plain
                .lines
                .iter()
                .any(|line| line.contains(['\x1b', '\u{9b}', '\u{202e}']))
        );
        assert_eq!(plain.lines[1].matches('\t').count(), 1);
        let json = Report::of(&Shouted(text), Style::Json).unwrap();
        assert_eq!(json.lines, [r#""a\u001b[2J\tb\u009b\u202ec\n小""#]);
        assert_eq!(
            serde_json::from_str::<String>(&json.lines[0]).unwrap(),
            text
        );
    }

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let report = Report::of(&Shouted("小明"), Style::Columns).unwrap();
        assert_eq!(report.lines, ["小明", "小明  x", "      yy"]);
    }
}
