//! How the customers look: the find line, the list, and the brief below it or beside it.

use ratatui::{
    Frame,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Customers, brief, rows};
use crate::{
    domain::brief::name_line,
    tui::{
        text::safe,
        theme::Theme,
        widgets::{
            Cell, grouped, panes,
            rule::{below, said},
        },
    },
};

/// Rows the list keeps before the brief gets any, and the most the brief takes below it.
const LIST_ROWS: u16 = 8;
const BRIEF_ROWS: u16 = 13;

/// Paints everything.
pub fn view(screen: &mut Customers, frame: &mut Frame, area: Rect, theme: &Theme) {
    find_line(
        screen,
        frame,
        Rect { height: 1, ..area }.intersection(area),
        theme,
    );
    let (words, style) = to_say(screen, theme);
    let rest = said(frame, below(area), theme, (&words, style));
    let (list, panel) = panes(rest, (5, 8), || rest.height - brief_rows(rest.height));
    people(screen, frame, list, theme);
    let Some(brief) = screen.brief.as_ref().filter(|_| !panel.is_empty()) else {
        return;
    };
    let name = name_line(&brief.customer);
    let body = if panel.y == list.y {
        let between = Rect::new(list.right(), list.y, 1, list.height);
        let bars = vec![Line::styled("│", theme.muted); usize::from(list.height)];
        frame.render_widget(Paragraph::new(bars), between);
        brief::name_rows(frame, panel, theme, &name)
    } else {
        brief::name_rule(frame, Rect { height: 1, ..panel }, theme, &name);
        Rect::new(panel.x, panel.y + 1, panel.width, panel.height - 1)
    };
    brief::body(frame, body, theme, (brief, screen.now));
}

/// Rows of the brief below a list, with its name line; without room the list has them all.
fn brief_rows(height: u16) -> u16 {
    match height.saturating_sub(LIST_ROWS).min(BRIEF_ROWS) {
        ..4 => 0,
        rows => rows,
    }
}

fn find_line(screen: &mut Customers, frame: &mut Frame, area: Rect, theme: &Theme) {
    if area.is_empty() {
        return;
    }
    let label = if screen.in_box {
        theme.accent
    } else {
        theme.muted
    };
    frame.render_widget(Span::styled(" find ", label), area);
    let count = count(screen);
    let wide = u16::try_from(count.chars().count()).unwrap_or(0) + 1;
    let wide = wide.min(area.width / 2);
    let at = Rect::new(area.right() - wide, area.y, wide, 1);
    frame.render_widget(Span::styled(count, theme.muted), at);
    let text =
        Rect::new(area.x + 7, area.y, area.width.saturating_sub(8 + wide), 1).intersection(area);
    screen.place = text;
    let style = if screen.fresh && screen.in_box {
        theme.title.add_modifier(Modifier::REVERSED)
    } else {
        theme.title
    };
    screen
        .input
        .view(frame, text, (style, theme), screen.in_box);
    if screen.input.is_empty() && screen.in_box {
        let hint = "name, the end of a phone, a word from the log, tag:vip …";
        let hint = safe(hint).fit(usize::from(text.width.saturating_sub(2)));
        let place = Rect::new(text.x + 1, text.y, text.width.saturating_sub(1), 1);
        frame.render_widget(
            Span::styled(hint.to_string(), theme.muted),
            place.intersection(area),
        );
    }
}

/// "3 of 1,284", and the order where it is not the usual one.
fn count(screen: &Customers) -> String {
    let (found, all) = (screen.list.total(), screen.finding.everybody());
    let count = match (screen.input.text().trim().is_empty(), all) {
        (_, 0) => String::new(),
        (true, 1) => "1 customer".to_owned(),
        (true, all) => format!("{} customers", grouped(all)),
        (false, all) => format!("{} of {}", grouped(found), grouped(all)),
    };
    match screen.finding.order().words() {
        "" => count,
        order => format!("{order} · {count}"),
    }
}

/// What there is to say about what was typed, or about the marks; while a filter word is typed, what it may become.
fn to_say(screen: &Customers, theme: &Theme) -> (String, Style) {
    if let Some(offers) = screen.input.offers().filter(|_| screen.in_box) {
        return (offers, theme.muted);
    }
    match (screen.finding.query.unknown.as_slice(), screen.marked.len()) {
        ([], 0) => (String::new(), theme.muted),
        ([], marked) => {
            let words = format!(
                "{} marked: l log · p promise · i fact · # tags · d remove · Esc none",
                grouped(marked)
            );
            (words, theme.accent)
        }
        (unknown, _) => (unknown.join(" "), theme.warn),
    }
}

fn people(screen: &mut Customers, frame: &mut Frame, area: Rect, theme: &Theme) {
    if screen.list.total() == 0 {
        let lines = nobody(screen, theme);
        frame.render_widget(Paragraph::new(lines), area);
        screen
            .list
            .view(frame, (area, theme), &[], &mut |_| Vec::new());
        return;
    }
    let hits = screen.list.window();
    let Customers {
        list,
        rows: read,
        finding,
        marked,
        now,
        ..
    } = screen;
    let from = hits.start.saturating_sub(usize::from(area.height));
    let hits = finding
        .page(from..hits.start + 2 * usize::from(area.height))
        .to_vec();
    let look = rows::Look {
        finding,
        now: *now,
        theme,
    };
    list.view(
        frame,
        (area, theme),
        &rows::columns(area.width),
        &mut |row| {
            let hit = row.checked_sub(from).and_then(|at| hits.get(at));
            let known = hit.and_then(|hit| Some((hit, read.get(&hit.customer)?)));
            known.map_or_else(Vec::<Cell>::new, |(hit, known)| {
                look.cells(*hit, known, marked.contains(&hit.customer))
            })
        },
    );
}

/// What to press when nobody is there.
fn nobody(screen: &Customers, theme: &Theme) -> Vec<Line<'static>> {
    let keyed = |key: &'static str, words: &'static str| {
        let wide = if key.len() > 8 { 32 } else { 8 };
        Line::from(vec![
            Span::styled(format!("   {key:<wide$}"), theme.accent),
            Span::styled(words, theme.muted),
        ])
    };
    let text = screen.input.text().trim();
    if screen.finding.everybody() == 0 && text.is_empty() {
        return vec![
            Line::default(),
            Line::styled(" Nobody is in the book yet.", theme.title),
            Line::default(),
            keyed("n", "write down the first customer"),
            Line::default(),
            keyed("regulars import contacts.vcf", "take over your contacts"),
            keyed("regulars demo", "look around in a made-up shop"),
        ];
    }
    let numeric = !text.chars().any(char::is_alphabetic);
    let who = match numeric {
        true => format!(" Nobody with …{}", safe(text)),
        false => format!(" Nobody fits “{}”", safe(text)),
    };
    let mut lines = vec![
        Line::default(),
        Line::styled(who, theme.title),
        Line::default(),
    ];
    if screen.offers_new() {
        lines.push(match numeric {
            true => keyed("n", "new customer with this number"),
            false => keyed(
                if screen.in_box { "Enter" } else { "n" },
                "new customer with this name",
            ),
        });
    }
    let clear = if screen.in_box { "Ctrl-U" } else { "Esc" };
    lines.push(keyed(clear, "everybody again"));
    lines
}
