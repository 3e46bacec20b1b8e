//! What `log`, `promise`, `want` and their like have in common: a typed line becomes changes, one act, and an answer.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
    want::{self, new_wants},
    who,
};
use crate::{
    domain::{
        Change, ComplaintId, Customer, CustomerId, Direction, Kept, Leave, Stamp,
        line::{Entry, LineContext, LineKind, read},
        phrase::ago_words,
    },
    store::{LogFilter, Store},
    text,
};

/// Whose, and the line: the arguments of every command that takes one.
#[derive(Debug, Args)]
pub struct Words {
    /// '#12', or find words that fit one customer; - for nobody
    who: String,

    /// The line, as in the screens
    #[arg(allow_negative_numbers = true)]
    line: Vec<String>,

    /// Save without asking (a day that is past, a channel they never want)
    #[arg(long)]
    yes: bool,
}

impl Words {
    /// What became of which row, where that is what they say.
    pub fn act<A: Copy>(&self, acts: &[(&str, A)]) -> Option<(A, i64)> {
        act(acts, &self.who, &self.line)
    }

    /// Is neither anybody named nor anything said?
    pub fn names_nobody(&self) -> bool {
        self.who == "-" && self.line.is_empty()
    }

    /// Saves the line.
    ///
    /// # Errors
    /// As [`save`].
    pub fn save(&self, kind: LineKind, store: &mut Store, context: &mut Context) -> Result<Report> {
        let typed = Typed {
            kind,
            who: &self.who,
            words: &self.line,
            yes: self.yes,
        };
        save(&typed, store, context)
    }

    /// Saves the line; without one lists what the customer has of the kind.
    ///
    /// # Errors
    /// As [`save`].
    pub fn save_or_list(
        &self,
        kind: LineKind,
        (store, context): (&mut Store, &mut Context),
        list: impl FnOnce(CustomerId, &Store, &Context) -> Result<Report>,
    ) -> Result<Report> {
        if !self.line.is_empty() {
            return self.save(kind, store, context);
        }
        match who::find(&self.who, store, context)? {
            Ok(customer) => list(customer.id, store, context),
            Err(report) => Ok(report),
        }
    }
}

/// What became of which row: `done 3`, or `done #3`; `None` where the words say something else.
pub fn act<A: Copy>(acts: &[(&str, A)], first: &str, rest: &[String]) -> Option<(A, i64)> {
    let (_, act) = acts.iter().find(|(word, _)| *word == first)?;
    let [number] = rest else {
        return None;
    };
    Some((*act, number.trim_start_matches('#').parse().ok()?))
}

/// A typed line, for whom, and whether questions are answered beforehand.
pub struct Typed<'a> {
    /// What kind of thing it becomes.
    pub kind: LineKind,
    /// WHO, as typed; `-` is nobody.
    pub who: &'a str,
    /// The words of the line, as the shell gave them.
    pub words: &'a [String],
    /// Every question is answered with yes.
    pub yes: bool,
}

/// What was saved, and how the line was understood.
#[derive(Debug, Serialize)]
struct Saved {
    saved: String,
    customer: Option<CustomerId>,
    name: Option<String>,
    interaction: Option<i64>,
    promises: Vec<i64>,
    complaint: Option<i64>,
    /// Of a smaller noun, such as a want, the number under its name.
    #[serde(flatten)]
    kept: BTreeMap<&'static str, i64>,
    understood: Vec<Understood>,
}

#[derive(Debug, Serialize)]
struct Understood {
    label: &'static str,
    text: String,
}

impl Answer for Saved {
    fn write(&self, page: &mut Page) {
        page.line(format!("Saved: {}.", self.saved));
        let rows = self.understood.iter();
        page.table(rows.map(|piece| [format!("  {}", piece.label), piece.text.clone()]));
    }
}

