//! What a shop knows, and its rules: plain values and pure functions, one noun a file.
//!
//! Nothing here opens a file, speaks SQL, paints a screen or asks what time it is: [`Stamp`]s are handed in.

pub mod action;
pub mod anchors;
pub mod apart;
pub mod backup;
pub mod best;
pub mod brief;
pub mod buyers;
pub mod buys;
pub mod card;
pub mod casebook;
pub mod change;
pub mod channel;
pub mod checkup;
pub mod complaint;
pub mod customer;
pub mod dates;
pub mod draft;
pub mod each;
pub mod extra;
pub mod feedback;
pub mod follow_up;
pub mod habits;
pub mod held;
pub mod hours;
pub mod id;
pub mod inside;
pub mod interaction;
pub mod kept;
pub mod kudos;
pub mod layout;
pub mod line;
pub mod loyalty;
pub mod measure;
pub mod money;
pub mod offer;
pub mod parting;
pub mod phone;
pub mod phrase;
pub mod product;
pub mod promise;
pub mod promotion;
pub mod prospect;
pub mod purchase;
pub mod quarter;
pub mod quiet;
pub mod reach;
pub mod recovery;
pub mod referral;
pub mod review;
pub mod rung;
pub mod self_check;
pub mod setting;
pub mod slow_day;
pub mod staff;
pub mod stamp;
pub mod suggestion;
pub mod thanks;
pub mod tier;
pub mod today;
pub mod view;
pub mod want;
pub mod worksheet;

pub use action::{Action, ActionAct, ActionKind, ActionState};
pub use anchors::Anchors;
pub use apart::Apart;
pub use buyers::Buyers;
pub use buys::Buys;
pub use card::{Card, Origin};
pub use change::Change;
pub use channel::{Channel, ChannelRule, Direction, Leave};
pub use complaint::{
    Cause, Clock, ClockState, Clocks, Complaint, Heat, Lamps, OnTheSpot, Remedy, Source, State,
    Step, StepKind,
};
pub use customer::{Address, Customer, Email, Fact, Preference, PreferenceKind, Tag};
pub use dates::PartialDate;
pub use draft::Draft;
pub use each::{Each, Set};
pub use extra::{Extra, Favour};
pub use feedback::{Feedback, FeedbackKind, IdeaAct, IdeaState, Method, Stage};
pub use habits::{Bought, Habits, Pace};
pub use hours::Hours;
pub use id::{
    ActionId, AddressId, ApartId, CardId, CauseId, ChannelRuleId, ComplaintId, CustomerId, EmailId,
    ExtraId, FactId, FeedbackId, InteractionId, KudosId, LayoutId, OfferId, PartingId, PhoneId,
    PreferenceId, ProductId, PromiseId, PurchaseId, RecoveryId, RedemptionId, RuleId, SelfCheckId,
    SnoozeId, StaffId, StepId, TagId, ThanksId, WantId, WorksheetId,
};
pub use interaction::{Interaction, Outcome};
pub use kept::{Kept, KeptId};
pub use kudos::Kudos;
pub use layout::Layout;
pub use loyalty::{Loyalty, LoyaltyCard, Redemption};
pub use measure::{Figures, Measure, Period};
pub use money::{Currency, Money};
pub use offer::{Offer, OfferKind, Rule};
pub use parting::{Parting, PartingState};
pub use phone::Phone;
pub use product::{Product, Season};
pub use promise::{KeptShare, Promise, PromiseAct, PromiseState};
pub use purchase::{Purchase, Quantity, Receipt};
pub use quarter::Quarter;
pub use recovery::{AgainShare, Recovery, Won, WonShare};
pub use rung::{Climb, Ranks, Rung};
pub use self_check::SelfCheck;
pub use setting::Settings;
pub use staff::Staff;
pub use stamp::Stamp;
pub use suggestion::{Pair, Suggestion};
pub use thanks::{Occasion, Thanks, ThanksDue};
pub use tier::{Tier, TierBounds};
pub use today::{ItemKind, Snooze};
pub use view::{View, ViewOf};
pub use want::{Want, WantAct, WantState};
pub use worksheet::Worksheet;

/// Why a rule of the shop does not allow an act: one sentence for the shopkeeper, with what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Makes a closed list of words: each variant is written, read, saved and exported as its one word.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word of the list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it is shown, saved and exported.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant this word stands for, if it is one of the list.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;
