//! The quarterly review: questions that the shop asks itself, some with a figure beside them. They are for talking, not for marks.

use super::words;

words! {
    /// What a question looks at, where the shop's rows say something about it.
    Looks {
        /// Wants that are open, and our no's.
        Missing = "missing",
        /// Promises that were late or broken.
        Promises = "promises",
        /// Causes that came back after a verified action.
        Returned = "returned",
        /// Complaints that are open.
        Open = "open",
        /// Ideas that nobody answered.
        Ideas = "ideas",
        /// Actions that are not done.
        Actions = "actions",
        /// Rules that were bent.
        Bent = "bent",
        /// Who went quiet; only for talking.
        Silent = "silent",
        /// What was done well; only for talking.
        Well = "well",
        /// What is done out of habit; only for talking.
        Habit = "habit",
        /// How the shop thinks it treats its customers.
        SelfCheck = "self-check",
        /// What comes next; only for talking.
        Next = "next",
    }
}

impl Looks {
    /// The question, as it is asked.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Missing => "What did customers ask us for that we do not have?",
            Self::Promises => "Which promise did we break twice, and why do we still give it?",
            Self::Returned => "What went wrong again although we had changed something?",
            Self::Open => "Which complaint do we keep putting off, and what are we afraid of?",
            Self::Ideas => "Whose idea did we never answer?",
            Self::Actions => "What did we decide to change and have not done?",
            Self::Bent => "For whom did we bend a rule, and is the rule right for the others?",
            Self::Silent => "Who stopped coming without a word, and which of us noticed?",
            Self::Well => "What did one of us do well that the others should know?",
            Self::Habit => "What do we do only because we always did?",
            Self::SelfCheck => "How did we treat them, by our own twelve scales?",
            Self::Next => "Which one thing do we do differently from Monday on?",
        }
    }
}