/// Finds the customer, reads the line, asks what there is to ask, and saves.
///
/// # Errors
/// What the store says; a [`crate::domain::Refusal`] when there is nothing to save.
pub fn save(typed: &Typed, store: &mut Store, context: &mut Context) -> Result<Report> {
    let customer = match typed.who {
        "-" => None,
        who => match who::find(who, store, context)? {
            Ok(customer) => Some(customer),
            Err(report) => return Ok(report),
        },
    };
    let whose = customer.as_ref().map(|customer| customer.id);
    let lines = line_context(typed.kind, whose, store, (context.now, &context.me))?;
    let entry = read(
        typed.kind,
        &text::typed_line(&typed.words.join(" ")),
        &lines,
    );
    let changes = entry.changes(whose, None)?;
    if !typed.yes
        && let Some(report) = unwilling(&entry, customer.as_ref(), context)
    {
        return Ok(report);
    }
    let wants = match whose {
        Some(customer) => store.wants_of(customer)?,
        None => Vec::new(),
    };
    let (changes, known) = new_wants(changes, &wants);
    if let (true, Some(want)) = (changes.is_empty(), known) {
        let since = ago_words(want.asked, context.now);
        let why = format!("They wait for it already, asked {since}; nothing was added.");
        return Ok(want::list(vec![want], store, context)?.say(why));
    }
    let applied = store.apply(&changes, context.now)?;
    let ids = |wanted: fn(&Change) -> bool| -> Vec<i64> {
        let ids = changes.iter().zip(&applied.ids);
        let ids = ids.filter(|(change, _)| wanted(change));
        ids.map(|(_, id)| *id).collect()
    };
    let saved = Saved {
        customer: customer.as_ref().map(|customer| customer.id),
        name: customer.map(|customer| customer.shown_name().to_owned()),
        interaction: ids(|change| matches!(change, Change::AddInteraction(_))).pop(),
        promises: ids(|change| matches!(change, Change::AddPromise(_))),
        complaint: ids(|change| matches!(change, Change::AddComplaint(_))).pop(),
        kept: changes.iter().zip(&applied.ids).filter_map(named).collect(),
        understood: understood(&entry),
        saved: applied.label,
    };
    let report = Report::of(&saved, context.style)?;
    let line = saved.complaint.map(|id| for_you(ComplaintId(id), store));
    Ok(line
        .transpose()?
        .flatten()
        .into_iter()
        .fold(report, Report::say))
}

/// In a furious case, a line of the shop's own to hold on to.
///
/// # Errors
/// What the store says.
pub fn for_you(id: ComplaintId, store: &Store) -> Result<Option<String>> {
    let anchors = store.settings()?.anchors;
    let complaint = store.complaint(id)?;
    Ok(complaint.and_then(|it| anchors.sentence(&it)))
}

/// A row of a smaller noun by its name, with its number.
fn named((change, id): (&Change, &i64)) -> Option<(&'static str, i64)> {
    let Change::Add(kept) = change else {
        return None;
    };
    let noun = match kept {
        Kept::Want(_) => "want",
        Kept::Thanks(_) => "thanks",
        Kept::Extra(_) => "extra",
        Kept::Feedback(_) => "feedback",
        Kept::Product(_) => "product",
        Kept::Purchase(_) => "purchase",
        _ => return None,
    };
    Some((noun, *id))
}

/// Asks what there is to ask; the report that nothing was saved, unless every answer is yes.
fn unwilling(entry: &Entry, customer: Option<&Customer>, context: &mut Context) -> Option<Report> {
    questions(entry, customer).iter().find_map(|question| {
        let why = match context.desk.ask(question) {
            Some(true) => return None,
            Some(false) => "Nothing was saved.".to_owned(),
            None => format!("{question} Nothing was saved; say --yes if so."),
        };
        Some(Report::ended(Exit::Refused, why))
    })
}

/// What a line about this customer is read against; channel and direction are those of the newest contact.
///
/// # Errors
/// What the store says.
pub fn line_context(
    kind: LineKind,
    customer: Option<CustomerId>,
    store: &Store,
    (now, me): (Stamp, &str),
) -> Result<LineContext> {
    let usual = LineContext::new(now, &store.settings()?);
    let newest = store.interactions(&LogFilter::default(), 0, 1)?;
    let last = newest.first().map(|talk| (talk.channel, talk.direction));
    let due = match customer.filter(|_| kind == LineKind::Thanks) {
        Some(customer) => store.thanks_owed(Some(customer), now)?,
        None => Vec::new(),
    };
    Ok(LineContext {
        me: me.to_owned(),
        last: last.unwrap_or(usual.last),
        due,
        products: match kind {
            LineKind::Bought | LineKind::Feedback => store.products()?,
            _ => Vec::new(),
        },
        ..usual
    })
}

/// What is asked once before saving: a due day that is past, and going out on a channel the customer never wants.
fn questions(entry: &Entry, customer: Option<&Customer>) -> Vec<String> {
    let (channel, direction) = entry.channel;
    let going_out = entry.kind == LineKind::Log && direction == Direction::Out;
    let unwanted = customer.filter(|customer| {
        let mut rules = customer.channels.iter();
        going_out && rules.any(|rule| rule.channel == channel && rule.leave == Leave::Never)
    });
    let unwanted = unwanted.map(|customer| {
        let who = customer.called();
        format!("{who} wants no {channel} from the shop. Log it all the same?")
    });
    entry.question().into_iter().chain(unwanted).collect()
}

fn understood(entry: &Entry) -> Vec<Understood> {
    let pieces = entry.reading().into_iter();
    pieces
        .map(|piece| Understood {
            label: piece.label,
            text: piece.text,
        })
        .collect()
}
