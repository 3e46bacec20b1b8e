//! `find`: who is ringing, and every other question that begins with "who".

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page, Style},
};
use crate::{
    domain::{self, CustomerId, Stamp, Tier, phrase::ago},
    search::{Hit, Hits, Index, Matched, Query, Term},
    store::{CustomerRow, Store},
};

/// Whom to find.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars find 4471                 the end of a phone
  regulars find mueller              finds Müller too
  regulars find ana 44               every word must match somewhere
  regulars find tag:vip 'last:>90d'  filter words
  regulars find ''                   everybody")]
pub struct Find {
    /// Letters of a name, digits of a phone, filter words; '' is everybody
    #[arg(required = true)]
    query: Vec<String>,

    /// Show at most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// The customers found, best first.
#[derive(Debug, Serialize)]
pub struct Found {
    query: String,
    total: usize,
    hits: Vec<Person>,
    #[serde(skip)]
    now: Stamp,
}

/// One customer found, as a list shows them.
#[derive(Debug, Serialize)]
pub struct Person {
    id: CustomerId,
    name: String,
    call_me: String,
    say: String,
    phones: Vec<String>,
    #[serde(skip)]
    phone: String,
    emails: Vec<String>,
    tier: &'static str,
    matched: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    last_contact: Option<Stamp>,
    complaints: u32,
    promises: u32,
}

impl Answer for Found {
    fn write(&self, page: &mut Page) {
        page.table(self.hits.iter().map(|person| {
            let contact = person.last_contact.map(|at| ago(at, self.now));
            [
                person.id.to_string(),
                person.name.clone(),
                person.phone.clone(),
                contact.unwrap_or_else(|| "–".to_owned()),
                person.standing(),
                person.matched_words(),
            ]
        }));
    }
}

impl Person {
    fn new(
        row: CustomerRow,
        (matched, text): (&'static str, Option<String>),
        query: &Query,
    ) -> Self {
        Self {
            phone: phone_asked_for(&row.phones, query),
            id: row.id,
            name: row.name,
            call_me: row.call_me,
            say: row.say,
            phones: row.phones,
            emails: row.emails,
            tier: row.tier.unwrap_or(Tier::B).word(),
            matched,
            text,
            last_contact: row.last_contact,
            complaints: row.complaints,
            promises: row.promises,
        }
    }

    /// "complaint, promise": what is open with them.
    fn standing(&self) -> String {
        let open = [(self.complaints, "complaint"), (self.promises, "promise")];
        let open = open.iter().filter(|(count, _)| *count > 0);
        let words: Vec<&str> = open.map(|(_, word)| *word).collect();
        words.join(", ")
    }

    /// Where it matched, when that does not stand in the row already.
    fn matched_words(&self) -> String {
        match (&self.text, self.matched) {
            (Some(text), noun) => format!("{noun}: {text}"),
            (None, "name" | "phone" | "all") => String::new(),
            (None, "email") => self.emails.join(", "),
            (None, noun) => noun.to_owned(),
        }
    }
}

/// A find text with the customers it hits.
#[derive(Debug)]
pub struct Search {
    /// As it was typed.
    pub text: String,
    /// As it was understood.
    pub query: Query,
    /// Who it hits, best first.
    pub hits: Hits,
}

impl Search {
    /// Looks through names, phones, e-mails, companies and tags, and with `deep` through all longer texts as well.
    ///
    /// # Errors
    /// What the store says.
    pub fn new(text: &str, deep: bool, store: &Store, now: Stamp) -> Result<Self> {
        let query = Query::read(text, &store.settings()?.country);
        let allowed = store.matching(&query.filters, now)?;
        let texts = if deep && !query.terms.is_empty() {
            store.texts(&query)?
        } else {
            Vec::new()
        };
        let mut index = Index::once(&query, &texts);
        store.refresh(&mut index)?;
        Ok(Self {
            text: text.to_owned(),
            hits: index.find(&query, allowed.as_deref(), &texts),
            query,
        })
    }

