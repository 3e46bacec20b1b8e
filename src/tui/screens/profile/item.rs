//! One entry of the timeline: a talk, a promise, a complaint with its steps, a sale, or one of the smaller nouns.

mod row;
mod sold;

use ratatui::text::Line;

use crate::{
    domain::{
        Change, Complaint, Feedback, Interaction, Kept, KeptId, Offer, Promise, PromiseState,
        Refusal, Stamp, State, Want,
        dates::short_day,
        phrase::{ago, contact_words, mood_words, promise_standing},
    },
    tui::{
        screens::brief::beside,
        text::safe,
        theme::Theme,
        widgets::flow::{Piece, dotted, style},
    },
};

pub use row::Row;
pub use sold::Sold;

/// Rows one entry may take; nobody reads on.
const ROWS: usize = 500;

/// What stands in the timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// One contact.
    Talk(Interaction),
    /// Something promised.
    Promise(Promise),
    /// Something that went wrong.
    Complaint(Complaint),
    /// A want, thanks, an extra, feedback, an offer or a reward.
    Kept(Row),
    /// What they bought in one go.
    Sale(Sold),
}

/// Which entries are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Talks.
    Talks,
    /// Sales, offers and rewards.
    Bought,
    /// Promises.
    Promises,
    /// Complaints.
    Complaints,
    /// Wants.
    Wants,
    /// Feedback.
    Feedback,
    /// Thanks.
    Thanks,
    /// Extras and favours.
    Extras,
}

impl Shown {
    /// The next one, for the key.
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Talks,
            Self::Talks => Self::Bought,
            Self::Bought => Self::Promises,
            Self::Promises => Self::Complaints,
            Self::Complaints => Self::Wants,
            Self::Wants => Self::Feedback,
            Self::Feedback => Self::Thanks,
            Self::Thanks => Self::Extras,
            Self::Extras => Self::All,
        }
    }

    /// In words, for the rule above the timeline.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "timeline",
            Self::Talks => "talks",
            Self::Bought => "bought",
            Self::Promises => "promises",
            Self::Complaints => "complaints",
            Self::Wants => "wants",
            Self::Feedback => "feedback",
            Self::Thanks => "thanks",
            Self::Extras => "extras",
        }
    }

    /// Is this one shown?
    pub fn takes(self, item: &Item) -> bool {
        match self {
            Self::All => true,
            Self::Talks => matches!(item, Item::Talk(_)),
            Self::Bought => {
                matches!(item, Item::Sale(_))
                    || item.is(|id| matches!(id, KeptId::Offer(_) | KeptId::Redemption(_)))
            }
            Self::Promises => matches!(item, Item::Promise(_)),
            Self::Complaints => matches!(item, Item::Complaint(_)),
            Self::Wants => item.is(|id| matches!(id, KeptId::Want(_))),
            Self::Feedback => item.is(|id| matches!(id, KeptId::Feedback(_))),
            Self::Thanks => item.is(|id| matches!(id, KeptId::Thanks(_))),
            Self::Extras => item.is(|id| matches!(id, KeptId::Extra(_))),
        }
    }
}

impl Item {
    /// When it happened.
    pub fn at(&self) -> Stamp {
        match self {
            Self::Talk(talk) => talk.at,
            Self::Promise(promise) => promise.agreed,
            Self::Complaint(complaint) => complaint.opened,
            Self::Kept(row) => row.at(),
            Self::Sale(sold) => sold.at(),
        }
    }

    fn is(&self, of: impl Fn(KeptId) -> bool) -> bool {
        matches!(self, Self::Kept(row) if of(row.id))
    }

    /// The want, if it is one.
    pub fn want(&self) -> Option<&Want> {
        match self {
            Self::Kept(row) => row.want(),
            _ => None,
        }
    }

