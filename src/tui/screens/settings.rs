//! The settings, one a row, edited where they stand; below them the staff.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

use crate::{
    commands::backup::made_at,
    domain::{Change, Kudos, Settings as Values, Staff, Stamp},
    store::{Applied, BackupFile, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Answer, Cell, Groups, Question, question,
            rule::{below, rule},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("Enter e", Action::Enter, "edit what is selected")
        .footer("edit")
        .writes(true),
    key("n", Action::New, "one more on the staff list").footer("new staff"),
    key(
        "d",
        Action::Remove,
        "a setting back to its default; one of the staff off the list",
    )
    .footer("default"),
    key(
        "=",
        Action::Why,
        "what it says, in full, and what it would be without your choice",
    )
    .footer("why"),
];

/// Rows below the list for the one selected, where the window is high enough.
const WHOLE: u16 = 3;

/// The settings of the shop.
#[derive(Debug)]
pub struct Settings {
    values: Values,
    staff: Vec<Staff>,
    /// What each did well, newest first.
    kudos: Vec<Kudos>,
    rows: Groups,
    /// One more of the staff is being written down.
    adding: bool,
    /// The newest backup.
    backup: Option<BackupFile>,
    now: Stamp,
    /// The key being edited, and what is typed.
    asking: Option<(&'static str, Question)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl Settings {
    /// As they are; the first one selected.
    pub fn new() -> Self {
        Self {
            values: Values::default(),
            staff: Vec::new(),
            kudos: Vec::new(),
            rows: Groups::default(),
            adding: false,
            backup: None,
            now: Stamp::EPOCH,
            asking: None,
        }
    }

    /// The staff entry of a row below the settings.
    fn one(&self, row: usize) -> Option<&Staff> {
        self.staff.get(row.checked_sub(Values::KEYS.len())?)
    }

    fn edit(&mut self) -> Vec<Effect> {
        let Some(row) = self.rows.selected() else {
            return Vec::new();
        };
        match Values::KEYS.get(row) {
            Some((key, _, what)) => {
                let value = self.values.get(key).unwrap_or_default();
                let question =
                    Question::new(format!("{key}: {what}"), "empty brings back the default");
                self.asking = Some((key, question.with(value)));
                Vec::new()
            }
            None => {
                let staff = self.one(row).map(|one| one.id);
                vec![Effect::Go(Route::StaffForm(staff))]
            }
        }
    }

    fn remove(&self) -> Vec<Effect> {
        let Some(row) = self.rows.selected() else {
            return Vec::new();
        };
        let change = match (Values::KEYS.get(row), self.one(row)) {
            (Some((key, default, _)), _) => {
                if self.values.get(key).as_deref() == Some(default) {
                    return vec![Effect::Say(format!("{key} is at its default already."))];
                }
                Values::set(key, "").ok()
            }
            (None, one) => one.map(|one| Change::Remove(one.clone().into())),
        };
        change.map_or_else(Vec::new, |change| vec![Effect::Save(vec![change])])
    }

    /// What the row says, in full.
    fn why(&self) -> Vec<Effect> {
        let Some(row) = self.rows.selected() else {
            return Vec::new();
        };
        let (title, lines) = match (Values::KEYS.get(row), self.one(row)) {
            (Some((key, default, what)), _) => {
                let value = self.values.get(key).unwrap_or_default();
                let or_nothing = |text: &str| match text {
                    "" => "nothing".to_owned(),
                    text => text.to_owned(),
                };
                let now = format!("now:      {}", or_nothing(&value));
                let default = format!("default:  {}", or_nothing(default));
                (format!("{key}: {what}"), vec![now, default])
            }
            (None, Some(one)) => {
                let title = match one.name.as_str() {
                    "" => one.initials.clone(),
                    name => format!("{} · {name}", one.initials),
                };
                let mut lines = vec![one.may_words(&self.values.currency)];
                if !one.owner {
                    lines.push("What goes beyond it needs the owner.".to_owned());
                }
                lines.extend(self.kudos_of(one));
                (title, lines)
            }
            (None, None) => return Vec::new(),
        };
        vec![Effect::Go(Route::Text { title, lines })]
    }

    /// What somebody did well, in words; never how often.
    fn kudos_of(&self, one: &Staff) -> Vec<String> {
        let of_one = |it: &&Kudos| it.staff == one.initials;
        let said = self
            .kudos
            .iter()
            .filter(of_one)
            .map(|it| it.words(self.now));
        let said: Vec<String> = said.collect();
        match said.is_empty() {
            true => vec![format!(
                "No kudos yet; :kudos {} and what they did well.",
                one.initials
            )],
            false => said,
        }
    }

    fn answer(&mut self, action: &Action) -> Vec<Effect> {
        let Some((key, question)) = &mut self.asking else {
            return Vec::new();
        };
        match question.update(action) {
            Answer::Text(text) => match Values::set(key, &text) {
                Ok(change) => return vec![Effect::Save(vec![change])],
                Err(refusal) => question.say(refusal.0),
            },
            Answer::Leave => self.asking = None,
            Answer::Nothing | Answer::Other => {}
        }
        Vec::new()
    }

    /// When the shop was backed up last, and where that lies, in so many columns: of a long path the end is seen.
    fn backed_up(&self, width: usize) -> String {
        let Some(backup) = &self.backup else {
            return "not backed up yet; :backup does it".to_owned();
        };
        let when = format!("last backup {} in ", made_at(backup, self.now));
        let folder = backup.path.parent().unwrap_or(&backup.path);
        let folder = safe(&folder.display().to_string());
        let room = width.saturating_sub(when.len());
        if folder.is_within(room) {
            return format!("{when}{folder}");
        }
        format!("{when}…{}", folder.ending(room.saturating_sub(1)).0)
    }

    fn view_whole(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, "");
        let rows = safe(&self.whole()).wrap(usize::from(area.width.saturating_sub(2)));
        let row = |row| Line::styled(format!(" {row}"), theme.muted);
        let rows: Vec<Line> = rows.into_iter().map(row).collect();
        frame.render_widget(Paragraph::new(rows), below(area));
    }

    /// The row selected, whole: its value, and what it is for.
    fn whole(&self) -> String {
        let row = self.rows.selected().unwrap_or(0);
        let (value, what) = match (Values::KEYS.get(row), self.one(row)) {
            (Some((key, _, what)), _) => {
                (self.values.get(key).unwrap_or_default(), (*what).to_owned())
            }
            (None, Some(one)) => (one.name.clone(), one.may_words(&self.values.currency)),
            (None, None) => return String::new(),
        };
        match value.as_str() {
            "" => what,
            value => format!("{value} · {what}"),
        }
    }

    fn cells(&self, row: usize, theme: &Theme) -> Vec<Cell> {
        let Some((key, default, what)) = Values::KEYS.get(row) else {
            let one = self.one(row);
            return one.map_or_else(Vec::new, |one| {
                vec![
                    Cell::new(one.initials.as_str(), theme.text),
                    Cell::new(one.name.as_str(), theme.text),
                    Cell::new(one.may_words(&self.values.currency), theme.muted),
                ]
            });
        };
        let value = self.values.get(key).unwrap_or_default();
        let style = if value == *default {
            theme.muted
        } else {
            theme.text
        };
        vec![
            Cell::new(*key, theme.text),
            Cell::new(value, style),
            Cell::new(*what, theme.muted),
        ]
    }
}

impl Screen for Settings {
    fn title(&self) -> String {
        "Settings".to_owned()
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        match self.asking {
            Some(_) => &[question::KEYS],
            None => &[KEYS, LIST],
        }
    }

    fn typing(&self) -> bool {
        self.asking.is_some()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.backup = store.backups().unwrap_or_default().into_iter().next();
        self.kudos = store.kudos()?;
        let before = std::mem::replace(&mut self.values, store.settings()?);
        if let Some((key, question)) = &mut self.asking
            && let Some(now) = self.values.get(key)
            && before.get(key).as_ref() != Some(&now)
        {
            question.say(format!("Another window has now: {now}"));
        }
        let selected = self.rows.selected().and_then(|row| self.one(row));
        let selected = selected.map(|one| one.id);
        let known = std::mem::replace(&mut self.staff, store.staff()?);
        let staff = self.staff.iter().map(|_| "staff: who may give what");
        let settings = Values::KEYS.iter().map(|_| "");
        let headings: Vec<String> = settings.chain(staff).map(str::to_owned).collect();
        let new = |one: &Staff| known.iter().all(|other| other.id != one.id);
        let added = std::mem::take(&mut self.adding).then(|| self.staff.iter().position(new));
        let same = || self.staff.iter().position(|one| Some(one.id) == selected);
        let at = added.flatten().or_else(same);
        self.rows
            .reload(&headings, at.map(|row| Values::KEYS.len() + row));
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.asking.is_some() {
            return self.answer(&action);
        }
        match action {
            Action::DoubleClick(at) if self.rows.hit(at).is_some() => {
                self.rows.update(&action);
                self.edit()
            }
            Action::Enter => self.edit(),
            Action::New => {
                self.adding = true;
                vec![Effect::Go(Route::StaffForm(None))]
            }
            Action::Remove => self.remove(),
            Action::Why => self.why(),
            action => {
                self.rows.update(&action);
                Vec::new()
            }
        }
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        self.asking = None;
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, "Settings");
        let first = below(area);
        let words = self.backed_up(usize::from(area.width.saturating_sub(2)));
        let words = Line::styled(format!(" {words}"), theme.muted);
        frame.render_widget(
            words,
            Rect {
                height: first.height.min(1),
                ..first
            },
        );
        let body = below(first);
        let columns = [
            Constraint::Length(15),
            Constraint::Fill(2),
            Constraint::Fill(3),
        ];
        let mut rows = std::mem::take(&mut self.rows);
        let mut cells = |row: usize| self.cells(row, theme);
        let under = match self.asking {
            Some(_) => question::HEIGHT,
            None => WHOLE.min(body.height / 4),
        };
        let list = Rect {
            height: body.height.saturating_sub(under),
            ..body
        };
        rows.view(frame, (list, theme), &columns, &mut cells);
        self.rows = rows;
        if let Some((_, question)) = &mut self.asking {
            return question.view(frame, body, theme);
        }
        let pane = Rect {
            y: list.bottom(),
            height: under,
            ..body
        };
        self.view_whole(frame, pane, theme);
    }
}
