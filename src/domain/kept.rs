//! The smaller nouns of the shop under one roof: they are all added, edited and taken out alike.

use serde::{Deserialize, Serialize};

use super::{
    Action, Apart, Card, CustomerId, Extra, Favour, Feedback, IdeaState, Kudos, Layout, Offer,
    Origin, Parting, Product, Purchase, Recovery, Redemption, Rule, SelfCheck, Snooze, Staff,
    Thanks, Want, Worksheet,
    change::short,
    id::{ExtraId, FeedbackId, OfferId, PurchaseId, RedemptionId, ThanksId, WantId},
};

/// One row of a smaller noun, as [`super::Change::Add`], [`super::Change::Edit`] and [`super::Change::Remove`] carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kept {
    /// Somebody waits for a thing.
    Want(Want),
    /// Thanks said.
    Thanks(Thanks),
    /// A small extra, or a favour.
    Extra(Extra),
    /// Praise, an idea, criticism.
    Feedback(Feedback),
    /// What the shop changes against a cause.
    Action(Action),
    /// Asking again after a complaint.
    Recovery(Recovery),
    /// One who serves.
    Staff(Staff),
    /// A house card.
    Card(Card),
    /// A line of Today put off.
    Snooze(Snooze),
    /// A product.
    Product(Product),
    /// A purchase.
    Purchase(Purchase),
    /// A rule of what goes with what.
    Rule(Rule),
    /// Something proposed.
    Offer(Offer),
    /// A reward taken off a loyalty card.
    Redemption(Redemption),
    /// A review whether to part ways.
    Parting(Parting),
    /// A worksheet.
    Worksheet(Worksheet),
    /// A self-check.
    SelfCheck(SelfCheck),
    /// Kudos.
    Kudos(Kudos),
    /// What the columns of a till's files mean.
    Layout(Layout),
    /// Two customers who look alike and are not the same.
    Apart(Apart),
}

/// A row of a smaller noun that is about a customer, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptId {
    /// A want.
    Want(WantId),
    /// Thanks.
    Thanks(ThanksId),
    /// An extra.
    Extra(ExtraId),
    /// Feedback.
    Feedback(FeedbackId),
    /// A purchase.
    Purchase(PurchaseId),
    /// Something proposed.
    Offer(OfferId),
    /// A reward.
    Redemption(RedemptionId),
}

/// Does the same with the row, whatever its noun.
macro_rules! of_each {
    ($kept:expr, $it:pat => $do:expr) => {
        match $kept {
            $crate::domain::Kept::Want($it) => $do,
            $crate::domain::Kept::Thanks($it) => $do,
            $crate::domain::Kept::Extra($it) => $do,
            $crate::domain::Kept::Feedback($it) => $do,
            $crate::domain::Kept::Action($it) => $do,
            $crate::domain::Kept::Recovery($it) => $do,
            $crate::domain::Kept::Staff($it) => $do,
            $crate::domain::Kept::Card($it) => $do,
            $crate::domain::Kept::Snooze($it) => $do,
            $crate::domain::Kept::Product($it) => $do,
            $crate::domain::Kept::Purchase($it) => $do,
            $crate::domain::Kept::Rule($it) => $do,
            $crate::domain::Kept::Offer($it) => $do,
            $crate::domain::Kept::Redemption($it) => $do,
            $crate::domain::Kept::Parting($it) => $do,
            $crate::domain::Kept::Worksheet($it) => $do,
            $crate::domain::Kept::SelfCheck($it) => $do,
            $crate::domain::Kept::Kudos($it) => $do,
            $crate::domain::Kept::Layout($it) => $do,
            $crate::domain::Kept::Apart($it) => $do,
        }
    };
}
pub(crate) use of_each;

