//! The longer texts of the shop: those of customers stand in blocks, all else in SQLite's trigram index over its folded form.

use std::{cell::Cell, iter};

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension};

use super::{Store, complaints, customers, interactions, owners, words};
use crate::{
    domain::{Complaint, Customer, CustomerId, Interaction, Step},
    search::{Query, Term, fold},
};

/// The trigram index answers words of so many letters or more.
const SHORTEST: usize = 3;

/// So many of the newest contacts are looked into whether the index knows of them or not.
const NEWEST: usize = 100;

/// So many bytes of a customer's texts are folded to show where a word stands: some 50 ms at the most.
const LOOKED_INTO: usize = 256 << 10;

/// How many letters an excerpt shows on either side of the word.
const AROUND: usize = 18;

impl Store {
    /// For each term of the query, the customers whose longer texts contain it, or who bought a product called so, sorted by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn texts(&self, query: &Query) -> Result<Vec<Vec<CustomerId>>> {
        let _still = self.hold_still()?;
        let mut select = self.file.prepare_cached(
            "SELECT rowid FROM search_text
            WHERE search_text MATCH ?1 AND rowid NOT IN (SELECT id FROM search_stale)",
        )?;
        let waiting = waiting(&self.file)?;
        let mut of_term = |term: &Term| -> Result<Vec<CustomerId>> {
            let Some(phrase) = phrase(word(term)) else {
                return Ok(Vec::new());
            };
            let places = select
                .query_map([phrase], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<i64>>>()?;
            let mut found = owners::of(&self.file, &places)?;
            found.extend(words::find(&self.file, word(term))?);
            found.extend(self.who_bought_called(word(term))?);
            let waiting = waiting.iter().filter(|(_, text)| text.contains(word(term)));
            found.extend(waiting.map(|(customer, _)| *customer));
            found.sort_unstable();
            found.dedup();
            Ok(found)
        };
        query.terms.iter().map(&mut of_term).collect()
    }

    /// Where the query's words stand in a customer's longer texts, or in what they bought: the noun and a short piece around the word.
    /// Of very long texts only the beginning is looked into; who is found by what stands further down has no piece to show.
    pub fn text_match(
        &self,
        customer: CustomerId,
        query: &Query,
    ) -> Result<Option<(&'static str, String)>> {
        let _still = self.hold_still()?;
        let words: Vec<&str> = query.terms.iter().map(word).collect();
        let left = Cell::new(LOOKED_INTO);
        let place = |noun: &'static str, text: &str| {
            let text = &text[..text.floor_char_boundary(left.get())];
            left.set(left.get() - text.len());
            let piece = words.iter().find_map(|word| excerpt(text, word))?;
            Some((noun, piece))
        };
        let Some(whole) = customers::one(&self.file, customer)? else {
            return Ok(None);
        };
        let mut found = in_own_texts(&whole, place);
        if found.is_none() {
            let talks = self.talks_with(customer, &words)?;
            let mut talks = talks.iter().map(of_interaction);
            found = talks.find_map(|text| place("interaction", &text));
        }
        if found.is_none() {
            let complaints = self.complaints_of(customer)?;
            let mut texts = complaints.iter().flat_map(|it| {
                let steps = it.steps.iter().map(of_step);
                iter::once(of_complaint(it)).chain(steps)
            });
            found = texts.find_map(|text| place("complaint", &text));
        }
        if found.is_none() {
            let mut products = self.names_bought(customer)?.into_iter();
            found = products.find_map(|name| place("bought", &name));
        }
        Ok(found)
    }
}

