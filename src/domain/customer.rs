//! A customer and everything that is simply true of them.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    ChannelRule, PartialDate, Phone, Refusal, Stamp, Tier,
    id::{AddressId, CustomerId, EmailId, FactId, PreferenceId, TagId},
    words,
};

/// Names the uid of somebody who was merged into this customer, among the lines kept for export: an older file finds them by it.
pub const MERGED: &str = "X-MERGED-UID:";

/// A person or household the shop knows, with all their details.
///
/// The name is one field, any script, any order, kept as written. Empty text means "not known".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    /// Row number, shown as `#12`.
    pub id: CustomerId,
    /// A name for this customer that other programs keep (vCard `UID`); never shown.
    pub uid: String,
    /// As written on their letters.
    pub name: String,
    /// What to call them.
    pub call_me: String,
    /// How the name sounds.
    pub say: String,
    /// How to recognise them.
    pub hook: String,
    /// How to sort the name, where that is not as written.
    pub sort_key: String,
    /// The company or household they belong to.
    pub company: String,
    /// Birthday, possibly without year or day.
    pub birthday: Option<PartialDate>,
    /// Handling: one line of what to do.
    pub handling_do: String,
    /// Handling: one line of what not to do.
    pub handling_dont: String,
    /// Going through: a hard time, in a few words.
    pub going_through: String,
    /// The last day of the hard time; `None` means until taken out.
    pub going_through_until: Option<NaiveDate>,
    /// Handover: one pinned line for whoever serves next.
    pub handover: String,
    /// How they found the shop.
    pub source: String,
    /// Who brought them.
    pub referred_by: Option<CustomerId>,
    /// A customer since this day, where the shop knows it.
    pub since: Option<NaiveDate>,
    /// Lines of an imported card, or columns of an imported table, that mean nothing here; kept for export, one a line.
    pub kept: String,
    /// When the shop wrote them down.
    pub created: Stamp,
    /// How important they are to the shop, chosen by hand; `None`: computed.
    pub tier: Option<Tier>,
    /// Why that tier was chosen.
    pub tier_why: String,
    /// Days between two check-ins; 0 is never; `None`: as the tier says.
    pub check_in: Option<u16>,
    /// What the till or the web shop calls them; may be empty.
    pub till_number: String,
    /// So far above or below the rung computed, by hand: -1, 0 or 1.
    pub rung_step: i8,
    /// Why that rung was chosen.
    pub rung_why: String,
    /// The day a prospect was given up.
    pub lost: Option<NaiveDate>,
    /// Why they were lost.
    pub lost_why: String,
    /// Phones, the first one first.
    pub phones: Vec<Phone>,
    /// E-mail addresses, the first one first.
    pub emails: Vec<Email>,
    /// Postal addresses, the first one first.
    pub addresses: Vec<Address>,
    /// Tags, in the order given.
    pub tags: Vec<Tag>,
    /// Likes and avoids, ended ones too.
    pub preferences: Vec<Preference>,
    /// Facts, oldest first.
    pub facts: Vec<Fact>,
    /// What they allow, channel by channel; a channel without a rule is ok.
    pub channels: Vec<ChannelRule>,
}

impl Default for Customer {
    fn default() -> Self {
        Self {
            id: CustomerId::NEW,
            uid: String::new(),
            name: String::new(),
            call_me: String::new(),
            say: String::new(),
            hook: String::new(),
            sort_key: String::new(),
            company: String::new(),
            birthday: None,
            handling_do: String::new(),
            handling_dont: String::new(),
            going_through: String::new(),
            going_through_until: None,
            handover: String::new(),
            source: String::new(),
            referred_by: None,
            since: None,
            kept: String::new(),
            created: Stamp::EPOCH,
            tier: None,
            tier_why: String::new(),
            check_in: None,
            till_number: String::new(),
            rung_step: 0,
            rung_why: String::new(),
            lost: None,
            lost_why: String::new(),
            phones: Vec::new(),
            emails: Vec::new(),
            addresses: Vec::new(),
            tags: Vec::new(),
            preferences: Vec::new(),
            facts: Vec::new(),
            channels: Vec::new(),
        }
    }
}

impl Customer {
    /// The name lists show: the name, else call-me, else the first phone.
    pub fn shown_name(&self) -> &str {
        [
            self.name.as_str(),
            &self.call_me,
            self.phones.first().map_or("", |phone| &phone.raw),
        ]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("(no name)")
    }

    /// What to call them in a sentence: call-me, else the shown name.
    pub fn called(&self) -> &str {
        if self.call_me.is_empty() {
            self.shown_name()
        } else {
            &self.call_me
        }
    }

    /// What they are going through on this day; `None` once it is over, or when nothing is known.
    pub fn hard_time(&self, today: NaiveDate) -> Option<&str> {
        let over = self.going_through_until.is_some_and(|day| day < today);
        let what = self.going_through.trim();
        (!over && !what.is_empty()).then_some(what)
    }

