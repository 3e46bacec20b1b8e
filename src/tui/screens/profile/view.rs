//! How a profile looks: name line and details above the timeline, or at its left where the window is wide.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Profile, details};
use crate::{
    domain::{Customer, brief::name_line},
    tui::{
        screens::brief,
        theme::Theme,
        widgets::{grouped, panes, rule::below},
    },
};

/// Rows the timeline keeps, its rule included.
const TIMELINE: u16 = 9;

/// Paints everything.
pub fn view(screen: &mut Profile, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(customer) = screen.customer.take() else {
        let sentence = format!(" {}", screen.merged.sentence());
        return frame.render_widget(Line::styled(sentence, theme.title), area);
    };
    let top = Rect { height: 1, ..area }.intersection(area);
    let place = place_in_list(screen, frame, top, theme);
    let name = Rect {
        width: top.width - place,
        ..top
    };
    brief::name_rule(frame, name, theme, &name_line(&customer));
    let rest = below(area);
    let above = || details_rows(screen, &customer, rest, theme);
    let (facts, timeline) = panes(rest, (2, 5), above);
    paint_details(screen, frame, (facts, &customer), theme);
    paint_timeline(screen, frame, timeline, theme);
    screen.customer = Some(customer);
}

/// Rows of the details above the timeline.
fn details_rows(screen: &Profile, customer: &Customer, area: Rect, theme: &Theme) -> u16 {
    let height = area.height.saturating_sub(TIMELINE);
    let lines = details::lines(customer, &screen.around, screen.now);
    let rows = brief::rows(&lines, Rect { height, ..area }, theme).len();
    u16::try_from(rows).unwrap_or(height).min(height)
}

/// "3 of 12" at the right end of the name line; how many columns that takes.
fn place_in_list(screen: &Profile, frame: &mut Frame, area: Rect, theme: &Theme) -> u16 {
    let at = screen.list.iter().position(|id| *id == screen.id);
    let (Some(at), 2..) = (at, screen.list.len()) else {
        return 0;
    };
    let words = format!(" {} of {} ", at + 1, screen.list.len());
    let width = u16::try_from(words.len()).unwrap_or(0).min(area.width);
    let place = Rect::new(area.right() - width, area.y, width, 1);
    frame.render_widget(Span::styled(words, theme.muted), place);
    width
}

fn paint_details(
    screen: &Profile,
    frame: &mut Frame,
    (area, customer): (Rect, &Customer),
    theme: &Theme,
) {
    let lines = details::lines(customer, &screen.around, screen.now);
    frame.render_widget(Paragraph::new(brief::rows(&lines, area, theme)), area);
}

fn paint_timeline(screen: &mut Profile, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(height) = area.height.checked_sub(1) else {
        return;
    };
    let top = Rect { height: 1, ..area };
    brief::rule(frame, top, theme);
    let more = if screen.timeline.goes_on() { "+" } else { "" };
    let words = format!(
        " {} · {}{more} ",
        screen.timeline.shown().words(),
        grouped(screen.timeline.count())
    );
    let width = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
    let place = Rect::new(top.x + 2, top.y, width, 1).intersection(top);
    frame.render_widget(Span::styled(words, theme.muted), place);
    let body = Rect::new(area.x, area.y + 1, area.width, height);
    if screen.timeline.count() == 0 {
        let sentence = " Nothing here yet. l logs a contact, c writes down a complaint.";
        frame.render_widget(Line::styled(sentence, theme.muted), body);
    }
    screen.timeline.view(frame, body, theme, screen.now);
}
