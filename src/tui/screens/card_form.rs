//! A house card being written: its title, what it fits, and its text in a box of its own.

mod field;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::Span,
};

use self::field::Field;
use super::sheet::{Edited, save_anew, twice_written};
use crate::{
    domain::{
        Card, Stamp,
        card::slug_for,
        inside::{inside_note, inside_words},
    },
    store::{Applied, Store},
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, Layers, key},
        text::safe,
        texts::{FieldText, Texts},
        theme::Theme,
        widgets::{Editor, Input, rule},
    },
};

/// The keys while a card is written.
pub(super) const KEYS: &[Binding] = &[
    key("Ctrl-S", Action::SaveForm, "save").footer("save"),
    key("Tab", Action::NextField, "title, category, text").footer("next"),
    key("Shift-Tab", Action::PreviousField, "the field before"),
    key("↑", Action::Up, "the row above"),
    key("↓", Action::Down, "the row below"),
    key("PgUp", Action::PageUp, "a page up"),
    key("PgDn", Action::PageDown, "a page down"),
    key(
        "Enter",
        Action::Enter,
        "the next field; in the text a new line",
    ),
    key(
        "Ctrl-T",
        Action::TakeTheirs,
        "take what another window wrote there, instead of what you typed",
    ),
    key("Esc", Action::Back, "leave; asks when something was typed").footer("leave"),
    key(
        "Ctrl-Z",
        Action::UndoTyping,
        "in the text: take back what was typed last",
    )
    .footer("undo"),
    key("Ctrl-Y", Action::RedoTyping, "in the text: and there again"),
];

/// Columns before what is typed in a line.
const LABEL: u16 = 11;

/// A card, and what was typed.
#[derive(Debug)]
pub struct CardForm {
    /// Which one; `None` for a new one.
    slug: Option<String>,
    /// What a new one is for.
    category: String,
    edited: Edited<Card>,
    cards: Vec<Card>,
    title: Input,
    fits: Input,
    text: Editor,
    focus: Field,
    /// The shop's inside words.
    inside: String,
    /// What is wrong with it.
    error: String,
    /// What another window saved meanwhile where something was typed: field, its text, and was that told when a save was asked for.
    theirs: Vec<(Field, String, bool)>,
    /// Where the title and the category were painted.
    places: [Rect; 2],
}

impl CardForm {
    /// The card of this slug, or a new one for a category.
    pub fn new(slug: Option<String>, category: String) -> Self {
        Self {
            focus: if slug.is_some() {
                Field::Text
            } else {
                Field::Title
            },
            slug,
            category,
            edited: Edited::default(),
            cards: Vec::new(),
            title: Input::default(),
            fits: Input::default(),
            text: Editor::default(),
            inside: String::new(),
            error: String::new(),
            theirs: Vec::new(),
            places: [Rect::ZERO; 2],
        }
    }

    /// The card as it stands in the fields.
    fn filled(&self, before: &Card) -> Card {
        let title = self.title.text().trim().to_owned();
        let slug = match &self.slug {
            Some(slug) => slug.clone(),
            None => slug_for(&title, &self.cards),
        };
        Card {
            id: before.id,
            slug,
            title,
            category: self.fits.text().trim().to_owned(),
            text: self.text.text().trim_end().to_owned(),
        }
    }

    /// Does something else stand in the fields than they were filled with?
    fn typed(&self) -> bool {
        let same = |read: &Card| {
            let now = self.filled(read);
            now.title == read.title && now.category == read.category && now.text == read.text
        };
        !self.edited.read().is_none_or(same)
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        if self.slug.is_some() && !self.typed() {
            return vec![Effect::Back];
        }
        let untold = |it: &&mut (Field, String, bool)| !it.2;
        if let Some((field, _, told)) = self.theirs.iter_mut().find(untold) {
            (self.focus, *told) = (*field, true);
            return vec![Effect::Say(twice_written(field.label()))];
        }
        match before.rewrite(self.filled(&before)) {
            Ok(change) if self.edited.is_gone() => save_anew(vec![change]),
            Ok(change) => vec![Effect::Save(vec![change])],
            Err(refusal) => {
                let titled = !self.title.text().trim().is_empty();
                self.focus = if titled { Field::Text } else { Field::Title };
                self.error = refusal.0;
                Vec::new()
            }
        }
    }

    fn leave(&self) -> Vec<Effect> {
        if !self.typed() {
            return vec![Effect::Back];
        }
        let question = "Leave without saving what you typed?".to_owned();
        vec![Effect::Ask(question, vec![Effect::Back])]
    }

    /// Takes what the file has now into the fields in which nothing was typed.
    fn follow_file(&mut self, before: Option<&Card>, now: &Card) {
        let filled = before.map(|before| self.filled(before));
        for field in Field::ALL {
            let untyped = filled.as_ref().map(|it| field.of(it)) == before.map(|it| field.of(it));
            if untyped {
                self.set(field, field.of(now));
            } else if before.is_some_and(|before| field.of(before) != field.of(now)) {
                self.theirs.retain(|it| it.0 != field);
                self.theirs.push((field, field.of(now).clone(), false));
            }
        }
    }

    fn set(&mut self, field: Field, text: &str) {
        match field {
            Field::Title => self.title.set(text),
            Field::Category => self.fits.set(text),
            Field::Text => self.text = Editor::new(text),
        }
    }

    /// Takes what another window wrote into the field with the cursor.
    fn take_theirs(&mut self) {
        let at = self.theirs.iter().position(|it| it.0 == self.focus);
        if let Some((field, text, _)) = at.map(|at| self.theirs.remove(at)) {
            self.set(field, &text);
        }
    }

