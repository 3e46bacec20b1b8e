//! What every screen is, what it can ask for, and where it can lead.

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use super::{
    keymap::{Action, Binding},
    theme::Theme,
};
use crate::{
    domain::{Change, ComplaintId, CustomerId, Stamp},
    store::Store,
};

/// One screen: data, how to load it again, what keys do, how it looks.
pub trait Screen {
    /// Its name, for the header and the help.
    fn title(&self) -> String;

    /// The keys that work now; depends on the focus: a find box has its own table.
    fn keys(&self) -> &'static [Binding];

    /// True while unbound keys are text: they arrive as [`Action::Type`].
    fn typing(&self) -> bool {
        false
    }

    /// Reads what it shows; called when it is opened, comes back to the front, and after every write by anybody.
    ///
    /// # Errors
    /// What the store says; the old content stays.
    fn load(&mut self, _store: &mut Store, _now: Stamp) -> Result<()> {
        Ok(())
    }

    /// Decides what an action means: no store, no clock, no terminal.
    fn update(&mut self, action: Action) -> Vec<Effect>;

    /// Reads what the last action needs (hits for the find box, the brief of the row selected); called after each action.
    ///
    /// # Errors
    /// What the store says.
    fn follow(&mut self, _store: &mut Store, _now: Stamp) -> Result<()> {
        Ok(())
    }

    /// Slower reading that must not hold up a key (long texts); called once when no key is waiting. True: paint again.
    ///
    /// # Errors
    /// What the store says.
    fn idle(&mut self, _store: &mut Store, _now: Stamp) -> Result<bool> {
        Ok(false)
    }

    /// Called when the effects of the last action were carried out; a form that asked to save clears or closes here.
    fn saved(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Paints it.
    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme);
}

/// What a screen asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Open a screen over this one.
    Go(Route),
    /// Show one of the main screens instead of all that are open.
    Switch(Route),
    /// Close this screen.
    Back,
    /// Carry out these writes as one act. When it fails the effects behind it are dropped and the screen keeps its text.
    Save(Vec<Change>),
    /// Take back the last act.
    Undo,
    /// Do it again.
    Redo,
    /// Put this on the clipboard (OSC 52) and say what it was.
    Copy(String),
    /// Say one sentence in the message line.
    Say(String),
    /// End the program.
    Quit,
}

/// Every place a screen can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The customers, with the cursor in the find box.
    Customers,
    /// The log of everybody.
    Log,
    /// The complaint queue.
    Complaints,
    /// One customer; the others of the list it was opened from are for `[` and `]`.
    Profile {
        /// Who.
        customer: CustomerId,
        /// The list it was opened from, in its order.
        list: Vec<CustomerId>,
    },
    /// The form of a customer; `None` for a new one, with a phone or name already typed.
    CustomerForm {
        /// Who.
        customer: Option<CustomerId>,
        /// What was in the find box.
        typed: String,
    },
    /// One complaint.
    Complaint(ComplaintId),
    /// The keys of the screen below.
    Help,
}
