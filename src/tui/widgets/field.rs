//! One field of a form.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Input, Lines};
use crate::tui::{keymap::Action, text::safe, texts::FieldText, theme::Theme};

/// Rows of a box of several lines.
const LINES: u16 = 3;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Lines,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// One field of a form: by what name the screen asks for it, and what stands before it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name; unique in the form.
    pub name: &'static str,
    /// What stands before it.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What to write, shown while the cursor is in it.
    pub hint: &'static str,
    /// The columns it takes, label included, at the right of the field before; 0: it has rows of its own.
    pub beside: u16,
    /// The heading of the fields from here on; empty for none.
    pub head: &'static str,
}

impl Field {
    /// The same field at the right of the one before, in so many columns with its label; below it where the window is narrow.
    pub const fn beside(mut self, columns: u16) -> Self {
        self.beside = columns;
        self
    }

    /// The same field, the first below a heading.
    pub const fn head(mut self, words: &'static str) -> Self {
        self.head = words;
        self
    }
}

/// A field of one line.
pub const fn text(name: &'static str, label: &'static str, hint: &'static str) -> Field {
    Field {
        name,
        label,
        kind: Kind::Text,
        hint,
        beside: 0,
        head: "",
    }
}

/// A field of several lines.
pub const fn lines(name: &'static str, label: &'static str, hint: &'static str) -> Field {
    Field {
        name,
        label,
        kind: Kind::Lines,
        hint,
        beside: 0,
        head: "",
    }
}

/// A field that is one of these words; `←`, `→` and their first letters change it.
pub const fn choice(
    name: &'static str,
    label: &'static str,
    words: &'static [&'static str],
) -> Field {
    Field {
        name,
        label,
        kind: Kind::Choice(words),
        hint: "← → or the first letter chooses",
        beside: 0,
        head: "",
    }
}

/// A part of a form.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// A field that is there once.
    One(Field),
    /// Fields that are there once for each of several (phones), under the name of the group. One empty row is always offered.
    Many(&'static str, &'static [Field]),
}

#[derive(Debug, Clone)]
enum Value {
    Text(Input),
    Lines(Lines),
    Choice(&'static [&'static str], usize),
}

/// A field with what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub field: &'static Field,
    /// The part it belongs to, and for a repeated field which of its rows.
    pub part: usize,
    pub row: usize,
    /// How it was understood, and what is wrong with it.
    pub note: String,
    pub error: String,
    /// Where it was painted.
    pub place: Rect,
    /// It shares its line with others and keeps itself short.
    pub small: bool,
    value: Value,
    /// What the file has here, as far as is known.
    kept: String,
    /// What another window wrote where something else was typed, as long as nothing was chosen.
    pub theirs: Option<String>,
    /// That was told when a save was asked for.
    pub told: bool,
}

impl Slot {
    pub fn new(field: &'static Field, part: usize, row: usize) -> Self {
        Self {
            field,
            part,
            row,
            note: String::new(),
            error: String::new(),
            place: Rect::ZERO,
            small: field.beside > 0,
            theirs: None,
            told: false,
            kept: match field.kind {
                Kind::Choice([first, ..]) => (*first).to_owned(),
                _ => String::new(),
            },
            value: match field.kind {
                Kind::Text => Value::Text(Input::default()),
                Kind::Lines => Value::Lines(Lines::default()),
                Kind::Choice(words) => Value::Choice(words, 0),
            },
        }
    }

    pub fn is(&self, part: usize, row: usize) -> bool {
        self.part == part && self.row == row
    }