/// Does the same with two rows of the same noun, whatever it is.
macro_rules! of_both {
    ($one:expr, $other:expr, ($a:pat, $b:pat) => $do:expr, else $differ:expr) => {
        match ($one, $other) {
            ($crate::domain::Kept::Want($a), $crate::domain::Kept::Want($b)) => $do,
            ($crate::domain::Kept::Thanks($a), $crate::domain::Kept::Thanks($b)) => $do,
            ($crate::domain::Kept::Extra($a), $crate::domain::Kept::Extra($b)) => $do,
            ($crate::domain::Kept::Feedback($a), $crate::domain::Kept::Feedback($b)) => $do,
            ($crate::domain::Kept::Action($a), $crate::domain::Kept::Action($b)) => $do,
            ($crate::domain::Kept::Recovery($a), $crate::domain::Kept::Recovery($b)) => $do,
            ($crate::domain::Kept::Staff($a), $crate::domain::Kept::Staff($b)) => $do,
            ($crate::domain::Kept::Card($a), $crate::domain::Kept::Card($b)) => $do,
            ($crate::domain::Kept::Snooze($a), $crate::domain::Kept::Snooze($b)) => $do,
            ($crate::domain::Kept::Product($a), $crate::domain::Kept::Product($b)) => $do,
            ($crate::domain::Kept::Purchase($a), $crate::domain::Kept::Purchase($b)) => $do,
            ($crate::domain::Kept::Rule($a), $crate::domain::Kept::Rule($b)) => $do,
            ($crate::domain::Kept::Offer($a), $crate::domain::Kept::Offer($b)) => $do,
            ($crate::domain::Kept::Redemption($a), $crate::domain::Kept::Redemption($b)) => $do,
            ($crate::domain::Kept::Parting($a), $crate::domain::Kept::Parting($b)) => $do,
            ($crate::domain::Kept::Worksheet($a), $crate::domain::Kept::Worksheet($b)) => $do,
            ($crate::domain::Kept::SelfCheck($a), $crate::domain::Kept::SelfCheck($b)) => $do,
            ($crate::domain::Kept::Kudos($a), $crate::domain::Kept::Kudos($b)) => $do,
            ($crate::domain::Kept::Layout($a), $crate::domain::Kept::Layout($b)) => $do,
            ($crate::domain::Kept::Apart($a), $crate::domain::Kept::Apart($b)) => $do,
            _ => $differ,
        }
    };
}
pub(crate) use of_both;

impl Kept {
    /// Its row number.
    pub fn row(&self) -> i64 {
        of_each!(self, it => it.id.0)
    }

    /// The same row with this number; 0 lets the file give one.
    #[must_use]
    pub fn numbered(mut self, row: i64) -> Self {
        of_each!(&mut self, it => it.id.0 = row);
        self
    }

    /// Its number, where it is about a customer.
    pub fn id(&self) -> Option<KeptId> {
        Some(match self {
            Self::Want(it) => KeptId::Want(it.id),
            Self::Thanks(it) => KeptId::Thanks(it.id),
            Self::Extra(it) => KeptId::Extra(it.id),
            Self::Feedback(it) => KeptId::Feedback(it.id),
            Self::Purchase(it) => KeptId::Purchase(it.id),
            Self::Offer(it) => KeptId::Offer(it.id),
            Self::Redemption(it) => KeptId::Redemption(it.id),
            _ => return None,
        })
    }

    /// This row as another state of an earlier one: it takes over its number and its stamps.
    #[must_use]
    pub fn instead_of(mut self, before: &Self) -> Self {
        match (&mut self, before) {
            (Self::Want(it), Self::Want(was)) => {
                it.id = was.id;
                (it.arrived, it.told, it.dropped) = (was.arrived, was.told, was.dropped);
            }
            (Self::Thanks(it), Self::Thanks(was)) => it.id = was.id,
            (Self::Extra(it), Self::Extra(was)) => it.id = was.id,
            (Self::Feedback(it), Self::Feedback(was)) => {
                (it.id, it.purchase) = (was.id, was.purchase);
                (it.answered, it.adopted) = (was.answered, was.adopted);
            }
            (Self::Purchase(it), Self::Purchase(was)) => {
                it.id = was.id;
                (it.noted, it.receipt) = (was.noted, was.receipt.clone());
            }
            _ => {}
        }
        self
    }

