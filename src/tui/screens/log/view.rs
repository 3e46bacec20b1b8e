//! How the log looks: the filter line, the contacts by day, and the text of the one selected below them or beside them.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::Log;
use crate::{
    domain::{
        Interaction,
        dates::day_name,
        phrase::{contact_words, mood_words},
    },
    tui::{
        text::{SafeText, safe},
        theme::Theme,
        widgets::{
            Cell,
            flow::flow,
            panes,
            rule::{below, rule, said},
        },
    },
};

/// Rows of the text below the list, with its rule, where there is room.
const BELOW: u16 = 8;

/// Paints everything.
pub fn view(screen: &mut Log, frame: &mut Frame, area: Rect, theme: &Theme) {
    filter_line(
        screen,
        frame,
        Rect { height: 1, ..area }.intersection(area),
        theme,
    );
    let offers = screen.input.offers().filter(|_| screen.in_box);
    let sentence = match (offers.as_deref(), screen.unknown.as_str()) {
        (Some(offers), _) => (offers, theme.muted),
        (None, "") => (screen.nos.as_str(), theme.accent),
        (None, unknown) => (unknown, theme.late),
    };
    let rest = said(frame, below(area), theme, sentence);
    let above = || rest.height - BELOW.min(rest.height / 2);
    let (list, pane) = panes(rest, (3, 5), above);
    if screen.page.rows.is_empty() {
        let sentence = if screen
            .answered
            .as_deref()
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            "No contact is logged yet. Press n to log the first one."
        } else {
            "No contact fits. Esc, and Esc again, shows everything."
        };
        let text = Line::styled(format!(" {sentence}"), theme.muted);
        return frame.render_widget(
            text,
            Rect {
                height: list.height.min(1),
                ..list
            },
        );
    }
    contacts(screen, frame, list, theme);
    reading(screen, frame, pane, theme);
}

fn filter_line(screen: &mut Log, frame: &mut Frame, area: Rect, theme: &Theme) {
    let label = if screen.in_box {
        theme.accent
    } else {
        theme.muted
    };
    frame.render_widget(Span::styled(" filter ", label), area);
    let text = Rect::new(
        area.x + 9,
        area.y,
        area.width.saturating_sub(10),
        area.height,
    );
    let text = text.intersection(area);
    screen.place = text;
    let style = (theme.title, theme);
    screen.input.view(frame, text, style, screen.in_box);
    if screen.input.is_empty() {
        let hint = if screen.in_box {
            "words, names, channel:call in by:SK mood:-1"
        } else {
            "none; / filters, v shows other views"
        };
        let x = text.x + u16::from(screen.in_box);
        let hint = safe(hint).fit(usize::from(text.width.saturating_sub(2)));
        let place = Rect { x, ..text }.intersection(text);
        frame.render_widget(Span::styled(String::from(hint), theme.muted), place);
    }
}

fn contacts(screen: &mut Log, frame: &mut Frame, area: Rect, theme: &Theme) {
    let name = if area.width < 70 { 12 } else { 18 };
    let columns = [
        Constraint::Length(5),
        Constraint::Length(name),
        Constraint::Length(9),
        Constraint::Length(3),
        Constraint::Length(2),
        Constraint::Fill(1),
    ];
    let mut groups = std::mem::take(&mut screen.groups);
    let mut cells = |at: usize| match screen.page.rows.get(at) {
        Some(row) => cells(row, screen.name(row), theme),
        None => Vec::new(),
    };
    groups.view(frame, (area, theme), &columns, &mut cells);
    screen.groups = groups;
}

fn cells(row: &Interaction, name: &str, theme: &Theme) -> Vec<Cell> {
    let (name, style) = match name {
        "" => ("nobody", theme.muted),
        name => (name, theme.text),
    };
    vec![
        Cell::new(row.at.local().format("%H:%M").to_string(), theme.muted),
        Cell::new(name, style),
        Cell::new(contact_words(row.channel, row.direction), theme.muted),
        Cell::new(row.by.as_str(), theme.muted),
        Cell::new(mood_words(row.mood), mood_style(row.mood, theme)),
        Cell::new(row.summary.as_str(), theme.text),
    ]
}

fn mood_style(mood: Option<i8>, theme: &Theme) -> Style {
    match mood {
        Some(..=-2) => theme.late,
        Some(-1) => theme.warn,
        Some(1..) => theme.good,
        _ => theme.muted,
    }
}

/// The contact selected, in full.
fn reading(screen: &mut Log, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(row) = screen.selected().cloned() else {
        return;
    };
    let name = match screen.name(&row) {
        "" => "nobody gave a name",
        name => name,
    };
    let day = day_name(row.at.day(), screen.now.day());
    let title = format!("{name} · {day}, {}", row.at.local().format("%H:%M"));
    rule(frame, area, theme, &title);
    let width = usize::from(area.width.saturating_sub(2));
    let mut lines = flow(&around(&row, theme), width, 2);
    let room = usize::from(area.height.saturating_sub(1)).saturating_sub(lines.len());
    screen.sight = room.saturating_sub(1).max(1);
    let wanted = screen.read + room + 1;
    let (text, whole) = screen.text.rows(&row.summary, width, wanted);
    if screen.read >= text.len() {
        screen.read = 0;
    }
    let left = text.len() - screen.read;
    let fits = left <= room;
    let shown = if fits { left } else { screen.sight };
    let part = &text[screen.read..screen.read + shown];
    lines.extend(
        part.iter()
            .map(|row| Line::styled(row.to_string(), theme.text)),
    );
    if !fits {
        let more = match whole {
            true => format!("… {} more rows; → reads on", left - shown),
            false => "… many more rows; → reads on".to_owned(),
        };
        lines.push(Line::styled(more, theme.muted));
    }
    let body = below(area);
    let body = Rect {
        x: body.x + 1,
        width: body.width.saturating_sub(1),
        ..body
    };
    frame.render_widget(Paragraph::new(lines), body);
}

/// Everything about a contact but its text.
fn around(row: &Interaction, theme: &Theme) -> Vec<(SafeText, Style)> {
    let mut pieces = vec![(safe(&contact_words(row.channel, row.direction)), theme.text)];
    let mut add = |label: &str, text: &str, style: Style| {
        if !text.is_empty() {
            pieces.push((safe(" · "), theme.muted));
            pieces.push((safe(label), theme.muted));
            pieces.push((safe(text), style));
        }
    };
    add("by\u{a0}", &row.by, theme.text);
    add(
        "mood\u{a0}",
        &mood_words(row.mood),
        mood_style(row.mood, theme),
    );
    add("reason\u{a0}", &row.reason, theme.text);
    add(
        "outcome\u{a0}",
        row.outcome.map_or("", |it| it.word()),
        theme.text,
    );
    add("why not:\u{a0}", &row.why_not, theme.text);
    let tags: Vec<String> = row.tags.iter().map(|tag| format!("#{tag}")).collect();
    add("", &tags.join(" "), theme.text);
    pieces
}
