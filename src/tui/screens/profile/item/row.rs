//! A want, thanks, an extra, feedback, an offer or a reward in the timeline.

use chrono::NaiveDate;

use super::{by, muted};
use crate::{
    domain::{
        Change, Favour, Feedback, FeedbackKind, IdeaState, Kept, KeptId, Method, OfferKind,
        ProductId, Refusal, Stage, Stamp, Want,
        phrase::{Meaning, day_words, idea_standing, want_standing},
        thanks::for_what,
    },
    tui::{
        screens::profile::details::Around,
        text::safe,
        theme::Theme,
        widgets::flow::{Piece, dotted, style},
    },
};

/// A row of one of the smaller nouns that is about a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: KeptId,
    /// Everything it says.
    pub kept: Kept,
    /// What it cost, as the shop writes it; of an offer or feedback, the product.
    beside: String,
    /// The day from which it is late that they do not know.
    late_from: Option<NaiveDate>,
}

impl Row {
    /// The row as the timeline needs it; `None` for one that is about no customer.
    pub fn new(kept: &Kept, around: &Around) -> Option<Self> {
        let settings = &around.settings;
        let name =
            |product: Option<ProductId>| product.map(|id| around.buys.name(Some(id)).to_owned());
        let beside = match kept {
            Kept::Extra(extra) => extra.cost.map(|cost| settings.currency.show(cost)),
            Kept::Offer(offer) => name(offer.product),
            Kept::Feedback(feedback) => name(feedback.product),
            _ => None,
        };
        let late_from = match kept {
            Kept::Want(want) => want.late_from(settings),
            _ => None,
        };
        Some(Self {
            late_from,
            id: kept.id()?,
            kept: kept.clone(),
            beside: beside.unwrap_or_default(),
        })
    }

    /// Feedback as a complaint about the same product; `None` for everything else.
    pub fn to_complaint(&self, signed: (Stamp, &str)) -> Option<Result<Vec<Change>, Refusal>> {
        match &self.kept {
            Kept::Feedback(feedback) => Some(feedback.to_complaint(&self.beside, signed)),
            _ => None,
        }
    }

    /// When it happened.
    pub fn at(&self) -> Stamp {
        match &self.kept {
            Kept::Want(want) => want.asked,
            Kept::Thanks(thanks) => thanks.at,
            Kept::Extra(extra) => extra.at,
            Kept::Feedback(feedback) => feedback.at,
            Kept::Offer(offer) => offer.at,
            Kept::Redemption(reward) => reward.at,
            _ => Stamp::EPOCH,
        }
    }

    /// What tells it from every other entry.
    pub fn key(&self) -> (u8, i64) {
        match self.id {
            KeptId::Want(id) => (3, id.0),
            KeptId::Thanks(id) => (4, id.0),
            KeptId::Extra(id) => (5, id.0),
            KeptId::Feedback(id) => (6, id.0),
            KeptId::Purchase(id) => (7, id.0),
            KeptId::Offer(id) => (8, id.0),
            KeptId::Redemption(id) => (9, id.0),
        }
    }

    /// The want, if it is one.
    pub fn want(&self) -> Option<&Want> {
        match &self.kept {
            Kept::Want(want) => Some(want),
            _ => None,
        }
    }

    /// Does it wait for something: a thing, word that it is in, an answer?
    pub fn is_open(&self) -> bool {
        match &self.kept {
            Kept::Want(want) => want.is_open(),
            Kept::Feedback(feedback) => feedback.state() == Some(IdeaState::Open),
            _ => false,
        }
    }

