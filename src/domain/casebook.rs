//! The casebook: what closed complaints taught the shop, by category, for whoever serves. Names are taken out before anybody reads it.

use serde::Serialize;

use super::{Action, Cause, Complaint, Recovery, Settings, Stamp, State, Step, StepKind, Tier};

/// What is known around the complaints of a shop.
#[derive(Debug)]
pub struct Around<'a> {
    /// Every cause.
    pub causes: &'a [Cause],
    /// Every action.
    pub actions: &'a [Action],
    /// What was heard when the shop asked again.
    pub recoveries: &'a [Recovery],
    /// Opening hours and currency.
    pub settings: &'a Settings,
    /// The moment.
    pub now: Stamp,
}

/// One closed complaint, as a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lesson {
    /// The kind of trouble; empty where nobody said.
    pub category: String,
    /// What happened, in the shop's words.
    pub what: String,
    /// What they wanted; may be empty.
    pub wants: String,
    /// What in the way of working let it happen; empty where that is not known.
    pub cause: String,
    /// The whys behind it.
    pub whys: Vec<String>,
    /// What was changed so that it does not come back, and how far that is.
    pub changed: Vec<String>,
    /// How it was put right for them.
    pub put_right: Vec<String>,
    /// What they got.
    pub remedy: Vec<String>,
    /// How it ended, and what was heard later.
    pub ended: Vec<String>,
    /// How many minutes the shop was open until it was settled, without waiting for others.
    pub minutes: u32,
}

impl Lesson {
    /// The lesson of a complaint; none as long as it is not closed.
    pub fn of(complaint: &Complaint, around: &Around) -> Option<Self> {
        if complaint.state() != State::Closed {
            return None;
        }
        let cause = complaint.cause();
        let cause = cause.and_then(|id| around.causes.iter().find(|it| it.id == id));
        let actions = around.actions.iter();
        let own = actions.filter(|it| it.complaint == Some(complaint.id) && it.dropped.is_none());
        let heard = around.recoveries.iter();
        let heard = heard.filter(|it| it.complaint == complaint.id);
        let mut ended = words(complaint, StepKind::Closed, around);
        ended.extend(heard.map(asked_again));
        Some(Self {
            category: complaint.category.trim().to_owned(),
            what: complaint.what.clone(),
            wants: complaint.wants.clone(),
            cause: cause.map_or_else(|| said_cause(complaint), |it| it.text.clone()),
            whys: cause.map(whys).unwrap_or_default(),
            changed: own.map(|it| changed(it, around.now)).collect(),
            put_right: words(complaint, StepKind::Fix, around),
            remedy: words(complaint, StepKind::Remedy, around),
            ended,
            minutes: minutes(complaint, around),
        })
    }

    /// The same lesson with each of its texts as this makes it.
    #[must_use]
    pub fn told(self, tell: &dyn Fn(&str) -> String) -> Self {
        let all = |texts: Vec<String>| texts.iter().map(|it| tell(it)).collect();
        Self {
            category: tell(&self.category),
            what: tell(&self.what),
            wants: tell(&self.wants),
            cause: tell(&self.cause),
            whys: all(self.whys),
            changed: all(self.changed),
            put_right: all(self.put_right),
            remedy: all(self.remedy),
            ended: all(self.ended),
            minutes: self.minutes,
        }
    }

    /// Its lines below the heading, each with what it says: "cause", "it was ground too fine".
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let one = |head: &'static str, text: &str| (head, text.to_owned());
        let mut lines = vec![one("they wanted", &self.wants), one("cause", &self.cause)];
        let many = [
            ("why", &self.whys),
            ("put right", &self.put_right),
            ("they got", &self.remedy),
            ("we changed", &self.changed),
            ("how it ended", &self.ended),
        ];
        for (head, texts) in many {
            lines.extend(texts.iter().map(|text| one(head, text)));
        }
        lines.retain(|(_, text)| !text.trim().is_empty());
        lines.push(one("it took", &hours(self.minutes)));
        lines
    }
}

/// Lessons by category, those without one last; within one in the order handed in.
pub fn by_category(mut lessons: Vec<Lesson>) -> Vec<Lesson> {
    lessons.sort_by_cached_key(|it| (it.category.is_empty(), it.category.to_lowercase()));
    lessons
}

/// The words of all steps of a kind.
fn words(complaint: &Complaint, kind: StepKind, around: &Around) -> Vec<String> {
    let steps = complaint.steps.iter().filter(|step| step.kind == kind);
    let currency = &around.settings.currency;
    let words = steps.map(|step| step.pieces(None, currency).join(", "));
    words.filter(|words| !words.is_empty()).collect()
}

/// A cause that was only said, and is not on the list.
fn said_cause(complaint: &Complaint) -> String {
    let said = |step: &&Step| step.kind == StepKind::Cause;
    let last = complaint.steps.iter().rfind(said);
    last.map_or_else(String::new, |step| step.text.clone())
}

fn whys(cause: &Cause) -> Vec<String> {
    let whys = cause.whys.lines().filter(|why| !why.trim().is_empty());
    whys.map(str::to_owned).collect()
}

/// "asked again, partly won: wanted it sooner"
fn asked_again(heard: &Recovery) -> String {
    let won = heard.won_words();
    match heard.text.trim() {
        "" => format!("asked again, {won}"),
        text => format!("asked again, {won}: {text}"),
    }
}

/// "training: show the early shift, verified"
fn changed(action: &Action, now: Stamp) -> String {
    format!(
        "{}: {}, {}",
        action.kind,
        action.what,
        action.state(now.day())
    )
}

/// How long the shop was open while it was being worked on, since it was opened or came back.
fn minutes(complaint: &Complaint, around: &Around) -> u32 {
    let clocks = complaint.clocks(Tier::B, around.settings, around.now);
    let ran = clocks.resolution.stretches.iter();
    let ran = ran.filter(|it| it.stopped.is_none());
    ran.map(|it| around.settings.hours.between(it.from, it.to))
        .sum()
}

/// "3 h 20 min of opening time"
fn hours(minutes: u32) -> String {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match (hours, minutes) {
        (0, minutes) => format!("{minutes} min of opening time"),
        (hours, 0) => format!("{hours} h of opening time"),
        (hours, minutes) => format!("{hours} h {minutes} min of opening time"),
    }
}
