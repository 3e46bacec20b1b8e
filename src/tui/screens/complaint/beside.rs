//! What stands beside the record of a complaint: its cause, what the shop changes, what was heard when it asked again.

use ratatui::text::Line;

use super::{known::Known, record::Page};
use crate::{
    domain::{
        ActionState, Complaint, StepKind, complaint::action_words, dates::day_words,
        phrase::Meaning,
    },
    tui::{
        text::safe,
        widgets::flow::{Piece, flow, style},
    },
};

/// That nobody has written down how the shop does it, for a category without a house card.
pub fn no_rule(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    if known.ruled {
        return Vec::new();
    }
    let words = format!(
        "no rule written yet for {}: h, then n writes one",
        complaint.category
    );
    flow(&[(safe(&words), page.theme.warn)], page.width, 2)
}

/// The cause: how often it came, what was changed against it, RETURNED; the whys behind it, and when something is to be given or asked
/// again what the shop does beyond the fix.
pub fn cause(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    let Some(it) = known.cause(complaint) else {
        return Vec::new();
    };
    let theme = page.theme;
    let today = page.now.day();
    let mut pieces: Vec<Piece> = vec![
        (safe("cause "), theme.muted),
        (safe(&it.cause.text), theme.text),
        (safe(" · "), theme.muted),
        (safe(&it.history(false, &known.actions, today)), theme.text),
    ];
    if complaint.returned(&known.actions).is_some() {
        pieces.push((safe(" · "), theme.muted));
        pieces.push((safe("RETURNED"), theme.late));
    }
    let mut lines = flow(&pieces, page.width, 3);
    for why in it.cause.whys.lines().filter(|why| !why.trim().is_empty()) {
        let pieces = [(safe("  why? "), theme.muted), (safe(why), theme.text)];
        lines.extend(flow(&pieces, page.width, 2));
    }
    let due = complaint.next_kind() == Some(StepKind::Remedy);
    if !it.cause.beyond.is_empty() && (due || known.ask_again(complaint).is_some()) {
        let pieces = [
            (safe("  beyond the fix "), theme.muted),
            (safe(&it.cause.beyond), theme.accent),
        ];
        lines.extend(flow(&pieces, page.width, 2));
    }
    lines
}

/// What the shop changes because of it.
pub fn actions(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    let today = page.now.day();
    let line = |action: crate::domain::Action| {
        let standing = match action.state(today) {
            ActionState::Late => page.theme.late,
            ActionState::Dropped => page.theme.muted,
            _ => page.theme.text,
        };
        let pieces = [
            (safe(&format!("action {} ", action.kind)), page.theme.muted),
            (safe(&action_words(&action, today)), standing),
            (safe(&signed(&action.by)), page.theme.muted),
        ];
        flow(&pieces, page.width, 2)
    };
    known
        .own_actions(complaint)
        .into_iter()
        .flat_map(line)
        .collect()
}

/// The worksheet about it; in a deadlock without one, that it would help.
pub fn worksheet(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    let theme = page.theme;
    let pieces = match &known.worksheet {
        Some(sheet) => [
            (safe("worksheet "), theme.muted),
            (safe(&sheet.standing()), theme.text),
            (safe(" W opens it"), theme.muted),
        ],
        None if complaint.talk_again().is_some() => [
            (safe("worksheet "), theme.muted),
            (safe("none yet"), theme.text),
            (
                safe(" W prepares the talk with eight questions"),
                theme.muted,
            ),
        ],
        None => return Vec::new(),
    };
    flow(&pieces, page.width, 2)
}

/// After a furious case: a line of the shop's own to hold on to.
pub fn anchor(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    let offered = known.settings.anchors.offered(complaint);
    let pieces = |line| {
        [
            (safe("for you "), page.theme.muted),
            (safe(line), page.theme.good),
        ]
    };
    offered.map_or_else(Vec::new, |line| flow(&pieces(line), page.width, 2))
}

fn signed(by: &str) -> String {
    if by.is_empty() {
        String::new()
    } else {
        format!(" · {by}")
    }
}

/// What was heard when the shop asked again, and when it asks next.
pub fn again(complaint: &Complaint, known: &Known, page: Page) -> Vec<Line<'static>> {
    let theme = page.theme;
    let mut lines = Vec::new();
    for heard in &known.heard {
        let pieces = [
            (safe("asked again "), theme.muted),
            (safe(&heard.words()), theme.text),
        ];
        lines.extend(flow(&pieces, page.width, 2));
    }
    if let Some(day) = known.ask_again(complaint) {
        let today = page.now.day();
        let meaning = if day <= today {
            Meaning::Warn
        } else {
            Meaning::Text
        };
        let words = format!("{}: did they win?", day_words(day, today));
        let pieces = [
            (safe("ask again "), theme.muted),
            (safe(&words), style(meaning, theme)),
            (safe(" f notes the answer"), theme.muted),
        ];
        lines.extend(flow(&pieces, page.width, 2));
    }
    lines
}