    /// What it is, in one word.
    pub fn word(&self) -> &'static str {
        match &self.kept {
            Kept::Want(_) => "want",
            Kept::Thanks(_) => "thanks",
            Kept::Extra(extra) if extra.direction == Favour::Received => "favour",
            Kept::Extra(_) => "extra",
            Kept::Feedback(feedback) => feedback.kind.word(),
            Kept::Offer(offer) if offer.kind == OfferKind::Suggestion => "suggested",
            Kept::Offer(offer) => offer.kind.word(),
            Kept::Redemption(_) => "reward",
            _ => "",
        }
    }

    /// What it says.
    pub fn pieces(&self, now: Stamp, theme: &Theme) -> Vec<Piece> {
        let text = |text: &str| (safe(text), theme.text);
        let pieces = match &self.kept {
            Kept::Want(want) => {
                let (meaning, standing) = want_standing(want, self.late_from, now);
                vec![
                    text(&want.what),
                    (safe(&standing), style(meaning, theme)),
                    muted(&want.by, theme),
                ]
            }
            Kept::Thanks(thanks) => vec![
                text(&thanks.text),
                muted(&for_what(thanks.occasion, ""), theme),
                muted(&thanks.by, theme),
            ],
            Kept::Extra(extra) => vec![
                text(&extra.what),
                muted(&self.beside, theme),
                text(&extra.reaction),
                muted(&extra.by, theme),
            ],
            Kept::Feedback(feedback) => {
                let mut pieces = feedback_pieces(feedback, &self.beside, theme);
                let standing = idea_standing(feedback, now.day());
                let standing =
                    standing.map(|(meaning, words)| (safe(&words), style(meaning, theme)));
                pieces.extend(standing);
                pieces
            }
            Kept::Offer(offer) => {
                let result = match offer.result {
                    Some(result) => result.word(),
                    None => "no answer yet",
                };
                vec![
                    text(&self.beside),
                    text(&offer.what),
                    muted(result, theme),
                    text(&offer.note),
                    muted(&offer.by, theme),
                ]
            }
            Kept::Redemption(reward) => vec![
                text(&reward.what),
                muted(&format!("{:+} on the card", -reward.points), theme),
                muted(&reward.by, theme),
            ],
            _ => Vec::new(),
        };
        dotted(pieces, theme)
    }

    /// When exactly, by whom, and why it says what it says.
    pub fn why(&self, when: &str, now: Stamp) -> String {
        match &self.kept {
            Kept::Want(want) => {
                let stamps = [
                    ("in", want.arrived),
                    ("told", want.told),
                    ("given up", want.dropped),
                ];
                let said = stamps.iter().filter_map(|(word, at)| {
                    Some(format!(" {word} {}.", day_words((*at)?.day(), now.day())))
                });
                format!(
                    "Asked for {when}{}.{}",
                    by(&want.by),
                    said.collect::<String>()
                )
            }
            Kept::Thanks(thanks) => format!("Thanked {when}{}.", by(&thanks.by)),
            Kept::Extra(extra) => {
                let act = match extra.direction {
                    Favour::Given => "Given",
                    Favour::Received => "Received",
                };
                format!("{act} {when}{}.", by(&extra.by))
            }
            Kept::Feedback(feedback) => {
                format!(
                    "Noted {when}{}, {}.",
                    by(&feedback.by),
                    how(feedback.method)
                )
            }
            Kept::Offer(offer) => format!("Told {when}{}.", by(&offer.by)),
            Kept::Redemption(reward) => format!("Given {when}{}.", by(&reward.by)),
            _ => String::new(),
        }
    }
}

fn how(method: Method) -> &'static str {
    match method {
        Method::Asked => "said by themselves or asked in passing",
        Method::Survey => "out of a survey",
        Method::MysteryShopper => "by a mystery shopper",
        Method::Review => "read in a review",
        Method::Observed => "seen by ourselves",
    }
}

fn feedback_pieces(feedback: &Feedback, product: &str, theme: &Theme) -> Vec<Piece> {
    let score = feedback.score.map(|score| format!("{score}/5"));
    let method = match feedback.method {
        Method::Asked => "",
        method => method.word(),
    };
    let looks = match feedback.kind {
        FeedbackKind::Criticism => Meaning::Warn,
        _ => Meaning::Text,
    };
    vec![
        (safe(&feedback.text), style(looks, theme)),
        muted(product, theme),
        muted(feedback.stage.map_or("", Stage::word), theme),
        muted(&score.unwrap_or_default(), theme),
        muted(method, theme),
        muted(&feedback.by, theme),
    ]
}
