//! When to paint, and what stands around the screens.

use std::time::Duration;

use anyhow::Result;
use ratatui::{
    Frame, Terminal,
    backend::Backend,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Clear, Paragraph, Wrap},
};

use super::App;
use crate::{
    domain::Stamp,
    store::is_broken_off,
    tui::{
        backend::keep_clear,
        text::safe,
        widgets::{chrome, confirm},
    },
};

/// The smallest window in which the screens can be read.
const SMALLEST: (u16, u16) = (60, 16);

impl App {
    /// Some time has passed without a key: hears what long work has to say, tries a waiting save again, and looks around.
    pub fn tick(&mut self) {
        self.hear();
        self.hear_of_backup();
        self.look_at_file();
        self.try_again();
        self.look();
        self.quiet_second();
        self.back_up_today();
    }

    /// Reads again when another window has written; paints again when the minute has changed.
    pub fn look(&mut self) {
        // A file that cannot be asked now is asked again in a second.
        if self.store.version().is_ok_and(|now| now != self.version) {
            self.load();
        }
        let minute = self.clock.now().seconds() / 60;
        if minute != self.minute {
            self.finish_forgetting();
            self.minute = minute;
            (self.changed, self.idle, self.uncounted) = (true, true, true);
            self.follow();
        }
    }

    /// Is there slower reading to do before going to sleep?
    pub fn wants_idle(&self) -> bool {
        self.idle
    }

    /// Is something read beside the keys for the screen in front?
    pub fn reads_beside(&mut self) -> bool {
        let beside = self.screens.last_mut().and_then(|top| top.beside());
        beside.is_some_and(|reading| reading.is_open())
    }

    /// Looks whether that has arrived, at most so long; the slower reading takes it then.
    pub fn hear_beside(&mut self, patience: Duration) {
        let beside = self.screens.last_mut().and_then(|top| top.beside());
        self.idle |= beside.is_some_and(|reading| reading.has_arrived(patience));
    }

    /// Keeps what is typed, and does the slower reading: of the screen in front, and how much there is to do today, which takes long
    /// in a large file. What the screen reads is broken off when it is not `wanted` any more, and is still to do then.
    pub fn idle(&mut self, wanted: fn() -> bool) {
        self.idle = false;
        self.keep_drafts_in_turn();
        let now = self.clock.now();
        if std::mem::take(&mut self.uncounted) {
            self.count(now);
        }
        let Some(top) = self.screens.last_mut() else {
            return;
        };
        let read = self.store.read_while(wanted);
        let read = read.and_then(|()| top.idle(&mut self.store, now));
        let restless = top.is_restless();
        match self.store.read_on().and(read) {
            Ok(paint) => {
                self.changed |= paint;
                self.idle = restless;
            }
            Err(error) if is_broken_off(&error) => self.idle = true,
            Err(error) => self.not_read(error),
        }
    }

    fn count(&mut self, now: Stamp) {
        match self.store.today_count(now) {
            Ok(count) => {
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                self.changed |= self.header.today != count;
                self.header.today = count;
            }
            Err(error) => self.not_read(error),
        }
    }

    /// Paints everything again at the next chance, what did not change too.
    pub fn repaint(&mut self) {
        self.repaint = true;
        self.changed = true;
    }

    pub(in crate::tui) fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    pub(in crate::tui) fn take_suspend(&mut self) -> bool {
        std::mem::take(&mut self.suspend)
    }

    /// What goes to the clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// Paints, if anything has changed since the last time.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn draw<B: Backend>(&mut self, terminal: &mut Terminal<B>) -> Result<(), B::Error> {
        if std::mem::take(&mut self.changed) {
            terminal.draw(|frame| self.view(frame))?;
        }
        Ok(())
    }

    fn view(&mut self, frame: &mut Frame) {
        let area = frame.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let sentence = format!(
                "Please make the window larger: at least {} columns and {} rows.",
                SMALLEST.0, SMALLEST.1
            );
            let text = Paragraph::new(sentence).wrap(Wrap { trim: true });
            return frame.render_widget(text.style(self.theme.text), area);
        }
        let rows = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ]);
        let [top, body, bottom] = rows.areas(area);
        self.header.clock = self.clock.now().local().format("%H:%M").to_string();
        let main = Some(&self.main).filter(|_| !self.screens.iter().any(|it| it.apart()));
        self.header.view(frame, top, &self.theme, main);
        self.view_screens(frame, body);
        if let Some(question) = &self.question {
            confirm::view(frame, body, &question.sentence, &self.theme);
        }
        let (layers, _) = self.tables();
        chrome::footer(frame, bottom, &self.theme, (layers, self.undo.as_deref()));
        let far = self.job.as_ref().map(|job| &job.far);
        let far = far.filter(|_| self.question.is_none());
        if let Some(message) = self.message.as_ref().or(far) {
            let low = body.union(bottom);
            chrome::message(frame, low, &self.theme, message);
        }
        keep_clear(frame.buffer_mut());
    }

    /// The screen in front, over those that it leaves in sight.
    fn view_screens(&mut self, frame: &mut Frame, body: Rect) {
        let whole = self.screens.iter().rposition(|s| s.over().is_none());
        for screen in self.screens.iter_mut().skip(whole.unwrap_or(0)) {
            let place = match screen.over() {
                None => body,
                Some(rows) => {
                    let title = screen.title();
                    over(frame, body, rows, (&title, self.theme.muted))
                }
            };
            screen.view(frame, place, &self.theme);
        }
    }
}

/// Clears the lower rows for a screen that lies over another, below a rule with its title.
fn over(
    frame: &mut Frame,
    body: Rect,
    rows: u16,
    (title, style): (&str, ratatui::style::Style),
) -> Rect {
    let height = rows.saturating_add(1).min(body.height);
    let place = Rect::new(body.x, body.bottom() - height, body.width, height);
    let width = usize::from(place.width);
    let title = format!("── {} ", safe(title).fit(width.saturating_sub(4)));
    let rest = width.saturating_sub(safe(&title).width());
    let rule = Line::from(Span::styled(title + &"─".repeat(rest), style));
    frame.render_widget(Clear, place);
    frame.render_widget(rule, Rect { height: 1, ..place });
    Rect {
        y: place.y + 1,
        height: height - 1,
        ..place
    }
}
