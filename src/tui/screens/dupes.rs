//! Who may be in the shop twice: the pairs, the surest first, and below them the two side by side.

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
};

use crate::{
    commands::merging::Merging,
    domain::{Apart, Change, CustomerId, Stamp},
    search::alike::{Pair, Sure},
    store::Store,
    tui::{
        Aside, Beside, Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::grouped,
        theme::Theme,
        widgets::{
            Cell, List, panes,
            rule::{below, rule, said},
            sides,
        },
    },
};

/// On a pair.
pub const KEYS: &[Binding] = &[
    key(
        "Enter m",
        Action::Enter,
        "look at both, and make one of them",
    )
    .footer("merge"),
    key(
        "x n",
        Action::Drop,
        "not the same; they are not shown again",
    )
    .footer("not the same"),
    key("o", Action::Customer, "open the profile of the first").footer("open"),
];

/// The pairs.
#[derive(Debug)]
pub struct Dupes {
    /// Only pairs of this customer; `None`: of everybody.
    about: Option<CustomerId>,
    /// The pairs; `None` until everybody was looked through.
    pairs: Option<Vec<Row>>,
    /// The pairs, while everybody is being looked through.
    finding: Aside<Vec<Row>>,
    /// Of which version of the file they are; `None`: nothing was begun yet.
    version: Option<u64>,
    list: List,
    /// The pair selected, read whole.
    shown: Option<Merging>,
    now: Stamp,
}

/// A pair with the names of both.
type Row = (Pair, [String; 2]);

impl Dupes {
    /// The pairs of everybody, or of one customer.
    pub fn new(about: Option<CustomerId>) -> Self {
        Self {
            about,
            pairs: None,
            finding: Aside::default(),
            version: None,
            list: List::default(),
            shown: None,
            now: Stamp::EPOCH,
        }
    }

    fn selected(&self) -> Option<&Pair> {
        let pairs = self.pairs.as_ref()?;
        pairs.get(self.list.selected()?).map(|(pair, _)| pair)
    }

    /// Shows the pairs that were found, the one selected before still selected.
    fn show(&mut self, pairs: Vec<Row>) {
        let before = self.selected().map(|pair| (pair.one, pair.other));
        let mut places = pairs.iter();
        let at = places.position(|(pair, _)| Some((pair.one, pair.other)) == before);
        self.list.reload(pairs.len(), at);
        self.pairs = Some(pairs);
    }

    fn with(&self, act: impl FnOnce(&Pair) -> Option<Effect>) -> Vec<Effect> {
        self.selected().and_then(act).into_iter().collect()
    }

    fn merge(&self) -> Vec<Effect> {
        self.with(|pair| Some(Effect::Go(Route::Merge(pair.one, pair.other))))
    }

    fn apart(&self) -> Vec<Effect> {
        self.with(|pair| {
            let apart = Apart::of(pair.one, pair.other, self.now)?;
            Some(Effect::Save(vec![Change::Add(apart.into())]))
        })
    }

    fn heading(&self) -> String {
        match self.pairs.as_ref().map(Vec::len) {
            None => "Who may be in twice".to_owned(),
            Some(1) => "Who may be in twice · 1 pair".to_owned(),
            Some(count) => format!("Who may be in twice · {} pairs", grouped(count)),
        }
    }

    fn sentence(&self) -> String {
        match (&self.pairs, self.about) {
            (None, _) => "Looking through everybody…".to_owned(),
            (Some(_), None) => "Nobody looks like anybody else.".to_owned(),
            (Some(_), Some(id)) => {
                format!("Nobody looks like this customer; :merge {id} and a name makes one of two.")
            }
        }
    }
}

impl Screen for Dupes {
    fn title(&self) -> String {
        "who may be in twice".to_owned()
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, _store: &mut Store, now: Stamp) -> Result<()> {
        (self.now, self.shown) = (now, None);
        Ok(())
    }

    fn follow(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        let chosen = self.selected().map(|pair| (pair.one, pair.other));
        let shown = self.shown.as_ref().map(|it| (it.keep.id, it.gone.id));
        if chosen != shown {
            self.shown = match chosen {
                Some((one, other)) => Merging::read(one, other, store)?,
                None => None,
            };
        }
        Ok(())
    }

    fn idle(&mut self, store: &mut Store, now: Stamp) -> Result<bool> {
        let version = Some(store.version()?);
        if self.version != version {
            let about = self.about;
            self.finding.begin(store, move |store| find(store, about));
            self.version = version;
        } else if let Some(found) = self.finding.take() {
            self.show(found?);
            self.follow(store, now)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn beside(&mut self) -> Option<&mut dyn Beside> {
        Some(&mut self.finding)
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => self.merge(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => self.merge(),
            Action::Drop => self.apart(),
            Action::Customer => self.with(|pair| {
                Some(Effect::Go(Route::Profile {
                    customer: pair.one,
                    list: vec![pair.one, pair.other],
                }))
            }),
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &self.heading());
        let rest = below(area);
        let Some(pairs) = self.pairs.as_ref().filter(|pairs| !pairs.is_empty()) else {
            let line = Line::styled(format!(" {}", self.sentence()), theme.muted);
            return frame.render_widget(line, rest);
        };
        let rows = u16::try_from(pairs.len()).unwrap_or(u16::MAX);
        let (top, pane) = panes(rest, (1, 2), || rows.saturating_add(1).min(rest.height / 2));
        let columns = [
            Constraint::Length(6),
            Constraint::Fill(1),
            Constraint::Fill(1),
        ];
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| pairs.get(at).map_or_else(Vec::new, |row| cells(row, theme));
        list.view(frame, (top, theme), &columns, &mut cells);
        self.list = list;
        if let (Some(pair), Some(both)) = (self.selected(), &self.shown) {
            let place = said(frame, pane, theme, (&pair.words(), theme.accent));
            sides::view(frame, (place, theme), &both.rows());
        }
    }
}

/// Looks through everybody.
fn find(store: &Store, about: Option<CustomerId>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for pair in store.alike()? {
        let of_them = |id| pair.one == id || pair.other == id;
        if about.is_none_or(of_them) {
            let names = [store.name(pair.one)?, store.name(pair.other)?];
            rows.push((pair, names));
        }
    }
    Ok(rows)
}

fn cells((pair, names): &Row, theme: &Theme) -> Vec<Cell> {
    let look = match pair.sure {
        Sure::High => theme.warn,
        Sure::Medium => theme.muted,
    };
    let [one, other] = names;
    vec![
        Cell::new(pair.sure.word(), look),
        Cell::new(format!("{one} {}", pair.one).as_str(), theme.text),
        Cell::new(format!("{other} {}", pair.other).as_str(), theme.text),
    ]
}