    /// The customer concerned, if the row names one.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Want(it) => Some(it.customer),
            Self::Thanks(it) => Some(it.customer),
            Self::Extra(it) => Some(it.customer),
            Self::Feedback(it) => it.customer,
            Self::Purchase(it) => Some(it.customer),
            Self::Offer(it) => Some(it.customer),
            Self::Redemption(it) => Some(it.customer),
            Self::Parting(it) => Some(it.customer),
            Self::Worksheet(it) => it.customer,
            Self::Apart(it) => Some(it.one),
            Self::Product(_)
            | Self::Rule(_)
            | Self::SelfCheck(_)
            | Self::Kudos(_)
            | Self::Layout(_)
            | Self::Action(_)
            | Self::Recovery(_)
            | Self::Staff(_)
            | Self::Card(_)
            | Self::Snooze(_) => None,
        }
    }

    /// What adding it is called.
    pub(super) fn added_label(&self, who: &str) -> String {
        match self {
            Self::Want(it) => told(&with("noted a want", " of ", who), &it.what),
            Self::Thanks(_) if who.is_empty() => "said thanks".into(),
            Self::Thanks(_) => format!("thanked {who}"),
            Self::Extra(it) => match it.direction {
                Favour::Given => told(&with("noted an extra", " for ", who), &it.what),
                Favour::Received => told(&with("noted a favour", " of ", who), &it.what),
            },
            Self::Feedback(it) => told(&with(&format!("noted {}", it.kind), " of ", who), &it.text),
            Self::Action(it) => told("decided", &it.what),
            Self::Recovery(_) => "asked again after the complaint".into(),
            Self::Staff(it) => format!("added {} to the staff", it.initials),
            Self::Card(it) if it.text.is_empty() => told("took away the card", &it.title),
            Self::Card(it) => told("wrote the card", &it.title),
            Self::Snooze(it) => format!(
                "put a line of Today off until {}",
                it.until.format("%-d %B")
            ),
            Self::Product(it) => told("added the product", &it.name),
            Self::Purchase(it) if it.is_sale() => with("noted a purchase", " of ", who),
            Self::Purchase(_) => with("noted what was given back", " by ", who),
            Self::Rule(_) => "made a rule of what goes with what".into(),
            Self::Offer(it) => with(&format!("noted a {}", it.kind), " for ", who),
            Self::Redemption(it) => told(&with("gave a reward", " to ", who), &it.what),
            Self::Parting(_) => with("began a review", " of ", who),
            Self::Worksheet(it) => told("began the worksheet", &it.title),
            Self::SelfCheck(it) => format!("began the self-check of {}", it.quarter),
            Self::Kudos(it) => told(&format!("noted kudos for {}", it.staff), &it.text),
            Self::Layout(_) => "noted what the columns of a till's file mean".into(),
            Self::Apart(_) => with("noted that somebody else is not the same", " as ", who),
        }
    }

    /// What bringing it to another state is called.
    pub(super) fn edited_label(&self, after: &Self, who: &str) -> String {
        match (self, after) {
            (Self::Want(before), Self::Want(after)) => want_label(before, after, who),
            (Self::Feedback(before), Self::Feedback(after)) => {
                told(&with(feedback_act(before, after), " of ", who), &after.text)
            }
            (Self::Action(before), Self::Action(after)) => {
                told(action_act(before, after), &after.what)
            }
            (Self::Parting(before), Self::Parting(after)) => {
                with(parting_act(before, after), " ", who)
            }
            (Self::Product(before), Self::Product(after)) if before.ended != after.ended => {
                let act = if after.ended.is_some() {
                    "ended"
                } else {
                    "took up"
                };
                told(&format!("{act} the product"), &after.name)
            }
            (Self::Offer(before), Self::Offer(after)) if before.result != after.result => {
                let answer = after.result.map_or("no answer", |result| result.word());
                format!(
                    "{}: {answer}",
                    with(
                        &format!("noted what came of a {}", after.kind),
                        " for ",
                        who
                    )
                )
            }
            (Self::SelfCheck(before), Self::SelfCheck(one)) => before
                .one_score(one)
                .unwrap_or_else(|| format!("edited {}", after.noun(who))),
            (_, Self::Snooze(_)) => after.added_label(who),
            _ => format!("edited {}", after.noun(who)),
        }
    }

    /// What taking it out is called.
    pub(super) fn removed_label(&self, who: &str) -> String {
        match self {
            Self::Snooze(_) => "took a line of Today up again".into(),
            Self::Card(it) if it.origin() != Origin::Own => {
                told("went back to the shipped card", &it.title)
            }
            _ => format!("took out {}", self.noun(who)),
        }
    }

    /// The row in a few words: "a want of Ada: rye flour".
    fn noun(&self, who: &str) -> String {
        match self {
            Self::Want(it) => told(&with("a want", " of ", who), &it.what),
            Self::Thanks(_) => with("thanks", " to ", who),
            Self::Extra(it) => told(&with("an extra", " for ", who), &it.what),
            Self::Feedback(it) => told(&with("feedback", " of ", who), &it.text),
            Self::Action(it) => told("the action", &it.what),
            Self::Recovery(_) => "an answer after a complaint".into(),
            Self::Staff(it) => format!("the staff entry of {}", it.initials),
            Self::Card(it) => told("the card", &it.title),
            Self::Snooze(_) => "a line of Today put off".into(),
            Self::Product(it) => told("the product", &it.name),
            Self::Purchase(_) => with("a purchase", " of ", who),
            Self::Rule(_) => "a rule of what goes with what".into(),
            Self::Offer(it) => with(&format!("a {}", it.kind), " for ", who),
            Self::Redemption(it) => told(&with("a reward", " to ", who), &it.what),
            Self::Parting(_) => with("a review", " of ", who),
            Self::Worksheet(it) => told("the worksheet", &it.title),
            Self::SelfCheck(it) => format!("the self-check of {}", it.quarter),
            Self::Kudos(it) => told(&format!("kudos for {}", it.staff), &it.text),
            Self::Layout(_) => "what the columns of a till's file mean".into(),
            Self::Apart(_) => with("that somebody else is not the same", " as ", who),
        }
    }
}

