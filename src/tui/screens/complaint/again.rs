//! Asking again after the end: did they win, and what did they say?

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::Won,
    tui::{
        keymap::Action,
        theme::Theme,
        widgets::{
            Filled, Form, Question,
            field::{Part, choice, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(choice(
        "won",
        "did they win",
        &["", "yes", "partly", "no", "not reached"],
    )),
    Part::One(text("words", "in words", "may stay empty; Ctrl-S saves")),
];

/// Rows it takes below its question.
const ROWS: u16 = 4;

/// What an action made of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet.
    Nothing,
    /// What they said; `None`: they were not reached.
    Answer(Option<Won>, String),
    /// Esc.
    Leave,
}

/// The form of an answer.
#[derive(Debug)]
pub struct AgainForm(Form);

impl Default for AgainForm {
    fn default() -> Self {
        Self(Form::new(PARTS))
    }
}

impl AgainForm {
    /// True while letters are text.
    pub fn typing(&self) -> bool {
        self.0.typing()
    }

    /// Edits; Ctrl-S, or Enter on the last field, gives back what was filled in.
    pub fn update(&mut self, action: &Action) -> Heard {
        if *action == Action::Back {
            return Heard::Leave;
        }
        let last = *action == Action::Enter && self.0.focused() == "words";
        if !last && self.0.update(action) != Filled::Save {
            return Heard::Nothing;
        }
        let won = self.0.value("won");
        if won.is_empty() {
            let sentence = "Choose what they said; not reached is an answer too.";
            self.0.fail("won", 0, sentence);
            return Heard::Nothing;
        }
        Heard::Answer(
            Won::from_word(&won),
            self.0.value("words").trim().to_owned(),
        )
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let question = "Ask again: did they get what they hoped for?";
        let place = Question::place(frame, area, theme, (ROWS, question));
        self.0.view(frame, place, theme);
    }
}
