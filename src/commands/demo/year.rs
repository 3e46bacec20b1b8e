//! Reads `assets/demo/year.txt`: what happened between the made-up shop and its customers.

use anyhow::Result;

use super::{care, people, text::Line};
use crate::domain::{
    Cause, CauseId, Change, Channel, Complaint, ComplaintId, Customer, CustomerId, Direction, Kept,
    Outcome, Promise, Settings, Source, Stamp, Step, StepKind, Want,
    line::{self, LineContext, LineKind},
};

/// What was written down at one time.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// When.
    pub(super) at: Stamp,
    /// The writes; the complaint and cause numbers in them are those of a new data file.
    pub(super) changes: Vec<Change>,
}

/// The year: the shop's causes, and all moments in the order of time.
#[derive(Debug, Default)]
pub(super) struct Year {
    /// Why things went wrong, each once.
    pub(super) causes: Vec<Cause>,
    /// What happened.
    pub(super) moments: Vec<Moment>,
    complaints: i64,
}

/// A line at the margin, and what stands below it.
struct Event<'a> {
    customer: Option<CustomerId>,
    line: Line<'a>,
    below: Vec<Line<'a>>,
}

/// Reads the whole file.
pub(super) fn read(file: &str, content: &str, people: &[Customer], now: Stamp) -> Result<Year> {
    let mut year = Year::default();
    for event in events(file, content, people)? {
        year.take(&event, now)?;
    }
    year.moments.sort_by_key(|moment| moment.at);
    year.number_complaints();
    Ok(year)
}

fn events<'a>(file: &'a str, content: &'a str, people: &[Customer]) -> Result<Vec<Event<'a>>> {
    let mut events: Vec<Event> = Vec::new();
    let mut customer = None;
    for line in Line::all(file, content).filter(|line| !line.text.is_empty()) {
        if let Some(name) = line.text.strip_prefix("* ") {
            let found = people::named(people, name);
            if name != "-" && found.is_none() {
                return Err(line.wrong(format!("{name:?} is not one customer in people.txt")));
            }
            customer = Some(found);
        } else if line.indented {
            let event = events
                .last_mut()
                .ok_or_else(|| line.wrong("below nothing"))?;
            event.below.push(line);
        } else {
            let customer = customer.ok_or_else(|| line.wrong("whose? `* Name` comes first"))?;
            let below = Vec::new();
            events.push(Event {
                customer,
                line,
                below,
            });
        }
    }
    Ok(events)
}

impl Year {
    fn take(&mut self, event: &Event, now: Stamp) -> Result<()> {
        let (at, typed) = event.line.moment(event.line.text, now)?;
        let mut changes = typed_line(event, typed, at)?;
        let mut steps: Vec<(&Line, Step)> = Vec::new();
        let mut after = Vec::new();
        for line in &event.below {
            if line.text.starts_with('-') {
                let cause = steps.iter().rev().find_map(|(_, step)| step.cause);
                let about = (ComplaintId(self.complaints + 1), cause);
                match care::after(line, about, now)? {
                    Some((at, change)) => after.push(Moment {
                        at,
                        changes: vec![change],
                    }),
                    None => steps.push((line, self.step(line, now)?)),
                }
            } else if !stamp(&mut changes, line, now)? {
                let (word, value) = line.pair()?;
                let mut all = changes.iter_mut();
                if !all.any(|change| detail(change, word, value)) {
                    return Err(line.wrong(format!("{word:?} does not belong here")));
                }
            }
        }
        let complaint = changes.iter_mut().find_map(|change| match change {
            Change::AddComplaint(complaint) => Some(complaint),
            _ => None,
        });
        let record = match complaint {
            Some(complaint) => self.record(complaint, steps)?,
            None if steps.is_empty() && after.is_empty() => Vec::new(),
            None => return Err(event.line.wrong("only a complaint has steps")),
        };
        self.moments.push(Moment { at, changes });
        self.moments.extend(record);
        self.moments.extend(after);
        Ok(())
    }

