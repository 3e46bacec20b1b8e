//! What customers say of the shop: praise, ideas, criticism.

use serde::{Deserialize, Serialize};

use super::{
    Change, Kept, Refusal, Stamp,
    id::{CustomerId, FeedbackId, ProductId, PurchaseId},
    words,
};

words! {
    /// What was said.
    FeedbackKind {
        /// Praise.
        Praise = "praise",
        /// An idea, a suggestion.
        Idea = "idea",
        /// Criticism.
        Criticism = "criticism",
    }
}

words! {
    /// How it was obtained; each is counted on its own.
    Method {
        /// They said it by themselves, or were asked in passing.
        Asked = "asked",
        /// A survey.
        Survey = "survey",
        /// A mystery shopper.
        MysteryShopper = "mystery shopper",
        /// Read in a review.
        Review = "review",
        /// Seen by ourselves.
        Observed = "observed",
    }
}

words! {
    /// At which point of their way with the shop it was.
    Stage {
        /// Before they came: the sign, the window, what others say.
        Before = "before",
        /// Looking around, asking, tasting.
        Choosing = "choosing",
        /// Waiting, paying, packing.
        Buying = "buying",
        /// How it came to them.
        Delivery = "delivery",
        /// At home, with what they bought.
        Using = "using",
        /// Repair, exchange, advice when they had it.
        Aftercare = "aftercare",
    }
}

words! {
    /// Where an idea stands; derived from its stamps.
    IdeaState {
        /// Nobody told them what becomes of it.
        Open = "open",
        /// They know what becomes of it; it may be a no.
        Answered = "answered",
        /// The shop took it up.
        Adopted = "adopted",
    }
}

/// What can happen to an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdeaAct {
    /// They were told what becomes of it.
    Answer,
    /// The shop takes it up.
    Adopt,
    /// Neither, after all.
    Reopen,
}

/// One piece of feedback, with an optional score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Row number.
    pub id: FeedbackId,
    /// From whom; `None` where nobody gave a name.
    pub customer: Option<CustomerId>,
    /// When.
    pub at: Stamp,
    /// Initials of who wrote it down.
    #[serde(default)]
    pub by: String,
    /// Praise, idea or criticism.
    pub kind: FeedbackKind,
    /// From 1 to 5; `None` means not asked.
    #[serde(default)]
    pub score: Option<u8>,
    /// How it was obtained.
    pub method: Method,
    /// In words.
    pub text: String,
    /// The purchase they were asked about.
    #[serde(default)]
    pub purchase: Option<PurchaseId>,
    /// What it is about.
    #[serde(default)]
    pub product: Option<ProductId>,
    /// At which stage of buying; `None` means not said.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// When they were told what becomes of their idea.
    #[serde(default)]
    pub answered: Option<Stamp>,
    /// When the shop took their idea up.
    #[serde(default)]
    pub adopted: Option<Stamp>,
}

impl Feedback {
    /// What somebody said, or nobody in particular, without anything beside it.
    pub fn new(
        kind: FeedbackKind,
        customer: Option<CustomerId>,
        text: String,
        (at, by): (Stamp, &str),
    ) -> Self {
        Self {
            id: FeedbackId::NEW,
            customer,
            at,
            by: by.into(),
            kind,
            score: None,
            method: Method::Asked,
            text,
            purchase: None,
            product: None,
            stage: None,
            answered: None,
            adopted: None,
        }
    }

    /// Where an idea stands; `None` for praise and criticism.
    pub fn state(&self) -> Option<IdeaState> {
        (self.kind == FeedbackKind::Idea).then_some(match (self.adopted, self.answered) {
            (Some(_), _) => IdeaState::Adopted,
            (None, Some(_)) => IdeaState::Answered,
            (None, None) => IdeaState::Open,
        })
    }

    /// The write for one act on this idea.
    ///
    /// # Errors
    /// The sentence when it is no idea, or stands there already.
    pub fn act(&self, act: IdeaAct, now: Stamp) -> Result<Change, Refusal> {
        let why = match (self.state(), act) {
            (None, _) => "Only an idea is answered or adopted.",
            (Some(IdeaState::Adopted), IdeaAct::Adopt) => "This idea is adopted already.",
            (Some(IdeaState::Open), IdeaAct::Reopen) => "This idea still waits for an answer.",
            (Some(_), IdeaAct::Answer) if self.answered.is_some() => {
                "They have their answer already."
            }
            _ => "",
        };
        if !why.is_empty() {
            return Err(Refusal(why.into()));
        }
        let mut after = self.clone();
        match act {
            IdeaAct::Answer => after.answered = Some(now),
            IdeaAct::Adopt => after.adopted = Some(now),
            IdeaAct::Reopen => (after.answered, after.adopted) = (None, None),
        }
        Ok(Change::edit(self.clone(), after))
    }

    /// Feedback has words; a score is between 1 and 5.
    ///
    /// # Errors
    /// The sentence that asks for it.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.text.trim().is_empty() {
            return Err(Refusal("Type what they said.".into()));
        }
        if self.score.is_some_and(|score| !(1..=5).contains(&score)) {
            return Err(Refusal(
                "A score goes from 1 to 5; leave it empty when not asked.".into(),
            ));
        }
        Ok(())
    }
}

impl From<Feedback> for Kept {
    fn from(feedback: Feedback) -> Self {
        Self::Feedback(feedback)
    }
}
