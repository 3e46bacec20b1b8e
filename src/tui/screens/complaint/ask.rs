//! What a step is asked for before it is noted, and what becomes of the answer.

use ratatui::{Frame, layout::Rect};

use super::{
    OneComplaint,
    actions::Actions,
    again::{AgainForm, Heard},
    causes::{Causes, Chosen, Picked},
    keys,
    remedy::{Given, Noted, RemedyForm, ask_owner},
    say,
};
use crate::{
    domain::{
        Cause, CauseId, Change, Complaint, Recovery, Stamp, State, Step, StepKind, Won,
        id::RecoveryId, staff::may_note,
    },
    tui::{
        Effect, Route,
        keymap::{Action, FORM, Layers},
        theme::Theme,
        widgets::{Answer, Question},
    },
};

/// What is asked now.
#[derive(Debug)]
pub enum Asking {
    /// Words of a step.
    Words(StepKind, Question),
    /// A cause of the shop's list, or a new one.
    Cause(Box<Causes>),
    /// What they got, and what it cost.
    Remedy(Box<RemedyForm>),
    /// What became of an action.
    Actions(Box<Actions>),
    /// Did they win?
    Again(Box<AgainForm>),
}

impl Asking {
    /// The keys that work while it is asked.
    pub fn keys(&self) -> Layers {
        match self {
            Self::Words(..) => keys::WORDS,
            Self::Cause(_) => keys::CAUSES,
            Self::Remedy(_) | Self::Again(_) => &[FORM],
            Self::Actions(_) => keys::ACTIONS,
        }
    }

    /// True while letters are text.
    pub fn typing(&self) -> bool {
        match self {
            Self::Words(..) | Self::Cause(_) => true,
            Self::Remedy(form) => form.typing(),
            Self::Again(form) => form.typing(),
            Self::Actions(_) => false,
        }
    }

    /// Paints it over the lower rows of a place.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match self {
            Self::Words(_, question) => question.view(frame, area, theme),
            Self::Cause(causes) => causes.view(frame, area, theme),
            Self::Remedy(form) => form.view(frame, area, theme),
            Self::Actions(actions) => actions.view(frame, area, theme),
            Self::Again(form) => form.view(frame, area, theme),
        }
    }
}

impl OneComplaint {
    /// Begins a step: notes it at once, or asks for what it needs. A refusal is said before anything is typed.
    pub(super) fn begin(&mut self, complaint: &Complaint, kind: StepKind) -> Vec<Effect> {
        if let Err(refusal) = complaint.check_state(kind) {
            return say(&refusal.0);
        }
        let nobody = complaint.customer.is_none();
        self.asking = match kind {
            StepKind::Told | StepKind::Answered if nobody => {
                return say("Nobody gave a name with this complaint; there is nobody to tell.");
            }
            StepKind::Cause => {
                let known = (self.known.causes.clone(), self.known.actions.clone());
                let causes = Causes::new(known, complaint.cause(), self.known.now.day());
                Some(Asking::Cause(Box::new(causes)))
            }
            StepKind::Remedy => Some(Asking::Remedy(Box::new(RemedyForm::new(false)))),
            kind => keys::question(kind, complaint).map(|it| Asking::Words(kind, it)),
        };
        match self.asking {
            Some(_) => Vec::new(),
            None => self.note(complaint, self.step(kind, ""), Vec::new()),
        }
    }

    /// The owner gives more than the rules do, and says why.
    pub(super) fn bend(&mut self, complaint: &Complaint) -> Vec<Effect> {
        let bent = Step {
            bent: "because".to_owned(),
            ..self.step(StepKind::Fix, "")
        };
        let may = may_note(&self.known.staff, &bent, &self.known.settings.currency);
        if let Err(refusal) = complaint.check_state(StepKind::Fix).and(may) {
            return say(&refusal.0);
        }
        self.asking = Some(Asking::Remedy(Box::new(RemedyForm::new(true))));
        Vec::new()
    }

    /// Asks what the customer says some time after the end.
    pub(super) fn ask_again(&mut self, complaint: &Complaint) -> Vec<Effect> {
        if complaint.customer.is_none() {
            return say("Nobody gave a name with this complaint; there is nobody to ask.");
        }
        if complaint.state() != State::Closed {
            return say("Ask again when it is closed: did they get what they hoped for?");
        }
        self.asking = Some(Asking::Again(Box::default()));
        Vec::new()
    }

    /// Shows what is changed because of this complaint, to say what became of it.
    pub(super) fn mind_actions(&mut self, complaint: &Complaint) -> Vec<Effect> {
        let own = self.known.own_actions(complaint);
        if own.is_empty() {
            return say("Nothing is changed because of it yet; A writes down what you change.");
        }
        let actions = Actions::new(own, self.known.now.day());
        self.asking = Some(Asking::Actions(Box::new(actions)));
        Vec::new()
    }

    fn step(&self, kind: StepKind, words: &str) -> Step {
        let signed = (self.known.now, self.known.me.as_str());
        Step::typed(kind, words, signed, &self.known.settings)
    }

