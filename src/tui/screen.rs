//! What every screen is, what it can ask for, and where it can lead.

use anyhow::Result;
use ratatui::{Frame, layout::Rect};
use serde::{Deserialize, Serialize};

use super::{
    aside::Beside,
    keymap::{Action, Layers},
    texts::Texts,
    theme::Theme,
};
use crate::{
    commands::people::Asked,
    domain::{
        ActionId, CauseId, Change, ComplaintId, CustomerId, Draft, InteractionId, KeptId,
        ProductId, PromiseId, Purchase, PurchaseId, Quarter, RuleId, StaffId, Stamp, ViewOf,
        WorksheetId,
        line::LineKind,
        measure::{Measure, Period},
    },
    store::{Applied, Store},
};

/// One screen: data, how to load it again, what keys do, how it looks.
pub trait Screen {
    /// Its name, for the header and the help.
    fn title(&self) -> String;

    /// The tables of keys that work now, the first one first: `&[KEYS, LIST]`; depends on the focus: a find box has its own.
    fn keys(&self) -> Layers;

    /// True while unbound keys are text: they arrive as [`Action::Type`], and the editing keys as their actions.
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

    /// Reads what the last action needs (hits for the find box, the brief of the row selected); called after each action
    /// and each [`Screen::load`].
    ///
    /// # Errors
    /// What the store says.
    fn follow(&mut self, _store: &mut Store, _now: Stamp) -> Result<()> {
        Ok(())
    }

    /// Slower reading that must not hold up a key (long texts); called once when no key is waiting. True: paint again. A key breaks
    /// its questions to the store off with an error; it is called again behind the key, so it notes what is done only when it is.
    ///
    /// # Errors
    /// What the store says.
    fn idle(&mut self, _store: &mut Store, _now: Stamp) -> Result<bool> {
        Ok(false)
    }

    /// What the fitting house card is, for what is selected; without anything to go by: all cards.
    fn house(&self) -> Vec<Effect> {
        vec![Effect::Go(Route::Cards)]
    }

    /// Was something typed that is not saved? Going to another main screen then asks first.
    fn unsaved(&mut self) -> bool {
        false
    }

    /// Has [`Screen::idle`] more to read? It is called again then, as long as no key is waiting.
    fn is_restless(&self) -> bool {
        false
    }

    /// What it reads beside the keys. [`Screen::idle`] begins that, and is called again when it has arrived, to take it.
    fn beside(&mut self) -> Option<&mut dyn Beside> {
        None
    }

    /// What was typed and is not saved, so that it outlives the program; `None` when there is nothing.
    fn draft(&mut self) -> Option<Texts> {
        None
    }

    /// Called after it was loaded: puts what was typed before the program ended back where it stood.
    fn resume(&mut self, _typed: &Texts) {}

