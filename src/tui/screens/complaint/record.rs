//! A complaint in lines: whose and what, the five lamps, the record of its steps. The queue and the complaint itself show the same.

use std::collections::HashMap;

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use crate::{
    domain::{
        CauseId, Clocks, Complaint, Currency, Heat, Lamps, Promise, Settings, Source, Stamp, State,
        Step, Tier,
        dates::day_name,
        inside::inside_note,
        phrase::{ago, beginning, heat_meaning, promise_standing},
    },
    tui::{
        text::safe,
        theme::Theme,
        widgets::{
            Cell,
            flow::{Piece, flow, softly, style},
        },
    },
};

/// The lamps: letter and name, in the order of their keys; the capital in the name is the key.
pub const LAMPS: [(&str, &str); 5] = [
    ("A", "Apology"),
    ("C", "Cause"),
    ("X", "fiX"),
    ("R", "Remedy"),
    ("T", "Told"),
];

/// What the lines are made with: the moment, the shop's causes and its currency, the colours, and how many columns there are.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The moment.
    pub now: Stamp,
    /// The words of the shop's causes.
    pub causes: &'a HashMap<CauseId, String>,
    /// The shop's currency.
    pub currency: &'a Currency,
    /// The shop's inside words: underlined in what the customer was told.
    pub inside: &'a str,
    /// The colours.
    pub theme: &'a Theme,
    /// Columns.
    pub width: usize,
}

/// Which lamps are lit, in the order of [`LAMPS`].
pub const fn lit(lamps: Lamps) -> [bool; 5] {
    [
        lamps.apology,
        lamps.cause,
        lamps.fix,
        lamps.remedy,
        lamps.told,
    ]
}

/// The lamps as one cell of five columns: a letter where one is lit, a dot where it is dark.
pub fn lamp_cell(lamps: Lamps, theme: &Theme) -> Cell {
    let on = lit(lamps);
    let letters = LAMPS
        .iter()
        .zip(on)
        .map(|((letter, _), lit)| if lit { letter } else { "·" });
    let letters: String = letters.collect();
    let marks = (0..5).filter(|at| on[*at]).map(|at| at..at + 1);
    Cell::new(letters, theme.muted).marked(marks.collect())
}

/// How hot it is, with its colour.
pub fn heat_style(heat: Heat, theme: &Theme) -> Style {
    style(heat_meaning(heat), theme)
}

/// Open, waiting for whom, closed, dismissed.
pub fn state_words(complaint: &Complaint) -> String {
    match complaint.waiting_for() {
        Some(whom) => format!("waiting for {whom}"),
        None => complaint.state().to_string(),
    }
}

fn state_style(state: State, theme: &Theme) -> Style {
    match state {
        State::Open => theme.text,
        State::Waiting => theme.warn,
        State::Closed => theme.good,
        State::Dismissed => theme.muted,
    }
}

/// What went wrong, where it stands, and what was written down about it.
pub fn head(complaint: &Complaint, page: Page) -> Vec<Line<'static>> {
    let theme = page.theme;
    let mut lines = flow(&[(safe(&complaint.what), theme.title)], page.width, 3);
    let age = ago(complaint.opened, page.now);
    let opened = day_name(complaint.opened.day(), page.now.day());
    let mut pieces: Vec<Piece> = vec![
        (
            safe(&state_words(complaint)),
            state_style(complaint.state(), theme),
        ),
        (safe(" · "), theme.muted),
        (
            safe(complaint.heat.word()),
            heat_style(complaint.heat, theme),
        ),
        (safe(" · "), theme.muted),
        (safe(&format!("opened {opened}, {age}")), theme.text),
    ];
    let mut add = |label: &str, text: &str| {
        if !text.is_empty() {
            pieces.push((safe(" · "), theme.muted));
            pieces.push((safe(label), theme.muted));
            pieces.push((safe(text), theme.text));
        }
    };
    add("by ", &complaint.by);
    if complaint.source != Source::Direct {
        add("", complaint.source.word());
    }
    add("category ", &complaint.category);
    add("about ", &complaint.about);
    lines.extend(flow(&pieces, page.width, 3));
    for (label, text) in [
        ("wants", &complaint.wants),
        ("told others", &complaint.told_others),
    ] {
        if !text.is_empty() {
            let pieces = [
                (safe(&format!("{label} ")), theme.muted),
                (safe(text), theme.text),
            ];
            lines.extend(flow(&pieces, page.width, 2));
        }
    }
    lines
}

