//! How the queue looks: the views, the complaints, and the record of the one selected below them or beside them.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Complaints, View};
use crate::{
    domain::{Complaint, phrase::ago},
    text::safe,
    tui::{
        screens::{
            brief::name_rule,
            complaint::record::{self, heat_style, lamp_cell},
        },
        theme::Theme,
        widgets::{
            Cell, panes,
            rule::{below, rule},
        },
    },
};

/// Rows of the record below the queue, with its rule, where there is room.
const BELOW: u16 = 10;

/// Paints everything.
pub fn view(screen: &mut Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let row = |at: u16| Rect::new(area.x, area.y + at, area.width, 1).intersection(area);
    views(screen, frame, row(0), theme);
    rule(frame, row(1), theme, "");
    let rest = below(below(area));
    let above = || rest.height - BELOW.min(rest.height / 2);
    let (list, pane) = panes(rest, (3, 5), above);
    if screen.rows.is_empty() {
        let width = usize::from(list.width.saturating_sub(2));
        let sentence = safe(&empty(screen));
        let lines = sentence.wrap(width).into_iter();
        let lines: Vec<Line> = lines
            .map(|line| Line::styled(format!(" {line}"), theme.muted))
            .collect();
        return frame.render_widget(Paragraph::new(lines), list);
    }
    queue(screen, frame, list, theme);
    selected(screen, frame, pane, theme);
}

/// The names of the views, the one shown marked, each with how many there are.
fn views(screen: &Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let (open, waiting) = screen.counts;
    let mut line = Line::default();
    for view in View::ALL {
        let count = match view {
            View::Open => format!(" {open}"),
            View::Waiting => format!(" {waiting}"),
            View::Closed | View::ByCause => String::new(),
        };
        let style = if view == screen.view {
            theme.accent
        } else {
            theme.muted
        };
        let mark = if view == screen.view { "▸" } else { " " };
        line.push_span(Span::styled(
            format!("{mark}{}{count}   ", view.word()),
            style,
        ));
    }
    frame.render_widget(line, area);
}

/// What an empty view says, and proposes.
fn empty(screen: &Complaints) -> String {
    let heard = screen.heard.map(|at| ago(at, screen.now));
    match (screen.view, heard.as_deref()) {
        (_, None) => {
            "No complaint was ever written down. Most people leave without saying a word: \
            ask somebody today what could be better. c writes down what you hear."
                .to_owned()
        }
        (View::Open, Some("today")) => {
            "Nothing is open; the last word came today. c writes down the next one.".to_owned()
        }
        (View::Open, Some(age)) => format!(
            "Nothing is open. The last complaint came {age} ago: who has not been asked lately how things are? c writes down what you hear."
        ),
        (View::Waiting, _) => "Nothing waits for anybody.".to_owned(),
        (View::Closed, _) => "No complaint is closed yet.".to_owned(),
        (View::ByCause, _) => "No complaint has a cause yet.".to_owned(),
    }
}

fn queue(screen: &mut Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let narrow = area.width < 75;
    let columns = [
        Constraint::Length(if narrow { 12 } else { 16 }),
        Constraint::Fill(1),
        Constraint::Length(7),
        Constraint::Length(5),
        Constraint::Length(if narrow { 14 } else { 18 }),
        Constraint::Length(5),
    ];
    let mut groups = std::mem::take(&mut screen.groups);
    let mut cells = |at: usize| match screen.rows.get(at) {
        Some(complaint) => cells(screen, complaint, theme),
        None => Vec::new(),
    };
    groups.view(frame, (area, theme), &columns, &mut cells);
    screen.groups = groups;
}

fn cells(screen: &Complaints, complaint: &Complaint, theme: &Theme) -> Vec<Cell> {
    let (name, style) = match screen.whose(complaint) {
        Ok(name) => (name, theme.text),
        Err(nobody) => (nobody, theme.muted),
    };
    let next = if complaint.is_ended() {
        complaint.state().word()
    } else {
        complaint.next_step()
    };
    vec![
        Cell::new(name, style),
        Cell::new(complaint.what.as_str(), theme.text),
        Cell::new(complaint.heat.word(), heat_style(complaint.heat, theme)),
        Cell::new(ago(complaint.opened, screen.now), theme.muted).right(),
        Cell::new(next, theme.text),
        lamp_cell(complaint.lamps(), theme),
    ]
}

/// The complaint selected, as far as there is room: what it is first, then the end of its record.
fn selected(screen: &Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(complaint) = screen.selected() else {
        return;
    };
    let top = Rect { height: 1, ..area }.intersection(area);
    match &screen.who {
        Some(name) => name_rule(frame, top, theme, name),
        None => rule(frame, top, theme, "nobody gave a name"),
    }
    let body = below(area);
    let page = record::Page {
        now: screen.now,
        causes: &screen.words,
        currency: &screen.currency,
        theme,
        width: usize::from(body.width.saturating_sub(2)),
    };
    let mut lines = record::head(complaint, page);
    lines.extend(record::lamps(complaint, theme, page.width));
    lines.extend(record::promises(&screen.promises.1, page));
    let room = usize::from(body.height).saturating_sub(lines.len());
    lines.extend(record::last_steps(complaint, page, room));
    for line in &mut lines {
        line.spans.insert(0, Span::raw(" "));
    }
    frame.render_widget(Paragraph::new(lines), body);
}
