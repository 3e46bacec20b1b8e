//! WHO on a command line: `#12`, or find words with one best hit.

use super::{Context, Exit, Report, find::Search};
use crate::{
    domain::{Customer, CustomerId},
    search::{Hit, Matched, fold},
    store::Store,
};

/// So many people are listed when several are meant.
const LISTED: usize = 50;

/// Hits beyond these are never the one best hit.
const LOOKED_AT: usize = 1000;

/// The customer meant; or, where it is nobody or several, the report that says so.
pub type Who = Result<Customer, Report>;

/// Finds the one customer the words mean.
///
/// Names, phones, e-mails, companies and tags decide; only when they give nobody the longer texts are asked.
///
/// # Errors
/// What the store says.
pub fn find(words: &str, store: &Store, context: &Context) -> anyhow::Result<Who> {
    if let Some(id) = number(words) {
        let why = || Report::ended(Exit::Nothing, format!("There is no customer {id}."));
        return Ok(store.customer(id)?.ok_or_else(why));
    }
    let mut search = Search::new(words, false, store, context.now)?;
    if search.hits.total() == 0 {
        search = Search::new(words, true, store, context.now)?;
    }
    if let Some(id) = one(&mut search, store)?
        && let Some(customer) = store.customer(id)?
    {
        return Ok(Ok(customer));
    }
    unclear(search, store, context).map(Err)
}

fn number(words: &str) -> Option<CustomerId> {
    let number: i64 = words.strip_prefix('#')?.parse().ok()?;
    (number > 0).then_some(CustomerId(number))
}

/// The only hit, the only phone that ends so, or the only one of exactly that name.
fn one(search: &mut Search, store: &Store) -> anyhow::Result<Option<CustomerId>> {
    if !search.query.unknown.is_empty() {
        return Ok(None);
    }
    let hits = search
        .hits
        .page(0..search.hits.total().min(LOOKED_AT))
        .to_vec();
    if let [only] = hits.as_slice() {
        return Ok(Some(only.customer));
    }
    let by = |matched: Matched| -> Vec<CustomerId> {
        let hits = hits.iter().filter(|hit| hit.matched == matched);
        hits.map(|hit: &Hit| hit.customer).collect()
    };
    if let [only] = by(Matched::PhoneEnding).as_slice() {
        return Ok(Some(*only));
    }
    let name = fold(&search.text);
    let mut rows = store.customer_rows(&by(Matched::Name))?;
    rows.retain(|row| fold(&row.name) == name);
    Ok(match rows.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

fn unclear(mut search: Search, store: &Store, context: &Context) -> anyhow::Result<Report> {
    if !search.query.unknown.is_empty() {
        return Ok(Report::ended(Exit::Usage, search.query.unknown.join(" ")));
    }
    let words = search.text.clone();
    let found = search.found(LISTED, store, context)?;
    let report = Report::of(&found, context.style)?;
    Ok(match search.hits.total() {
        0 => report
            .but(Exit::Nothing)
            .say(format!("Nobody fits {words:?}.")),
        total => report.but(Exit::Refused).say(format!(
            "{words:?} fits {total} people; name one by number ('#12'), whole name or phone."
        )),
    })
}
