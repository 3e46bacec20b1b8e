//! All that was said of the shop, and what it saw itself, newest first: what became of each idea, one key each.

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::Paragraph,
};

use super::profile::idea_act;
use crate::{
    domain::{
        Change, CustomerId, Feedback as Said, FeedbackKind, Kept, KeptId, Method, PromiseAct,
        Refusal, Stamp,
        line::LineKind,
        phrase::{ago, idea_standing},
    },
    store::{FeedbackFilter, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, key},
        text::safe,
        theme::Theme,
        widgets::{
            Cell, List,
            flow::style,
            rule::{below, rule},
        },
    },
};

pub(super) const KEYS: &[Binding] = &[
    key(
        "v Tab",
        Action::Filter,
        "the next view: ideas to answer, a kind, how it was obtained",
    )
    .footer("view"),
    key("Enter", Action::Enter, "edit the one selected").footer("edit"),
    key("X", Action::Act(PromiseAct::Told), "the idea is answered").footer("answered"),
    key(
        "Space",
        Action::Act(PromiseAct::Done),
        "the idea is adopted: thanks are due",
    )
    .footer("adopted"),
    key(
        "O",
        Action::Act(PromiseAct::Reopen),
        "the idea is open again",
    ),
    key("n", Action::New, "note more; of nobody, too"),
    key("o", Action::Customer, "to the customer who said it"),
    key(
        "C",
        Action::IntoComplaint,
        "the idea or criticism becomes a complaint",
    ),
    key("Del", Action::RemoveEntry, "take it out; u brings back"),
];

/// The name of a view, and what it shows.
type View = (&'static str, FeedbackFilter);

/// Which of all are shown.
const VIEWS: [View; 10] = [
    ("everything said of the shop", ALL),
    (
        "ideas that want an answer",
        FeedbackFilter { open: true, ..ALL },
    ),
    ("ideas", of_kind(FeedbackKind::Idea)),
    ("praise", of_kind(FeedbackKind::Praise)),
    ("criticism", of_kind(FeedbackKind::Criticism)),
    ("asked", obtained(Method::Asked)),
    ("out of surveys", obtained(Method::Survey)),
    ("by mystery shoppers", obtained(Method::MysteryShopper)),
    ("read in reviews", obtained(Method::Review)),
    ("seen by ourselves", obtained(Method::Observed)),
];

const ALL: FeedbackFilter = FeedbackFilter {
    customer: None,
    kind: None,
    method: None,
    open: false,
};

const fn of_kind(kind: FeedbackKind) -> FeedbackFilter {
    FeedbackFilter {
        kind: Some(kind),
        ..ALL
    }
}

const fn obtained(method: Method) -> FeedbackFilter {
    FeedbackFilter {
        method: Some(method),
        ..ALL
    }
}

/// So many rows on each side of those in sight are read with them.
const AROUND: usize = 200;

/// From this width on the list says how it was obtained, and when an idea was answered; from the other only where the idea stands.
const WIDE: u16 = 100;
const MIDDLE: u16 = 76;

/// Rows below the list, for the one selected.
const BELOW: u16 = 4;

/// What was said.
#[derive(Debug, Default)]
pub struct Feedback {
    view: usize,
    /// Another view was chosen and is not read yet.
    turned: bool,
    /// Those at hand, and which row of the list the first of them is.
    said: Vec<Said>,
    from: usize,
    names: HashMap<CustomerId, String>,
    /// What the one selected is about.
    product: String,
    list: List,
    me: String,
    now: Option<Stamp>,
}

impl Feedback {
    /// Everything; nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&Said> {
        self.row(self.list.selected()?)
    }

    fn row(&self, row: usize) -> Option<&Said> {
        self.said.get(row.checked_sub(self.from)?)
    }

    fn now(&self) -> Stamp {
        self.now.unwrap_or(Stamp::EPOCH)
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        let filter = &VIEWS[self.view].1;
        let before = self.selected();
        let at = before.map(|it| store.feedback_before(filter, it));
        let total = store.feedback_count(filter)?;
        self.list.reload(total, at.transpose()?);
        self.said.clear();
        self.read_window(store)
    }

    /// Reads what is in sight with what is around it, where that is not at hand.
    fn read_window(&mut self, store: &Store) -> Result<()> {
        let sight = self.list.window();
        if sight.start < self.from || sight.end > self.from + self.said.len() {
            self.from = sight.start.saturating_sub(AROUND);
            let rows = self.from..sight.end + AROUND;
            self.said = store.feedback_rows(&VIEWS[self.view].1, rows)?;
            let who: Vec<CustomerId> = self.said.iter().filter_map(|it| it.customer).collect();
            self.names = store.names(&who)?.into_iter().collect();
        }
        self.read_product(store)
    }

    fn read_product(&mut self, store: &Store) -> Result<()> {
        let product = self.selected().and_then(|it| it.product);
        let product = product.map(|id| store.product(id)).transpose()?.flatten();
        self.product = product.map_or_else(String::new, |it| it.name);
        Ok(())
    }

    fn who(&self, said: &Said) -> &str {
        let name = said.customer.and_then(|id| self.names.get(&id));
        name.map_or("nobody", String::as_str)
    }

    /// What a key does to the one selected.
    fn with(&self, act: impl FnOnce(&Said) -> Vec<Effect>) -> Vec<Effect> {
        self.selected().map_or_else(Vec::new, act)
    }

    fn act(&self, action: &Action) -> Vec<Effect> {
        self.with(|it| match action {
            Action::Enter => vec![Effect::Go(Route::KeptForm(KeptId::Feedback(it.id)))],
            Action::Act(act) => saved(idea_act(it, *act, self.now()).map(|change| vec![change])),
            Action::IntoComplaint => {
                saved(it.to_complaint(&self.product, (Stamp::EPOCH, &self.me)))
            }
            Action::RemoveEntry => saved(Ok(vec![Change::Remove(Kept::from(it.clone()))])),
            Action::Customer => match it.customer {
                Some(customer) => vec![Effect::Go(Route::Profile {
                    customer,
                    list: Vec::new(),
                })],
                None => vec![Effect::Say("Nobody in particular said it.".to_owned())],
            },
            _ => Vec::new(),
        })
    }

    fn cells(&self, row: usize, width: u16, theme: &Theme) -> Vec<Cell> {
        let Some(it) = self.row(row) else {
            return Vec::new();
        };
        let looks = match it.kind {
            FeedbackKind::Criticism => theme.warn,
            _ => theme.text,
        };
        let score = it.score.map(|score| format!("{score}/5"));
        let mut cells = vec![
            Cell::new(ago(it.at, self.now()), theme.muted).right(),
            Cell::new(self.who(it), theme.text),
            Cell::new(it.kind.word(), theme.muted),
            Cell::new(score.unwrap_or_default(), theme.muted),
            Cell::new(it.text.as_str(), looks),
        ];
        let standing = idea_standing(it, self.now().day());
        cells.extend(match (standing, it.state()) {
            (Some((meaning, words)), _) if width >= WIDE => {
                Some(Cell::new(words, style(meaning, theme)))
            }
            (Some((meaning, _)), Some(state)) if width >= MIDDLE => {
                Some(Cell::new(state.word(), style(meaning, theme)))
            }
            (None, _) if width >= WIDE => Some(Cell::new(it.method.word(), theme.muted)),
            _ => None,
        });
        cells
    }

    /// The one selected, whole.
    fn whole(&self, width: usize, theme: &Theme) -> Vec<Line<'static>> {
        let Some(it) = self.selected() else {
            return Vec::new();
        };
        let day = it.at.local().format("%a %-d %b %Y").to_string();
        let standing = idea_standing(it, self.now().day());
        let about = [
            self.who(it).to_owned(),
            day,
            it.by.clone(),
            it.method.to_string(),
            self.product.clone(),
            it.stage.map_or_else(String::new, |stage| stage.to_string()),
            standing.map_or_else(String::new, |(_, words)| words),
        ];
        let about: Vec<String> = about.into_iter().filter(|it| !it.is_empty()).collect();
        let rows = |text: &str, style| {
            let rows = safe(text).wrap(width).into_iter();
            rows.map(move |row| Line::styled(format!(" {row}"), style))
        };
        rows(&about.join(" · "), theme.muted)
            .chain(rows(&it.text, theme.text))
            .collect()
    }
}