    /// Is it empty, or as choices are at first?
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Choice(_, at) => *at == 0,
            _ => self.text().trim().is_empty(),
        }
    }

    pub fn fill(&mut self, text: &str) {
        match &mut self.value {
            Value::Text(input) => input.set(text),
            Value::Lines(lines) => *lines = Lines::new(text),
            Value::Choice(words, at) => {
                *at = words.iter().position(|word| *word == text).unwrap_or(0);
            }
        }
    }

    /// Takes what the file has here now. What was typed stays; what another window wrote meanwhile is said below it then.
    pub fn keep(&mut self, text: &str) {
        let typed = self.text();
        if typed == self.kept {
            self.fill(text);
            self.kept = self.text();
        } else if text != self.kept {
            text.clone_into(&mut self.kept);
            self.error = match text {
                same if same == typed => String::new(),
                "" => "Another window emptied this.".to_owned(),
                text => format!("Another window wrote: {text}"),
            };
            self.theirs = (text != typed).then(|| text.to_owned());
            self.told = false;
        }
    }

    /// Takes what another window wrote here; false where there is nothing.
    pub fn take_theirs(&mut self) -> bool {
        match self.theirs.take() {
            Some(text) => {
                self.fill(&text);
                self.error.clear();
                true
            }
            None => false,
        }
    }

    /// What stands here, and what the file had.
    pub fn typed(&self) -> FieldText {
        FieldText {
            name: self.field.name.to_owned(),
            text: self.text(),
            had: self.kept.clone(),
        }
    }

    /// Puts back what was typed; what the file has here by now is `kept` as if it had come meanwhile.
    pub fn resume(&mut self, typed: &FieldText) {
        let now = std::mem::replace(&mut self.kept, typed.had.clone());
        self.fill(&typed.text);
        self.keep(&now);
    }

    pub fn text(&self) -> String {
        match &self.value {
            Value::Text(input) => input.text().to_owned(),
            Value::Lines(lines) => lines.text(),
            Value::Choice(words, at) => words.get(*at).copied().unwrap_or_default().to_owned(),
        }
    }

    /// Edits; false when the action was none of editing.
    pub fn update(&mut self, action: &Action) -> bool {
        match &mut self.value {
            Value::Text(input) => input.update(action),
            Value::Lines(lines) => lines.update(action),
            Value::Choice(words, at) => {
                let count = words.len().max(1);
                *at = match action {
                    Action::Left => (*at + count - 1) % count,
                    Action::Right | Action::Type(' ') => (*at + 1) % count,
                    Action::Type(letter) => begun(words, *at, *letter),
                    _ => return false,
                };
                true
            }
        }
    }

    /// Rows it takes, its error aside.
    pub fn rows(&self) -> u16 {
        match &self.value {
            Value::Lines(lines) if self.small => lines.count().clamp(1, LINES),
            Value::Lines(_) => LINES,
            _ => 1,
        }
    }

    /// Paints it at its place, as much of it as is in sight; the label takes so many columns.
    pub fn view(&mut self, frame: &mut Frame, theme: &Theme, (label, focused): (u16, bool)) {
        let place = self.place;
        let before = Rect {
            width: label.min(place.width),
            height: place.height.min(1),
            ..place
        };
        let style = if focused { theme.accent } else { theme.muted };
        let mark = if focused { "▌" } else { " " };
        let words = format!("{mark}{}", self.field.label);
        frame.render_widget(Span::styled(words, style), before);
        let value = Rect {
            x: before.right(),
            width: place.width - before.width,
            ..place
        };
        self.view_value(frame, value, theme, focused);
    }

    fn view_value(&mut self, frame: &mut Frame, area: Rect, theme: &Theme, focused: bool) {
        let small = self.small;
        let note = if small { "" } else { &self.note };
        let note = safe(note).fit(usize::from(area.width / 2));
        let aside = u16::try_from(note.width()).unwrap_or(0);
        let room = Rect {
            width: area.width.saturating_sub(aside + u16::from(aside > 0)),
            ..area
        };
        match &mut self.value {
            Value::Text(input) => input.view(frame, room, theme.text, focused),
            Value::Lines(lines) => lines.view(frame, room, theme.text, focused),
            Value::Choice(words, at) if small => {
                frame.render_widget(chosen(words[*at], *at == 0, theme, focused), room);
            }
            Value::Choice(words, at) => {
                frame.render_widget(choices(words, (*at, room.width), theme), room);
            }
        }
        let beside = Rect::new(area.right() - aside, area.y, aside, area.height.min(1));
        frame.render_widget(Span::styled(String::from(note), theme.muted), beside);
    }
}

/// The next of the words that begins with this letter; else the one chosen.
fn begun(words: &[&'static str], chosen: usize, letter: char) -> usize {
    let count = words.len();
    let mut next = (1..=count).map(|by| (chosen + by) % count);
    let begins = |at: &usize| words[*at].starts_with(letter);
    next.find(begins).unwrap_or(chosen)
}

fn shown(word: &'static str) -> &'static str {
    if word.is_empty() { "–" } else { word }
}

/// The word chosen alone; muted as long as it says nothing of note.
fn chosen(word: &'static str, usual: bool, theme: &Theme, focused: bool) -> Span<'static> {
    let style = match (focused, usual) {
        (true, _) => theme.selected,
        (false, true) => theme.muted,
        (false, false) => theme.text,
    };
    Span::styled(shown(word), style)
}

/// The words to choose from, in one row, closer together where they need the room; where they still do not all fit, those around the
/// one chosen, and a mark where there are more.
fn choices(words: &[&'static str], (chosen, width): (usize, u16), theme: &Theme) -> Line<'static> {
    let wide = |words: &[&'static str], gap: usize| -> usize {
        let columns = words.iter().map(|word| safe(shown(word)).width() + 2 + gap);
        columns.sum()
    };
    let width = usize::from(width);
    let gap = usize::from(wide(words, 1) <= width + 1);
    let room = if wide(words, gap) <= width + gap {
        width + gap
    } else {
        width.saturating_sub(2)
    };
    let chosen = chosen.min(words.len().saturating_sub(1));
    let fits = |from: usize, to: usize| wide(&words[from..to], gap) <= room;
    let from = (0..chosen).find(|from| fits(*from, chosen + 1));
    let from = from.unwrap_or(chosen);
    let to = (chosen + 1..=words.len()).rev().find(|to| fits(from, *to));
    let to = to.unwrap_or(chosen + 1);
    let word = |(at, word): (usize, &&'static str)| {
        let style = if at == chosen {
            theme.selected
        } else {
            theme.muted
        };
        [
            Span::styled(format!(" {} ", shown(word)), style),
            Span::raw(" ".repeat(gap)),
        ]
    };
    let mark = |more: bool| Span::styled(if more { "…" } else { "" }, theme.muted);
    let shown = words.iter().enumerate().take(to).skip(from).flat_map(word);
    let before = std::iter::once(mark(from > 0));
    before
        .chain(shown)
        .chain(std::iter::once(mark(to < words.len())))
        .collect()
}
