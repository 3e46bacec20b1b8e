//! A terminal that is painted on twice: as cells that can be looked at, and as the bytes that a real one would get.

use std::{cell::RefCell, io, rc::Rc};

use ratatui::{
    backend::{Backend, ClearType, TestBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};
use regulars::tui::backend::Placed;
use unicode_width::UnicodeWidthStr;

/// Where the bytes go.
#[derive(Clone, Default)]
pub struct Bytes(pub Rc<RefCell<Vec<u8>>>);

impl io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is meant, and what is written to make a terminal show it.
pub struct Both {
    /// What is meant.
    pub meant: TestBackend,
    /// What makes a terminal show it.
    pub written: Placed<Bytes>,
}

impl Backend for Both {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let cells: Vec<_> = content.collect();
        let blank = Cell::new(" ");
        for &(x, y, cell) in &cells {
            // Behind a wide letter nothing stands any more.
            let width = u16::try_from(cell.symbol().width()).unwrap();
            let behind = (1..width).map(|more| (x + more, y, &blank));
            self.meant.draw(behind.chain([(x, y, cell)])).unwrap();
        }
        self.written.draw(cells.into_iter())
    }
    fn hide_cursor(&mut self) -> io::Result<()> {
        self.written.hide_cursor()
    }
    fn show_cursor(&mut self) -> io::Result<()> {
        self.written.show_cursor()
    }
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.meant.get_cursor_position().unwrap())
    }
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.written.set_cursor_position(position)
    }
    fn clear(&mut self) -> io::Result<()> {
        self.meant.clear().unwrap();
        self.written.clear()
    }
    fn clear_region(&mut self, kind: ClearType) -> io::Result<()> {
        self.meant.clear_region(kind).unwrap();
        self.written.clear_region(kind)
    }
    fn size(&self) -> io::Result<Size> {
        Ok(self.meant.size().unwrap())
    }
    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(self.meant.window_size().unwrap())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.written.flush()
    }
}
