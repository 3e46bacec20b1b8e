//! The typed line: one grammar for every one-line entry, and its live reading.
//!
//! What [`Entry::reading`] shows before Enter is what [`Entry::changes`] saves; a property test holds the two together.

mod about;
mod heads;
mod nouns;
mod read;
mod reading;
mod sale;
mod word;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Change, Channel, Currency, Customer, Direction, Favour, FeedbackKind, Heat, Method, Money,
    Occasion, PreferenceKind, Product, Refusal, Settings, Source, Stage, Stamp, Tag, ThanksDue,
    id::{ComplaintId, CustomerId, InteractionId},
};

pub use about::About;
pub use read::{of, read};
pub use reading::Piece;
pub use sale::Sale;

/// What kind of thing a line becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineKind {
    /// A contact: `call in: wants rye !fri ring back #delivery +1`.
    Log,
    /// A promise: `fri ring back` or `ring back !fri`.
    Promise,
    /// A complaint: `furious: grinder leaks !tom ring back`.
    Complaint,
    /// A like or avoid: `how: oat milk`, `avoid: nuts`; without a word in front it is *what*.
    Preference,
    /// A fact: `pet: dog Miso`; without a word in front it has no label.
    Fact,
    /// Tags of the customer: `vip -newsletter` adds one and takes one off.
    Tags,
    /// A want: `rye flour !fri ring the mill`.
    Want,
    /// Feedback: `idea: more sizes @rye`, `review, delivery: late again 2/5`; without a word in front it is praise, or criticism with a low score.
    Feedback,
    /// Thanks: `a card for bringing Ben`; for what is due, else of our own accord.
    Thanks,
    /// An extra or a favour: `two biscuits 1.50 -> loved it`, `got: a cake`.
    Extra,
    /// A purchase: `2 rye 7.80 yesterday`, `back 1 rye 3.90`.
    Bought,
}

/// What a line is read against: the moment, the shop's habits, who is typing, and what is due to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineContext {
    /// The moment of entry.
    pub now: Stamp,
    /// In `6/14`: is the month first?
    pub month_first: bool,
    /// Initials of who types; empty when the shop uses none.
    pub me: String,
    /// Channel and direction used last.
    pub last: (Channel, Direction),
    /// What costs are written in.
    pub currency: Currency,
    /// Thanks that are due to the customer, the oldest first.
    pub due: Vec<ThanksDue>,
    /// What the shop sells.
    pub products: Vec<Product>,
}

impl LineContext {
    /// A line typed at this moment in a shop with these settings, by nobody in particular, where no contact was logged before.
    pub fn new(now: Stamp, settings: &Settings) -> Self {
        Self {
            now,
            month_first: settings.month_first,
            me: String::new(),
            last: (Channel::Call, Direction::In),
            currency: settings.currency.clone(),
            due: Vec::new(),
            products: Vec::new(),
        }
    }
}

/// A line, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What kind of thing it becomes.
    pub kind: LineKind,
    /// Everything that was not understood as something else, in its order: summary, promise, complaint, like or fact, product.
    pub text: String,
    /// Channel and direction of a contact.
    pub channel: (Channel, Direction),
    /// Mood, -2 to +2; `None` means not noted.
    pub mood: Option<i8>,
    /// Promises given in it: due day and what; for [`LineKind::Promise`] the one promise, where the day may be absent.
    pub promises: Vec<(Option<NaiveDate>, String)>,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Tags to take off (only [`LineKind::Tags`]).
    pub tags_off: Vec<String>,
    /// Who did it; empty for likes, facts and tags, which nobody signs.
    pub by: String,
    /// When it happened: now, or the same time on another day.
    pub at: Stamp,
    /// When it was typed.
    pub now: Stamp,
    /// Heat and source of a complaint.
    pub complaint: (Heat, Source),
    /// What a like or avoid is about.
    pub preference: PreferenceKind,
    /// Label of a fact.
    pub label: String,
    /// What kind of feedback, how it was obtained, and its score.
    pub feedback: (FeedbackKind, Method, Option<u8>),
    /// At which stage of buying that was.
    pub stage: Option<Stage>,
    /// The product it is about.
    pub about: About,
    /// What thanks are for, and that in words.
    pub thanks: For,
    /// An extra, given or received; and what it cost.
    pub extra: (Favour, Option<Money>),
    /// How they took an extra.
    pub reaction: String,
    /// What was bought.
    pub sale: Sale,
    /// What the cost is written in.
    pub currency: Currency,
}

