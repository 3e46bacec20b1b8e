//! One complaint: what went wrong, its five lamps, its record, and a key for every step.

mod causes;
pub(super) mod keys;
pub(super) mod record;
pub(super) mod remedy;

use std::collections::HashMap;

use anyhow::Result;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use self::{
    causes::{Causes, Chosen, Picked},
    remedy::{Given, RemedyForm},
};

use super::brief::name_rule;
use crate::{
    domain::{
        Cause, CauseId, Change, Complaint, ComplaintId, Heat, Promise, Settings, Stamp, Step,
        StepKind,
        brief::{Line as Name, name_line},
        line::LineKind,
    },
    store::{Applied, CauseUse, Store},
    text::safe,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, FORM, Layers},
        theme::Theme,
        widgets::{
            Answer, Question, Scroll,
            rule::{below, rule},
        },
    },
};

/// What a step is asked for before it is noted.
#[derive(Debug)]
enum Asking {
    /// Words.
    Words(StepKind, Question),
    /// A cause of the shop's list, or a new one.
    Cause(Box<Causes>),
    /// What they got, and what it cost.
    Remedy(Box<RemedyForm>),
}

/// A complaint and its record.
#[derive(Debug)]
pub struct OneComplaint {
    id: ComplaintId,
    complaint: Option<Complaint>,
    /// The name line of the customer, if somebody gave a name.
    who: Option<Name>,
    causes: Vec<CauseUse>,
    words: HashMap<CauseId, String>,
    promises: Vec<Promise>,
    settings: Settings,
    me: String,
    now: Stamp,
    asking: Option<Asking>,
    scroll: Scroll,
}

impl OneComplaint {
    /// This complaint.
    pub fn new(id: ComplaintId) -> Self {
        Self {
            id,
            complaint: None,
            who: None,
            causes: Vec::new(),
            words: HashMap::new(),
            promises: Vec::new(),
            settings: Settings::default(),
            me: String::new(),
            now: Stamp::EPOCH,
            asking: None,
            scroll: Scroll::default(),
        }
    }

    /// Begins a step: notes it at once, or asks for what it needs. A refusal is said before anything is typed.
    fn begin(&mut self, complaint: &Complaint, kind: StepKind) -> Vec<Effect> {
        if let Err(refusal) = complaint.check_state(kind) {
            return vec![Effect::Say(refusal.0)];
        }
        let nobody = complaint.customer.is_none();
        self.asking = match kind {
            StepKind::Told | StepKind::Answered if nobody => {
                return say("Nobody gave a name with this complaint; there is nobody to tell.");
            }
            StepKind::Cause => {
                let today = self.now.day();
                let causes = Causes::new(self.causes.clone(), complaint.cause(), today);
                Some(Asking::Cause(Box::new(causes)))
            }
            StepKind::Remedy => Some(Asking::Remedy(Box::default())),
            kind => keys::question(kind, complaint).map(|it| Asking::Words(kind, it)),
        };
        match self.asking {
            Some(_) => Vec::new(),
            None => self.note(complaint, self.step(kind, "")),
        }
    }

    fn step(&self, kind: StepKind, text: &str) -> Step {
        Step::typed(kind, text, (self.now, &self.me), &self.settings)
    }

    /// Saves a step; a refusal is said where the words were asked for.
    fn note(&mut self, complaint: &Complaint, step: Step) -> Vec<Effect> {
        self.note_with(complaint, step, Vec::new())
    }

    fn note_with(&mut self, complaint: &Complaint, step: Step, first: Vec<Change>) -> Vec<Effect> {
        match complaint.step(step) {
            Ok(Change::AddStep(customer, id, mut step)) => {
                // The file's own clock stamps it: this screen may have been looked at for an hour.
                step.at = Stamp::EPOCH;
                let mut changes = first;
                changes.push(Change::AddStep(customer, id, step));
                vec![Effect::Save(changes)]
            }
            Ok(other) => vec![Effect::Save(vec![other])],
            Err(refusal) => {
                if let Some(Asking::Words(_, question)) = &mut self.asking {
                    question.say(refusal.0);
                    return Vec::new();
                }
                vec![Effect::Say(refusal.0)]
            }
        }
    }

