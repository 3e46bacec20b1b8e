//! The ways a shop and a customer reach each other, and what each customer allows on them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{id::ChannelRuleId, words};

words! {
    /// The way one contact happened.
    Channel {
        /// A telephone call.
        Call = "call",
        /// A text message.
        Text = "text",
        /// E-mail.
        Mail = "mail",
        /// In the shop, or at the customer's.
        Visit = "visit",
        /// A letter or a parcel.
        Post = "post",
        /// A chat program.
        Chat = "chat",
        /// The shop's own way, named in the summary.
        Own = "own",
    }
}

words! {
    /// Who reached out to whom.
    Direction {
        /// The customer came to the shop.
        In = "in",
        /// The shop went to the customer.
        Out = "out",
    }
}

words! {
    /// May the shop use a channel with this customer?
    Leave {
        /// The customer's favourite.
        Prefer = "prefer",
        /// Allowed.
        Ok = "ok",
        /// Never: planning or logging an outgoing contact asks once.
        Never = "never",
    }
}

/// What one customer allows on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelRule {
    /// Row number.
    #[serde(default, skip_serializing)]
    pub id: ChannelRuleId,
    /// The channel it is about.
    pub channel: Channel,
    /// May the shop use it?
    pub leave: Leave,
    /// The best time in the customer's words ("after 15:00"); empty when not known.
    #[serde(default)]
    pub best_time: String,
    /// Marketing allowed on it; `None` when never asked.
    #[serde(default)]
    pub marketing: Option<bool>,
    /// The day that consent was given or refused.
    #[serde(default)]
    pub consent_on: Option<NaiveDate>,
}
