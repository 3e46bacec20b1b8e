//! Forgetting: the name is asked for on a screen of its own, and what had to wait is finished in between.

use super::App;
use crate::{
    commands::{self, Context, Nobody, Style, forget},
    store::LeftOver,
    tui::Route,
};

impl App {
    /// Opens the screen on which the name is typed, where the shell would ask for it.
    pub(super) fn ask_to_forget(&mut self, asked: &forget::Forget) {
        let context = Context {
            now: self.clock.now(),
            me: String::new(),
            style: Style::Columns,
            desk: &mut Nobody,
        };
        match asked.meant(&self.store, &context) {
            Ok(Ok(customer)) => self.open(Route::Forget(customer.id)),
            Ok(Err(report)) => self.say(&report.words.join(" ")),
            Err(error) => self.say(&format!("Not read: {error:#}")),
        }
    }

    /// Takes away traces of somebody forgotten that had to wait, perhaps for another window; asked for once a minute.
    pub(super) fn finish_forgetting(&mut self) {
        let left = self.store.left_over().unwrap_or_default();
        let may_go = left.iter().any(LeftOver::is_ours);
        if let Some(sentence) = forget::left_over(&left).filter(|_| self.minute == 0) {
            self.say(&sentence);
        }
        if may_go
            && !self.busy()
            && self.store.reads_only().is_none()
            && let Ok(command) = commands::parse("forget")
        {
            self.start("forget", command);
        }
    }
}
