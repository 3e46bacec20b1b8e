//! What this customer got: the kind of remedy, what it cost, and words.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{Currency, Money, Remedy},
    tui::{
        keymap::Action,
        theme::Theme,
        widgets::{
            Filled, Form, Question,
            field::{Part, choice, text},
        },
    },
};

/// The remedies, and first that none is chosen yet.
pub const REMEDIES: &[&str] = &[
    "",
    "refund",
    "replacement",
    "repair",
    "credit",
    "discount",
    "gift",
    "none",
];

const PARTS: &[Part] = &[
    Part::One(choice("remedy", "they got", REMEDIES)),
    Part::One(text(
        "amount",
        "it cost us",
        "an amount like 4.50; may stay empty",
    )),
    Part::One(text("words", "in words", "may stay empty; Ctrl-S saves")),
];

/// Rows it takes below its question: the fields, room for an error, the hint.
const ROWS: u16 = 5;

/// What an action made of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Nothing yet.
    Nothing,
    /// This is to be noted.
    Remedy(Remedy, Option<Money>, String),
    /// Esc.
    Leave,
}

/// The form of a remedy.
#[derive(Debug)]
pub struct RemedyForm(Form);

impl Default for RemedyForm {
    fn default() -> Self {
        Self(Form::new(PARTS))
    }
}

impl RemedyForm {
    /// True while letters are text.
    pub fn typing(&self) -> bool {
        self.0.typing()
    }

    /// Edits; Ctrl-S, or Enter on the last field, gives back what was filled in.
    pub fn update(&mut self, action: &Action, currency: &Currency) -> Given {
        if *action == Action::Back {
            return Given::Leave;
        }
        let last = *action == Action::Enter && self.0.focused() == "words";
        if !last && self.0.update(action) != Filled::Save {
            return Given::Nothing;
        }
        let Some(remedy) = Remedy::from_word(&self.0.value("remedy")) else {
            let sentence = "Choose what they got; \"none\" is an answer too.";
            self.0.fail("remedy", 0, sentence);
            return Given::Nothing;
        };
        match amount(&self.0.value("amount"), currency) {
            Ok(amount) => Given::Remedy(remedy, amount, self.0.value("words")),
            Err(sentence) => {
                self.0.fail("amount", 0, &sentence);
                Given::Nothing
            }
        }
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let place = Question::place(frame, area, theme, (ROWS, "What did they get for it?"));
        self.0.view(frame, place, theme);
    }
}

/// What a remedy cost, as typed; `None` when nothing was.
///
/// # Errors
/// The sentence that says how to write it.
pub fn amount(text: &str, currency: &Currency) -> Result<Option<Money>, String> {
    match text.trim() {
        "" => Ok(None),
        text => currency.read(text).map(Some).ok_or_else(|| {
            let example = currency.show(Money(450));
            format!("Write what it cost in {}, like {example}.", currency.code)
        }),
    }
}