    /// Called when a save it asked for is on disk, before the effects behind that save; what was written has its numbers.
    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        Vec::new()
    }

    /// Called when a line it asked to run was carried out, before the answer is shown; a line that failed stays as it is.
    fn ran(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// How many rows it needs when it lies over the lower part of the screen below (a typed line); `None`: it fills the window.
    fn over(&self) -> Option<u16> {
        None
    }

    /// Does it belong to none of the main screens? The header marks none then.
    fn apart(&self) -> bool {
        false
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
    /// Put this text into the find box or filter of the screen in front.
    Show(String),
    /// Put this on the clipboard (OSC 52) and say what it was.
    Copy(String),
    /// Say one sentence in the message line.
    Say(String),
    /// Ask once, yes or no; on yes these effects follow. Effects behind it do not wait for the answer.
    Ask(String, Vec<Effect>),
    /// Run a line of the command line, as the shell would.
    Command(String),
    /// Write everything that this window still reaches of a data file that was taken away into a new file, and go on there.
    Rescue,
    /// Open what was typed and not saved, as it stood there.
    Resume(Box<Draft>),
    /// Drop what was typed and not saved: these drafts.
    Drop(Vec<i64>),
    /// End the program.
    Quit,
}

/// Every place a screen can lead to. As JSON a route says of a draft which form it is; what no draft is of is left out there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Route {
    /// What to do next.
    Today,
    /// The customers, with the cursor in the find box.
    Customers,
    /// The log of everybody.
    Log,
    /// The complaint queue.
    Complaints,
    /// The page of figures.
    Reports,
    /// The rows behind a figure of that page.
    #[serde(skip)]
    Behind(Measure, Period),
    /// The complaints of a cause on that page.
    #[serde(skip)]
    BehindCause(CauseId, Period),
    /// The house cards.
    Cards,
    /// The fitting house card over the screen below.
    House {
        /// What it is to be about; the first word that has a card decides.
        about: Vec<String>,
        /// Words in front of its title; may be empty.
        heading: String,
    },
    /// The form of a house card.
    CardForm {
        /// Which one; `None` for a new one.
        slug: Option<String>,
        /// What a new one is for.
        category: String,
    },
    /// One customer; the others of the list it was opened from are for `[` and `]`.
    Profile {
        /// Who.
        customer: CustomerId,
        /// The list it was opened from, in its order.
        list: Vec<CustomerId>,
    },
    /// What goes when a customer is forgotten, and the name to be typed first.
    Forget(CustomerId),
    /// The form of a customer; `None` for a new one, with a phone or name already typed.
    CustomerForm {
        /// Who.
        customer: Option<CustomerId>,
        /// What was in the find box.
        typed: String,
    },
    /// The named views of a list, over it; and what stands in its box now, which can be kept.
    #[serde(skip)]
    Views(ViewOf, String),
    /// One complaint.
    Complaint(ComplaintId),
    /// One complaint that is closed, and the question what they say now.
    AskAgain(ComplaintId),
    /// The form of what was written down when a complaint came in; its steps are left as they are.
    ComplaintForm(ComplaintId),
    /// The form of an action; `None` for a new one, because of this complaint.
    ActionForm {
        /// Which one.
        action: Option<ActionId>,
        /// What a new one comes from.
        complaint: Option<ComplaintId>,
    },
    /// The form of a worksheet; `None` for a new one, about this complaint, with this customer, or about nothing yet.
    WorksheetForm {
        /// Which one.
        worksheet: Option<WorksheetId>,
        /// What a new one is about.
        complaint: Option<ComplaintId>,
        /// With whom a new one is, where it is about no complaint.
        #[serde(default)]
        customer: Option<CustomerId>,
    },
    /// Every worksheet.
    Worksheets,
    /// The self-check: twelve scales, once a quarter.
    SelfCheck,
    /// What is to be remembered with the self-check of a quarter.
    SelfCheckNote(Quarter),
    /// The form of a cause: its words, the whys behind it, what is done beyond the fix.
    CauseForm(CauseId),
    /// The form that settles a complaint while the customer stands there.
    OnTheSpot(ComplaintId),
    /// The form of a contact.
    InteractionForm(InteractionId),
    /// A promise and what can happen to it, over the screen below.
    Promise(PromiseId),
    /// The form of a promise.
    PromiseForm(PromiseId),
    /// What the shop can set, and its staff.
    Settings,
    /// The form of one who serves; `None` for one more.
    StaffForm(Option<StaffId>),
    /// Who waits for something that has come in, by its words.
    Arrived(String),
    /// The form of a want, of thanks, of an extra or of feedback.
    KeptForm(KeptId),
    /// The products; or, with `true`, the rules of what goes with what.
    Products(bool),
    /// The form of a product, or of a new one.
    ProductForm(Option<ProductId>),
    /// The form of a rule, or of a new one.
    RuleForm(Option<RuleId>),
    /// The rows of the sale to which this one belongs.
    Sale(PurchaseId),
    /// Asks with whom, over the screen below; then comes a typed line of this kind.
    Whom(LineKind),
    /// The typed line over the screen below: Enter saves what its reading shows and comes back.
    Line {
        /// What it becomes.
        kind: LineKind,
        /// Whose; `None` where nobody gave a name.
        customer: Option<CustomerId>,
        /// The complaint it belongs to, when a promise is typed inside one.
        complaint: Option<ComplaintId>,
        /// What stands in it already.
        typed: String,
    },
    /// The log line of a customer, filled in; these writes are saved together with it, as one act.
    LineWith {
        /// Whose.
        customer: Option<CustomerId>,
        /// What stands in it already.
        typed: String,
        /// What is saved with it.
        with: Vec<Change>,
    },
    /// How a purchase is, over the screen below: asked some days after it.
    HowIsIt(PurchaseId),
    /// The typed line with what somebody says about a purchase: feedback or a complaint.
    LineAbout {
        /// What it becomes.
        kind: LineKind,
        /// The purchase.
        purchase: Box<Purchase>,
        /// What was bought.
        product: String,
    },
    /// A typed line that is saved for each of several customers, as one act.
    LineForAll {
        /// What it becomes.
        kind: LineKind,
        /// Whose.
        customers: Vec<CustomerId>,
        /// What is saved with it.
        with: Vec<Change>,
    },
    /// A list of people: whom to tell, who stays away, who is loyal.
    #[serde(skip)]
    People(Asked),
    /// The lists of people there are, over the screen below.
    Lists,
    /// Who may be in the shop twice; of everybody, or with one customer.
    Dupes(Option<CustomerId>),
    /// Two customers side by side, to make one of them; the first is kept.
    Merge(CustomerId, CustomerId),
    /// All that was said of the shop.
    Feedback,
    /// The backups there are, to bring one back.
    Backups,
    /// The command line: commands by name, with their one-line help; and what was run before, the last one last.
    Command(Vec<String>),
    /// Lines to read: what a command answered, or why a label says what it says.
    Text {
        /// What it is.
        title: String,
        /// Its lines, wrapped to the window.
        lines: Vec<String>,
    },
    /// What was typed and not saved when a program ended.
    Drafts,
    /// The keys of the screen below.
    Help,
}

