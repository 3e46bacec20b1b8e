//! The keys of one complaint, and the questions its steps ask.

use crate::{
    domain::{ActionAct, StepKind, complaint::Complaint},
    tui::{
        keymap::{Action, Binding, LIST, Layers, MOVE, key},
        widgets::{Question, question},
    },
};

/// Nothing is asked: letters are steps. `c` is the cause here, as the lamps say it; a new complaint is written from any other screen.
pub const STEPS: Layers = &[LETTERS, LIST];

/// A question waits for words.
pub const WORDS: Layers = &[question::KEYS];

/// The list of causes is open.
pub const CAUSES: Layers = &[PICK, MOVE];

/// What is changed is gone through.
pub const ACTIONS: Layers = &[MIND, LIST];

/// The complaint is no longer there.
pub const GONE: Layers = &[];

const PICK: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "take this cause; what is new is added to the list",
    )
    .footer("take it"),
    key("Esc", Action::Back, "leave; nothing is noted").footer("leave"),
];

/// What becomes of the action selected.
pub const MIND: &[Binding] = &[
    key("x", Action::OnAction(ActionAct::Done), "it is done").footer("done"),
    key(
        "v",
        Action::OnAction(ActionAct::Verify),
        "verified: somebody looked, and it works",
    )
    .footer("verified"),
    key("d", Action::OnAction(ActionAct::Drop), "given up").footer("given up"),
    key(
        "b",
        Action::OnAction(ActionAct::Reopen),
        "back to work: open again after all",
    ),
    key("Enter e", Action::Edit, "edit it in a form").footer("edit"),
    key("n A", Action::New, "write down another").footer("new"),
    key("Esc q", Action::Back, "close the list").footer("close"),
];

/// A letter for each step.
pub const LETTERS: &[Binding] = &[
    key("Enter", Action::Enter, "do what comes next")
        .footer("next step")
        .writes(true),
    key("a", Action::Step(StepKind::Apologised), "A: we said sorry"),
    key(
        "c",
        Action::Step(StepKind::Cause),
        "C: what in our way of working let it happen",
    ),
    key(
        "x",
        Action::Step(StepKind::Fix),
        "X: it is put right for them",
    ),
    key(
        "r",
        Action::Step(StepKind::Remedy),
        "R: what they got for it",
    ),
    key(
        "t",
        Action::Step(StepKind::Told),
        "T: they know how it ended",
    ),
    key(
        "n",
        Action::Step(StepKind::Answered),
        "they had a first answer",
    ),
    key(
        "w",
        Action::Step(StepKind::WaitingOnCustomer),
        "we wait for the customer",
    )
    .footer("waits"),
    key(
        "s",
        Action::Step(StepKind::WaitingOnSupplier),
        "we wait for a supplier",
    ),
    key(
        "b",
        Action::Step(StepKind::Resumed),
        "back to work: the waiting is over",
    ),
    key(
        "N",
        Action::Step(StepKind::NeedsOwner),
        "it needs the owner",
    ),
    key(
        "!",
        Action::Step(StepKind::Deadlock),
        "no agreement in sight; asks when you talk again",
    ),
    key(
        "z",
        Action::Step(StepKind::Closed),
        "close; asks why when a lamp is dark",
    )
    .footer("close"),
    key(
        "D",
        Action::Step(StepKind::Dismissed),
        "dismiss: not a complaint after all",
    ),
    key(
        "R",
        Action::Step(StepKind::Reopened),
        "reopen: it came back",
    ),
    key(
        "o",
        Action::OnTheSpot,
        "settle it on the spot: everything in one form",
    )
    .footer("settle"),
    key(
        "B",
        Action::Bend,
        "the owner bends a rule for them, and says why",
    ),
    key(
        "A",
        Action::NewAction,
        "an action: what we change so that it does not happen again",
    ),
    key(
        "W",
        Action::Worksheet,
        "the worksheet: eight questions that prepare a talk",
    ),
    key(
        "m",
        Action::Actions,
        "mind the actions: done, verified, given up, edit",
    ),
    key(
        "y",
        Action::Whys,
        "why? up to five lines behind the cause, and what we do beyond the fix",
    ),
    key(
        "f",
        Action::AskAgain,
        "ask again after the end: did they win?",
    ),
    key(
        "i",
        Action::Idea,
        "keep it as an idea: dismissed, its words become feedback",
    ),
    key("+", Action::HeatUp, "more upset than was noted"),
    key("-", Action::HeatDown, "less upset"),
    key("p", Action::Promise, "promise something in this complaint"),
    key("l", Action::Log, "log a contact with the customer"),
    key("e", Action::Edit, "edit what was written down"),
    key("v", Action::Customer, "view the customer"),
    key(
        "d",
        Action::Defuse,
        "defuse: what to say to an upset customer",
    )
    .footer("defuse"),
    key(
        "Del",
        Action::Remove,
        "take the complaint out; u brings it back",
    ),
    key(
        "=",
        Action::Why,
        "why the lamps and the state are what they are",
    )
    .footer("why"),
];

/// The question a step asks for its words; `None` for those that are noted at once.
pub fn question(kind: StepKind, complaint: &Complaint) -> Option<Question> {
    let (words, hint) = match kind {
        StepKind::Fix => (
            "How was it put right for them?",
            "what we did for this customer",
        ),
        StepKind::WaitingOnCustomer => ("What do we wait for from them?", "may stay empty"),
        StepKind::WaitingOnSupplier => ("Which supplier, and for what?", "may stay empty"),
        StepKind::NeedsOwner => ("What shall the owner decide?", "may stay empty"),
        StepKind::Deadlock => (
            "When do you talk again?",
            "a day first, then about what: fri about the refund",
        ),
        StepKind::Dismissed => ("Why is it not a complaint after all?", "one sentence"),
        StepKind::Reopened => ("Why did it come back?", "may stay empty"),
        StepKind::Closed => {
            let missing = complaint.lamps().missing();
            if missing.is_empty() {
                return None;
            }
            let words = format!("Not yet done: {}. Close it anyway?", missing.join(", "));
            let hint = "one sentence why not; Esc goes back to do it first";
            return Some(Question::new(words, hint));
        }
        StepKind::Answered
        | StepKind::Apologised
        | StepKind::Told
        | StepKind::Resumed
        | StepKind::Cause
        | StepKind::Remedy => return None,
    };
    Some(Question::new(words, hint))
}