    /// Saves a step, and first what it needs; a refusal is said where the words were asked for.
    fn note(&mut self, complaint: &Complaint, step: Step, first: Vec<Change>) -> Vec<Effect> {
        let may = may_note(&self.known.staff, &step, &self.known.settings.currency);
        if let Err(refusal) = may {
            if let Some(Asking::Remedy(form)) = &mut self.asking {
                form.refuse(&refusal.0);
            }
            return ask_owner(complaint, &step, (&refusal, &self.known.settings.currency));
        }
        match complaint.step(step) {
            Ok(change) => {
                let mut changes = first;
                changes.push(stamped_by_the_file(change));
                vec![Effect::Save(changes)]
            }
            Err(refusal) => {
                if let Some(Asking::Words(_, question)) = &mut self.asking {
                    question.say(refusal.0);
                    return Vec::new();
                }
                say(&refusal.0)
            }
        }
    }

    /// Goes on with what is asked.
    pub(super) fn answer(&mut self, complaint: &Complaint, action: &Action) -> Vec<Effect> {
        match &mut self.asking {
            Some(Asking::Words(kind, question)) => match question.update(action) {
                Answer::Text(text) => {
                    let kind = *kind;
                    return self.note(complaint, self.step(kind, &text), Vec::new());
                }
                Answer::Leave => self.asking = None,
                Answer::Nothing | Answer::Other => {}
            },
            Some(Asking::Cause(causes)) => match causes.update(action) {
                Picked::Cause(chosen) => return self.note_cause(complaint, chosen),
                Picked::Leave => self.asking = None,
                Picked::Nothing => {}
            },
            Some(Asking::Remedy(form)) => {
                match form.update(action, &self.known.settings.currency) {
                    Given::Remedy(noted) => return self.note_remedy(complaint, noted),
                    Given::Leave => self.asking = None,
                    Given::Nothing => {}
                }
            }
            Some(Asking::Actions(_)) => return self.mind(complaint, action),
            Some(Asking::Again(form)) => match form.update(action) {
                Heard::Answer(won, words) => return self.heard(complaint, won, words),
                Heard::Leave => self.asking = None,
                Heard::Nothing => {}
            },
            None => {}
        }
        Vec::new()
    }

    fn note_cause(&mut self, complaint: &Complaint, chosen: Chosen) -> Vec<Effect> {
        let (cause, first) = match chosen {
            Chosen::Known(id) => (id, Vec::new()),
            Chosen::New(text) => (CauseId::NEW, vec![Change::AddCause(Cause::new(text))]),
        };
        let step = Step {
            cause: Some(cause),
            ..self.step(StepKind::Cause, "")
        };
        self.note(complaint, step, first)
    }

    fn note_remedy(&mut self, complaint: &Complaint, noted: Noted) -> Vec<Effect> {
        let kind = match noted.remedy {
            Some(_) => StepKind::Remedy,
            None => StepKind::Fix,
        };
        let signed = (self.known.now, self.known.me.as_str());
        let step = Step {
            remedy: noted.remedy,
            amount: noted.amount.filter(|_| noted.remedy.is_some()),
            bent: noted.bent,
            ..Step::new(kind, noted.words, signed)
        };
        self.note(complaint, step, Vec::new())
    }

    fn heard(&self, complaint: &Complaint, won: Option<Won>, text: String) -> Vec<Effect> {
        let heard = Recovery {
            id: RecoveryId::NEW,
            complaint: complaint.id,
            at: Stamp::EPOCH,
            by: self.known.me.clone(),
            won,
            text,
        };
        vec![Effect::Save(vec![Change::Add(heard.into())])]
    }

    /// What became of the action selected.
    fn mind(&mut self, complaint: &Complaint, action: &Action) -> Vec<Effect> {
        let Some(Asking::Actions(list)) = &mut self.asking else {
            return Vec::new();
        };
        match (action, list.selected()) {
            (Action::Back, _) => self.asking = None,
            (Action::New, _) => return new_action(complaint),
            (Action::Enter | Action::Edit, Some(one)) => {
                let complaint = Some(complaint.id);
                let action = Some(one.id);
                return vec![Effect::Go(Route::ActionForm { action, complaint })];
            }
            (Action::OnAction(act), Some(one)) => {
                return match one.act(*act, self.known.now) {
                    Ok(change) => vec![Effect::Save(vec![change])],
                    Err(refusal) => say(&refusal.0),
                };
            }
            (action, _) => list.update(action),
        }
        Vec::new()
    }
}

/// The form of a new action because of this complaint.
pub(super) fn new_action(complaint: &Complaint) -> Vec<Effect> {
    vec![Effect::Go(Route::ActionForm {
        action: None,
        complaint: Some(complaint.id),
    })]
}

/// The file's own clock stamps a step: the screen may have been looked at for an hour.
fn stamped_by_the_file(change: Change) -> Change {
    match change {
        Change::AddStep(customer, id, step) => {
            let at = Stamp::EPOCH;
            Change::AddStep(customer, id, Step { at, ..step })
        }
        other => other,
    }
}
