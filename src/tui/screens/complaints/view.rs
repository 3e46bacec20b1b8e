//! How the queue looks: the views, the complaints, and the record of the one selected below them or beside them.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Complaints, views::View};
use crate::{
    domain::{complaint::Queued, phrase::ago},
    tui::{
        screens::{
            brief::name_rule,
            complaint::record::{self, heat_style, lamp_cell},
        },
        text::safe,
        theme::Theme,
        widgets::{
            Cell,
            flow::style,
            panes,
            rule::{below, rule},
        },
    },
};

/// Rows of the record below the queue, with its rule, where there is room; a third of a high window.
const BELOW: u16 = 10;

/// From this width on the record stands beside the queue, and both have room for words.
const BESIDE: u16 = 150;

/// From this width on the clock says whether it is the answer that is due; below it the next step does.
const WIDE: u16 = 100;

/// Below this width heat, age and lamps stand only in the record.
const NARROW: u16 = 75;

/// Paints everything.
pub fn view(screen: &mut Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let row = |at: u16| Rect::new(area.x, area.y + at, area.width, 1).intersection(area);
    views(screen, frame, row(0), theme);
    rule(frame, row(1), theme, "");
    let rest = below(below(area));
    let height = BELOW.max(rest.height / 3).min(rest.height / 2);
    let above = rest.height - height;
    let (list, pane) = if rest.width < BESIDE {
        let pane = Rect::new(rest.x, rest.y + above, rest.width, height);
        (
            Rect {
                height: above,
                ..rest
            },
            pane,
        )
    } else {
        panes(rest, (2, 3), || above)
    };
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
    let counts = &screen.counts;
    let mut line = Line::default();
    for view in View::ALL {
        let count = match view {
            View::Open => format!(" {}", counts.open),
            View::Waiting => format!(" {}", counts.waiting),
            View::Late => format!(" {}", counts.late),
            View::Closed => format!(" {}", counts.ended),
            View::ByCause => String::new(),
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
        (View::Late, _) => "No clock is late.".to_owned(),
        (View::Closed, _) => "No complaint is closed yet.".to_owned(),
        (View::ByCause, _) => "No complaint has a cause yet.".to_owned(),
    }
}

/// How the shop came to know of all that was ever written down, each source counted on its own, and how many won in the end.
fn sources(screen: &Complaints, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let counts = screen.counts.sources.iter();
    let counts = counts.map(|(word, count)| format!("{word} {count}"));
    let words = format!(
        "heard in all: {} · asked again: {} · bought again: {}",
        counts.collect::<Vec<_>>().join(" · "),
        screen.counts.asked_again.words(),
        screen.counts.bought_again.words()
    );
    let rows = safe(&words).wrap(usize::from(width.saturating_sub(2)));
    let line = |row| Line::styled(format!(" {row}"), theme.muted);
    rows.into_iter().map(line).collect()
}

fn queue(screen: &mut Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let foot = match screen.view {
        View::Closed => sources(screen, theme, area.width),
        _ => Vec::new(),
    };
    let rows = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    let rows = [Constraint::Fill(1), Constraint::Length(rows)];
    let [list, place] = Layout::vertical(rows).areas(area);
    frame.render_widget(Paragraph::new(foot), place);
    let wide = area.width >= WIDE;
    let length = |wider, narrower| Constraint::Length(if wide { wider } else { narrower });
    let roomy = |columns| Constraint::Length(if area.width < NARROW { 0 } else { columns });
    let columns = [
        length(20, 12),
        Constraint::Fill(1),
        roomy(7),
        roomy(5),
        length(18, 15),
        roomy(5),
        length(22, 15),
    ];
    let mut groups = std::mem::take(&mut screen.groups);
    let mut cells = |at: usize| match screen.shown(at) {
        Some(queued) => cells(screen, queued, theme, wide),
        None => Vec::new(),
    };
    groups.view(frame, (list, theme), &columns, &mut cells);
    screen.groups = groups;
}

fn cells(screen: &Complaints, queued: &Queued, theme: &Theme, wide: bool) -> Vec<Cell> {
    let (complaint, now) = (&queued.complaint, screen.now);
    let (name, named) = match queued.whose() {
        Ok(name) => (name, theme.text),
        Err(nobody) => (nobody, theme.muted),
    };
    let next = if complaint.is_ended() {
        complaint.state().word()
    } else {
        complaint.next_step()
    };
    let clock = queued.clocks.shown();
    let words = if wide {
        queued.clocks.words(now)
    } else {
        clock.words(now)
    };
    vec![
        Cell::new(name, named),
        match complaint.returned(&screen.actions) {
            Some(_) => Cell::new(format!("RETURNED · {}", complaint.what), theme.late),
            None => Cell::new(complaint.what.as_str(), theme.text),
        },
        Cell::new(complaint.heat.word(), heat_style(complaint.heat, theme)),
        Cell::new(ago(complaint.opened, now), theme.muted).right(),
        Cell::new(
            if wide {
                next.to_owned()
            } else {
                next.replace(" for", ":")
            },
            theme.text,
        ),
        lamp_cell(complaint.lamps(), theme),
        Cell::new(words, style(clock.meaning(), theme)),
    ]
}

/// The complaint selected, as far as there is room: what it is first, then the end of its record.
fn selected(screen: &Complaints, frame: &mut Frame, area: Rect, theme: &Theme) {
    let beside = &screen.beside;
    let (Some(complaint), Some(queued)) = (&beside.complaint, screen.selected()) else {
        return;
    };
    let top = Rect { height: 1, ..area }.intersection(area);
    match &beside.who {
        Some(name) => name_rule(frame, top, theme, name),
        None => rule(frame, top, theme, "nobody gave a name"),
    }
    let body = below(area);
    let page = record::Page {
        now: screen.now,
        causes: &screen.words,
        currency: &screen.settings.currency,
        inside: "",
        theme,
        width: usize::from(body.width.saturating_sub(2)),
    };
    let mut lines = record::head(complaint, page);
    lines.extend(record::clocks(&queued.clocks, page));
    lines.extend(record::lamps(complaint, theme, page.width));
    lines.extend(record::promises(&beside.promises, page));
    let room = usize::from(body.height).saturating_sub(lines.len());
    lines.extend(record::last_steps(complaint, page, room));
    for line in &mut lines {
        line.spans.insert(0, Span::raw(" "));
    }
    frame.render_widget(Paragraph::new(lines), body);
}