    /// The feedback, if it is some.
    pub fn feedback(&self) -> Option<&Feedback> {
        match self {
            Self::Kept(Row {
                kept: Kept::Feedback(feedback),
                ..
            }) => Some(feedback),
            _ => None,
        }
    }

    /// The feedback as a complaint, if it is some; or the sentence why it is none.
    pub fn to_complaint(&self, signed: (Stamp, &str)) -> Option<Result<Vec<Change>, Refusal>> {
        match self {
            Self::Kept(row) => row.to_complaint(signed),
            _ => None,
        }
    }

    /// The offer, if it is one.
    pub fn offer(&self) -> Option<&Offer> {
        match self {
            Self::Kept(Row {
                kept: Kept::Offer(offer),
                ..
            }) => Some(offer),
            _ => None,
        }
    }

    /// The writes that take it out.
    pub fn remove(&self) -> Vec<Change> {
        vec![match self {
            Self::Talk(talk) => Change::RemoveInteraction(talk.customer, talk.id),
            Self::Promise(promise) => Change::RemovePromise(promise.customer, promise.id),
            Self::Complaint(complaint) => Change::RemoveComplaint(complaint.customer, complaint.id),
            Self::Kept(row) => Change::Remove(row.kept.clone()),
            Self::Sale(sold) => return sold.remove(),
        }]
    }

    /// What tells it from every other entry.
    pub fn key(&self) -> (u8, i64) {
        match self {
            Self::Talk(talk) => (0, talk.id.0),
            Self::Promise(promise) => (1, promise.id.0),
            Self::Complaint(complaint) => (2, complaint.id.0),
            Self::Kept(row) => row.key(),
            Self::Sale(sold) => sold.key(),
        }
    }

    /// Its rows at this width, the full text.
    pub fn rows(&self, width: usize, now: Stamp, theme: &Theme) -> Vec<Line<'static>> {
        let (word, looks) = match self {
            Self::Talk(talk) => (contact_words(talk.channel, talk.direction), theme.muted),
            Self::Promise(_) => ("promise".to_owned(), theme.accent),
            Self::Complaint(_) => ("complaint".to_owned(), theme.late),
            Self::Kept(row) => (row.word().to_owned(), theme.accent),
            Self::Sale(sold) => (sold.word().to_owned(), theme.muted),
        };
        let head = format!(" {:>5}  {word:<10}", ago(self.at(), now));
        let open = match self {
            Self::Talk(_) => false,
            Self::Promise(promise) => promise.is_open(),
            Self::Complaint(complaint) => !complaint.is_ended(),
            Self::Kept(row) => row.is_open(),
            Self::Sale(_) => false,
        };
        let looks = if open { looks } else { theme.muted };
        let room = (width, ROWS);
        match self {
            Self::Talk(talk) => beside((head, looks), &talk_pieces(talk, theme), room),
            Self::Promise(promise) => {
                beside((head, looks), &promise_pieces(promise, now, theme), room)
            }
            Self::Complaint(complaint) => {
                let indent = safe(&head).width();
                let mut rows = beside((head, looks), &complaint_pieces(complaint, theme), room);
                rows.extend(step_rows(complaint, (indent, width), now, theme));
                rows
            }
            Self::Kept(row) => beside((head, looks), &row.pieces(now, theme), room),
            Self::Sale(sold) => sold.rows((head, looks), width, theme),
        }
    }

    /// When exactly, by whom, and why it says what it says.
    pub fn why(&self, now: Stamp) -> String {
        let when = self.at().local().format("%a %-d %b %Y, %H:%M");
        match self {
            Self::Talk(talk) => format!("Logged for {when}{}.", by(&talk.by)),
            Self::Promise(promise) => format!(
                "Promised {when}{}: {}. {}",
                by(&promise.by),
                promise_standing(promise, now.day()).1,
                promise_stamps(promise)
            ),
            Self::Complaint(complaint) => {
                let lamps = match complaint.lamps().missing().as_slice() {
                    [] => "all five lamps are lit".to_owned(),
                    missing => format!("still missing: {}", missing.join(", ")),
                };
                format!(
                    "Written down {when}{}: {}, from {} steps; {lamps}.",
                    by(&complaint.by),
                    complaint.state(),
                    complaint.steps.len()
                )
            }
            Self::Kept(row) => row.why(&when.to_string(), now),
            Self::Sale(sold) => sold.why(now.day()),
        }
    }
}

