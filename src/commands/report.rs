//! What a command gives back: lines, or JSON, words for the user, and how it ended.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

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

/// Lines of results. Text of the user's data becomes safe as it enters.
#[derive(Debug, Default)]
pub struct Page {
    plain: bool,
    lines: Vec<String>,
}

impl Page {
    /// One line.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.lines.push(safe(text.as_ref()));
    }

    /// True when nothing is to be lined up or decorated.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Rows whose fields stand under each other; in plain style with one tab between them.
    pub fn table<const N: usize>(&mut self, rows: impl IntoIterator<Item = [String; N]>) {
        let rows: Vec<[String; N]> = rows
            .into_iter()
            .map(|row| row.map(|field| safe(&field)))
            .collect();
        if self.plain {
            self.lines.extend(rows.iter().map(|row| row.join("\t")));
            return;
        }
        let widths: [usize; N] = std::array::from_fn(|column| {
            let widths = rows.iter().map(|row| row[column].width());
            widths.max().unwrap_or(0)
        });
        for row in &rows {
            let mut line = String::new();
            for (field, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
                let gap = " ".repeat(width - field.width() + 2);
                line.extend([field, gap.as_str()]);
            }
            self.lines.push(line.trim_end().to_owned());
        }
    }
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
        self.words.push(safe(words.as_ref()));
        self
    }

    /// The same report, ended otherwise.
    #[must_use]
    pub fn but(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }
}

/// JSON in which no letter can control a terminal: they are written as `\u` escapes, so nothing is lost.
fn safe_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter.is_ascii() && letter != '\x7f'
            || safe(letter.encode_utf8(&mut [0; 4])).contains(letter)
        {
            out.push(letter);
        } else {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// Text without letters that control a terminal.
pub fn safe(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}