    /// Hands an action to the field with the cursor; false when it would leave it.
    fn edit(&mut self, action: &Action) -> bool {
        match self.focus {
            Field::Title => self.title.update(action),
            Field::Category => self.fits.update(action),
            Field::Text => self.text.update(action),
        }
    }

    fn click(&mut self, at: Position) {
        self.focus = match self.places.map(|place| place.contains(at)) {
            [true, _] => Field::Title,
            [_, true] => Field::Category,
            _ => Field::Text,
        };
    }

    fn line(&mut self, frame: &mut Frame, area: Rect, theme: &Theme, field: Field) {
        let (label, hint, input) = match field {
            Field::Title => (field.label(), "what the card is about", &mut self.title),
            _ => {
                let hint = "the complaint category, reason or tag it fits; commas between several";
                (field.label(), hint, &mut self.fits)
            }
        };
        let focused = self.focus == field;
        let style = if focused { theme.accent } else { theme.muted };
        frame.render_widget(Span::styled(format!(" {label}"), style), area);
        let width = area.width.saturating_sub(LABEL + 1);
        let place = Rect {
            x: area.x + LABEL,
            width,
            ..area
        }
        .intersection(area);
        input.view(frame, place, theme.title, focused);
        if input.is_empty() {
            let hint = safe(hint).fit(usize::from(width.saturating_sub(1)));
            let place = Rect {
                x: place.x + u16::from(focused),
                ..place
            }
            .intersection(place);
            frame.render_widget(Span::styled(String::from(hint), theme.muted), place);
        }
        self.places[usize::from(field == Field::Category)] = place;
    }

    /// What there is to say about the text: what is wrong, what another window has, else its inside words.
    fn said(&self, theme: &Theme, width: u16) -> Span<'static> {
        let note = inside_note(&self.text.text(), &self.inside);
        let theirs = self.theirs.iter().find(|it| it.0 == self.focus);
        let (words, style) = match (self.error.as_str(), theirs.or(self.theirs.first())) {
            ("", None) if self.edited.is_gone() => {
                ("Another window took this card out.".to_owned(), theme.warn)
            }
            ("", None) => (note.unwrap_or_default(), theme.muted),
            ("", Some((_, text, _))) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (format!("Another window has now: {text}"), theme.warn)
            }
            (error, _) => (error.to_owned(), theme.late),
        };
        let words = safe(&words).fit(usize::from(width.saturating_sub(2)));
        Span::styled(format!(" {words}"), style)
    }
}

impl Screen for CardForm {
    fn title(&self) -> String {
        match self.edited.read() {
            Some(card) if self.slug.is_some() => format!("Card · {}", card.title),
            _ => "A new card".to_owned(),
        }
    }

    fn keys(&self) -> Layers {
        &[KEYS]
    }

    fn typing(&self) -> bool {
        true
    }

    fn unsaved(&mut self) -> bool {
        self.typed()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        self.cards = store.cards()?;
        self.inside = store.settings()?.inside_words;
        let current = match &self.slug {
            Some(slug) => self.cards.iter().find(|card| card.slug == *slug).cloned(),
            None => Some(Card::new(&self.category)),
        };
        let typed = self.typed();
        let before = self.edited.read().cloned();
        if let Some(card) = self.edited.take(current, typed) {
            self.follow_file(before.as_ref(), &card);
        }
        Ok(())
    }

    fn draft(&mut self) -> Option<Texts> {
        let read = self.edited.read().filter(|_| self.typed())?;
        let filled = self.filled(read);
        let typed = |field: Field| FieldText {
            name: field.label().to_owned(),
            text: field.of(&filled).clone(),
            had: field.of(read).clone(),
        };
        Some(Texts {
            fields: Field::ALL.map(typed).into(),
            ..Texts::default()
        })
    }

    fn resume(&mut self, typed: &Texts) {
        let now = self.edited.read().cloned();
        for field in Field::ALL {
            let Some(kept) = typed.fields.iter().find(|it| it.name == field.label()) else {
                continue;
            };
            self.set(field, &kept.text);
            let theirs = now.as_ref().map(|card| field.of(card));
            let theirs = theirs.filter(|text| **text != kept.had && **text != kept.text);
            let theirs = theirs.filter(|_| kept.text != kept.had);
            self.theirs
                .extend(theirs.map(|text| (field, text.clone(), false)));
        }
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match &action {
            Action::SaveForm => return self.save(),
            Action::Back => return self.leave(),
            Action::TakeTheirs => self.take_theirs(),
            Action::NextField => self.focus = self.focus.step(1),
            Action::PreviousField => self.focus = self.focus.step(2),
            Action::Click(at) | Action::DoubleClick(at) => {
                self.click(*at);
                self.edit(&action);
            }
            Action::Paste(text) if text.len() > Card::LONGEST => {
                self.error = Card::TOO_LONG.to_owned();
            }
            action if self.edit(action) => self.error.clear(),
            Action::Enter | Action::Down if self.focus != Field::Text => {
                self.focus = self.focus.step(1)
            }
            Action::Up if self.focus != Field::Title => self.focus = self.focus.step(2),
            _ => {}
        }
        Vec::new()
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &self.title());
        let row = |at: u16| Rect::new(area.x, area.y + at, area.width, 1).intersection(area);
        self.line(frame, row(1), theme, Field::Title);
        self.line(frame, row(2), theme, Field::Category);
        rule(frame, row(3), theme, "");
        let rows = area.height.saturating_sub(5);
        let text = Rect::new(area.x + 1, area.y + 4, area.width.saturating_sub(2), rows)
            .intersection(area);
        self.text
            .mark(inside_words(&self.text.text(), &self.inside));
        self.text
            .view(frame, text, theme, self.focus == Field::Text);
        frame.render_widget(
            self.said(theme, area.width),
            row(area.height.saturating_sub(1)),
        );
    }
}