    /// Goes on with what is asked.
    fn answer(&mut self, complaint: &Complaint, action: &Action) -> Vec<Effect> {
        match &mut self.asking {
            Some(Asking::Words(kind, question)) => match question.update(action) {
                Answer::Text(text) => {
                    let step = (*kind, text);
                    return self.note(complaint, self.step(step.0, &step.1));
                }
                Answer::Leave => self.asking = None,
                Answer::Nothing | Answer::Other => {}
            },
            Some(Asking::Cause(causes)) => match causes.update(action) {
                Picked::Cause(chosen) => return self.note_cause(complaint, chosen),
                Picked::Leave => self.asking = None,
                Picked::Nothing => {}
            },
            Some(Asking::Remedy(form)) => match form.update(action, &self.settings.currency) {
                Given::Remedy(remedy, amount, text) => {
                    let step = Step {
                        remedy: Some(remedy),
                        amount,
                        ..self.step(StepKind::Remedy, &text)
                    };
                    return self.note(complaint, step);
                }
                Given::Leave => self.asking = None,
                Given::Nothing => {}
            },
            None => {}
        }
        Vec::new()
    }

    fn note_cause(&mut self, complaint: &Complaint, chosen: Chosen) -> Vec<Effect> {
        let mut step = self.step(StepKind::Cause, "");
        let mut first = Vec::new();
        step.cause = Some(match chosen {
            Chosen::Known(id) => id,
            Chosen::New(text) => {
                let id = CauseId::NEW;
                first.push(Change::AddCause(Cause::new(text)));
                id
            }
        });
        self.note_with(complaint, step, first)
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
                Err(refusal) => vec![Effect::Say(refusal.0)],
            },
            Action::Customer => customer(complaint),
            Action::Remove => {
                let change = Change::RemoveComplaint(complaint.customer, complaint.id);
                vec![Effect::Save(vec![change]), Effect::Back]
            }
            Action::Why => vec![Effect::Go(Route::Text {
                title: format!("Why · {}", complaint.what),
                lines: record::why(complaint),
            })],
            action => {
                self.scroll.update(&action);
                Vec::new()
            }
        }
    }

    fn lines(&self, complaint: &Complaint, theme: &Theme, width: usize) -> Vec<Line<'static>> {
        let page = record::Page {
            now: self.now,
            causes: &self.words,
            currency: &self.settings.currency,
            theme,
            width,
        };
        let mut lines = record::head(complaint, page);
        lines.push(Line::default());
        lines.extend(record::lamps(complaint, theme, width));
        lines.push(Line::default());
        lines.extend(record::steps(complaint, page));
        if !self.promises.is_empty() {
            lines.push(Line::default());
            lines.extend(record::promises(&self.promises, page));
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
        match self.who.as_ref().and_then(|it| it.pieces.first()) {
            None => "Complaint · nobody gave a name".to_owned(),
            Some(name) => format!("Complaint of {}", name.text),
        }
    }

    fn keys(&self) -> Layers {
        match (&self.complaint, &self.asking) {
            (None, _) => keys::GONE,
            (_, None) => keys::STEPS,
            (_, Some(Asking::Words(..))) => keys::WORDS,
            (_, Some(Asking::Cause(_))) => keys::CAUSES,
            (_, Some(Asking::Remedy(_))) => &[FORM],
        }
    }

    fn typing(&self) -> bool {
        match &self.asking {
            Some(Asking::Words(..) | Asking::Cause(_)) => true,
            Some(Asking::Remedy(form)) => form.typing(),
            None => false,
        }
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.complaint = store.complaint(self.id)?;
        let customer = self.complaint.as_ref().and_then(|it| it.customer);
        let customer = customer.map(|id| store.customer(id)).transpose()?.flatten();
        self.who = customer.as_ref().map(name_line);
        self.causes = store.causes()?;
        self.words = record::words_of(&self.causes);
        self.promises = store.promises_in(self.id)?;
        self.settings = store.settings()?;
        store.who().clone_into(&mut self.me);
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
        self.now = now;
        Ok(())
    }

    fn saved(&mut self, _applied: &Applied) -> Vec<Effect> {
        self.asking = None;
        Vec::new()
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.who {
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
        match &mut self.asking {
            Some(Asking::Words(_, question)) => question.view(frame, body, theme),
            Some(Asking::Cause(causes)) => causes.view(frame, body, theme),
            Some(Asking::Remedy(form)) => form.view(frame, body, theme),
            None => {}
        }
    }
}
