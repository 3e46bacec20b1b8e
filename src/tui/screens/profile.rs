//! One customer: who they are, what is open, and everything that happened, newest first.

mod details;
mod item;
pub(super) mod keys;
mod merged;
mod timeline;
mod view;

use anyhow::Result;
use ratatui::{Frame, layout::Rect};

use self::{
    details::{Around, with_causes},
    item::{Item, Row, Sold},
    merged::Merged,
    timeline::Timeline,
};
use super::{house, line};
use crate::{
    commands::{brief::buys, redeem::no_card},
    domain::{
        Change, Customer, CustomerId, Feedback, IdeaAct, Outcome, Promise, PromiseAct, Refusal,
        Stamp, Want, WantAct, line::LineKind,
    },
    store::{LogFilter, LogPlace, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Layers},
        theme::Theme,
    },
};

/// So many talks are read at first; as many again, but never more than so many at once, when the end comes near.
const TALKS: usize = 100;
const AT_ONCE: usize = 1000;

/// One customer, and the others of the list they were opened from.
#[derive(Debug)]
pub struct Profile {
    id: CustomerId,
    list: Vec<CustomerId>,
    customer: Option<Customer>,
    /// Where they went, once they are no longer there.
    merged: Merged,
    around: Around,
    timeline: Timeline,
    /// Who works here now.
    me: String,
    /// How many talks were asked for.
    talks: usize,
    /// Another customer was chosen and is not read yet.
    other: bool,
    now: Stamp,
}

impl Profile {
    /// The profile of a customer; the list is for previous and next.
    pub fn new(id: CustomerId, list: Vec<CustomerId>) -> Self {
        Self {
            id,
            list,
            customer: None,
            merged: Merged::default(),
            around: Around::default(),
            timeline: Timeline::default(),
            me: String::new(),
            talks: TALKS,
            other: false,
            now: Stamp::EPOCH,
        }
    }

    fn read(&mut self, store: &Store) -> Result<()> {
        self.other = false;
        let before = self.customer.take();
        self.customer = store.customer(self.id)?;
        self.merged
            .follow((before, self.customer.as_ref()), store)?;
        let Some(customer) = &self.customer else {
            self.timeline.reset();
            return Ok(());
        };
        let household = store.customer_rows(&store.household(self.id)?)?;
        let brought_by = match customer.referred_by {
            Some(id) => store.customer_rows(&[id])?,
            None => Vec::new(),
        };
        self.around = Around {
            household: household.into_iter().map(|row| row.name).collect(),
            brought_by: brought_by.into_iter().map(|row| row.name).collect(),
            promises: store.promises_of(self.id)?,
            complaints: with_causes(store.complaints_of(self.id)?, store)?,
            kept: store.kept_of(self.id)?,
            due: store.thanks_owed(Some(self.id), self.now)?,
            last: None,
            ranks: Some(store.ranks(customer, self.now)?),
            buys: buys(self.id, (store, self.now))?,
            worksheet: store.worksheets_with(self.id)?.into_iter().next(),
            settings: store.settings()?,
        };
        store.who().clone_into(&mut self.me);
        self.read_timeline(store)
    }

    /// One stream of everything, newest first.
    fn read_timeline(&mut self, store: &Store) -> Result<()> {
        let talks = store.interactions_of(self.id, self.talks)?;
        self.around.last = talks.first().map(|talk| talk.at);
        let read_to = talks.get(self.talks - 1).map(|talk| talk.at);
        let promises = self.around.promises.iter().cloned().map(Item::Promise);
        let complaints = self.around.complaints.iter().cloned().map(Item::Complaint);
        let kept = self.around.kept.iter();
        let kept = kept
            .filter_map(|row| Row::new(row, &self.around))
            .map(Item::Kept);
        let around = &self.around;
        let receipts = around.buys.receipts.iter();
        let sales =
            receipts.map(|receipt| Item::Sale(Sold::new(receipt, &around.buys, &around.settings)));
        let all = promises.chain(complaints).chain(kept).chain(sales);
        let all = all.chain(talks.into_iter().map(Item::Talk));
        self.timeline.set(all.collect(), read_to);
        Ok(())
    }