fn columns(width: u16) -> Vec<Constraint> {
    let mut columns = vec![
        Constraint::Length(5),
        Constraint::Length(if width >= MIDDLE { 18 } else { 12 }),
        Constraint::Length(9),
        Constraint::Length(3),
        Constraint::Fill(1),
    ];
    columns.extend(match width {
        WIDE.. => Some(Constraint::Length(19)),
        MIDDLE.. => Some(Constraint::Length(8)),
        _ => None,
    });
    columns
}

fn saved(changes: Result<Vec<Change>, Refusal>) -> Vec<Effect> {
    match changes {
        Ok(changes) => vec![Effect::Save(changes)],
        Err(why) => vec![Effect::Say(why.0)],
    }
}

impl Screen for Feedback {
    fn title(&self) -> String {
        "Feedback".to_owned()
    }

    fn apart(&self) -> bool {
        true
    }

    fn keys(&self) -> Layers {
        &[KEYS, LIST]
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = Some(now);
        store.who().clone_into(&mut self.me);
        self.read(store)
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = Some(now);
        match std::mem::take(&mut self.turned) {
            true => self.read(store),
            false => self.read_window(store),
        }
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Filter => {
                (self.view, self.turned) = ((self.view + 1) % VIEWS.len(), true);
                Vec::new()
            }
            Action::New => vec![Effect::Go(Route::Whom(LineKind::Feedback))],
            Action::Back => vec![Effect::Back],
            Action::DoubleClick(at) if self.list.hit(at).is_some() => {
                self.list.update(&Action::Click(at));
                self.act(&Action::Enter)
            }
            Action::Enter
            | Action::Act(_)
            | Action::IntoComplaint
            | Action::RemoveEntry
            | Action::Customer => self.act(&action),
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let count = self.list.count();
        rule(
            frame,
            area,
            theme,
            &match count.as_str() {
                "" => VIEWS[self.view].0.to_owned(),
                count => format!("{} · {count}", VIEWS[self.view].0),
            },
        );
        let inside = below(area);
        if self.list.total() == 0 {
            let first =
                " Nothing here yet: n notes what somebody said, :observe what you saw yourself.";
            return frame.render_widget(Line::styled(first, theme.muted), inside);
        }
        let room = inside
            .height
            .saturating_sub(BELOW + 1)
            .max(1)
            .min(inside.height);
        let (top, rest) = (
            Rect {
                height: room,
                ..inside
            },
            Rect {
                y: inside.y + room,
                height: inside.height - room,
                ..inside
            },
        );
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |row: usize| self.cells(row, area.width, theme);
        list.view(frame, (top, theme), &columns(area.width), &mut cells);
        self.list = list;
        rule(frame, rest, theme, "");
        let width = usize::from(area.width.saturating_sub(2));
        frame.render_widget(Paragraph::new(self.whole(width, theme)), below(rest));
    }
}
