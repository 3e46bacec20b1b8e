//! Painting where terminals disagree about how wide a letter is: a cell of several characters (Bengali, Devanagari, joined
//! emoji) is blanked first and followed by an explicit cursor move, so that what comes after it stands in its place.

use std::io::{self, Write};

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::{Buffer, Cell, CellDiffOption},
    layout::{Position, Size},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The terminal, with each doubtful letter placed on its own.
#[derive(Debug)]
pub struct Placed<W: Write>(CrosstermBackend<W>);

impl<W: Write> Placed<W> {
    /// Paints through this writer.
    pub const fn new(writer: W) -> Self {
        Self(CrosstermBackend::new(writer))
    }

    /// The terminal itself, for orders that are no painting.
    pub const fn terminal(&mut self) -> &mut CrosstermBackend<W> {
        &mut self.0
    }

    fn place(&mut self, (x, y, cell): (u16, u16, &Cell)) -> io::Result<()> {
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        let width = u16::try_from(cell.symbol().width()).unwrap_or(1);
        self.0.draw((0..width).map(|at| (x + at, y, &blank)))?;
        self.0.draw(std::iter::once((x, y, cell)))
    }
}

/// Might a terminal take this for wider or narrower than we do?
fn doubtful(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    symbol.len() > 1 && symbol.chars().nth(1).is_some()
}

/// How many columns a letter takes where its parts are not joined.
fn apart(symbol: &str) -> usize {
    symbol.chars().filter_map(char::width).sum()
}

/// Has the cells behind doubtful letters painted every time, over what such a letter may have spilled there. One that a terminal
/// which joins nothing would write past the edge stands as its first part alone: the last row would scroll.
pub fn keep_clear(buffer: &mut Buffer) {
    /// Columns that a letter may take beyond its own.
    const SPILL: u16 = 2;
    let area = buffer.area;
    for y in area.top()..area.bottom() {
        let mut until = area.left();
        for x in area.left()..area.right() {
            let cell = &mut buffer[(x, y)];
            if doubtful(cell) && usize::from(area.right() - x) < apart(cell.symbol()) {
                let first: String = cell.symbol().chars().take(1).collect();
                cell.set_symbol(&first);
            }
            if doubtful(cell) {
                until = x + u16::try_from(cell.symbol().width()).unwrap_or(1) + SPILL;
            } else if x < until {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }
}

impl<W: Write> Backend for Placed<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run = Vec::new();
        for at in content {
            if doubtful(at.2) {
                self.0.draw(run.drain(..))?;
                self.place(at)?;
            } else {
                run.push(at);
            }
        }
        self.0.draw(run.into_iter())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, kind: ClearType) -> io::Result<()> {
        self.0.clear_region(kind)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_behind_a_joined_letter_are_painted_again() {
        let mut after = Buffer::with_lines(["ক্ষি       "]);
        let before = Buffer::empty(after.area);
        keep_clear(&mut after);
        let painted: Vec<u16> = before.diff(&after).iter().map(|at| at.0).collect();
        assert!(painted.len() > 1 && painted.len() < 5, "{painted:?}");
    }

    #[test]
    fn nothing_is_written_past_the_edge_where_parts_are_not_joined() {
        for (line, expected) in [
            ("ab👨‍👩‍👧‍👦", "ab👨"),
            ("👨‍👩‍👧‍👦      ", "👨‍👩‍👧‍👦      "),
            ("abc\u{65}\u{301}", "abc\u{65}\u{301}"),
        ] {
            let mut buffer = Buffer::with_lines([line]);
            keep_clear(&mut buffer);
            let meant = Buffer::with_lines([expected]);
            let mut cells = buffer.content().iter().zip(meant.content());
            assert!(cells.all(|(a, b)| a.symbol() == b.symbol()), "{line}");
        }
    }

    #[test]
    fn what_follows_a_joined_letter_is_placed_on_its_own() {
        let cells = ["a", "ক্ষি", "b", "c"].map(Cell::new);
        let mut painted = Vec::new();
        let columns = (0..).zip(&cells);
        Placed::new(&mut painted)
            .draw(columns.map(|(x, cell)| (x, 0, cell)))
            .unwrap();
        let painted = String::from_utf8(painted).unwrap();
        let (_, after) = painted.split_once("ক্ষি").unwrap();
        assert!(after.contains("\x1b[1;3Hbc"), "{painted:?}");
    }
}
