//! The typed line: one grammar for every one-line entry, and its live reading.
//!
//! What [`Entry::reading`] shows before Enter is what [`Entry::changes`] saves; a property test holds the two together.

mod read;

use chrono::NaiveDate;

use super::{
    Change, Channel, Complaint, Customer, Direction, Fact, Heat, Interaction, Preference,
    PreferenceKind, Promise, Refusal, Source, Stamp, Tag,
    dates::{day_name, day_words},
    id::{ComplaintId, CustomerId, FactId, InteractionId, PreferenceId, PromiseId},
};

pub use read::read;

/// What kind of thing a line becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

/// What a line is read against: the moment, the shop's habits, who is typing.
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
}

/// A line, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What kind of thing it becomes.
    pub kind: LineKind,
    /// Everything that was not understood as something else, in its order: summary, promise, complaint, like or fact.
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
}

/// One piece of the live reading: what it is, and how it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The shop's word for it: "promise", "mood", "due".
    pub label: &'static str,
    /// Its value in words: "Fri 12 June · ring back".
    pub text: String,
}

impl Entry {
    /// How the line was understood, piece by piece, in reading order.
    pub fn reading(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut show = |label, text: &str| {
            if !text.is_empty() {
                pieces.push(Piece {
                    label,
                    text: text.into(),
                });
            }
        };
        match self.kind {
            LineKind::Log => {
                let (channel, direction) = self.channel;
                show("channel", &format!("{channel} {direction}"));
                show("summary", &self.text);
            }
            LineKind::Complaint => {
                let (heat, source) = self.complaint;
                show("complaint", &self.text);
                show("heat", heat.word());
                if source != Source::Direct {
                    show("source", source.word());
                }
            }
            LineKind::Preference => match self.preference {
                PreferenceKind::Avoid => show("avoid", &self.text),
                PreferenceKind::What => show("like", &self.text),
                kind => show("like", &format!("{kind} · {}", self.text)),
            },
            LineKind::Fact => {
                show("label", &self.label);
                show("fact", &self.text);
            }
            LineKind::Tags => show("not a tag", &self.text),
            LineKind::Promise => {}
        }
        self.show_rest(&mut show);
        pieces
    }

    /// The pieces that several kinds share: day, promises, tags, mood, who.
    fn show_rest(&self, show: &mut dyn FnMut(&'static str, &str)) {
        let today = self.now.day();
        if self.at != self.now {
            show("when", &day_words(self.at.day(), today));
        }
        for (due, what) in &self.promises {
            let due = due.map(|due| day_name(due, today));
            if self.kind == LineKind::Promise {
                show("promise", what);
                show("due", &due.unwrap_or_default());
            } else {
                let due = due.unwrap_or_default();
                show("promise", &format!("{due} · {what}"));
            }
        }
        for tag in &self.tags {
            let category = self.kind == LineKind::Complaint;
            show(if category { "category" } else { "tag" }, tag);
        }
        for tag in &self.tags_off {
            show("tag off", tag);
        }
        if let Some(mood) = self.mood {
            show("mood", &format!("{mood:+}"));
        }
        show("by", &self.by);
    }

    /// What there is to ask before saving, once: a due day that is already past. `None` when nothing.
    pub fn question(&self) -> Option<String> {
        let today = self.now.day();
        let past = self
            .promises
            .iter()
            .find_map(|(due, _)| due.filter(|due| *due < today))?;
        Some(format!(
            "{} is already past. Promise it for then anyway?",
            day_name(past, today)
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
        match self.kind {
            LineKind::Log => {
                let new = self.new_interaction(customer);
                new.check()?;
                let within = (Some(InteractionId::NEW), complaint);
                self.with_promises(Some(Change::AddInteraction(new)), customer, within)
            }
            LineKind::Promise => self.with_promises(None, customer, (None, complaint)),
            LineKind::Complaint => {
                let new = self.new_complaint(customer);
                new.check()?;
                let within = (None, Some(ComplaintId::NEW));
                self.with_promises(Some(Change::AddComplaint(new)), customer, within)
            }
            LineKind::Preference => {
                self.need_text("Type what they like, or avoid: and what.")?;
                Ok(vec![Change::AddPreference(
                    needed()?,
                    self.new_preference(),
                )])
            }
            LineKind::Fact => {
                self.need_text("Type the fact.")?;
                Ok(vec![Change::AddFact(needed()?, self.new_fact())])
            }
            LineKind::Tags => self.tag_changes(&Customer {
                id: needed()?,
                ..Customer::default()
            }),
        }
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

    fn new_interaction(&self, customer: Option<CustomerId>) -> Interaction {
        Interaction {
            id: InteractionId::NEW,
            customer,
            at: self.at,
            channel: self.channel.0,
            direction: self.channel.1,
            by: self.by.clone(),
            summary: self.text.clone(),
            mood: self.mood,
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: self.tags.clone(),
        }
    }

    fn new_complaint(&self, customer: Option<CustomerId>) -> Complaint {
        Complaint {
            id: ComplaintId::NEW,
            customer,
            opened: self.at,
            by: self.by.clone(),
            what: self.text.clone(),
            wants: String::new(),
            heat: self.complaint.0,
            source: self.complaint.1,
            told_others: String::new(),
            about: String::new(),
            category: self.tags.first().cloned().unwrap_or_default(),
            steps: Vec::new(),
        }
    }

    fn new_preference(&self) -> Preference {
        Preference {
            id: PreferenceId::NEW,
            kind: self.preference,
            text: self.text.clone(),
            since: Some(self.at.day()),
            ended: None,
        }
    }

    fn new_fact(&self) -> Fact {
        Fact {
            id: FactId::NEW,
            label: self.label.clone(),
            text: self.text.clone(),
            learned: Some(self.at.day()),
        }
    }

    /// `first`, and behind it the promises given in it.
    fn with_promises(
        &self,
        first: Option<Change>,
        customer: Option<CustomerId>,
        (interaction, complaint): (Option<InteractionId>, Option<ComplaintId>),
    ) -> Result<Vec<Change>, Refusal> {
        let mut changes: Vec<Change> = first.into_iter().collect();
        for (due, what) in &self.promises {
            let new = Promise {
                id: PromiseId::NEW,
                customer: customer.unwrap_or(CustomerId::NEW),
                interaction,
                complaint,
                what: what.clone(),
                due: *due,
                by: self.by.clone(),
                agreed: self.at,
                done: None,
                told: None,
                released: None,
                broken: None,
            };
            new.check()?;
            if customer.is_none() {
                return Err(refusal("A promise needs a customer; say first which one."));
            }
            changes.push(Change::AddPromise(new));
        }
        Ok(changes)
    }
}

fn refusal(sentence: &str) -> Refusal {
    Refusal(sentence.into())
}