/// Where one is found in what is written about a customer.
fn in_own_texts<T>(it: &Customer, place: impl Fn(&'static str, &str) -> Option<T>) -> Option<T> {
    let mut own = words::own_texts(it).into_iter();
    let (mut addresses, mut likes) = (it.addresses.iter(), it.preferences.iter());
    let mut facts = it.facts.iter();
    own.find_map(|text| place("customer", text))
        .or_else(|| addresses.find_map(|it| place("address", &it.line())))
        .or_else(|| likes.find_map(|it| place("like", &it.text)))
        .or_else(|| facts.find_map(|it| place("fact", &lines(&[&it.label, &it.text]))))
}

impl Store {
    /// The contacts with a customer in which one of the words may stand, newest first: those that the trigram index knows of, and the
    /// newest, which may not be in it yet. However many there are, only a few are read.
    fn talks_with(&self, customer: CustomerId, words: &[&str]) -> Result<Vec<Interaction>> {
        let mut talks = self.interactions_of(customer, NEWEST)?;
        let mut select = self.file.prepare_cached(
            "SELECT id FROM interaction WHERE customer = ?2
                AND id IN (SELECT rowid >> 4 FROM search_text WHERE search_text MATCH ?1 AND rowid & 15 = 6)
            ORDER BY at DESC, id DESC LIMIT 1",
        )?;
        for phrase in words.iter().filter_map(|word| phrase(word)) {
            let found: Option<i64> = select
                .query_row((phrase, customer), |row| row.get(0))
                .optional()?;
            if let Some(row) = found {
                talks.extend(interactions::by_row(&self.file, row)?);
            }
        }
        talks.sort_by_key(|talk| std::cmp::Reverse((talk.at, talk.id)));
        talks.dedup_by_key(|talk| talk.id);
        Ok(talks)
    }
}

/// The texts that wait to be taken into the index, folded, with their customers.
fn waiting(file: &Connection) -> Result<Vec<(CustomerId, String)>> {
    let mut select =
        file.prepare_cached("SELECT id FROM search_stale WHERE id & 15 NOT IN (1, 2, 9)")?;
    let mut rows = select.query([])?;
    let mut texts = Vec::new();
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        let text = text(file, place & 15, place >> 4)?;
        let owner = owners::of(file, &[place])?.pop();
        texts.extend(owner.zip(text));
    }
    Ok(texts)
}

fn word(term: &Term) -> &str {
    match term {
        Term::Word(word) | Term::Digits(word) => word,
    }
}

/// A folded word as the trigram index is asked for it; `None` when it is too short to be asked.
pub(super) fn phrase(word: &str) -> Option<String> {
    (word.chars().count() >= SHORTEST).then(|| format!("\"{}\"", word.replace('"', "\"\"")))
}

/// Are all of these folded words in the text?
pub(super) fn has_words(text: &str, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let folded = fold(text);
    words.iter().all(|word| folded.contains(word.as_str()))
}

/// The text of one row, folded.
fn text(file: &Connection, kind: i64, row: i64) -> Result<Option<String>> {
    Ok(match kind {
        OWN => customers::with_texts(file, CustomerId(row))?.map(|it| words::line(&it)),
        6 => interactions::by_row(file, row)?.map(|it| fold(&of_interaction(&it))),
        7 => complaints::by_row(file, row)?.map(|it| fold(&of_complaint(&it))),
        8 => complaints::step_by_row(file, row)?.map(|it| fold(&of_step(&it))),
        _ => None,
    })
}

/// Takes stale texts, by kind and row number, into the index anew, or out where the row is gone.
pub(super) fn renew(file: &Connection, stale: &[(i64, i64)]) -> Result<()> {
    let own = stale.iter().filter(|(kind, _)| *kind == OWN);
    words::mend(
        file,
        &own.map(|(_, row)| CustomerId(*row)).collect::<Vec<_>>(),
    )?;
    let mut delete = file.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?;
    let mut insert =
        file.prepare_cached("INSERT INTO search_text (rowid, words) VALUES (?1, ?2)")?;
    for (kind, row) in stale.iter().filter(|(kind, _)| *kind != OWN) {
        let place = row << 4 | kind;
        delete.execute([place])?;
        let text = text(file, *kind, *row)?;
        if let Some(text) = text.filter(|text| is_indexed(text)) {
            insert.execute((place, text))?;
        }
    }
    Ok(())
}

