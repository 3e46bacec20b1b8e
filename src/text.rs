//! Text that cannot control a terminal: the only form in which the user's data reaches a screen or stdout.
//!
//! Controls become visible marks; what is invisible and only changes how other letters read (bidi overrides, zero-width letters,
//! tags) is dropped; what real scripts need stays: joiners between letters that join, emoji sequences, a few marks per letter.

use std::fmt;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most marks one letter keeps; Hebrew with vowels and accents needs four, stacked Tibetan a few more.
const MARKS: usize = 8;

/// The sign for a line break in text that has one line.
const BREAK: &str = "↵";

/// What breaks a line, besides `\r\n`.
const LINE_BREAKS: [char; 7] = [
    '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Text without anything that a terminal would obey or a reader could not see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SafeText(String);

/// Foreign text on one line: a line break shows as `↵`.
pub fn safe(text: &str) -> SafeText {
    SafeText(clean(text, BREAK))
}

/// Text on its way in, pasted or from a shell, as it is kept: no controls, every line break written in the same way.
pub fn typed(text: &str) -> String {
    let kept = text.replace("\r\n", "\n").replace(LINE_BREAKS, "\n");
    kept.replace('\t', " ")
        .replace(|letter: char| letter != '\n' && letter.is_control(), "")
}

/// As [`typed`], for a place of one line: breaks between lines become spaces.
pub fn typed_line(text: &str) -> String {
    typed(text).trim_end_matches('\n').replace('\n', " ")
}

impl SafeText {
    /// Foreign text that keeps its line breaks.
    pub fn lines(text: &str) -> Self {
        Self(clean(text, "\n"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// Does it take at most so many columns?
    pub fn is_within(&self, width: usize) -> bool {
        take(&self.0, width).1.is_empty()
    }

    /// As much of it as fits, with `…` where some is missing; never half a letter.
    pub fn fit(&self, width: usize) -> Self {
        if self.is_within(width) {
            return self.clone();
        }
        let Some(room) = width.checked_sub(1) else {
            return Self::default();
        };
        let (taken, _) = take(&self.0, room);
        Self(format!("{}…", taken.trim_end()))
    }

    /// The text from this column on.
    pub fn from_column(&self, column: usize) -> Self {
        Self(take(&self.0, column).1.to_owned())
    }

    /// The end of it that fits into so many columns, and how many stand before that.
    pub fn ending(&self, width: usize) -> (Self, usize) {
        let all = self.width();
        let over = all.saturating_sub(width);
        let (gone, mut rest) = take(&self.0, over);
        if self::width(gone) < over {
            // A wide letter does not stay by half.
            rest = &rest[rest.graphemes(true).next().map_or(0, str::len)..];
        }
        (Self(rest.to_owned()), all - self::width(rest))
    }

    /// Its lines, broken between words where they are wider than `width`, inside a word where that alone is wider.
    pub fn wrap(&self, width: usize) -> Vec<Self> {
        let width = width.max(1);
        self.0
            .split('\n')
            .flat_map(|line| wrap_line(line, width))
            .collect()
    }
}

/// How many columns one letter, as a person counts them, takes.
pub fn grapheme_width(grapheme: &str) -> usize {
    if is_plain(grapheme) {
        return grapheme.len();
    }
    grapheme.width()
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// True where every byte is a letter of one column.
fn is_plain(text: &str) -> bool {
    plain_beginning(text) == text.len()
}

/// How many bytes at the beginning are letters of one column.
fn plain_beginning(text: &str) -> usize {
    let mut bytes = text.as_bytes().iter();
    let other = bytes.position(|byte| !matches!(byte, b' '..=b'~'));
    other.unwrap_or(text.len())
}

/// The beginning of `text` that takes at most `room` columns, and the rest.
fn take(text: &str, room: usize) -> (&str, &str) {
    // A mark behind the room would belong to the last letter in it.
    let seen = text.len().min(room.saturating_add(1));
    if text.get(..seen).is_some_and(is_plain) {
        return text.split_at(room.min(text.len()));
    }
    let mut used = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += grapheme_width(grapheme);
            used > room
        })
        .map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

fn wrap_line(line: &str, width: usize) -> Vec<SafeText> {
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut used = 0;
    for word in units(line) {
        let wide = self::width(word);
        if used + wide > width && used > 0 {
            rows.push(SafeText(row.trim_end().to_owned()));
            row.clear();
            used = 0;
        }
        if used == 0 && !rows.is_empty() && word.trim().is_empty() {
            continue;
        }
        let mut rest = word;
        let mut left = wide;
        while left > width {
            let (mut taken, mut after) = take(rest, width);
            if taken.is_empty() {
                // One letter that is wider than the place stands alone all the same.
                let first = rest.graphemes(true).next().map_or(0, str::len);
                (taken, after) = rest.split_at(first);
            }
            rows.push(SafeText(taken.to_owned()));
            rest = after;
            left = left.saturating_sub(self::width(taken));
        }
        row.push_str(rest);
        used += left;
    }
    if !row.trim().is_empty() || rows.is_empty() {
        rows.push(SafeText(row.trim_end().to_owned()));
    }
    rows
}

/// A line in pieces between which a row may end: gaps, and words with the signs that stand at them, so that none begins a row.
fn units(line: &str) -> Vec<&str> {
    let mut units: Vec<&str> = Vec::new();
    let mut from = 0;
    let mut before = "";
    for (at, part) in line.split_word_bound_indices() {
        let gap = |text: &str| text.trim().is_empty();
        let sign = |text: &str| !text.contains(char::is_alphanumeric) && text.is_ascii();
        let held =
            !gap(part) && !gap(before) && (sign(part) || sign(before) && at - from == before.len());
        if !held && at > from {
            units.push(&line[from..at]);
            from = at;
        }
        before = part;
    }
    units.push(&line[from..]);
    units
}

fn clean(text: &str, line_break: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut marks) = (text, 0);
    loop {
        // Most of any text stays as it is.
        let (plain, other) = rest.split_at(plain_beginning(rest));
        out.push_str(plain);
        marks = if plain.is_empty() { marks } else { 0 };
        let mut letters = other.chars();
        let Some(letter) = letters.next() else {
            return out;
        };
        rest = letters.as_str();
        let before = out.chars().next_back();
        match letter {
            '\r' if rest.starts_with('\n') => {}
            _ if LINE_BREAKS.contains(&letter) => out.push_str(line_break),
            '\t' => out.push(' '),
            _ if letter.is_control() => out.push(picture(letter)),
            _ if is_mark(letter) => {
                marks += 1;
                if before.is_none_or(|b| b == '\n') {
                    out.push('◌');
                }
                if marks <= MARKS && may_follow(before, letter) {
                    out.push(letter);
                }
                continue;
            }
            _ if invisible(letter) => {
                if may_join(letter, before, rest.chars().next(), &out) {
                    out.push(letter);
                }
                continue;
            }
            _ => out.push(letter),
        }
        marks = 0;
    }
}

/// The sign that Unicode has for a control.
fn picture(control: char) -> char {
    let sign = match control {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(control)),
        '\u{7f}' => Some('␡'),
        _ => None,
    };
    sign.unwrap_or('\u{fffd}')
}

fn is_mark(letter: char) -> bool {
    is_combining_mark(letter) && !matches!(letter, '\u{34f}' | '\u{180b}'..='\u{180f}')
}

/// Variation selectors count as marks: one each, and only where they select something.
fn may_follow(before: Option<char>, mark: char) -> bool {
    let Some(before) = before else { return true };
    match mark {
        '\u{fe0e}' | '\u{fe0f}' => !is_mark(before) && (pictured(before) || keycap(before)),
        '\u{e0100}'..='\u{e01ef}' => ('\u{2e80}'..='\u{323af}').contains(&before),
        '\u{fe00}'..='\u{fe0d}' => !is_mark(before) && !before.is_ascii(),
        _ => true,
    }
}

fn keycap(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '#' | '*')
}

/// Letters that take no room, change direction, or only look like nothing.
fn invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}')
        || (u32::from(letter) & 0xfffe) == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&letter)
}

