//! The first and the last row of every screen: where one is, and which keys do something here.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Paragraph},
};

use crate::tui::{
    keymap::{Action, Binding, EVERYWHERE, Layers},
    screen::Route,
    text::safe,
    theme::Theme,
};

/// In fewer columns the shop's name says nothing.
const LEAST_SHOP: usize = 4;

/// A larger count says no more than this one.
const MOST: u32 = 999;

/// The shop, the main screens with what is open on them, the clock.
#[derive(Debug, Default)]
pub struct Header {
    /// The shop's name.
    pub shop: String,
    /// Lines of Today.
    pub today: u32,
    /// Open complaints.
    pub complaints: u32,
    /// `14:32`.
    pub clock: String,
    /// What is out of the ordinary with the file: `read only`; empty when nothing is.
    pub state: &'static str,
    /// Where each main screen's name was painted.
    places: Vec<(Rect, Route)>,
}

impl Header {
    /// Paints it; `current` is the main screen that is open or below, if it is one of them.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme, current: Option<&Route>) {
        self.places.clear();
        let state = match self.state.len() {
            0 => 0,
            length => length + 1,
        };
        let labels = self.labels(usize::from(area.width).saturating_sub(state), current);
        let names = columns_of(&labels);
        let room = usize::from(area.width).saturating_sub(names + state);
        // In a narrow window the names of the screens stand close together, and the shop's name goes.
        let apart = u16::from(room >= labels.len());
        let mut room = room.saturating_sub(labels.len());
        let (mut x, taken) = self.shop(frame, area, theme, room);
        room = room.saturating_sub(taken);
        for (label, route) in labels {
            let style = if Some(&route) == current {
                theme.selected
            } else {
                theme.text
            };
            let width = put(frame, area, x, (&label, style));
            self.places.push((Rect::new(x, area.y, width, 1), route));
            x += width + apart;
        }
        let mut at = area.right();
        if room > self.clock.len() {
            let clock = u16::try_from(self.clock.len()).unwrap_or(0);
            at = at.saturating_sub(clock + 1);
            put(frame, area, at, (&self.clock, theme.muted));
        }
        if state > 0 {
            let at = at.saturating_sub(u16::try_from(state).unwrap_or(0));
            put(frame, area, at, (self.state, theme.warn));
        }
    }

    /// Paints the shop's name, where there is room for it; the column behind it, and how many it took.
    fn shop(&self, frame: &mut Frame, area: Rect, theme: &Theme, room: usize) -> (u16, usize) {
        let wide = match room.saturating_sub(2) {
            ..LEAST_SHOP => 0,
            free => free.min(usize::from(area.width / 4)),
        };
        let shop = safe(&self.shop).fit(wide);
        if shop.width() == 0 {
            return (area.x, 0);
        }
        let gap = room.saturating_sub(shop.width() + 1).min(4);
        let width = put(frame, area, area.x + 1, (shop.as_str(), theme.title));
        let behind = u16::try_from(gap).unwrap_or(0).saturating_sub(1);
        (area.x + width + 1 + behind, shop.width() + gap)
    }

    /// The main screens by name, each with how much is open on it; of those that do not fit the last go, but for the one that is open.
    fn labels(&self, width: usize, current: Option<&Route>) -> Vec<(String, Route)> {
        let mut labels = self.all_labels();
        while columns_of(&labels) > width {
            let others = |(_, route): &(String, Route)| Some(route) != current;
            let Some(last) = labels.iter().rposition(others) else {
                break;
            };
            labels.remove(last);
        }
        labels
    }

    fn all_labels(&self) -> Vec<(String, Route)> {
        let rows = EVERYWHERE.iter().filter(|row| !row.footer.is_empty());
        let routes = rows.filter_map(|row| match &row.action {
            Action::Switch(route) => Some((row.footer, route)),
            _ => None,
        });
        routes
            .map(|(name, route)| {
                let count = match route {
                    Route::Today => self.today,
                    Route::Complaints => self.complaints,
                    _ => 0,
                };
                let count = match count {
                    0 => String::new(),
                    1..=MOST => format!(" {count}"),
                    _ => format!(" {MOST}+"),
                };
                (format!(" {name}{count} "), route.clone())
            })
            .collect()
    }

    /// The main screen whose name was painted here.
    pub fn hit(&self, at: Position) -> Option<Route> {
        let place = self.places.iter().find(|(place, _)| place.contains(at));
        place.map(|(_, route)| route.clone())
    }
}

