//! The backups there are: from when, of what, and whether each is still what it was; one of them is brought back.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
};

use crate::{
    commands::backup::{contents, made_at, size},
    domain::{Stamp, dates::short_day},
    store::{BackupFile, Checking, Counts, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Cell, List,
            rule::{below, rule},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key(
        "Enter",
        Action::Enter,
        "bring the one selected back; first it says what would be lost, and asks",
    )
    .footer("bring back"),
    key("n", Action::New, "make a backup now").footer("back up now"),
    key("=", Action::Why, "where it is, and what is in it").footer("why"),
];

/// How far it is known whether a backup is good.
#[derive(Debug)]
enum Checked {
    NotYet,
    Good(Counts),
    Bad(String),
}

/// The backups, the newest first.
#[derive(Debug, Default)]
pub struct Backups {
    backups: Vec<(BackupFile, Checked)>,
    /// The one that is being checked.
    checking: Option<Checking>,
    list: List,
    now: Option<Stamp>,
}

impl Backups {
    /// None read yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&(BackupFile, Checked)> {
        self.backups.get(self.list.selected()?)
    }

    /// The first one that is not checked yet.
    fn unchecked(&mut self) -> Option<&mut (BackupFile, Checked)> {
        let mut backups = self.backups.iter_mut();
        backups.find(|(_, checked)| matches!(checked, Checked::NotYet))
    }

    fn restore(&self) -> Vec<Effect> {
        match self.selected() {
            None => vec![Effect::Say(
                "There is no backup yet; n makes one.".to_owned(),
            )],
            Some((backup, Checked::Bad(why))) => vec![Effect::Say(format!(
                "Backup {} cannot be brought back: {why}",
                backup.number
            ))],
            Some((backup, _)) => vec![Effect::Command(format!("restore {}", backup.number))],
        }
    }

    fn why(&self) -> Vec<Effect> {
        let (Some((backup, checked)), Some(now)) = (self.selected(), self.now) else {
            return Vec::new();
        };
        let reason = backup.reason.as_ref().map(ToString::to_string);
        let good = match checked {
            Checked::NotYet => "It is not checked yet.".to_owned(),
            Checked::Good(counts) => {
                format!("It is what it was when it was made: {}.", contents(counts))
            }
            Checked::Bad(why) => why.clone(),
        };
        let title = format!("Backup {} of {}", backup.number, made_at(backup, now));
        let lines = vec![
            format!("made:   {}", reason.unwrap_or_default()),
            format!("file:   {}", backup.path.display()),
            format!("size:   {}", size(backup.bytes)),
            good,
        ];
        vec![Effect::Go(Route::Text { title, lines })]
    }

    /// When a backup was made, shorter where there is little room.
    fn when(&self, backup: &BackupFile, width: u16) -> String {
        /// From this width on days are written out.
        const WIDE: u16 = 70;
        let Some(now) = self.now else {
            return String::new();
        };
        match backup.at {
            Some(at) if width < WIDE => {
                let time = at.local().format("%H:%M");
                format!("{} {time}", short_day(at.day(), now.day()))
            }
            _ => made_at(backup, now),
        }
    }

    /// Columns for when each was made, for what, and for what is in it: that gets what is left, if it is worth anything.
    fn columns(&self, width: u16) -> [u16; 3] {
        /// Columns beside these three, with the gaps.
        const BESIDE: u16 = 18;
        /// "1,284 customers".
        const WORTH: u16 = 15;
        let longest = |words: &dyn Fn(&BackupFile) -> String| {
            let rows = self.backups.iter().map(|(it, _)| safe(&words(it)).width());
            u16::try_from(rows.max().unwrap_or(0)).unwrap_or(u16::MAX)
        };
        let when = longest(&|it| self.when(it, width));
        let room = width.saturating_sub(BESIDE + when);
        let reason = longest(&|it| {
            it.reason
                .as_ref()
                .map_or_else(String::new, ToString::to_string)
        });
        match room.saturating_sub(reason) {
            left @ WORTH.. => [when, reason, left],
            _ => [when, room, 0],
        }
    }

    fn cells(&self, row: usize, (theme, width): (&Theme, u16)) -> Vec<Cell> {
        let Some((backup, checked)) = self.backups.get(row) else {
            return Vec::new();
        };
        let [_, _, room] = self.columns(width);
        let (mark, style, what) = match checked {
            Checked::NotYet => ("…", theme.muted, String::new()),
            Checked::Good(counts) => ("verified", theme.good, within(&contents(counts), room)),
            Checked::Bad(why) => ("NOT GOOD", theme.late, why.clone()),
        };
        let reason = backup.reason.as_ref().map(ToString::to_string);
        vec![
            Cell::new(backup.number.to_string(), theme.accent).right(),
            Cell::new(self.when(backup, width), theme.text),
            Cell::new(mark, style),
            Cell::new(reason.unwrap_or_default(), theme.text),
            Cell::new(what, theme.muted),
        ]
    }
}

impl Screen for Backups {
    fn title(&self) -> String {
        "Backups".to_owned()
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let chosen = self.selected().map(|(backup, _)| backup.number);
        let known = std::mem::take(&mut self.backups);
        let mut known = known.into_iter().peekable();
        self.checking = None;
        self.now = Some(now);
        for backup in store.backups()? {
            while known.next_if(|(it, _)| it.number > backup.number).is_some() {}
            let before = known.next_if(|(it, _)| *it == backup);
            let checked = before.map_or(Checked::NotYet, |(_, checked)| checked);
            self.backups.push((backup, checked));
        }
        let numbers = self.backups.iter().map(|(backup, _)| Some(backup.number));
        let at = numbers.into_iter().position(|number| number == chosen);
        self.list.reload(self.backups.len(), at);
        Ok(())
    }

    /// Checks the backups, a piece at a time: they may be large.
    fn idle(&mut self, _store: &mut Store, _now: Stamp) -> Result<bool> {
        let mut checking = self.checking.take();
        let Some((backup, checked)) = self.unchecked() else {
            return Ok(false);
        };
        let gone_on = match &mut checking {
            None => Checking::begin(&backup.path).map(|begun| {
                checking = Some(begun);
                None
            }),
            Some(checking) => checking.go_on(),
        };
        match gone_on {
            Ok(None) => {
                self.checking = checking;
                return Ok(false);
            }
            Ok(Some(counts)) => *checked = Checked::Good(counts),
            Err(error) => *checked = Checked::Bad(format!("{error:#}")),
        }
        Ok(true)
    }

    fn is_restless(&self) -> bool {
        let mut checked = self.backups.iter().map(|(_, checked)| checked);
        checked.any(|checked| matches!(checked, Checked::NotYet))
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => self.restore(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&Action::Click(at));
                self.restore()
            }
            Action::New => vec![Effect::Command("backup".to_owned())],
            Action::Why => self.why(),
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, "Backups");
        if self.backups.is_empty() {
            let first =
                " There is no backup yet. n makes one; from then on the shop makes its own.";
            return frame.render_widget(Line::styled(first, theme.muted), below(area));
        }
        let [when, reason, room] = self.columns(area.width);
        let columns = [4, when, 8, reason, room].map(Constraint::Length);
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |row: usize| self.cells(row, (theme, area.width));
        list.view(frame, (below(area), theme), &columns, &mut cells);
        self.list = list;
    }
}

/// As many of these counts as fit into so many columns; none is cut.
fn within(counts: &str, room: u16) -> String {
    let mut kept = counts;
    while kept.len() > usize::from(room) {
        kept = kept.rsplit_once(", ").map_or("", |(kept, _)| kept);
    }
    kept.to_owned()
}