fn by(initials: &str) -> String {
    match initials {
        "" => String::new(),
        initials => format!(" by {initials}"),
    }
}

fn promise_stamps(promise: &Promise) -> String {
    let stamps = [
        ("done", promise.done),
        ("told", promise.told),
        ("released", promise.released),
        ("given up", promise.broken),
    ];
    let said = stamps.iter().filter_map(|(word, at)| {
        let at = (*at)?.local().format("%-d %b %H:%M");
        Some(format!("{word} {at}"))
    });
    said.collect::<Vec<_>>().join(", ")
}

fn muted(text: &str, theme: &Theme) -> Piece {
    (safe(text), theme.muted)
}

fn talk_pieces(talk: &Interaction, theme: &Theme) -> Vec<Piece> {
    let outcome = match talk.outcome {
        Some(outcome) if talk.why_not.is_empty() => outcome.word().to_owned(),
        Some(outcome) => format!("{outcome}: {}", talk.why_not),
        None => String::new(),
    };
    let tags: Vec<String> = talk.tags.iter().map(|tag| format!("#{tag}")).collect();
    let mood = match talk.mood {
        Some(..0) => theme.warn,
        _ => theme.muted,
    };
    let pieces = vec![
        (safe(&talk.summary), theme.text),
        muted(&talk.reason, theme),
        muted(&outcome, theme),
        (safe(&mood_words(talk.mood)), mood),
        muted(&tags.join(" "), theme),
        muted(&talk.by, theme),
    ];
    dotted(pieces, theme)
}

fn promise_pieces(promise: &Promise, now: Stamp, theme: &Theme) -> Vec<Piece> {
    let today = now.day();
    let (meaning, standing) = promise_standing(promise, today);
    let look = match promise.state(today) {
        PromiseState::Kept => theme.good,
        _ => style(meaning, theme),
    };
    let pieces = vec![
        (safe(&promise.what), theme.text),
        (safe(&standing), look),
        muted(&promise.by, theme),
    ];
    dotted(pieces, theme)
}

fn complaint_pieces(complaint: &Complaint, theme: &Theme) -> Vec<Piece> {
    let wants = match complaint.wants.as_str() {
        "" => String::new(),
        wants => format!("wants {wants}"),
    };
    let next = match complaint.state() {
        State::Closed | State::Dismissed => (safe(complaint.state().word()), theme.muted),
        _ => (
            safe(&format!("next: {}", complaint.next_step())),
            theme.warn,
        ),
    };
    let pieces = vec![
        (safe(&complaint.what), theme.text),
        (safe(complaint.heat.word()), theme.muted),
        (safe(&wants), theme.text),
        next,
        muted(&complaint.by, theme),
    ];
    dotted(pieces, theme)
}

fn step_rows(
    complaint: &Complaint,
    (indent, width): (usize, usize),
    now: Stamp,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let steps = complaint.steps.iter().flat_map(|step| {
        let remedy = step.remedy.map_or("", |remedy| remedy.word());
        let words: Vec<&str> = [step.text.as_str(), remedy, &step.by]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let day = short_day(step.at.day(), now.day());
        let head = format!("{}{day:<6} ", " ".repeat(indent));
        let text = match words.is_empty() {
            true => step.kind.word().to_owned(),
            false => format!("{}: {}", step.kind, words.join(" · ")),
        };
        beside((head, theme.muted), &[muted(&text, theme)], (width, ROWS))
    });
    steps.collect()
}
