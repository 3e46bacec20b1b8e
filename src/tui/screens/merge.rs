//! Two customers side by side, on their way to being one: where both say something else, one of the two stays.

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    commands::{
        merge::counted,
        merging::{Merging, Side},
    },
    domain::{Apart, Change, CustomerId, Stamp},
    store::{Applied, Store},
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            List,
            rule::{below, said},
            sides,
        },
    },
};

/// On the fields of both.
pub const KEYS: &[Binding] = &[
    key(
        "m Enter",
        Action::Enter,
        "make one of the two; u makes two again",
    )
    .footer("merge"),
    key("Space ← →", Action::Mark, "the other value stays").footer("which stays"),
    key("s", Action::Sort, "the other one is kept").footer("swap"),
    key(
        "x n",
        Action::Drop,
        "not the same; they are not shown again",
    )
    .footer("not the same"),
];

/// Two customers, of whom the first is kept.
#[derive(Debug)]
pub struct Merge {
    keep: CustomerId,
    gone: CustomerId,
    merging: Option<Merging>,
    rows: Vec<Side>,
    /// What goes over, in words.
    moved: String,
    list: List,
    now: Stamp,
}

impl Merge {
    /// Makes one of these two; the first is kept until it is swapped.
    pub fn new(keep: CustomerId, gone: CustomerId) -> Self {
        Self {
            keep,
            gone,
            merging: None,
            rows: Vec::new(),
            moved: String::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let taken: Vec<&'static str> = match &self.merging {
            Some(merging) if merging.keep.id == self.keep => merging.taken().collect(),
            _ => Vec::new(),
        };
        self.merging = Merging::read(self.keep, self.gone, store)?;
        if let Some(merging) = &mut self.merging {
            taken.iter().for_each(|field| merging.choose(field, true));
        }
        let moved = store.rows_about(self.gone)?;
        let moved = moved.iter().map(|(what, count)| counted(what, *count));
        self.moved = moved.collect::<Vec<_>>().join(", ");
        self.show();
        Ok(())
    }

    fn show(&mut self) {
        self.rows = self.merging.as_ref().map(Merging::rows).unwrap_or_default();
        self.list.reload(self.rows.len(), None);
    }

    /// The other value of the field selected stays.
    fn choose(&mut self) -> Vec<Effect> {
        let row = self.list.selected().and_then(|at| self.rows.get(at));
        let Some((row, merging)) = row.zip(self.merging.as_mut()) else {
            return Vec::new();
        };
        let Some(taken) = row.taken else {
            let sentence = "Here nothing is to be chosen: what both have stays.";
            return vec![Effect::Say(sentence.to_owned())];
        };
        merging.choose(row.name, !taken);
        self.show();
        Vec::new()
    }

    fn apart(&self) -> Vec<Effect> {
        let apart = Apart::of(self.keep, self.gone, self.now);
        let apart = apart.filter(|_| self.merging.is_some());
        let save = |apart: Apart| Effect::Save(vec![Change::Add(apart.into())]);
        apart.map(save).into_iter().collect()
    }
}

impl Screen for Merge {
    fn title(&self) -> String {
        "make one of two".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.read(store)
    }

    fn follow(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        match &self.merging {
            Some(merging) if merging.keep.id != self.keep => self.read(store),
            _ => Ok(()),
        }
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => {
                let change = self.merging.as_ref().map(Merging::change);
                let save = change.map(|change| Effect::Save(vec![change]));
                save.into_iter().collect()
            }
            Action::Mark => self.choose(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&action);
                self.choose()
            }
            Action::Sort => {
                std::mem::swap(&mut self.keep, &mut self.gone);
                Vec::new()
            }
            Action::Drop => self.apart(),
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(merging) = &self.merging else {
            let sentence = " One of the two is no longer there. u brings back, Esc leaves.";
            return frame.render_widget(Line::styled(sentence, theme.title), area);
        };
        let (keep, gone) = (&merging.keep, &merging.gone);
        let words = format!(
            "{} {} stays, {} {} is merged into them",
            keep.shown_name(),
            keep.id,
            gone.shown_name(),
            gone.id
        );
        let rest = said(frame, area, theme, (&words, theme.title));
        let moved = match self.moved.as_str() {
            "" => " Phones, tags and all lists of both are kept.".to_owned(),
            moved => format!(" All lists of both are kept. Goes over: {moved}"),
        };
        let lines = safe(&moved).wrap(usize::from(rest.width));
        let shown = rest.height.saturating_sub(lines.len() as u16);
        let list = Rect {
            height: shown,
            ..rest
        };
        sides::choose(frame, (list, theme), (&mut self.list, &self.rows));
        let mut left = Rect {
            y: rest.y + shown,
            height: rest.height - shown,
            ..rest
        };
        for line in lines {
            frame.render_widget(Line::styled(String::from(line), theme.muted), left);
            left = below(left);
        }
    }
}
