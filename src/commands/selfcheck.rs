//! `selfcheck`: twelve scales about how the shop treats its customers, once a quarter, with where they go.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, Quarter, Refusal,
        self_check::{SCALES, earlier, scale_of, trend},
    },
    store::Store,
};

/// Of which quarter, and what is scored.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars selfcheck                        this quarter, beside the four before it
  regulars selfcheck --ends                 what 1 and 5 mean on each scale
  regulars selfcheck listening=4 no=2       score some now, the rest another day
  regulars selfcheck no=. note='a full week'   take a score off; what is to be remembered
  regulars selfcheck --quarter 2026-Q1

Scales: listening word answers sorry names promises no mistakes fairness goods rush after; from 1 to 5.")]
pub struct SelfCheck {
    /// An earlier quarter, like 2026-Q1
    #[arg(long)]
    quarter: Option<Quarter>,

    /// What both ends of each scale mean
    #[arg(long)]
    ends: bool,

    /// A scale and its score; a dot takes it off. Or note=, and what is to be remembered
    #[arg(value_name = "SCALE=N")]
    scores: Vec<String>,
}

#[derive(Serialize)]
struct Shown {
    quarter: Quarter,
    scales: Vec<Row>,
    scored: usize,
    average: Option<f64>,
    by: String,
    note: String,
    #[serde(skip)]
    standing: String,
    #[serde(skip)]
    ends: bool,
}

#[derive(Serialize)]
struct Row {
    scale: &'static str,
    about: &'static str,
    low: &'static str,
    high: &'static str,
    score: Option<u8>,
    earlier: Vec<Before>,
    trend: &'static str,
}

#[derive(Serialize)]
struct Before {
    quarter: Quarter,
    score: Option<u8>,
}

impl Answer for Shown {
    fn write(&self, page: &mut Page) {
        page.table(self.scales.iter().map(|row| {
            let before = row.earlier.iter().map(|it| digit(it.score));
            let ends = match self.ends {
                true => format!("1 {} · 5 {}", row.low, row.high),
                false => String::new(),
            };
            [
                row.scale.to_owned(),
                before.collect::<Vec<_>>().join(" "),
                digit(row.score),
                row.trend.to_owned(),
                ends,
            ]
        }));
        page.line(format!("{}: {}", self.quarter, self.standing));
        if !self.note.is_empty() {
            page.line(format!("note: {}", self.note));
        }
    }
}

fn digit(score: Option<u8>) -> String {
    score.map_or_else(|| "-".to_owned(), |score| score.to_string())
}

/// Shows the self-check of a quarter, or scores in it.
///
/// # Errors
/// What the store says; a [`Refusal`] for a scale or score that is none.
pub fn run(args: &SelfCheck, store: &mut Store, context: &mut Context) -> Result<Report> {
    let this = Quarter::of(context.now.day());
    let quarter = args.quarter.unwrap_or(this);
    if quarter > this {
        let why = format!("{quarter} is still to come; now it is {this}.");
        return Ok(Report::ended(Exit::Refused, why));
    }
    let checks = store.self_checks()?;
    let known = checks.iter().find(|check| check.quarter == quarter);
    if !args.scores.is_empty() {
        let signed = (context.now, context.me.as_str());
        let new = || domain::SelfCheck::new(quarter, signed);
        let after = typed(known.cloned().unwrap_or_else(new), &args.scores)?;
        if Some(&after) != known {
            store.apply(&[after.save(known)], context.now)?;
        }
    }
    let shown = shown(quarter, store, args.ends)?;
    let empty = shown.scored == 0 && args.scores.is_empty() && !args.ends;
    let report = Report::of(&shown, context.style)?;
    Ok(match empty {
        true => report
            .say("Nothing is scored yet: regulars selfcheck listening=4; --ends says what the ends mean."),
        false => report,
    })
}

/// The self-check with what was typed: `listening=4`, `no=.`, `note=a full week`.
fn typed(mut check: domain::SelfCheck, words: &[String]) -> Result<domain::SelfCheck, Refusal> {
    for word in words {
        let pair = word.split_once('=');
        let (scale, value) =
            pair.ok_or_else(|| Refusal(format!("Write {word} as scale=score, like listening=4.")))?;
        let value = value.trim();
        if scale.trim() == "note" {
            value.clone_into(&mut check.note);
            continue;
        }
        let score = match value {
            "" | "." => None,
            // What is no number is no score either.
            digits => Some(digits.parse().unwrap_or_default()),
        };
        check = check.scored(scale_of(scale)?, score)?;
    }
    Ok(check)
}

fn shown(quarter: Quarter, store: &Store, ends: bool) -> Result<Shown> {
    let checks = store.self_checks()?;
    let before = earlier(&checks, quarter);
    let known = checks.iter().find(|check| check.quarter == quarter);
    let scores = known.map(|check| check.scores).unwrap_or_default();
    let rows = SCALES.iter().enumerate().map(|(at, scale)| Row {
        scale: scale.word,
        about: scale.about,
        low: scale.low,
        high: scale.high,
        score: scores.of(at),
        earlier: (before.iter())
            .map(|it| Before {
                quarter: it.quarter,
                score: it.scores.of(at),
            })
            .collect(),
        trend: trend(&before, (at, scores.of(at))),
    });
    Ok(Shown {
        quarter,
        scales: rows.collect(),
        scored: scores.given(),
        average: scores.mean_tenths().map(|tenths| f64::from(tenths) / 10.0),
        by: known.map(|it| it.by.clone()).unwrap_or_default(),
        note: known.map(|it| it.note.clone()).unwrap_or_default(),
        standing: known.map_or_else(|| "not begun".to_owned(), domain::SelfCheck::standing),
        ends,
    })
}
