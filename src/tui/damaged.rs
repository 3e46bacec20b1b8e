//! What a damaged file leaves to choose, before there is a shop to open: a backup, what can still be read, or only reading.

use std::path::{Path, PathBuf};

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Layout},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    keymap::{Action, Binding, DIGITS, Found, LIST, Layers, key, resolve},
    terminal::{Alone, Heard},
    theme::Theme,
    widgets::chrome,
};
use crate::{
    commands::backup::{contents, made_at},
    domain::Stamp,
    store::{BackupFile, Counts, Salvaged, Since, Store, backups, restore_over, salvage, verify},
    tui::text::{grouped, safe},
};

const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "do what is selected").footer("do it"),
    key(DIGITS, Action::View(0), "do the one of this number").footer("do that"),
    key(
        "Esc q Ctrl-C",
        Action::Back,
        "quit; the file stays as it is",
    )
    .footer("quit"),
    key("Ctrl-L", Action::Repaint, "paint the screen again"),
];

/// What is done with a damaged file. In none of these is it written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Put this file in its place: a backup, or what was saved of it. The damaged one is moved aside.
    BringBack(PathBuf),
    /// Save what can be read into this new file.
    Salvage(PathBuf),
    /// Show it as far as it can be read.
    Read,
    /// Nothing.
    Quit,
}

/// One line to choose, and what is to know before.
#[derive(Debug)]
struct Row {
    choice: Choice,
    title: String,
    details: Vec<String>,
}

/// The choices for a damaged file.
#[derive(Debug)]
pub struct Damaged {
    path: PathBuf,
    rows: Vec<Row>,
    selected: usize,
    /// What came of the last choice.
    said: String,
}

/// What the screens go on with.
#[derive(Debug)]
pub enum Opened {
    /// A shop, and what to say of it in the end; may be empty.
    Shop(Box<Store>, String),
    /// Nothing: the exit code.
    Ended(u8),
}

/// Asks what to do with a damaged file until there is a shop to open, or nothing to do.
///
/// # Errors
/// When there is no terminal.
pub fn open(path: &Path, now: Stamp, theme: &Theme) -> Result<Opened> {
    let mut screen = Damaged::look(path, now);
    let mut window = Alone::open()?;
    loop {
        let done = match screen.ask(&mut window, theme)? {
            Err(code) => return Ok(Opened::Ended(code)),
            Ok(Choice::Quit) => return Ok(Opened::Ended(0)),
            Ok(Choice::Read) => Store::open_to_read(path).map(|store| (store, String::new())),
            Ok(Choice::BringBack(from)) => bring_back(path, &from, now),
            Ok(Choice::Salvage(into)) => {
                screen.save(into, now, (&mut window, theme));
                continue;
            }
        };
        match done {
            Ok((store, said)) => return Ok(Opened::Shop(Box::new(store), said)),
            Err(error) => screen.said = format!("Not done: {error:#}"),
        }
    }
}

fn bring_back(path: &Path, from: &Path, now: Stamp) -> Result<(Store, String)> {
    let aside = restore_over(path, from, now)?;
    let said = format!("The damaged file is now {}.", aside.display());
    Ok((Store::open(path)?, said))
}

impl Damaged {
    /// Looks for what there is to choose; the file is only read.
    pub fn look(path: &Path, now: Stamp) -> Self {
        let all = backups(path).unwrap_or_default();
        let whole = |backup: BackupFile| verify(&backup).ok().map(|counts| (backup, counts));
        let newest = all.into_iter().find_map(whole);
        let left = Store::open_to_read(path).ok();
        let mut rows = Vec::new();
        if let Some((backup, counts)) = newest {
            let since = left.as_ref().and_then(|it| it.since(&backup.path).ok());
            rows.push(Row::of_backup(&backup, (&counts, since.as_ref()), now));
        }
        rows.push(Row::of_salvage(path));
        if left.is_some() {
            rows.push(Row {
                choice: Choice::Read,
                title: "Open it to read, as far as it goes".to_owned(),
                details: vec!["Nothing can be written then.".to_owned()],
            });
        }
        rows.push(Row {
            choice: Choice::Quit,
            title: "Quit".to_owned(),
            details: Vec::new(),
        });
        let has_backup =
            matches!(rows.first(), Some(row) if matches!(row.choice, Choice::BringBack(_)));
        let said = if has_backup {
            ""
        } else {
            "There is no backup that is in order."
        };
        Self {
            path: path.to_owned(),
            rows,
            selected: 0,
            said: said.to_owned(),
        }
    }

