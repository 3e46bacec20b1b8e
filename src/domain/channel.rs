//! The ways a shop and a customer reach each other, and what each customer allows on them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Customer, id::ChannelRuleId, words};

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

impl Channel {
    /// The channel a typed word means: its own word in any case, or `phone`, `sms`, `email`, `letter`.
    pub fn read(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "phone" => Some(Self::Call),
            "sms" => Some(Self::Text),
            "email" | "e-mail" => Some(Self::Mail),
            "letter" => Some(Self::Post),
            word => Self::from_word(word),
        }
    }
}

impl Customer {
    /// What they allow on this channel, where there is a rule.
    pub fn rule(&self, channel: Channel) -> Option<&ChannelRule> {
        self.channels.iter().find(|rule| rule.channel == channel)
    }

    /// May the shop use this channel? Without a rule it may.
    pub fn leave(&self, channel: Channel) -> Leave {
        self.rule(channel).map_or(Leave::Ok, |rule| rule.leave)
    }

    /// What to ask once before an outgoing contact is logged or planned on a channel they never want; `None` when there is nothing
    /// to ask.
    pub fn never_question(&self, channel: Channel, direction: Direction) -> Option<String> {
        if direction == Direction::In || self.leave(channel) != Leave::Never {
            return None;
        }
        let act = match channel {
            Channel::Call => "called",
            Channel::Text => "sent a text",
            Channel::Mail => "sent mail",
            Channel::Visit => "visited",
            Channel::Post => "sent post",
            Channel::Chat => "written to in a chat",
            Channel::Own => "reached the shop's own way",
        };
        Some(format!(
            "{} asked never to be {act}. Log it anyway?",
            self.called()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_outgoing_contact_on_a_never_channel_is_asked_about() {
        let mut anna = Customer {
            name: "Anna".into(),
            ..Customer::default()
        };
        assert_eq!(anna.leave(Channel::Call), Leave::Ok);
        anna.channels.push(ChannelRule {
            id: ChannelRuleId::NEW,
            channel: Channel::Call,
            leave: Leave::Never,
            best_time: String::new(),
            marketing: None,
            consent_on: None,
        });
        let asked = |channel, direction| anna.never_question(channel, direction);
        assert_eq!(
            asked(Channel::Call, Direction::Out).as_deref(),
            Some("Anna asked never to be called. Log it anyway?")
        );
        assert_eq!(asked(Channel::Call, Direction::In), None);
        assert_eq!(asked(Channel::Text, Direction::Out), None);
    }
}