/// Both clocks in words: "first answer DONE in time · resolution OK Mon 11:00".
pub fn clocks(clocks: &Clocks, page: Page) -> Vec<Line<'static>> {
    let both = [
        ("first answer ", &clocks.first_answer),
        ("resolution ", &clocks.resolution),
    ];
    let mut pieces: Vec<Piece> = Vec::new();
    for (name, clock) in both.into_iter().filter(|(_, clock)| clock.due.is_some()) {
        let dot = if pieces.is_empty() { "" } else { " · " };
        pieces.push((safe(dot), page.theme.muted));
        pieces.push((safe(name), page.theme.muted));
        pieces.push((
            safe(&clock.words(page.now)),
            style(clock.meaning(), page.theme),
        ));
    }
    flow(&pieces, page.width, 2)
}

/// The five lamps by name, and what comes next: closer together where there is little room, in two rows where there is less.
pub fn lamps(complaint: &Complaint, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    /// Columns that the names and the longest next step need.
    const WIDE: usize = 74;
    /// The same, closer together.
    const CLOSE: usize = 55;
    let (within, between, next) = if width < WIDE {
        ("", " ", "→ ")
    } else {
        (" ", "   ", "next: ")
    };
    let mut spans = Vec::new();
    for ((_, name), lit) in LAMPS.iter().zip(lit(complaint.lamps())) {
        let (mark, style) = if lit {
            ("✓", theme.good)
        } else {
            ("·", theme.muted)
        };
        spans.push(Span::styled(format!("{mark}{within}{name}"), style));
        spans.push(Span::raw(between));
    }
    let mut rows = vec![spans];
    if !complaint.is_ended() {
        if width < CLOSE {
            rows.push(Vec::new());
        }
        let last = rows.len() - 1;
        rows[last].push(Span::styled(next, theme.muted));
        rows[last].push(Span::styled(complaint.next_step(), theme.accent));
    }
    rows.into_iter().map(Line::from).collect()
}

/// The record: when, who, what, in the order written down.
pub fn steps(complaint: &Complaint, page: Page) -> Vec<Line<'static>> {
    if complaint.steps.is_empty() {
        return vec![Line::styled("Nothing was done yet.", page.theme.muted)];
    }
    complaint
        .steps
        .iter()
        .flat_map(|step| step_lines(step, page))
        .collect()
}

/// What to think of before it is said again: the inside words in what the customer was told.
pub fn inside(complaint: &Complaint, page: Page) -> Option<Line<'static>> {
    let told = complaint.steps.iter().filter(|step| step.kind.answers());
    let told: Vec<_> = told.map(|step| beginning(&step.text)).collect();
    let note = inside_note(&told.join("\n"), page.inside)?;
    let note = safe(&note).fit(page.width);
    Some(Line::styled(String::from(note), page.theme.muted))
}

/// The end of the record, as many whole steps as there are rows for: the newest matter most.
pub fn last_steps(complaint: &Complaint, page: Page, rows: usize) -> Vec<Line<'static>> {
    let mut lines = steps(complaint, page);
    let mut room = rows;
    for step in complaint.steps.iter().rev() {
        let Some(rest) = room.checked_sub(step_lines(step, page).len()) else {
            break;
        };
        room = rest;
    }
    let fitting = rows - room;
    if fitting > 0 {
        lines.drain(..lines.len().saturating_sub(fitting));
    }
    lines
}