    /// The keys that work here.
    pub const fn keys() -> Layers {
        &[KEYS, LIST]
    }

    /// What an action chooses, if it chooses anything.
    pub fn update(&mut self, action: &Action) -> Option<Choice> {
        let last = self.rows.len() - 1;
        let chosen = match action {
            Action::Back => return Some(Choice::Quit),
            Action::Enter => self.selected,
            Action::View(number) => usize::from(*number).checked_sub(1)?,
            Action::Up => return self.select(self.selected.saturating_sub(1)),
            Action::Down => return self.select((self.selected + 1).min(last)),
            Action::First | Action::PageUp => return self.select(0),
            Action::Last | Action::PageDown => return self.select(last),
            _ => return None,
        };
        self.rows.get(chosen).map(|row| row.choice.clone())
    }

    fn select(&mut self, row: usize) -> Option<Choice> {
        self.selected = row;
        None
    }

    /// Waits for a choice; or the exit code when the program is ended.
    fn ask(&mut self, window: &mut Alone, theme: &Theme) -> Result<Result<Choice, u8>> {
        loop {
            if window.draw(&mut |frame| self.view(frame, theme)).is_err() {
                return Ok(Err(Alone::GONE));
            }
            let key = match window.next()? {
                Heard::Key(key) => key,
                Heard::Repaint => continue,
                Heard::End(code) => return Ok(Err(code)),
            };
            let (Some(Found::Screen(action)) | Some(Found::Everywhere(action))) =
                resolve(Self::keys(), false, key)
            else {
                continue;
            };
            if action == Action::Repaint {
                window.repaint()?;
            }
            if let Some(choice) = self.update(&action) {
                return Ok(Ok(choice));
            }
        }
    }

    /// Saves what can be read, showing how far it is; Esc cancels.
    fn save(&mut self, into: PathBuf, now: Stamp, (window, theme): (&mut Alone, &Theme)) {
        let path = self.path.clone();
        let saved = salvage(&path, &into, now, &mut |done, of| {
            self.said = format!("Saving what can be read: table {done} of {of}. Esc cancels.");
            let painted = window.draw(&mut |frame| self.view(frame, theme));
            painted.is_ok() && !window.wants_back(Self::keys())
        });
        match saved {
            Ok(saved) => self.go_on_with(&saved),
            Err(error) => self.said = format!("Not saved: {error:#}"),
        }
    }

    /// What was saved can be gone on with.
    pub fn go_on_with(&mut self, saved: &Salvaged) {
        let (rows, lost) = saved.counts();
        self.said = match lost {
            0 => format!(
                "{} rows were saved; none is known to be lost.",
                grouped(rows)
            ),
            lost => format!(
                "{} rows were saved; {} are lost.",
                grouped(rows),
                grouped(lost)
            ),
        };
        self.rows
            .retain(|row| !matches!(row.choice, Choice::Salvage(_)));
        let row = Row {
            choice: Choice::BringBack(saved.into.clone()),
            title: format!("Go on with what was saved: {}", name(&saved.into)),
            details: vec!["The damaged file is moved aside, not deleted.".to_owned()],
        };
        self.rows.insert(0, row);
        self.selected = 0;
    }

