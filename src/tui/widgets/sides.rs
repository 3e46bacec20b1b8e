//! Two customers side by side, field by field; where one value stays and the other goes, the one that goes is dimmed.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
};

use super::{Cell, List};
use crate::{commands::merging::Side, tui::theme::Theme};

/// Name of the field, the one kept, the other.
const COLUMNS: [Constraint; 3] = [
    Constraint::Length(13),
    Constraint::Fill(1),
    Constraint::Fill(1),
];

/// As many rows as there is room for, to look at.
pub fn view(frame: &mut Frame, (area, theme): (Rect, &Theme), rows: &[Side]) {
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        let line = Rect::new(area.x, y, area.width, 1);
        super::list::paint_row(
            frame.buffer_mut(),
            (line, theme),
            &COLUMNS,
            &cells(row, theme),
        );
    }
}

/// A list of them, in which one is selected.
pub fn choose(
    frame: &mut Frame,
    (area, theme): (Rect, &Theme),
    (list, rows): (&mut List, &[Side]),
) {
    let mut cells = |at: usize| rows.get(at).map_or_else(Vec::new, |row| cells(row, theme));
    list.view(frame, (area, theme), &COLUMNS, &mut cells);
}

fn cells(row: &Side, theme: &Theme) -> Vec<Cell> {
    let [kept, other] = &row.values;
    let value = |text: &str, goes: bool| {
        let (sign, look) = match (row.taken, goes) {
            (None, _) => ("", theme.text),
            (Some(_), false) => ("● ", theme.text),
            (Some(_), true) => ("○ ", theme.muted),
        };
        Cell::new(format!("{sign}{text}").as_str(), look)
    };
    let name = match row.taken {
        Some(_) => theme.accent,
        None => theme.muted,
    };
    vec![
        Cell::new(row.name, name),
        value(kept, row.taken == Some(true)),
        value(other, row.taken == Some(false)),
    ]
}
