//! From keys and mouse to actions, and from actions to the screen in front.

use crossterm::event::{Event, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::App;
use crate::{
    domain::line::LineKind,
    tui::{
        Effect, Route,
        keymap::{Action, Binding, Found, Layers, resolve, writes},
        widgets::confirm,
    },
};

impl App {
    /// Takes what happened at the terminal.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Paste(text) => self.paste(text),
            // A larger window has rows to read.
            Event::Resize(..) => (self.changed, self.idle) = (true, true),
            _ => {}
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) {
        self.clicked = None;
        let (layers, typing) = self.tables();
        if self.question.is_none() && writes(layers, typing, key) && self.stopped() {
            return;
        }
        match resolve(layers, typing, key) {
            Some(Found::Screen(Action::Back) | Found::Everywhere(Action::Back))
                if self.question.is_none() && self.busy() =>
            {
                self.cancel();
            }
            Some(Found::Screen(action)) if self.question.is_some() => self.answer(&action),
            Some(Found::Screen(action)) => self.deliver(action),
            Some(Found::Everywhere(action)) => self.everywhere(action),
            None => {}
        }
    }

    fn paste(&mut self, text: String) {
        let typing = self.screens.last().is_some_and(|top| top.typing());
        if typing && self.question.is_none() {
            self.deliver(Action::Paste(text));
        }
    }

    /// A second click on the same place, with nothing in between, opens: no clock is needed to tell.
    fn mouse(&mut self, mouse: MouseEvent) {
        let at = Position::new(mouse.column, mouse.row);
        let action = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) if self.clicked == Some(at) => {
                self.clicked = None;
                Action::DoubleClick(at)
            }
            MouseEventKind::Down(MouseButton::Left) => {
                self.clicked = Some(at);
                Action::Click(at)
            }
            MouseEventKind::ScrollUp => Action::Wheel(at, -3),
            MouseEventKind::ScrollDown => Action::Wheel(at, 3),
            _ => return,
        };
        if self.question.is_some() {
            return;
        }
        let opens = matches!(action, Action::DoubleClick(_));
        let enter = |row: &Binding| row.has("Enter") && row.writes;
        let (layers, _) = self.tables();
        if opens && layers.iter().copied().flatten().any(enter) && self.stopped() {
            return;
        }
        match self.header.hit(at) {
            Some(route) if action == Action::Click(at) => self.leave_for(route),
            _ => self.deliver(action),
        }
    }

    /// A key that works everywhere.
    fn everywhere(&mut self, action: Action) {
        if self.question.is_some() && !matches!(action, Action::Quit | Action::Repaint) {
            return;
        }
        self.message = None;
        self.changed = true;
        let effect = match action {
            Action::Help => Effect::Go(Route::Help),
            Action::Switch(route) => return self.leave_for(route),
            Action::Open(route) => Effect::Go(route),
            Action::Find => return self.leave_for(Route::Customers),
            Action::House => {
                let house = self.screens.last().map_or_else(Vec::new, |top| top.house());
                return self.perform(house);
            }
            Action::Complain => Effect::Go(Route::Line {
                kind: LineKind::Complaint,
                customer: None,
                complaint: None,
                typed: String::new(),
            }),
            Action::Command => Effect::Go(Route::Command(self.history.clone())),
            Action::Undo => Effect::Undo,
            Action::Redo => Effect::Redo,
            Action::Back => Effect::Back,
            Action::Quit => Effect::Quit,
            Action::Repaint => return self.repaint(),
            Action::Suspend => return self.suspend = true,
            other => return self.deliver(other),
        };
        self.perform(vec![effect]);
    }

    /// Goes to a main screen; asks first where something typed would be lost.
    fn leave_for(&mut self, route: Route) {
        let unsaved = self.screens.iter_mut().any(|screen| screen.unsaved());
        let switch = Effect::Switch(route);
        self.perform(vec![match unsaved {
            true => Effect::Ask(
                "Leave without saving what you typed?".to_owned(),
                vec![switch],
            ),
            false => switch,
        }]);
    }

    /// Hands an action to the screen in front and does what it asks for.
    pub(super) fn deliver(&mut self, action: Action) {
        self.message = None;
        self.changed = true;
        self.idle = true;
        if let Some(waiting) = self.waiting.take() {
            let (not_yet, (_, again)) = (waiting.not_yet(), waiting.words());
            self.say(&format!("{not_yet} {again} again when you are ready."));
        }
        let Some(top) = self.screens.last_mut() else {
            return;
        };
        let effects = top.update(action);
        self.perform(effects);
        self.follow();
    }

    fn answer(&mut self, action: &Action) {
        self.changed = true;
        let Some(question) = self.question.take() else {
            return;
        };
        let yes = *action == Action::Yes;
        if question.of_job {
            self.answer_job(yes);
        } else if yes {
            self.perform(question.yes);
            self.follow();
        }
    }

    /// The tables that work now, and whether letters are text.
    pub(super) fn tables(&self) -> (Layers, bool) {
        match (&self.question, self.screens.last()) {
            (Some(_), _) => (&[confirm::KEYS], false),
            (None, Some(top)) => (top.keys(), top.typing()),
            (None, None) => (&[], false),
        }
    }
}
