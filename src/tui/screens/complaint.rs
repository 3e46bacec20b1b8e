//! One complaint: what went wrong, its five lamps, its record, and a key for every step.

mod actions;
mod again;
mod ask;
mod beside;
mod causes;
pub(super) mod keys;
mod known;
pub(super) mod record;
pub(super) mod remedy;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use self::{ask::Asking, known::Known};

use super::{brief::name_rule, house};
use crate::{
    domain::{Change, Complaint, ComplaintId, Heat, Refusal, Stamp, StepKind, line::LineKind},
    store::{Applied, Store},
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Layers},
        text::safe,
        theme::Theme,
        widgets::{
            Scroll,
            rule::{below, rule},
        },
    },
};

/// A complaint and its record.
#[derive(Debug)]
pub struct OneComplaint {
    id: ComplaintId,
    complaint: Option<Complaint>,
    known: Known,
    asking: Option<Asking>,
    scroll: Scroll,
}

impl OneComplaint {
    /// This complaint.
    pub fn new(id: ComplaintId) -> Self {
        Self {
            id,
            complaint: None,
            known: Known::new(),
            asking: None,
            scroll: Scroll::default(),
        }
    }

    /// This complaint, asking at once what they say now that it is closed.
    pub fn asking_again(id: ComplaintId) -> Self {
        Self {
            asking: Some(Asking::Again(Box::default())),
            ..Self::new(id)
        }
    }

    fn act(&mut self, complaint: &Complaint, action: Action) -> Vec<Effect> {
        match action {
            Action::Enter => match complaint.next_kind() {
                Some(kind) => self.begin(complaint, kind),
                None => vec![Effect::Say(format!(
                    "This complaint is {}; R reopens it.",
                    complaint.state()
                ))],
            },
            Action::Step(kind) => self.begin(complaint, kind),
            Action::HeatUp => heat(complaint, 1),
            Action::HeatDown => heat(complaint, -1),
            Action::Promise => line(complaint, LineKind::Promise),
            Action::Log => line(complaint, LineKind::Log),
            Action::Edit => vec![Effect::Go(Route::ComplaintForm(complaint.id))],
            Action::OnTheSpot => match complaint.check_state(StepKind::Closed) {
                Ok(()) => vec![Effect::Go(Route::OnTheSpot(complaint.id))],
                Err(refusal) => say(&refusal.0),
            },
            Action::Bend => self.bend(complaint),
            Action::AskAgain => self.ask_again(complaint),
            Action::NewAction => ask::new_action(complaint),
            Action::Worksheet => vec![Effect::Go(Route::WorksheetForm {
                worksheet: self.known.worksheet.as_ref().map(|it| it.id),
                complaint: Some(complaint.id),
                customer: None,
            })],
            Action::Actions => self.mind_actions(complaint),
            Action::Whys => match complaint.cause() {
                Some(cause) => vec![Effect::Go(Route::CauseForm(cause))],
                None => say("No cause is noted yet; c chooses one."),
            },
            Action::Idea => match self.idea(complaint) {
                Ok(changes) => vec![Effect::Save(changes)],
                Err(refusal) => say(&refusal.0),
            },
            Action::Defuse => house::defuse(complaint, self.known.who.as_ref()),
            Action::Customer => customer(complaint),
            Action::Remove => {
                let change = Change::RemoveComplaint(complaint.customer, complaint.id);
                vec![Effect::Save(vec![change]), Effect::Back]
            }
            Action::Why => self.why(complaint),
            action => {
                self.scroll.update(&action);
                Vec::new()
            }
        }
    }

    fn why(&self, complaint: &Complaint) -> Vec<Effect> {
        let known = &self.known;
        let mut lines = record::why(complaint, known.tier, &known.settings, known.now);
        lines.extend(complaint.returned_words(&known.actions, known.now.day()));
        vec![Effect::Go(Route::Text {
            title: format!("Why · {}", complaint.what),
            lines,
        })]
    }

    /// It is a suggestion, not a complaint.
    fn idea(&self, complaint: &Complaint) -> Result<Vec<Change>, Refusal> {
        complaint.to_idea((self.known.now, &self.known.me))
    }