/// What thanks are for: an occasion, and where it was due its row and that row in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct For {
    /// The occasion.
    pub occasion: Occasion,
    /// Its row.
    pub subject: Option<i64>,
    /// That row in words.
    pub what: String,
}

impl For {
    /// The first that is due, of this occasion or of any; where nothing is due, the occasion named or our own accord.
    pub fn first(due: &[ThanksDue], occasion: Option<Occasion>) -> Self {
        let fits = |due: &&ThanksDue| occasion.is_none_or(|named| due.occasion == named);
        let first = due.iter().find(fits);
        Self {
            occasion: first.map_or(occasion.unwrap_or(Occasion::Own), |due| due.occasion),
            subject: first.map(|due| due.subject),
            what: first.map_or_else(String::new, |due| due.what.clone()),
        }
    }
}

impl Entry {
    /// What there is to ask before saving, once: a due day that is already past. `None` when nothing.
    pub fn question(&self) -> Option<String> {
        let today = self.now.day();
        let past = self
            .promises
            .iter()
            .find_map(|(due, _)| due.filter(|due| *due < today))?;
        Some(format!(
            "{} is already past. Promise it for then anyway?",
            super::dates::day_name(past, today)
        ))
    }

    /// The writes this line stands for. `complaint` is set when a promise is typed inside a complaint.
    ///
    /// Tags that are taken off are told apart by their rows: [`Entry::tag_changes`].
    ///
    /// # Errors
    /// The sentence when there is nothing to save ("Type what was said.") or a customer is needed and `customer` is `None`.
    pub fn changes(
        &self,
        customer: Option<CustomerId>,
        complaint: Option<ComplaintId>,
    ) -> Result<Vec<Change>, Refusal> {
        let needed = || customer.ok_or_else(|| refusal("For this, say first which customer."));
        let mut within = (None, complaint);
        let first = match self.kind {
            LineKind::Promise => None,
            LineKind::Log => {
                let new = self.new_interaction(customer);
                new.check()?;
                within.0 = Some(InteractionId::NEW);
                Some(Change::AddInteraction(new))
            }
            LineKind::Complaint => {
                let new = self.new_complaint(customer);
                new.check()?;
                within.1 = Some(ComplaintId::NEW);
                Some(Change::AddComplaint(new))
            }
            LineKind::Preference => {
                self.need_text("Type what they like, or avoid: and what.")?;
                Some(Change::AddPreference(needed()?, self.new_preference()))
            }
            LineKind::Fact => {
                self.need_text("Type the fact.")?;
                Some(Change::AddFact(needed()?, self.new_fact()))
            }
            LineKind::Want | LineKind::Thanks | LineKind::Extra => Some(self.kept(needed()?)?),
            LineKind::Feedback => Some(self.new_feedback(customer)?),
            LineKind::Bought => {
                let mut changes = self.bought(needed()?)?;
                changes.extend(self.with_promises(None, customer, within)?);
                return Ok(changes);
            }
            LineKind::Tags => {
                let id = needed()?;
                return self.tag_changes(&Customer {
                    id,
                    ..Customer::default()
                });
            }
        };
        self.with_promises(first, customer, within)
    }

    /// The writes of a line of tags for this customer: tags they have already are not added again.
    ///
    /// # Errors
    /// The sentence when a word is no tag, when a tag to take off is not there, or when nothing would change.
    pub fn tag_changes(&self, customer: &Customer) -> Result<Vec<Change>, Refusal> {
        if !self.text.is_empty() {
            let sentence = format!("A tag is one word like vip; this is none: {}", self.text);
            return Err(Refusal(sentence));
        }
        let there = |word: &String| customer.tags.iter().find(|tag| tag.word == *word);
        let mut changes = Vec::new();
        for word in self.tags.iter().filter(|word| there(word).is_none()) {
            changes.push(Change::AddTag(customer.id, Tag::from(word.clone())));
        }
        for word in &self.tags_off {
            let Some(tag) = there(word) else {
                return Err(Refusal(format!("There is no tag {word} to take off.")));
            };
            changes.push(Change::RemoveTag(customer.id, tag.id));
        }
        if changes.is_empty() {
            let sentence = match self.tags.first() {
                Some(word) => format!("The tag {word} is there already."),
                None => "Type a tag, such as vip; -vip takes it off.".into(),
            };
            return Err(Refusal(sentence));
        }
        Ok(changes)
    }

    fn need_text(&self, sentence: &str) -> Result<(), Refusal> {
        if self.text.is_empty() {
            Err(refusal(sentence))
        } else {
            Ok(())
        }
    }
}

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.into())
}