fn step_lines(step: &Step, page: Page) -> Vec<Line<'static>> {
    /// Columns before the words of a step.
    const BEFORE: usize = 24;
    let theme = page.theme;
    let day = step.at.local().format("%a %-d %b %H:%M");
    let by = safe(&step.by).fit(4);
    let before = format!("{:<17} {by:<4} ", day.to_string());
    let room = page.width.saturating_sub(BEFORE).max(10);
    let mut pieces: Vec<Piece> = vec![(safe(step.kind.word()), theme.text)];
    let cause = step.cause.and_then(|id| page.causes.get(&id));
    for text in step.pieces(cause.map(String::as_str), page.currency) {
        pieces.push((safe(" · "), theme.muted));
        let inside = if step.kind.answers() { page.inside } else { "" };
        pieces.extend(softly(&text, inside, theme));
    }
    let mut rows = flow(&pieces, room, 6);
    for (number, row) in rows.iter_mut().enumerate() {
        let before = if number == 0 { before.as_str() } else { "" };
        row.spans
            .insert(0, Span::styled(format!("{before:<23}"), theme.muted));
    }
    rows
}

/// The promises given inside it.
pub fn promises(promises: &[Promise], page: Page) -> Vec<Line<'static>> {
    let line = |promise: &Promise| {
        let (meaning, standing) = promise_standing(promise, page.now.day());
        let pieces = [
            (safe("promised "), page.theme.muted),
            (safe(&promise.what), page.theme.text),
            (safe(" · "), page.theme.muted),
            (safe(&standing), style(meaning, page.theme)),
        ];
        flow(&pieces, page.width, 2)
    };
    promises.iter().flat_map(line).collect()
}

/// Why it stands where it stands: what its clocks counted, then each lamp with the step that lit it, the state, and what comes next.
pub fn why(complaint: &Complaint, tier: Tier, settings: &Settings, now: Stamp) -> Vec<String> {
    let mut lines = complaint.counted(tier, settings, now);
    lines.push(String::new());
    lines.extend(why_lit(complaint));
    lines
}

fn why_lit(complaint: &Complaint) -> Vec<String> {
    use crate::domain::StepKind as Kind;
    let since = complaint
        .steps
        .iter()
        .rposition(|step| step.kind == Kind::Reopened);
    let counted = &complaint.steps[since.map_or(0, |at| at + 1)..];
    let when = |step: &Step| {
        let by = if step.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", step.by)
        };
        format!("{}{by}", step.at.local().format("%a %-d %b %Y %H:%M"))
    };
    let kinds = [
        Kind::Apologised,
        Kind::Cause,
        Kind::Fix,
        Kind::Remedy,
        Kind::Told,
    ];
    let mut lines = vec![match since {
        Some(at) => format!(
            "Counted from {}, when it was reopened.",
            when(&complaint.steps[at])
        ),
        None => "Counted from the day it was opened.".to_owned(),
    }];
    for ((letter, name), kind) in LAMPS.iter().zip(kinds) {
        let step = counted.iter().rfind(|step| step.kind == kind);
        lines.push(match step {
            Some(step) => format!("{letter} {name}: lit, noted {}", when(step)),
            None if kind == Kind::Told && complaint.customer.is_none() => {
                format!("{letter} {name}: not needed, nobody gave a name")
            }
            None => format!("· {name}: dark, no such step yet"),
        });
    }
    let turning = complaint.steps.iter().rfind(|step| {
        matches!(
            step.kind,
            Kind::Closed
                | Kind::Dismissed
                | Kind::Reopened
                | Kind::Resumed
                | Kind::WaitingOnCustomer
                | Kind::WaitingOnSupplier
        )
    });
    let state = complaint.state();
    lines.push(match turning {
        Some(step) => format!("It is {state}: {}, {}.", step.kind, when(step)),
        None => format!("It is {state}: no step has ended or stopped it."),
    });
    if !complaint.is_ended() {
        lines.push(format!("Next: {}.", complaint.next_step()));
    }
    lines
}