    /// Older talks, and what happened between them.
    fn read_on(&mut self, store: &Store) -> Result<()> {
        let Some(oldest) = self.timeline.oldest_talk() else {
            return Ok(());
        };
        let only = LogFilter {
            customer: Some(self.id),
            ..LogFilter::default()
        };
        let asked = self.talks.min(AT_ONCE);
        let talks = store.log_page(&only, LogPlace::Before(oldest.at, oldest.id), asked)?;
        self.talks += talks.len();
        let read_to = talks.get(asked - 1).map(|talk| talk.at);
        self.timeline
            .add(talks.into_iter().map(Item::Talk), read_to);
        Ok(())
    }

    fn line(&self, kind: LineKind) -> Vec<Effect> {
        vec![Effect::Go(Route::Line {
            kind,
            customer: Some(self.id),
            complaint: None,
            typed: String::new(),
        })]
    }

    /// The neighbour in the list it was opened from.
    fn neighbour(&mut self, by: isize) -> Vec<Effect> {
        let at = self.list.iter().position(|id| *id == self.id);
        let to = at.and_then(|at| at.checked_add_signed(by));
        match to.and_then(|to| self.list.get(to)) {
            Some(id) => {
                (self.id, self.other, self.talks) = (*id, true, TALKS);
                self.timeline.reset();
                Vec::new()
            }
            None => vec![Effect::Say("The list ends here.".to_owned())],
        }
    }

    /// The promise a key acts on: the one selected, else the only open one.
    fn promise(&self) -> Result<&Promise, &'static str> {
        if let Some(Item::Promise(promise)) = self.timeline.selected() {
            return Ok(promise);
        }
        let mut open = self.around.promises.iter().filter(|one| one.is_open());
        match (open.next(), open.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err("No promise is open."),
            _ => Err("Several promises are open; select one in the timeline."),
        }
    }

    fn act(&self, act: PromiseAct) -> Vec<Effect> {
        let selected = self.timeline.selected();
        let idea = selected.and_then(Item::feedback);
        let idea = idea.filter(|it| it.state().is_some());
        let change = match (selected.and_then(Item::want), idea) {
            (Some(want), _) => want_act(want, act, self.now),
            (None, Some(idea)) => idea_act(idea, act, self.now),
            (None, None) => match self.promise() {
                Ok(promise) => promise.act(act, self.now),
                Err(why) => Err(Refusal(why.to_owned())),
            },
        };
        self.save(change)
    }

    fn save(&self, change: Result<Change, Refusal>) -> Vec<Effect> {
        match change {
            Ok(change) => vec![Effect::Save(vec![change])],
            Err(why) => vec![Effect::Say(why.0)],
        }
    }

    /// What they said to the offer selected, else to the last that waits for an answer.
    fn answer(&self, result: Outcome) -> Vec<Effect> {
        let selected = self.timeline.selected().and_then(Item::offer);
        match selected.or_else(|| self.around.buys.unanswered()) {
            Some(offer) => vec![Effect::Save(vec![offer.answer(result)])],
            None => vec![Effect::Say(
                "Nothing proposed waits for an answer.".to_owned(),
            )],
        }
    }

    fn redeem(&self) -> Result<Change, Refusal> {
        let buys = &self.around.buys;
        let (card, rule) = buys.card.as_ref().ok_or_else(no_card)?;
        card.redeem(rule, (self.id, 1), (self.now, &self.me))
    }

    /// Takes out the entry selected.
    fn remove_entry(&self) -> Vec<Effect> {
        match self.timeline.selected().map(Item::remove) {
            Some(changes) => vec![Effect::Save(changes)],
            None => vec![Effect::Say("No entry is selected.".to_owned())],
        }
    }

    /// Works on the feedback selected as a complaint.
    fn as_complaint(&self) -> Vec<Effect> {
        // The file's own clock says when it was opened.
        let signed = (Stamp::EPOCH, self.me.as_str());
        let selected = self.timeline.selected();
        match selected.and_then(|item| item.to_complaint(signed)) {
            Some(Ok(changes)) => vec![Effect::Save(changes)],
            Some(Err(why)) => vec![Effect::Say(why.0)],
            None => vec![Effect::Say("Select an idea or criticism first.".to_owned())],
        }
    }

    fn open(&self) -> Vec<Effect> {
        let route = self.timeline.selected().map(|item| match item {
            Item::Talk(talk) => Route::InteractionForm(talk.id),
            Item::Promise(promise) => Route::PromiseForm(promise.id),
            Item::Complaint(complaint) => Route::Complaint(complaint.id),
            Item::Kept(row) => Route::KeptForm(row.id),
            Item::Sale(sold) => sold.route(),
        });
        route.map(Effect::Go).into_iter().collect()
    }

    fn copy_phone(&self) -> Vec<Effect> {
        let phone = self.customer.as_ref().and_then(|c| c.phones.first());
        match phone {
            Some(phone) => vec![Effect::Copy(phone.raw.clone())],
            None => vec![Effect::Say("There is no phone to copy.".to_owned())],
        }
    }

    fn why(&self) -> Vec<Effect> {
        let entry = match self.timeline.selected() {
            Some(item) => item.why(self.now),
            None => "Nothing is logged yet; l logs a contact.".to_owned(),
        };
        let about = self
            .customer
            .iter()
            .flat_map(|customer| self.around.why(customer, self.now));
        vec![Effect::Go(Route::Text {
            title: format!("why · {}", self.title()),
            lines: std::iter::once(entry).chain(about).collect(),
        })]
    }
}

