//! The typed line over the screen below: one key, one line, Enter; `Tab` opens the same thing as a form.

pub(super) mod form;

use anyhow::Result;
use ratatui::{Frame, layout::Rect, text::Span};

use self::form::EntryForm;
use crate::{
    commands::{line_context, want::new_wants},
    domain::{
        Change, ComplaintId, Customer, CustomerId, Kept, Purchase, Refusal, Stamp, Want,
        line::{Entry, LineKind},
    },
    store::{Applied, Store},
    tui::{
        Effect, Screen,
        keymap::{Action, Binding, FORM, Layers, key},
        text::safe,
        texts::Texts,
        theme::Theme,
        widgets::{Filled, LineBox, Typed, line_box},
    },
};

pub(super) const KEYS: &[Binding] = &[
    key("Enter", Action::Enter, "save what the reading shows").footer("save"),
    key("Tab", Action::NextField, "the same as a form").footer("form"),
    key("Esc", Action::Back, "leave; asks when something was typed").footer("leave"),
];

/// The kind of line that a key asks for.
pub fn kind(action: &Action) -> Option<LineKind> {
    Some(match action {
        Action::Log => LineKind::Log,
        Action::Promise => LineKind::Promise,
        Action::Complain => LineKind::Complaint,
        Action::Like => LineKind::Preference,
        Action::Fact => LineKind::Fact,
        Action::Tags => LineKind::Tags,
        Action::Want => LineKind::Want,
        Action::Feedback => LineKind::Feedback,
        Action::Thanks => LineKind::Thanks,
        Action::Extra => LineKind::Extra,
        Action::Bought => LineKind::Bought,
        _ => return None,
    })
}

/// A line that becomes a log entry, a promise, a complaint, a want, or something else that one line says.
#[derive(Debug)]
pub struct TypedLine {
    kind: LineKind,
    ids: Vec<CustomerId>,
    complaint: Option<ComplaintId>,
    customers: Vec<Customer>,
    /// What they wait for already.
    wants: Vec<Want>,
    typed: String,
    /// What is saved together with the line.
    with: Vec<Change>,
    /// The purchase it is about, and what was bought.
    about: Option<(Purchase, String)>,
    line: Option<LineBox>,
    form: Option<EntryForm>,
}

impl TypedLine {
    /// A line about this customer (or nobody) and this complaint, with some text in it already.
    pub fn new(
        kind: LineKind,
        (customer, complaint): (Option<CustomerId>, Option<ComplaintId>),
        typed: String,
    ) -> Self {
        Self {
            complaint,
            typed,
            ..Self::for_all(kind, customer.into_iter().collect())
        }
    }

    /// A line that is saved for each of several customers, as one act.
    pub fn for_all(kind: LineKind, ids: Vec<CustomerId>) -> Self {
        Self {
            kind,
            ids,
            complaint: None,
            customers: Vec::new(),
            wants: Vec::new(),
            typed: String::new(),
            with: Vec::new(),
            about: None,
            line: None,
            form: None,
        }
    }

    /// The same line; these writes are saved together with it, as one act.
    #[must_use]
    pub fn with(self, with: Vec<Change>) -> Self {
        Self { with, ..self }
    }

    /// The same line, about a purchase of this product.
    #[must_use]
    pub fn about(self, purchase: Purchase, product: String) -> Self {
        let about = Some((purchase, product));
        Self { about, ..self }
    }

    /// Says in a complaint or feedback which purchase it is about.
    fn name_purchase(&self, change: &mut Change) {
        let Some((purchase, product)) = &self.about else {
            return;
        };
        match change {
            Change::AddComplaint(new) => {
                new.purchase = Some(purchase.id);
                if new.about.is_empty() {
                    new.about.clone_from(product);
                }
            }
            Change::Add(Kept::Feedback(new)) => new.purchase = Some(purchase.id),
            _ => {}
        }
    }