/// The tables whose texts are in the trigram index, by kind, with the columns that are.
const INDEXED: [(i64, &str, &[&str]); 3] = [
    (6, "interaction", &["summary", "reason", "why_not", "tags"]),
    (
        7,
        "complaint",
        &["what", "wants", "told_others", "about", "category"],
    ),
    (8, "step", &["text"]),
];

/// Goes through every text that belongs into the trigram index: its place there, and the text, folded.
pub(super) fn each(
    file: &Connection,
    each: &mut dyn FnMut(i64, String) -> Result<()>,
) -> Result<()> {
    for (kind, table, columns) in INDEXED {
        let mut select =
            file.prepare(&format!("SELECT id, {} FROM {table}", columns.join(", ")))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let texts = (1..=columns.len()).map(|at| row.get_ref(at)?.as_str().map_err(Into::into));
            let texts = texts.collect::<rusqlite::Result<Vec<_>>>()?;
            let text = fold(&lines(&texts));
            if is_indexed(&text) {
                each(id << 4 | kind, text)?;
            }
        }
    }
    Ok(())
}

/// Is the text at this place of the trigram index found by how it begins?
pub(super) fn is_found(file: &Connection, place: i64, text: &str) -> Result<bool> {
    const BEGINNING: usize = 24;
    let beginning: String = text.chars().take(BEGINNING).collect();
    let mut select = file.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM search_text WHERE search_text MATCH ?1 AND rowid = ?2)",
    )?;
    Ok(select.query_row((phrase(&beginning), place), |row| row.get(0))?)
}

fn is_indexed(text: &str) -> bool {
    text.chars().nth(SHORTEST - 1).is_some()
}

/// A customer's own texts, with those of the details.
const OWN: i64 = 0;

/// What the log is searched by.
pub(super) fn of_interaction(it: &Interaction) -> String {
    lines(&[&it.summary, &it.reason, &it.why_not, &it.tags.join(" ")])
}

fn of_complaint(it: &Complaint) -> String {
    lines(&[
        &it.what,
        &it.wants,
        &it.told_others,
        &it.about,
        &it.category,
    ])
}

fn of_step(it: &Step) -> String {
    it.text.clone()
}

fn lines(texts: &[&str]) -> String {
    let texts = texts.iter().filter(|text| !text.is_empty());
    texts.copied().collect::<Vec<_>>().join("\n")
}

/// About forty letters of the text around a folded word; `None` when it is not in it.
///
/// Folding may drop or double letters, so the place is found word by word: each is folded alone, and remembers where it stood.
fn excerpt(text: &str, word: &str) -> Option<String> {
    let mut folded = String::new();
    let mut starts = Vec::new();
    let mut found = None;
    for piece in text.split_whitespace() {
        // It may begin in the pieces before; what was looked through is not looked through again.
        let mut from = folded.len().saturating_sub(word.len());
        while !folded.is_char_boundary(from) {
            from -= 1;
        }
        starts.push((
            folded.len(),
            piece.as_ptr() as usize - text.as_ptr() as usize,
        ));
        folded.push_str(&fold(piece));
        folded.push(' ');
        found = folded[from..].find(word).map(|at| from + at);
        if found.is_some() {
            break;
        }
    }
    let found = found?;
    let at = starts
        .partition_point(|(start, _)| *start <= found)
        .checked_sub(1)?;
    Some(around(text, starts[at].1))
}

/// The letters around a place, with `…` where something was left out.
fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().take(AROUND).last();
    let from = from.map_or(at, |(start, _)| start);
    let to = text[at..]
        .char_indices()
        .nth(AROUND * 2)
        .map_or(text.len(), |(end, _)| at + end);
    let piece = text[from..to]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{piece}{}", mark(from > 0), mark(to < text.len()))
}