    /// Paints it. In a small window only what is selected is told about.
    pub fn view(&self, frame: &mut Frame, theme: &Theme) {
        let rows = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]);
        let [body, bottom] = rows.areas(frame.area());
        let width = usize::from(body.width.saturating_sub(2));
        let mut lines = self.lines((width, theme), true);
        if lines.len() > usize::from(body.height.saturating_sub(2)) {
            lines = self.lines((width, theme), false);
        }
        frame.render_widget(Paragraph::new(lines), body);
        frame.render_widget(chrome::all_keys(Self::keys(), theme), bottom);
        if !self.said.is_empty() {
            chrome::message(frame, body, theme, &self.said);
        }
    }

    fn lines(&self, (width, theme): (usize, &Theme), all: bool) -> Vec<Line<'static>> {
        let wrapped = |text: &str, before: &str, style| {
            let lines = safe(text)
                .wrap(width.saturating_sub(before.len()))
                .into_iter();
            let lines = lines.map(|line| Line::styled(format!("{before}{line}"), style));
            lines.collect::<Vec<_>>()
        };
        let mut lines = wrapped(
            &format!("This file is damaged: {}", self.path.display()),
            " ",
            theme.late,
        );
        lines.extend(wrapped(
            "Nothing was changed in it. What shall be done?",
            " ",
            theme.text,
        ));
        lines.push(Line::default());
        for (at, row) in self.rows.iter().enumerate() {
            let is_selected = at == self.selected;
            lines.extend(row.title(at, is_selected, (width, theme)));
            if all || is_selected {
                let details = row.details.iter();
                lines.extend(details.flat_map(|text| wrapped(text, "    ", theme.muted)));
            }
        }
        lines
    }
}

impl Row {
    /// Its number and title, marked where it is selected.
    fn title(
        &self,
        at: usize,
        is_selected: bool,
        (width, theme): (usize, &Theme),
    ) -> Vec<Line<'static>> {
        let (bar, style) = match is_selected {
            true => ("▌", theme.title.patch(theme.selected)),
            false => (" ", theme.title),
        };
        let lines = safe(&format!("{} {}", at + 1, self.title))
            .wrap(width)
            .into_iter();
        let lines = lines.map(|line| {
            let text = Span::styled(line.to_string(), style);
            Line::from(vec![Span::styled(bar, theme.accent), text])
        });
        lines.collect()
    }

    fn of_backup(
        backup: &BackupFile,
        (counts, since): (&Counts, Option<&Since>),
        now: Stamp,
    ) -> Self {
        let reason = backup.reason.as_ref().map(|it| format!(" ({it})"));
        let lost = match since {
            None => {
                "What was done since is lost; how much that is cannot be read any more.".to_owned()
            }
            Some(since) => match (since.acts, since.last.as_deref().unwrap_or_default()) {
                (0, _) => "Nothing was done since, as far as can be seen.".to_owned(),
                (1, last) => format!("Lost is one act since: {last}."),
                (acts, last) => format!("Lost are {} acts since; the last: {last}.", grouped(acts)),
            },
        };
        Self {
            choice: Choice::BringBack(backup.path.clone()),
            title: format!(
                "Bring back the backup of {}{}",
                made_at(backup, now),
                reason.unwrap_or_default()
            ),
            details: vec![
                contents(counts),
                lost,
                "The damaged file is moved aside, not deleted.".to_owned(),
            ],
        }
    }

    fn of_salvage(path: &Path) -> Self {
        let into = free_name(path);
        Self {
            title: format!("Save what can still be read into {}", name(&into)),
            details: vec![
                "Row by row, into a new file; then you can go on with that one.".to_owned(),
            ],
            choice: Choice::Salvage(into),
        }
    }
}

/// The first free name for what is saved: `shop-salvaged.db`, `shop-salvaged-2.db`.
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut names = (1..).map(|number| match number {
        1 => path.with_file_name(format!("{stem}-salvaged.db")),
        number => path.with_file_name(format!("{stem}-salvaged-{number}.db")),
    });
    let free = names.find(|name| name.symlink_metadata().is_err());
    free.unwrap_or_default()
}

/// The last part of a path.
fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