    /// Saves; what there is to ask, and whether somebody never wants this channel, is asked once before.
    fn save(
        &self,
        entry: &Entry,
        asked: Option<String>,
        finish: impl Fn(&mut Change),
    ) -> Vec<Effect> {
        let mut changes = match self.changes(entry) {
            Ok(changes) => changes,
            Err(refusal) => return vec![Effect::Say(refusal.0)],
        };
        changes.iter_mut().for_each(finish);
        changes
            .iter_mut()
            .for_each(|change| self.name_purchase(change));
        changes.extend(self.with.iter().cloned());
        let questions: Vec<String> = asked
            .into_iter()
            .chain(self.never_question(entry))
            .collect();
        match questions.as_slice() {
            [] => vec![Effect::Save(changes)],
            _ => vec![Effect::Ask(
                questions.join(" "),
                vec![Effect::Save(changes)],
            )],
        }
    }

    /// The writes, for everybody concerned.
    fn changes(&self, entry: &Entry) -> Result<Vec<Change>, Refusal> {
        if self.kind == LineKind::Tags {
            return self.tag_changes(entry);
        }
        if self.ids.is_empty() {
            return entry.changes(None, self.complaint);
        }
        let mut changes = Vec::new();
        for id in &self.ids {
            changes.extend(entry.changes(Some(*id), self.complaint)?);
        }
        once_each_product(&mut changes);
        let (changes, known) = new_wants(changes, &self.wants);
        match known {
            Some(want) if changes.is_empty() => {
                Err(Refusal(format!("They wait for {} already.", want.what)))
            }
            _ => Ok(changes),
        }
    }

    /// Of several customers some may have the tag already, or not have the one to take off; somebody must be changed.
    fn tag_changes(&self, entry: &Entry) -> Result<Vec<Change>, Refusal> {
        let each = self.customers.iter().map(|one| entry.tag_changes(one));
        let (done, refused): (Vec<_>, Vec<_>) = each.partition(Result::is_ok);
        let changes: Vec<Change> = done.into_iter().flatten().flatten().collect();
        match refused.into_iter().find_map(Result::err) {
            Some(refusal) if changes.is_empty() => Err(refusal),
            None if changes.is_empty() => entry.changes(None, None),
            _ => Ok(changes),
        }
    }

    fn never_question(&self, entry: &Entry) -> Option<String> {
        if self.kind != LineKind::Log {
            return None;
        }
        let (channel, direction) = entry.channel;
        let asked = |one: &Customer| one.never_question(channel, direction);
        self.customers.iter().find_map(asked)
    }

    /// Was nothing typed?
    fn empty(&self) -> bool {
        let text = self.line.as_ref().map_or("", LineBox::text);
        text.trim().is_empty() || text == self.typed
    }

    fn leave(&self) -> Vec<Effect> {
        if self.empty() {
            vec![Effect::Back]
        } else {
            let question = "Leave without saving what you typed?".to_owned();
            vec![Effect::Ask(question, vec![Effect::Back])]
        }
    }

    fn update_form(&mut self, action: &Action) -> Vec<Effect> {
        let Some(form) = &mut self.form else {
            return Vec::new();
        };
        match form.update(action) {
            Filled::Save => match form.entry() {
                Some((entry, rest)) => {
                    self.save(&entry, entry.question(), |change| rest.put_into(change))
                }
                None => Vec::new(),
            },
            // What was typed before it became a form is still in the line.
            Filled::Leave(Effect::Back) if !self.empty() => {
                self.form = None;
                Vec::new()
            }
            Filled::Leave(effect) => vec![effect],
            Filled::Edited | Filled::Other => Vec::new(),
        }
    }
}

/// A product that is new is added once, for everybody who bought it.
fn once_each_product(changes: &mut Vec<Change>) {
    let mut added = false;
    changes.retain(|change| {
        let product = matches!(change, Change::Add(Kept::Product(_)));
        !(product && std::mem::replace(&mut added, true))
    });
}

/// How a line of this kind may be written, while nothing stands in it.
const fn hint(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Log => "text out: what was said  !fri a promise  #tag  +1  on yesterday  @SK",
        LineKind::Promise => "fri ring back    or without a day: ring back",
        LineKind::Complaint => "furious: what went wrong  !tom a promise  #category",
        LineKind::Preference => "oat milk    how: extra hot    avoid: nuts",
        LineKind::Fact => "pet: dog Miso    or without a label",
        LineKind::Tags => "vip adds a tag, -vip takes it off",
        LineKind::Want => "rye flour, 5 kg  !fri ring the mill",
        LineKind::Feedback => {
            "idea: more sizes @rye    criticism, delivery: late 2/5    review: lovely"
        }
        LineKind::Thanks => "a card and two buns    referral: for bringing Ben",
        LineKind::Extra => "two biscuits 1.50 -> loved them    got: lent us a drill",
        LineKind::Bought => "2 rye 7.80 yesterday    back 1 rye 3.90    \"rye\" in quotes is new",
    }
}