    /// The uids of those who were merged into this customer.
    pub fn merged_uids(&self) -> impl Iterator<Item = &str> {
        let lines = self.kept.lines();
        lines.filter_map(|line| line.strip_prefix(MERGED))
    }

    /// Likes and avoids that still hold.
    pub fn current_preferences(&self) -> impl Iterator<Item = &Preference> {
        self.preferences
            .iter()
            .filter(|preference| preference.ended.is_none())
    }

    /// A customer needs one of: name, call-me, phone.
    ///
    /// # Errors
    /// The sentence that asks for one of them.
    pub fn check(&self) -> Result<(), Refusal> {
        let known = !self.name.trim().is_empty()
            || !self.call_me.trim().is_empty()
            || self.phones.iter().any(|p| !p.raw.trim().is_empty());
        if known {
            Ok(())
        } else {
            Err(Refusal(
                "A customer needs a name, a call-me or a phone.".into(),
            ))
        }
    }
}

/// One e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Email {
    /// Row number.
    #[serde(skip)]
    pub id: EmailId,
    /// The address as given.
    pub address: String,
    /// "work", "home" or the shop's own word; may be empty.
    pub label: String,
}

/// One postal address, written as on a parcel: lines separated by line breaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Row number.
    #[serde(skip)]
    pub id: AddressId,
    /// Street and house, possibly several lines.
    pub street: String,
    /// Town.
    pub city: String,
    /// County, state or province.
    pub region: String,
    /// Postcode.
    pub postcode: String,
    /// Country, in words or as a code.
    pub country: String,
    /// "home", "work", "delivery" or the shop's own word; may be empty.
    pub label: String,
}

impl Address {
    /// The address on one line, without its label.
    pub fn line(&self) -> String {
        let street = match self.street.contains('\n') {
            true => Cow::Owned(self.street.replace('\n', ", ")),
            false => Cow::Borrowed(self.street.as_str()),
        };
        let mut line = String::with_capacity(street.len() + 32);
        let parts = [
            &street,
            &*self.postcode,
            &self.city,
            &self.region,
            &self.country,
        ];
        for (at, part) in parts.into_iter().map(str::trim).enumerate() {
            let behind_postcode = at == 2 && !self.postcode.trim().is_empty();
            match part {
                "" => continue,
                _ if line.is_empty() => {}
                _ if behind_postcode => line.push(' '),
                _ => line.push_str(", "),
            }
            line.push_str(part);
        }
        line
    }

    /// True when nothing of it is known.
    pub fn is_blank(&self) -> bool {
        let parts = [
            &self.street,
            &self.postcode,
            &self.city,
            &self.region,
            &self.country,
        ];
        parts.iter().all(|part| part.trim().is_empty())
    }
}

/// One tag: a word without spaces, `vip`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Tag {
    /// Row number.
    pub id: TagId,
    /// The word, without its `#`.
    pub word: String,
}

impl From<String> for Tag {
    fn from(word: String) -> Self {
        Self {
            id: TagId::NEW,
            word,
        }
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.word
    }
}

words! {
    /// What a like or avoid is about.
    PreferenceKind {
        /// What they like to have.
        What = "what",
        /// How they like it.
        How = "how",
        /// When it suits them.
        When = "when",
        /// Where they like it.
        Where = "where",
        /// How they like to pay.
        Pay = "pay",
        /// What to keep away from them.
        Avoid = "avoid",
    }
}

/// A like, or with [`PreferenceKind::Avoid`] an avoid. Ended, never lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preference {
    /// Row number.
    #[serde(default, skip)]
    pub id: PreferenceId,
    /// What it is about.
    pub kind: PreferenceKind,
    /// In the customer's or the shop's words.
    pub text: String,
    /// The day the shop learned it; `None` when it came with an import that does not say.
    #[serde(default)]
    pub since: Option<NaiveDate>,
    /// The day it ended; `None` while it holds.
    #[serde(default)]
    pub ended: Option<NaiveDate>,
}

/// A free personal note with a label: family, pet, birthday, goal, note.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fact {
    /// Row number.
    #[serde(skip)]
    pub id: FactId,
    /// One word of what kind it is; may be empty.
    pub label: String,
    /// The note itself.
    pub text: String,
    /// The day the shop learned it; `None` when it came with an import that does not say.
    pub learned: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hard_time_ends_with_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut anna = Customer {
            going_through: "moving house".into(),
            going_through_until: Some(day("2026-06-10")),
            ..Customer::default()
        };
        assert_eq!(anna.hard_time(day("2026-06-10")), Some("moving house"));
        assert_eq!(anna.hard_time(day("2026-06-11")), None);
        anna.going_through_until = None;
        assert!(anna.hard_time(day("2030-01-01")).is_some());
        anna.going_through = " ".into();
        assert_eq!(anna.hard_time(day("2026-06-10")), None);
    }
}