    /// Gives the complaint a number of its own, and makes its steps the moments they are, by the shop's rules.
    fn record(&mut self, opened: &mut Complaint, steps: Vec<(&Line, Step)>) -> Result<Vec<Moment>> {
        self.complaints += 1;
        opened.id = ComplaintId(self.complaints);
        let mut whole = opened.clone();
        let mut moments = Vec::new();
        let mut last = opened.opened;
        for (line, step) in steps {
            if step.at < last {
                return Err(line.wrong("earlier than the step before"));
            }
            last = step.at;
            let change = whole.step(step.clone()).map_err(|why| line.wrong(why))?;
            moments.push(Moment {
                at: last,
                changes: vec![change],
            });
            whole.steps.push(step);
        }
        Ok(moments)
    }

    /// `-9d 10:00 remedy refund 12.50: in words @SK`
    fn step(&mut self, line: &Line, now: Stamp) -> Result<Step> {
        let (at, rest) = line.moment(line.text, now)?;
        let (rest, by) = rest
            .rsplit_once('@')
            .ok_or_else(|| line.wrong("by whom? end with @SK"))?;
        let (head, text) = rest.split_once(':').unwrap_or((rest, ""));
        let (text, bent) = text.split_once("| bent:").unwrap_or((text, ""));
        let (head, text) = (head.trim(), text.trim());
        let (kind, given) =
            StepKind::read(head).ok_or_else(|| line.wrong(format!("{head:?} is no step")))?;
        let typed = format!("{given} {text}");
        let mut step = Step::typed(kind, &typed, (at, by), &Settings::default());
        if kind == StepKind::Remedy && (step.remedy.is_none() || step.text != text) {
            return Err(line.wrong("which remedy?"));
        }
        step.bent = bent.trim().into();
        if step.kind == StepKind::Cause {
            step.cause = Some(self.cause(text));
            step.text.clear();
        }
        Ok(step)
    }

    fn cause(&mut self, text: &str) -> CauseId {
        if let Some(known) = self.causes.iter().find(|cause| cause.text == text) {
            return known.id;
        }
        let id = CauseId(self.causes.len() as i64 + 1);
        self.causes.push(Cause {
            id,
            ..Cause::new(text)
        });
        id
    }

    /// Complaints get the numbers a new data file will give them: in the order of time, not of the file.
    fn number_complaints(&mut self) {
        let opened = self.moments.iter().flat_map(|moment| &moment.changes);
        let order: Vec<ComplaintId> = opened
            .filter_map(|change| match change {
                Change::AddComplaint(complaint) => Some(complaint.id),
                _ => None,
            })
            .collect();
        let number = |id: ComplaintId| {
            let place = order.iter().position(|one| *one == id);
            place.map_or(ComplaintId::NEW, |place| ComplaintId(place as i64 + 1))
        };
        for change in self
            .moments
            .iter_mut()
            .flat_map(|moment| &mut moment.changes)
        {
            match change {
                Change::AddStep(_, id, _) => *id = number(*id),
                Change::Add(Kept::Action(action)) => {
                    action.complaint = action.complaint.map(number);
                }
                Change::Add(Kept::Recovery(recovery)) => {
                    recovery.complaint = number(recovery.complaint);
                }
                Change::AddComplaint(complaint) => complaint.id = ComplaintId::NEW,
                _ => {}
            }
        }
    }
}