impl Screen for TypedLine {
    fn title(&self) -> String {
        let what = match self.kind {
            LineKind::Log => "log",
            LineKind::Promise => "promise",
            LineKind::Complaint => "complaint",
            LineKind::Preference => "like or avoid",
            LineKind::Fact => "fact",
            LineKind::Tags => "tags",
            LineKind::Want => "want",
            LineKind::Feedback => "feedback",
            LineKind::Thanks => "thanks",
            LineKind::Extra => "extra",
            LineKind::Bought => "bought",
        };
        match self.customers.as_slice() {
            [] => what.to_owned(),
            [one] if self.kind == LineKind::Tags => {
                let tags: Vec<String> = one.tags.iter().map(|t| format!(" #{}", t.word)).collect();
                format!("{what} · {}{}", one.called(), tags.concat())
            }
            [one] => format!("{what} · {}", one.called()),
            [first, rest @ ..] => format!("{what} · {} and {} more", first.called(), rest.len()),
        }
    }

    fn keys(&self) -> Layers {
        match self.form {
            Some(_) => &[FORM],
            None => &[KEYS],
        }
    }

    fn typing(&self) -> bool {
        self.form.as_ref().is_none_or(EntryForm::typing)
    }

    fn over(&self) -> Option<u16> {
        Some(match &self.form {
            Some(form) => form.height(),
            None => line_box::HEIGHT,
        })
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.customers.clear();
        for id in &self.ids {
            self.customers.extend(store.customer(*id)?);
        }
        self.wants.clear();
        if self.kind == LineKind::Want {
            for id in &self.ids {
                self.wants.extend(store.wants_of(*id)?);
            }
        }
        let whose = match self.ids.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let me = store.who().to_owned();
        let context = line_context(self.kind, whose, store, (now, &me))?;
        match &mut self.line {
            Some(line) => line.set_context(context),
            None => self.line = Some(LineBox::new(self.kind, context, &self.typed)),
        }
        Ok(())
    }

    fn unsaved(&mut self) -> bool {
        !self.empty() || self.form.as_ref().is_some_and(EntryForm::typed)
    }

    fn draft(&mut self) -> Option<Texts> {
        if !self.unsaved() {
            return None;
        }
        let form = self.form.as_mut().map(|form| form.fields().texts());
        Some(Texts {
            customer: self.ids.first().copied().filter(|_| self.ids.len() == 1),
            line: self.line.as_ref().map(|line| line.text().to_owned()),
            ..form.unwrap_or_default()
        })
    }

    fn resume(&mut self, typed: &Texts) {
        let Some(line) = &mut self.line else {
            return;
        };
        line.set(typed.line.as_deref().unwrap_or_default());
        if !typed.fields.is_empty() {
            self.form = EntryForm::new(line.entry(), line.context());
            let form = self.form.as_mut();
            form.into_iter()
                .for_each(|form| form.fields().resume(typed));
        }
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.form.is_some() {
            return self.update_form(&action);
        }
        if action == Action::Back {
            return self.leave();
        }
        let Some(line) = &mut self.line else {
            return Vec::new();
        };
        match line.update(&action) {
            Typed::Entry(entry) => return self.save(&entry, None, |_| ()),
            Typed::AsForm(entry) => self.form = EntryForm::new(*entry, line.context()),
            Typed::Nothing | Typed::Other => {}
        }
        Vec::new()
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        vec![Effect::Back]
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match (&mut self.form, &mut self.line) {
            (Some(form), _) => form.view(frame, area, theme),
            (None, Some(line)) => {
                line.view(frame, area, theme);
                if line.text().is_empty() && area.height > 1 {
                    let place = Rect::new(area.x, area.bottom() - 2, area.width, 1);
                    let words =
                        safe(hint(self.kind)).fit(usize::from(area.width.saturating_sub(2)));
                    frame.render_widget(Span::styled(format!(" {words}"), theme.muted), place);
                }
            }
            (None, None) => {}
        }
    }
}