impl Route {
    /// Is it there to write something? A shop that can only be read does not open it.
    pub fn writes(&self) -> bool {
        match self {
            Self::CardForm { .. }
            | Self::CustomerForm { .. }
            | Self::AskAgain(_)
            | Self::ComplaintForm(_)
            | Self::ActionForm { .. }
            | Self::WorksheetForm { .. }
            | Self::SelfCheckNote(_)
            | Self::CauseForm(_)
            | Self::OnTheSpot(_)
            | Self::InteractionForm(_)
            | Self::PromiseForm(_)
            | Self::StaffForm(_)
            | Self::KeptForm(_)
            | Self::ProductForm(_)
            | Self::RuleForm(_)
            | Self::Whom(_)
            | Self::Merge(..)
            | Self::Forget(_)
            | Self::Line { .. }
            | Self::LineWith { .. }
            | Self::LineAbout { .. }
            | Self::LineForAll { .. } => true,
            Self::Today
            | Self::Customers
            | Self::Log
            | Self::Complaints
            | Self::Reports
            | Self::Behind(..)
            | Self::BehindCause(..)
            | Self::Cards
            | Self::House { .. }
            | Self::Profile { .. }
            | Self::Views(..)
            | Self::Complaint(_)
            | Self::Promise(_)
            | Self::Settings
            | Self::Worksheets
            | Self::SelfCheck
            | Self::Arrived(_)
            | Self::Products(_)
            | Self::Sale(_)
            | Self::HowIsIt(_)
            | Self::People(_)
            | Self::Lists
            | Self::Dupes(_)
            | Self::Feedback
            | Self::Backups
            | Self::Command(_)
            | Self::Text { .. }
            | Self::Drafts
            | Self::Help => false,
        }
    }
}