/// What the line says, read as if it had been typed then.
fn typed_line(event: &Event, typed: &str, at: Stamp) -> Result<Vec<Change>> {
    let kinds = [
        ("promise: ", LineKind::Promise),
        ("complaint: ", LineKind::Complaint),
        ("like: ", LineKind::Preference),
        ("fact: ", LineKind::Fact),
        ("tags: ", LineKind::Tags),
        ("want: ", LineKind::Want),
        ("feedback: ", LineKind::Feedback),
        ("thanks: ", LineKind::Thanks),
        ("extra: ", LineKind::Extra),
    ];
    let (kind, typed) = kinds
        .iter()
        .find_map(|(word, kind)| Some((*kind, typed.strip_prefix(word)?)))
        .unwrap_or((LineKind::Log, typed));
    let context = LineContext {
        me: "SK".into(),
        last: (Channel::Visit, Direction::In),
        ..LineContext::new(at, &Settings::default())
    };
    let entry = line::read(kind, typed, &context);
    let left = entry
        .text
        .split_whitespace()
        .find(|word| word.starts_with(['@', '!', '#', '+']));
    if let Some(word) = left {
        return Err(event.line.wrong(format!("{word:?} was not understood")));
    }
    if entry.at != at {
        return Err(event.line.wrong("the text moves the day; say it otherwise"));
    }
    entry
        .changes(event.customer, None)
        .map_err(|why| event.line.wrong(why))
}

/// `kept -10d 11:00` and the like; false when the line is something else.
fn stamp(changes: &mut [Change], line: &Line, now: Stamp) -> Result<bool> {
    let Some((word, rest)) = line
        .text
        .split_once(' ')
        .filter(|(_, rest)| rest.starts_with('-'))
    else {
        return Ok(false);
    };
    let (at, _) = line.moment(rest, now)?;
    let want = changes.iter_mut().find_map(|change| match change {
        Change::Add(Kept::Want(want)) => Some(want),
        _ => None,
    });
    if let Some(want) = want.filter(|_| ["arrived", "told", "dropped"].contains(&word)) {
        return stamp_want(want, (word, at), line).map(|()| true);
    }
    let feedback = changes.iter_mut().find_map(|change| match change {
        Change::Add(Kept::Feedback(feedback)) => Some(feedback),
        _ => None,
    });
    if let Some(idea) = feedback.filter(|it| ["answered", "adopted"].contains(&word) && it.at <= at)
    {
        let place = if word == "answered" {
            &mut idea.answered
        } else {
            &mut idea.adopted
        };
        *place = Some(at);
        return Ok(true);
    }
    let promise = changes.iter_mut().find_map(|change| match change {
        Change::AddPromise(promise) => Some(promise),
        _ => None,
    });
    let promise: &mut Promise = promise.ok_or_else(|| line.wrong("there is no promise here"))?;
    if at < promise.agreed {
        return Err(line.wrong("earlier than the promise"));
    }
    match word {
        "done" => promise.done = Some(at),
        "told" => promise.told = Some(at),
        "kept" => (promise.done, promise.told) = (Some(at), Some(at)),
        "released" => promise.released = Some(at),
        "broken" => promise.broken = Some(at),
        _ => return Err(line.wrong(format!("{word:?} happens to no promise"))),
    }
    Ok(true)
}

fn stamp_want(want: &mut Want, (word, at): (&str, Stamp), line: &Line) -> Result<()> {
    if at < want.asked {
        return Err(line.wrong("earlier than the want"));
    }
    match word {
        "arrived" => want.arrived = Some(at),
        "told" => want.told = Some(at),
        _ => want.dropped = Some(at),
    }
    Ok(())
}

/// Takes over a detail of a contact or a complaint; false when it is not one of this change.
fn detail(change: &mut Change, word: &str, value: &str) -> bool {
    match (change, word) {
        (Change::AddInteraction(contact), "reason") => contact.reason = value.into(),
        (Change::AddInteraction(contact), "why not") => contact.why_not = value.into(),
        (Change::AddInteraction(contact), "outcome") => {
            contact.outcome = Outcome::from_word(value);
            return contact.outcome.is_some();
        }
        (Change::AddComplaint(complaint), "wants") => complaint.wants = value.into(),
        (Change::AddComplaint(complaint), "about") => complaint.about = value.into(),
        (Change::AddComplaint(complaint), "category") => complaint.category = value.into(),
        (Change::AddComplaint(complaint), "told others") => complaint.told_others = value.into(),
        (Change::AddComplaint(complaint), "source") => match Source::from_word(value) {
            Some(source) => complaint.source = source,
            None => return false,
        },
        _ => return false,
    }
    true
}
