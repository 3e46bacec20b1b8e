//! What this customer got: the kind of remedy, what it cost, and words.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{Complaint, Currency, Money, Refusal, Remedy, Stamp, Step, StepKind},
    tui::{
        Effect,
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

/// The same, when the owner bends a rule with it.
const BENT: &[Part] = &[
    PARTS[0],
    PARTS[1],
    Part::One(text("words", "in words", "what was done for them")),
    Part::One(text(
        "bent",
        "rule bent",
        "which rule, and why; Ctrl-S saves",
    )),
];

/// What an action made of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Nothing yet.
    Nothing,
    /// This is to be noted.
    Remedy(Noted),
    /// Esc.
    Leave,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What they got; `None` only where a rule is bent: then it was put right another way.
    pub remedy: Option<Remedy>,
    /// What it cost.
    pub amount: Option<Money>,
    /// In words.
    pub words: String,
    /// Why a rule was bent; may be empty.
    pub bent: String,
}

/// The form of a remedy.
#[derive(Debug)]
pub struct RemedyForm {
    form: Form,
    bends: bool,
}

impl RemedyForm {
    /// The form; where the owner bends a rule it asks why, and a remedy may be left out.
    pub fn new(bends: bool) -> Self {
        let form = Form::new(if bends { BENT } else { PARTS });
        Self { form, bends }
    }

    /// True while letters are text.
    pub fn typing(&self) -> bool {
        self.form.typing()
    }

    /// Edits; Ctrl-S, or Enter on the last field, gives back what was filled in.
    pub fn update(&mut self, action: &Action, currency: &Currency) -> Given {
        if *action == Action::Back {
            return Given::Leave;
        }
        let end = if self.bends { "bent" } else { "words" };
        let last = *action == Action::Enter && self.form.focused() == end;
        if !last && self.form.update(action) != Filled::Save {
            return Given::Nothing;
        }
        match self.read(currency) {
            Ok(noted) => Given::Remedy(noted),
            Err((field, sentence)) => {
                self.form.fail(field, 0, &sentence);
                Given::Nothing
            }
        }
    }

    fn read(&self, currency: &Currency) -> Result<Noted, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let noted = Noted {
            remedy: Remedy::from_word(&value("remedy")),
            amount: amount(&value("amount"), currency).map_err(|why| ("amount", why))?,
            words: value("words"),
            bent: value("bent"),
        };
        if self.bends && noted.bent.is_empty() {
            return Err(("bent", "Write which rule is bent, and why.".to_owned()));
        }
        if noted.remedy.is_none() && !self.bends {
            let sentence = "Choose what they got; \"none\" is an answer too.";
            return Err(("remedy", sentence.to_owned()));
        }
        Ok(noted)
    }

    /// Says at the amount why this may not be given.
    pub fn refuse(&mut self, sentence: &str) {
        self.form.fail("amount", 0, sentence);
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        // The fields, room for an error, the hint.
        let (rows, title) = if self.bends {
            (6, "The owner bends a rule: what do they get?")
        } else {
            (5, "What did they get for it?")
        };
        let place = Question::place(frame, area, theme, (rows, title));
        self.form.view(frame, place, theme);
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

/// A remedy beyond who serves: one key asks the owner for it, in the words of the step that was refused.
pub fn ask_owner(
    complaint: &Complaint,
    step: &Step,
    (refusal, currency): (&Refusal, &Currency),
) -> Vec<Effect> {
    let wanted = step.pieces(None, currency).join(", ");
    // The file's own clock stamps it.
    let ask = Step::new(StepKind::NeedsOwner, wanted, (Stamp::EPOCH, &step.by));
    match complaint.step(ask) {
        Ok(change) => vec![Effect::Ask(
            format!("{refusal} Ask the owner for it?"),
            vec![Effect::Save(vec![change])],
        )],
        Err(refusal) => vec![Effect::Say(refusal.0)],
    }
}