/// What a key of promises does to a want.
fn want_act(want: &Want, act: PromiseAct, now: Stamp) -> Result<Change, Refusal> {
    let act = match act {
        PromiseAct::Done => WantAct::Arrive,
        PromiseAct::Told => WantAct::Tell,
        PromiseAct::Release | PromiseAct::Break => WantAct::Drop,
        PromiseAct::Reopen => WantAct::Reopen,
    };
    want.act(act, now)
}

/// What a key of promises does to an idea.
pub(super) fn idea_act(idea: &Feedback, act: PromiseAct, now: Stamp) -> Result<Change, Refusal> {
    let act = match act {
        PromiseAct::Done => IdeaAct::Adopt,
        PromiseAct::Told | PromiseAct::Release | PromiseAct::Break => IdeaAct::Answer,
        PromiseAct::Reopen => IdeaAct::Reopen,
    };
    idea.act(act, now)
}

impl Screen for Profile {
    fn title(&self) -> String {
        match &self.customer {
            Some(customer) => customer.called().to_owned(),
            None => "Profile".to_owned(),
        }
    }

    fn keys(&self) -> Layers {
        &[keys::KEYS, keys::MOVE]
    }

    fn house(&self) -> Vec<Effect> {
        house::ask(match self.timeline.selected() {
            Some(Item::Talk(talk)) => talk.subjects(),
            Some(Item::Complaint(complaint)) => complaint.subjects(),
            Some(Item::Kept(row)) => vec![row.word().to_owned()],
            Some(Item::Promise(_) | Item::Sale(_)) | None => Vec::new(),
        })
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.read(store)
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        if self.other {
            return self.read(store);
        }
        if self.timeline.wants_more() {
            return self.read_on(store);
        }
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.customer.is_none() && !self.other {
            return match action {
                Action::Previous => self.neighbour(-1),
                Action::Next => self.neighbour(1),
                Action::Enter => self.merged.go(),
                _ => Vec::new(),
            };
        }
        if let Some(kind) = line::kind(&action) {
            return self.line(kind);
        }
        match action {
            Action::Edit => vec![Effect::Go(Route::CustomerForm {
                customer: Some(self.id),
                typed: String::new(),
            })],
            Action::CopyPhone => self.copy_phone(),
            Action::CustomerCard => {
                vec![Effect::Command(format!("card {} --for-customer", self.id))]
            }
            Action::Forget => vec![Effect::Go(Route::Forget(self.id))],
            Action::Merge => vec![Effect::Go(Route::Dupes(Some(self.id)))],
            Action::Remove => vec![
                Effect::Save(vec![Change::RemoveCustomer(self.id)]),
                Effect::Back,
            ],
            Action::Previous => self.neighbour(-1),
            Action::Next => self.neighbour(1),
            Action::Filter => {
                self.timeline.filter();
                Vec::new()
            }
            Action::Act(act) => self.act(act),
            Action::RemoveEntry => self.remove_entry(),
            Action::Tell => self.save(self.around.buys.tell(self.id, (self.now, &self.me))),
            Action::Answer(result) => self.answer(result),
            Action::Worksheet => vec![Effect::Go(Route::WorksheetForm {
                worksheet: self.around.open_worksheet(),
                complaint: None,
                customer: Some(self.id),
            })],
            Action::Redeem => self.save(self.redeem()),
            Action::IntoComplaint => self.as_complaint(),
            Action::Enter => self.open(),
            Action::Why => self.why(),
            Action::DoubleClick(at) if self.timeline.hit(at).is_some() => {
                self.timeline.update(&action);
                self.open()
            }
            action => {
                self.timeline.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::view(self, frame, area, theme);
    }
}