    fn lines(&self, complaint: &Complaint, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        let known = &self.known;
        let page = record::Page {
            now: known.now,
            causes: &known.words,
            currency: &known.settings.currency,
            inside: &known.settings.inside_words,
            theme,
            width,
        };
        let clocks = complaint.clocks(known.tier, &known.settings, known.now);
        let mut lines = record::head(complaint, page);
        lines.extend(record::clocks(&clocks, page));
        lines.extend(beside::no_rule(complaint, known, page));
        lines.push(Line::default());
        lines.extend(record::lamps(complaint, theme, width));
        lines.extend(beside::cause(complaint, known, page));
        lines.push(Line::default());
        lines.extend(record::steps(complaint, page));
        lines.extend(record::inside(complaint, page));
        let mut after = record::promises(&known.promises, page);
        after.extend(beside::actions(complaint, known, page));
        after.extend(beside::worksheet(complaint, known, page));
        after.extend(beside::again(complaint, known, page));
        after.extend(beside::anchor(complaint, known, page));
        if !after.is_empty() {
            lines.push(Line::default());
            lines.extend(after);
        }
        for line in &mut lines {
            line.spans.insert(0, Span::raw(" "));
        }
        lines
    }
}

fn say(sentence: &str) -> Vec<Effect> {
    vec![Effect::Say(sentence.to_owned())]
}

/// The complaint with another heat; there is none below calm and none above furious.
fn heat(complaint: &Complaint, by: isize) -> Vec<Effect> {
    let now = Heat::ALL.iter().position(|heat| *heat == complaint.heat);
    let other = now.and_then(|at| Heat::ALL.get(at.checked_add_signed(by)?));
    let Some(heat) = other else {
        return vec![Effect::Say(format!("It is {} already.", complaint.heat))];
    };
    let after = Complaint {
        heat: *heat,
        ..complaint.clone()
    };
    let before = complaint.clone();
    vec![Effect::Save(vec![Change::EditComplaint { before, after }])]
}

/// A typed line in this complaint.
fn line(complaint: &Complaint, kind: LineKind) -> Vec<Effect> {
    if complaint.customer.is_none() {
        return say("Nobody gave a name with this complaint.");
    }
    vec![Effect::Go(Route::Line {
        kind,
        customer: complaint.customer,
        complaint: Some(complaint.id),
        typed: String::new(),
    })]
}

fn customer(complaint: &Complaint) -> Vec<Effect> {
    match complaint.customer {
        Some(customer) => vec![Effect::Go(Route::Profile {
            customer,
            list: vec![customer],
        })],
        None => say("Nobody gave a name with this complaint."),
    }
}

impl Screen for OneComplaint {
    fn title(&self) -> String {
        match self.known.who.as_ref().and_then(|it| it.pieces.first()) {
            None => "Complaint · nobody gave a name".to_owned(),
            Some(name) => format!("Complaint of {}", name.text),
        }
    }

    fn keys(&self) -> Layers {
        match (&self.complaint, &self.asking) {
            (None, _) => keys::GONE,
            (_, None) => keys::STEPS,
            (_, Some(asking)) => asking.keys(),
        }
    }

    fn typing(&self) -> bool {
        self.asking.as_ref().is_some_and(Asking::typing)
    }

    fn house(&self) -> Vec<Effect> {
        house::ask(
            self.complaint
                .as_ref()
                .map_or_else(Vec::new, Complaint::subjects),
        )
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.complaint = store.complaint(self.id)?;
        self.known.now = now;
        if let Some(complaint) = &self.complaint {
            self.known = Known::read(store, complaint, now)?;
            if let Some(Asking::Actions(list)) = &mut self.asking {
                list.reload(self.known.own_actions(complaint));
            }
        }
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        let Some(complaint) = self.complaint.clone() else {
            return vec![Effect::Back];
        };
        if self.asking.is_some() {
            self.answer(&complaint, &action)
        } else {
            self.act(&complaint, action)
        }
    }

    fn follow(&mut self, _store: &mut Store, now: Stamp) -> Result<()> {
        self.known.now = now;
        Ok(())
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        // The list of actions stays open: often there is more than one to tick.
        self.asking.take_if(|it| !matches!(it, Asking::Actions(_)));
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.known.who {
            Some(name) => name_rule(frame, Rect { height: 1, ..area }, theme, name),
            None => rule(frame, area, theme, &self.title()),
        }
        let body = below(area);
        let width = usize::from(body.width.saturating_sub(2));
        let lines = match &self.complaint {
            Some(complaint) => self.lines(complaint, theme, width),
            None => vec![Line::styled(
                safe(" This complaint is no longer there. Esc goes back.").to_string(),
                theme.muted,
            )],
        };
        self.scroll.view(frame, body, lines);
        if let Some(asking) = &mut self.asking {
            asking.view(frame, body, theme);
        }
    }
}
