//! What a shop knows, and its rules: plain values and pure functions, one noun a file.
//!
//! Nothing here opens a file, speaks SQL, paints a screen or asks what time it is: [`Stamp`]s are handed in.

pub mod brief;
pub mod change;
pub mod channel;
pub mod complaint;
pub mod customer;
pub mod dates;
pub mod id;
pub mod interaction;
pub mod line;
pub mod money;
pub mod phone;
pub mod phrase;
pub mod promise;
pub mod setting;
pub mod stamp;

pub use change::Change;
pub use channel::{Channel, ChannelRule, Direction, Leave};
pub use complaint::{
    Cause, Complaint, Heat, Lamps, OnTheSpot, Remedy, Source, State, Step, StepKind,
};
pub use customer::{Address, Customer, Email, Fact, Preference, PreferenceKind, Tag};
pub use dates::PartialDate;
pub use id::{
    AddressId, CauseId, ChannelRuleId, ComplaintId, CustomerId, EmailId, FactId, InteractionId,
    PhoneId, PreferenceId, PromiseId, StepId, TagId,
};
pub use interaction::{Interaction, Outcome};
pub use money::{Currency, Money};
pub use phone::Phone;
pub use promise::{Promise, PromiseAct, PromiseState};
pub use setting::Settings;
pub use stamp::Stamp;

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
