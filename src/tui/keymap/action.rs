//! What keys mean: every action there is, beside the raw keys.

use ratatui::layout::Position;

use crate::{
    domain::{ActionAct, Outcome, StepKind, promise::PromiseAct},
    tui::screen::Route,
};

/// What a key or the mouse means, by name.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// One letter to the left, or the choice before.
    Left,
    /// One letter to the right, or the next choice.
    Right,
    /// To the beginning of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the beginning of the text.
    LineStart,
    /// To the end of the text.
    LineEnd,
    /// A letter typed into a text box.
    Type(char),
    /// Text pasted into a text box, as it came.
    Paste(String),
    /// Takes out the letter before the cursor.
    Backspace,
    /// Takes out the letter under the cursor.
    Delete,
    /// Takes out the word before the cursor.
    DeleteWord,
    /// Empties the text box.
    Clear,
    /// Takes back what was typed last.
    UndoTyping,
    /// Types it again.
    RedoTyping,
    /// Opens, takes, or ends a line.
    Enter,
    /// Out of a box, a filter, a screen.
    Back,
    /// The next field of a form; in a typed line: the same as a form.
    NextField,
    /// The field before.
    PreviousField,
    /// Another row of a repeated field (one more phone).
    AddRow,
    /// Takes out a row of a repeated field.
    DropRow,
    /// Takes into the field what another window wrote there.
    TakeTheirs,
    /// Saves the form.
    SaveForm,
    /// Marks a row or takes its mark off.
    Mark,
    /// Marks all rows shown, or none.
    MarkAll,
    /// The next order of rows.
    Sort,
    /// The next of the views or filters that the screen offers.
    Filter,
    /// The named view of this number; in a table, behind [`super::DIGITS`], of the number pressed.
    View(u8),
    /// The named views.
    Views,
    /// This text into the find box or filter, and to what it finds.
    Show(String),
    /// Keeps what stands in the box under a name.
    Keep,
    /// To the find box.
    Find,
    /// A new one.
    New,
    /// Edit it.
    Edit,
    /// Log a contact.
    Log,
    /// Note a promise.
    Promise,
    /// Write down a complaint.
    Complain,
    /// Note a like or avoid.
    Like,
    /// Note a fact.
    Fact,
    /// Tags on and off.
    Tags,
    /// Note what they wait for.
    Want,
    /// Note what they say of the shop.
    Feedback,
    /// Note that thanks were said.
    Thanks,
    /// Note a small extra, or a favour.
    Extra,
    /// Note what they bought.
    Bought,
    /// What is suggested was told.
    Tell,
    /// What they said to something proposed.
    Answer(Outcome),
    /// A reward off the loyalty card.
    Redeem,
    /// Take out the entry selected (undoable).
    RemoveEntry,
    /// Take it out (undoable).
    Remove,
    /// All that is held about them, to be given to them.
    CustomerCard,
    /// What goes when they are forgotten, and the name to be typed first.
    Forget,
    /// The phone to the clipboard.
    CopyPhone,
    /// The one before in the list it was opened from.
    Previous,
    /// The next one in the list it was opened from.
    Next,
    /// A step of a complaint.
    Step(StepKind),
    /// The customer is more upset than was noted.
    HeatUp,
    /// Less upset.
    HeatDown,
    /// A complaint settled while the customer stands there: everything in one form.
    OnTheSpot,
    /// The owner bends a rule.
    Bend,
    /// Ask again after a complaint was closed.
    AskAgain,
    /// Write down what is changed so that it does not happen again.
    NewAction,
    /// The list of what is changed.
    Actions,
    /// What becomes of what is changed.
    OnAction(ActionAct),
    /// All is fine with a purchase.
    Fine,
    /// A score from 1 to 5; in a table of the number pressed.
    Score(u8),
    /// The worksheet of a complaint or customer.
    Worksheet,
    /// The whys behind a cause.
    Whys,
    /// It is a suggestion.
    Idea,
    /// It is a complaint.
    IntoComplaint,
    /// What to say to an upset customer.
    Defuse,
    /// Who may be the same customer.
    Merge,
    /// Two customers are not the same.
    Drop,
    /// To the customer it is about.
    Customer,
    /// Only what has to do with the same customer.
    OnlyThis,
    /// Writes the list to a file.
    Export,
    /// The lists of people there are.
    Lists,
    /// Gives up a prospect.
    GiveUp,
    /// Takes up again: a prospect, or somebody under review.
    TakeUp,
    /// Begins a review whether to part ways.
    BeginReview,
    /// Notes what was agreed in a review.
    Agree,
    /// Lets somebody go.
    LetGo,
    /// Something that happens to a promise.
    Act(PromiseAct),
    /// Put a line of Today off.
    PutOff,
    /// Why a label says what it says.
    Why,
    /// The fitting house card.
    House,
    /// Yes, to a question.
    Yes,
    /// No, to a question.
    No,
    /// A click on this place.
    Click(Position),
    /// A double click on this place.
    DoubleClick(Position),
    /// The wheel, over this place, by this many rows: up is negative.
    Wheel(Position, i16),
    /// Take back the last act.
    Undo,
    /// Do it again.
    Redo,
    /// The keys that work here.
    Help,
    /// The command line.
    Command,
    /// One of the main screens.
    Switch(Route),
    /// A screen over this one.
    Open(Route),
    /// Paint everything again.
    Repaint,
    /// Stop the program until the shell continues it.
    Suspend,
    /// End the program.
    Quit,
}

impl Action {
    /// Does it lead to a write, wherever it stands? Of `Enter` the tables say it.
    pub const fn writes(&self) -> bool {
        matches!(
            self,
            Self::Log
                | Self::Promise
                | Self::Complain
                | Self::Like
                | Self::Fact
                | Self::Tags
                | Self::Want
                | Self::Feedback
                | Self::Thanks
                | Self::Extra
                | Self::Bought
                | Self::Tell
                | Self::Answer(_)
                | Self::Redeem
                | Self::RemoveEntry
                | Self::Remove
                | Self::Keep
                | Self::New
                | Self::Edit
                | Self::Step(_)
                | Self::HeatUp
                | Self::HeatDown
                | Self::OnTheSpot
                | Self::Bend
                | Self::AskAgain
                | Self::NewAction
                | Self::OnAction(_)
                | Self::Fine
                | Self::Score(_)
                | Self::Worksheet
                | Self::Whys
                | Self::Idea
                | Self::IntoComplaint
                | Self::Export
                | Self::GiveUp
                | Self::TakeUp
                | Self::BeginReview
                | Self::Agree
                | Self::LetGo
                | Self::Act(_)
                | Self::PutOff
                | Self::Undo
                | Self::Redo
        )
    }
}