    /// Everybody it hits, best first.
    pub fn everybody(&mut self) -> impl Iterator<Item = CustomerId> {
        let all = self.hits.total();
        self.hits.page(0..all).iter().map(|hit| hit.customer)
    }

    /// The first hits with everything a list shows.
    ///
    /// # Errors
    /// What the store says.
    pub fn found(&mut self, limit: usize, store: &Store, context: &Context) -> Result<Found> {
        let total = self.hits.total();
        let hits = self.hits.page(0..limit.min(total));
        let ids: Vec<CustomerId> = hits.iter().map(|hit| hit.customer).collect();
        let mut rows = store.customer_rows(&ids)?;
        if context.style == Style::Json {
            store.fill_tiers(&mut rows, context.now)?;
        }
        let mut rows = rows.into_iter().peekable();
        let mut people = Vec::with_capacity(ids.len());
        for hit in hits {
            // A customer removed since the search began has no row.
            if let Some(row) = rows.next_if(|row| row.id == hit.customer) {
                people.push(person(row, *hit, &self.query, store)?);
            }
        }
        Ok(Found {
            query: self.text.clone(),
            total,
            hits: people,
            now: context.now,
        })
    }
}

fn person(row: CustomerRow, hit: Hit, query: &Query, store: &Store) -> Result<Person> {
    let matched = match hit.matched {
        Matched::Name | Matched::NameSlip => "name",
        Matched::PhoneEnding | Matched::Phone => "phone",
        Matched::Email => "email",
        Matched::Company => "company",
        Matched::Tag => "tag",
        Matched::Everybody => "all",
        Matched::Text => {
            let (noun, text) = store.text_match(hit.customer, query)?.unzip();
            return Ok(Person::new(row, (noun.unwrap_or("text"), text), query));
        }
    };
    Ok(Person::new(row, (matched, None), query))
}

/// Of several phones the one the digits are from, at its end if there is such; else the first.
fn phone_asked_for(phones: &[String], query: &Query) -> String {
    let digits = query.terms.iter().find_map(|term| match term {
        Term::Digits(digits) => Some(digits.trim_start_matches('0')),
        Term::Word(_) => None,
    });
    let numbers = || phones.iter().map(|raw| (raw, domain::phone::digits(raw)));
    let asked_for = digits.and_then(|digits| {
        let ending = numbers().find(|(_, number)| number.ends_with(digits));
        ending.or_else(|| numbers().find(|(_, number)| number.contains(digits)))
    });
    let phone = asked_for.map(|(raw, _)| raw).or(phones.first());
    phone.cloned().unwrap_or_default()
}

/// Finds customers.
///
/// # Errors
/// What the store says.
pub fn run(args: &Find, store: &Store, context: &Context) -> Result<Report> {
    answer(&args.query.join(" "), args.limit, store, context)
}

/// Whom a text finds, at most so many.
///
/// # Errors
/// What the store says.
pub fn answer(
    text: &str,
    limit: Option<usize>,
    store: &Store,
    context: &Context,
) -> Result<Report> {
    let mut search = Search::new(text, true, store, context.now)?;
    if !search.query.unknown.is_empty() {
        return Ok(Report::ended(Exit::Usage, search.query.unknown.join(" ")));
    }
    let found = search.found(limit.unwrap_or(usize::MAX), store, context)?;
    let report = Report::of(&found, context.style)?;
    Ok(match (found.total, found.hits.len()) {
        (0, _) if found.query.trim().is_empty() => report
            .but(Exit::Nothing)
            .say("There is no customer yet; regulars import brings them in."),
        (0, _) => report
            .but(Exit::Nothing)
            .say(format!("Nobody fits {:?}.", found.query)),
        (total, shown) if shown < total => report.say(format!("{shown} of {total} shown.")),
        _ => report,
    })
}