/// Joiners stay between letters of scripts that join, and inside emoji; tags stay inside a flag.
fn may_join(letter: char, before: Option<char>, after: Option<char>, so_far: &str) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return letter == '\u{e007f}' && in_flag(so_far);
    };
    match letter {
        '\u{200c}' => joining(before) && joining(after),
        '\u{200d}' => (joining(before) && joining(after)) || (in_emoji(before) && pictured(after)),
        '\u{e0020}'..='\u{e007f}' => in_flag(so_far),
        _ => false,
    }
}

/// Scripts from Hebrew to Mongolian, with their later blocks; Latin, Greek, Cyrillic and Han do not join.
fn joining(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{1cff}' | '\u{a840}'..='\u{abff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
}

fn pictured(letter: char) -> bool {
    matches!(letter, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

fn in_emoji(letter: char) -> bool {
    pictured(letter) || letter == '\u{fe0f}'
}

fn in_flag(so_far: &str) -> bool {
    so_far
        .trim_end_matches(|tag| ('\u{e0020}'..='\u{e007e}').contains(&tag))
        .ends_with('\u{1f3f4}')
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SafeText {
    fn from(text: &str) -> Self {
        safe(text)
    }
}

impl From<String> for SafeText {
    fn from(text: String) -> Self {
        safe(&text)
    }
}

impl From<SafeText> for String {
    fn from(text: SafeText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests;