fn want_label(before: &Want, after: &Want, who: &str) -> String {
    let stamps = |want: &Want| (want.arrived, want.told, want.dropped);
    let (was, is) = (stamps(before), stamps(after));
    let what = &after.what;
    match is {
        _ if was == is => told(&with("edited a want", " of ", who), what),
        (None, None, None) => told(&with("reopened a want", " of ", who), what),
        (.., Some(_)) => told(&with("gave up a want", " of ", who), what),
        (_, Some(_), _) => format!("{} is in", told(&with("told", " ", who), what)),
        _ => told(&with("noted what is in", " for ", who), what),
    }
}

fn feedback_act(before: &Feedback, after: &Feedback) -> &'static str {
    match (before.state(), after.state()) {
        (was, is) if was == is && before.answered == after.answered => "edited feedback",
        (_, Some(IdeaState::Open)) => "reopened an idea",
        (_, Some(IdeaState::Adopted)) if before.adopted.is_none() => "adopted an idea",
        (_, Some(_)) if before.answered.is_none() && after.answered.is_some() => "answered an idea",
        _ => "edited feedback",
    }
}

fn action_act(before: &Action, after: &Action) -> &'static str {
    let stamps = |action: &Action| (action.done, action.verified, action.dropped);
    let (was, is) = (stamps(before), stamps(after));
    match is {
        _ if was == is => "edited the action",
        (None, None, None) => "reopened the action",
        (.., Some(_)) => "gave up the action",
        (_, Some(_), _) => "verified the action",
        _ => "did the action",
    }
}

fn parting_act(before: &Parting, after: &Parting) -> &'static str {
    match (before, after) {
        (Parting { ended: None, .. }, Parting { ended: Some(_), .. }) => "took back the review of",
        (
            Parting { let_go: None, .. },
            Parting {
                let_go: Some(_), ..
            },
        ) => "let go",
        (
            Parting { agreed: None, .. },
            Parting {
                agreed: Some(_), ..
            },
        ) => "agreed with",
        _ => "edited the review of",
    }
}

/// "noted a want of Ada", or "noted a want" without a name.
fn with(act: &str, link: &str, who: &str) -> String {
    let link = if who.is_empty() { "" } else { link };
    format!("{act}{link}{who}")
}

/// "noted a want of Ada: rye flour"
fn told(act: &str, text: &str) -> String {
    format!("{act}: {}", short(text))
}