fn columns_of(labels: &[(String, Route)]) -> usize {
    labels.iter().map(|(label, _)| label.len()).sum()
}

/// Paints text in a row from column `x` on; how many columns it took.
fn put(frame: &mut Frame, area: Rect, x: u16, (text, style): (&str, Style)) -> u16 {
    let place = Rect::new(x, area.y, area.right().saturating_sub(x), 1).intersection(area);
    let width = u16::try_from(safe(text).width()).unwrap_or(u16::MAX);
    frame.render_widget(Span::styled(text, style), place);
    width.min(place.width)
}

/// In so many columns or less the label of what `u` would undo says nothing.
const LEAST: usize = 12;

/// What stands in its place there, if that has room.
const UNDO: &str = "u undo";

/// The keys of the tables that have a footer word, as many as there is room for, then the help; at the right what `u` would undo.
pub fn footer(frame: &mut Frame, area: Rect, theme: &Theme, keys: (Layers, Option<&str>)) {
    let (layers, undo) = keys;
    let help = EVERYWHERE.iter().find(|row| row.action == Action::Help);
    let mut room = usize::from(area.width);
    room = room.saturating_sub(help.map_or(0, columns));
    let mut line = Line::default();
    let own = layers.iter().copied().flatten();
    for row in own.filter(|row| !row.footer.is_empty()) {
        let Some(rest) = room.checked_sub(columns(row)) else {
            break;
        };
        room = rest;
        line.extend(words(row, theme));
    }
    line.extend(help.into_iter().flat_map(|row| words(row, theme)));
    frame.render_widget(line, area);
    let Some(label) = undo.filter(|_| room > UNDO.len()) else {
        return;
    };
    let label = match room {
        ..=LEAST => UNDO.to_owned(),
        _ => format!("{UNDO}: {label}"),
    };
    let label = safe(&label).fit(room.min(44));
    let width = u16::try_from(label.width()).unwrap_or(0).min(area.width);
    let place = Rect::new(area.right() - width, area.y, width, 1);
    frame.render_widget(Clear, place);
    frame.render_widget(Span::styled(String::from(label), theme.muted), place);
}

/// The keys of a screen that stands alone, where those that work everywhere do not.
pub fn all_keys(layers: Layers, theme: &Theme) -> Line<'static> {
    let rows = layers.iter().copied().flatten();
    let shown = rows.filter(|row| !row.footer.is_empty());
    shown.flat_map(|row| words(row, theme)).collect()
}

/// A key and its word in the footer.
fn words(row: &Binding, theme: &Theme) -> [Span<'static>; 2] {
    [
        Span::styled(format!(" {} ", row.first_key()), theme.accent),
        Span::styled(format!("{}  ", row.footer), theme.muted),
    ]
}

/// The columns they take.
fn columns(row: &Binding) -> usize {
    Span::raw(row.first_key()).width() + Span::raw(row.footer).width() + 4
}

/// One sentence in the last rows, over what is there, until the next key.
pub fn message(frame: &mut Frame, area: Rect, theme: &Theme, sentence: &str) {
    let lines = safe(sentence).wrap(usize::from(area.width.saturating_sub(2)));
    let rows = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .min(4)
        .min(area.height);
    let place = Rect::new(area.x, area.bottom() - rows, area.width, rows);
    let text: Vec<Line> = lines
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), theme.title))
        .collect();
    frame.render_widget(Clear, place);
    frame.render_widget(Paragraph::new(text), place);
}
