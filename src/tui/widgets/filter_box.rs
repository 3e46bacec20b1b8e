//! A text box for a list: what a filter word begun in it may become is shown quietly behind the cursor, and Tab or → takes it.

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{Frame, layout::Rect, style::Style, text::Span};

use super::Input;
use crate::{
    search::{Begun, Own, Vocabulary},
    store::Store,
    tui::{
        keymap::{Action, Binding, key},
        text::safe,
        theme::Theme,
    },
};

/// The key of a box that takes filter words.
pub const COMPLETE: &[Binding] = &[key(
    "Tab",
    Action::NextField,
    "take the filter word or value shown, as → does; again: the next",
)];

/// So many of the words that fit are named at once.
const NAMED: usize = 12;

/// What was typed, and what its last word may become.
#[derive(Debug)]
pub struct FilterBox {
    input: Input,
    words: &'static Vocabulary,
    /// The shop's own words, as far as they were read.
    own: HashMap<Own, Vec<String>>,
    /// What the word begun may become.
    offered: Vec<String>,
    /// What stands before a word that was taken, and which of those offered it is.
    taken: Option<(String, usize)>,
}

impl FilterBox {
    /// An empty box of a list with these filter words.
    pub fn new(words: &'static Vocabulary) -> Self {
        Self {
            input: Input::default(),
            words,
            own: HashMap::new(),
            offered: Vec::new(),
            taken: None,
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.input.is_empty()
    }

    /// Another text, the cursor at its end.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input.set(text);
        self.look();
    }

    /// Edits, or takes what is offered; true when the action was one of these.
    pub fn update(&mut self, action: &Action) -> bool {
        match action {
            Action::NextField => self.take(),
            Action::Right if self.rest().is_some() => self.take(),
            action => {
                let edited = self.input.update(action);
                if edited {
                    self.look();
                }
                edited
            }
        }
    }

    /// Puts what is offered in; right after that, the next one instead.
    fn take(&mut self) -> bool {
        let (before, at) = match (self.taken.take(), self.begun()) {
            (Some((before, at)), _) => (before, (at + 1) % self.offered.len()),
            (None, Some(begun)) if !self.offered.is_empty() => {
                let before = self.text().len() - begun.typed.len();
                (self.text()[..before].to_owned(), 0)
            }
            (None, _) => return false,
        };
        self.input.set(format!("{before}{}", self.offered[at]));
        if self.offered[at].ends_with(':') && self.offered.len() == 1 {
            self.look();
        } else {
            self.taken = Some((before, at));
        }
        true
    }

    /// Reads the shop's own words where one of them was begun; true when that was still to do. For when no key is waiting.
    ///
    /// # Errors
    /// What the store says.
    pub fn learn(&mut self, store: &Store) -> Result<bool> {
        let Some(own) = self.missing() else {
            return Ok(false);
        };
        self.know(own, store.own_words(own)?);
        Ok(true)
    }

    /// The list of the shop's own words that is wanted and was not read yet.
    fn missing(&self) -> Option<Own> {
        let own = self.begun()?.own()?;
        (!self.own.contains_key(&own)).then_some(own)
    }

    fn know(&mut self, own: Own, words: Vec<String>) {
        self.own.insert(own, words);
        self.look();
    }

    /// The shop's own words may be others now.
    pub fn forget(&mut self) {
        self.own.clear();
    }

    /// The words that fit, where there are several.
    pub fn offers(&self) -> Option<String> {
        let several = self.offered.len() > 1;
        let named = &self.offered[..self.offered.len().min(NAMED)];
        several.then(|| named.join(" · "))
    }

    fn begun(&self) -> Option<Begun<'_>> {
        let at_end = self.input.at_end();
        at_end.then(|| self.words.begun(self.text())).flatten()
    }

    /// The text is another: so is what it may become.
    fn look(&mut self) {
        self.taken = None;
        let offered = self.begun().map(|begun| {
            let own = begun.own().and_then(|own| self.own.get(&own));
            begun.may_become(own.map_or(&[], Vec::as_slice))
        });
        self.offered = offered.unwrap_or_default();
    }

    /// What the first word offered has behind what was typed.
    fn rest(&self) -> Option<&str> {
        let first = self.offered.first().filter(|_| self.taken.is_none())?;
        Some(self.begun()?.rest(first))
    }

    /// Paints it; with `focused` the terminal's cursor stands in it, and what is offered behind that.
    pub fn view(
        &mut self,
        frame: &mut Frame,
        area: Rect,
        (style, theme): (Style, &Theme),
        focused: bool,
    ) {
        self.input.view(frame, area, style, focused);
        let Some(rest) = self.rest().filter(|_| focused) else {
            return;
        };
        let column = u16::try_from(self.input.column()).unwrap_or(u16::MAX);
        let place = Rect {
            x: area.x.saturating_add(column),
            width: area.width.saturating_sub(column),
            ..area
        };
        let rest = safe(rest).fit(usize::from(place.width));
        frame.render_widget(Span::styled(String::from(rest), theme.muted), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::PEOPLE;

    fn typed(text: &str, actions: &[Action]) -> String {
        let mut filters = FilterBox::new(&PEOPLE);
        filters.know(Own::Tag, ["vip", "vegan"].map(str::to_owned).to_vec());
        filters.update(&Action::Paste(text.to_owned()));
        for action in actions {
            filters.update(action);
        }
        filters.text().to_owned()
    }

    #[test]
    fn a_word_begun_is_taken_and_the_next_one_instead() {
        let tab = || Action::NextField;
        assert_eq!(typed("ana tag:v", &[tab()]), "ana tag:vip");
        assert_eq!(typed("tag:v", &[tab(), tab()]), "tag:vegan");
        assert_eq!(typed("tag:v", &[tab(), tab(), tab()]), "tag:vip");
        assert_eq!(typed("tag:ve", &[Action::Right]), "tag:vegan");
        assert_eq!(typed("-rung:ad", &[tab()]), "-rung:advocate");
    }

    #[test]
    fn behind_a_filter_word_that_was_taken_its_values_are_offered() {
        let tab = || Action::NextField;
        assert_eq!(typed("tie", &[tab()]), "tier:");
        assert_eq!(typed("tie", &[tab(), tab()]), "tier:a");
    }

    #[test]
    fn inside_a_text_nothing_is_taken() {
        let left = || Action::Left;
        assert_eq!(typed("tag:v", &[left(), Action::NextField]), "tag:v");
        assert_eq!(typed("tag:v", &[left(), Action::Right]), "tag:v");
        assert_eq!(typed("Ada", &[Action::NextField]), "Ada");
    }

    #[test]
    fn the_shops_words_are_asked_for_when_they_are_wanted() {
        let mut filters = FilterBox::new(&PEOPLE);
        for (text, missing) in [
            ("tag", None),
            ("bought:", Some(Own::Product)),
            ("by:S", Some(Own::Staff)),
            ("source:f ", None),
        ] {
            filters.set(text);
            assert_eq!(filters.missing(), missing, "{text}");
        }
    }
}
