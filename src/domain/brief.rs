//! The brief: who this is and what matters now, readable in five seconds. Screens and shell show the same lines.

use chrono::{Datelike, NaiveDate};

use super::{
    Channel, Complaint, Customer, Direction, Interaction, Leave, Promise, PromiseState, Stamp,
    State,
};

/// How many talks, promises and complaints the brief shows; the profile shows all.
const SHOWN: usize = 3;

/// What a piece of a line means; the screens give it a colour, the text says it anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The name, and the word a line begins with.
    Title,
    /// Ordinary text.
    Text,
    /// What may be overlooked: ages, initials, phones.
    Muted,
    /// What needs care.
    Warn,
    /// What is too late, or went wrong.
    Late,
}

/// One piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it means.
    pub meaning: Meaning,
    /// Its text, as the user wrote it: make it safe before it is shown.
    pub text: String,
}

/// One line of the brief: the word it begins with ("last", "promise"; empty on the first two) and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the line is about, in one or two words.
    pub head: &'static str,
    /// What stands behind it.
    pub pieces: Vec<Piece>,
}

impl Line {
    fn new(head: &'static str) -> Self {
        Self {
            head,
            pieces: Vec::new(),
        }
    }

    fn with(mut self, meaning: Meaning, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.pieces.push(Piece { meaning, text });
        }
        self
    }

    /// The line as plain text: its pieces with a dot between them, without the head.
    pub fn text(&self) -> String {
        let pieces: Vec<&str> = self
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        pieces.join(" · ")
    }
}

/// What is known of one customer, as the brief needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Who.
    pub customer: Customer,
    /// Talks, newest first.
    pub interactions: Vec<Interaction>,
    /// Promises, open ones first by due day.
    pub promises: Vec<Promise>,
    /// Complaints, newest first.
    pub complaints: Vec<Complaint>,
}

impl Brief {
    /// The whole brief, line by line; what is not known has no line.
    pub fn lines(&self, now: Stamp) -> Vec<Line> {
        let mut lines = vec![name_line(&self.customer), self.standing()];
        lines.extend(self.care(now.day()));
        lines.push(self.open_with());
        lines.extend(self.talks(now));
        lines.extend(self.open_promises(now.day()));
        lines.extend(self.open_complaints(now));
        lines.push(self.close_with(now.day()));
        lines.retain(|line| !line.pieces.is_empty());
        lines
    }

    /// Since when, how to reach them, company and tags.
    fn standing(&self) -> Line {
        let customer = &self.customer;
        let phones: Vec<&str> = customer.phones.iter().map(|p| p.raw.as_str()).collect();
        let tags: Vec<String> = customer
            .tags
            .iter()
            .map(|t| format!("#{}", t.word))
            .collect();
        let since = customer
            .since
            .map(|day| day.format("here since %b %Y").to_string());
        Line::new("")
            .with(Meaning::Text, &customer.company)
            .with(Meaning::Muted, since.unwrap_or_default())
            .with(Meaning::Text, channel_rules(customer))
            .with(Meaning::Muted, phones.join(", "))
            .with(Meaning::Muted, tags.join(" "))
    }

    /// Do, don't, going through, handover.
    fn care(&self, today: NaiveDate) -> Vec<Line> {
        let customer = &self.customer;
        let until = customer.going_through_until;
        let hard_time = if until.is_some_and(|day| day < today) {
            Line::new("")
        } else {
            let until = until.map(|day| format!("until {}", day_words(day, today)));
            Line::new("going through")
                .with(Meaning::Warn, &customer.going_through)
                .with(Meaning::Muted, until.unwrap_or_default())
        };
        vec![
            Line::new("do").with(Meaning::Text, &customer.handling_do),
            Line::new("don't").with(Meaning::Warn, &customer.handling_dont),
            hard_time,
            Line::new("handover").with(Meaning::Text, &customer.handover),
        ]
    }

    /// The newest fact, else the last topic.
    fn open_with(&self) -> Line {
        let line = Line::new("open with");
        match (self.customer.facts.last(), self.interactions.first()) {
            (Some(fact), _) => line
                .with(Meaning::Muted, &fact.label)
                .with(Meaning::Text, &fact.text),
            (None, Some(talk)) => line.with(Meaning::Text, &talk.summary),
            (None, None) => line,
        }
    }

    fn talks(&self, now: Stamp) -> Vec<Line> {
        let heads = std::iter::once("last").chain(std::iter::repeat(""));
        let talks = self.interactions.iter().take(SHOWN).zip(heads);
        talks
            .map(|(talk, head)| {
                Line::new(head)
                    .with(Meaning::Muted, ago(talk.at, now))
                    .with(Meaning::Muted, contact_words(talk.channel, talk.direction))
                    .with(Meaning::Text, &talk.summary)
                    .with(Meaning::Muted, mood_words(talk.mood))
                    .with(Meaning::Muted, &talk.by)
            })
            .collect()
    }

    fn open_promises(&self, today: NaiveDate) -> Vec<Line> {
        let open: Vec<&Promise> = self.promises.iter().filter(|p| p.is_open()).collect();
        let mut lines: Vec<Line> = open
            .iter()
            .take(SHOWN)
            .map(|promise| {
                let (meaning, standing) = promise_standing(promise, today);
                Line::new("promise")
                    .with(Meaning::Text, &promise.what)
                    .with(meaning, standing)
            })
            .collect();
        lines.extend(and_more(open.len()));
        lines
    }

    /// The open ones; without any, that the newest is put right.
    fn open_complaints(&self, now: Stamp) -> Vec<Line> {
        let open: Vec<&Complaint> = self
            .complaints
            .iter()
            .filter(|complaint| matches!(complaint.state(), State::Open | State::Waiting))
            .collect();
        let mut lines: Vec<Line> = open
            .iter()
            .take(SHOWN)
            .map(|complaint| {
                Line::new("complaint")
                    .with(Meaning::Late, &complaint.what)
                    .with(Meaning::Warn, complaint.heat.word())
                    .with(Meaning::Warn, format!("next: {}", complaint.next_step()))
                    .with(Meaning::Muted, ago(complaint.opened, now))
            })
            .collect();
        lines.extend(and_more(open.len()));
        if let (true, Some(last)) = (open.is_empty(), self.complaints.first()) {
            lines.push(
                Line::new("complaint")
                    .with(Meaning::Muted, format!("{}: {}", last.state(), last.what))
                    .with(Meaning::Muted, ago(last.opened, now)),
            );
        }
        lines
    }

    /// What to recap, and the name again.
    fn close_with(&self, today: NaiveDate) -> Line {
        let customer = &self.customer;
        let recap = self.promises.iter().find(|promise| promise.is_open());
        let recap = recap.map(|promise| {
            let due = promise.due.map(|day| format!(" {}", day_words(day, today)));
            format!("“{}”{}", promise.what, due.unwrap_or_default())
        });
        let mut name = customer.called().to_owned();
        if !customer.say.is_empty() {
            name = format!("{name} ({})", customer.say);
        }
        Line::new("close with")
            .with(Meaning::Text, recap.unwrap_or_default())
            .with(Meaning::Text, format!("the name again: {name}"))
    }
}

/// The first line of every view about a person: name, call-me, say, hook.
pub fn name_line(customer: &Customer) -> Line {
    let line = Line::new("").with(Meaning::Title, customer.shown_name());
    let line = match customer.called() {
        called if called == customer.shown_name() => line,
        called => line.with(Meaning::Title, format!("call me {called}")),
    };
    let say = match customer.say.as_str() {
        "" => String::new(),
        say => format!("say {say}"),
    };
    line.with(Meaning::Title, say)
        .with(Meaning::Text, &customer.hook)
}

/// Which channels they prefer, which never, and when: "text after 15:00, never call".
pub fn channel_rules(customer: &Customer) -> String {
    let mut rules = customer.channels.clone();
    rules.sort_by_key(|rule| rule.leave);
    let said = rules.iter().filter_map(|rule| match rule.leave {
        Leave::Prefer => Some(format!("{} {}", rule.channel, rule.best_time)),
        Leave::Never => Some(format!("never {}", rule.channel)),
        Leave::Ok if rule.best_time.is_empty() => None,
        Leave::Ok => Some(format!("{} {}", rule.channel, rule.best_time)),
    });
    let said: Vec<String> = said.map(|rule| rule.trim().to_owned()).collect();
    said.join(", ")
}

/// "call in", "text out"; a visit says only "visit".
pub fn contact_words(channel: Channel, direction: Direction) -> String {
    match (channel, direction) {
        (Channel::Visit, Direction::In) => "visit".to_owned(),
        _ => format!("{channel} {direction}"),
    }
}

/// "+1", "-2"; nothing when the mood was not noted.
pub fn mood_words(mood: Option<i8>) -> String {
    mood.map(|mood| format!("{mood:+}")).unwrap_or_default()
}

/// How long ago, at most six columns wide: "today", "3 d", "2 mo", "4 y".
pub fn ago(at: Stamp, now: Stamp) -> String {
    let days = (now.day() - at.day()).num_days();
    match days {
        ..0 => format!("in {} d", -days),
        0 => "today".to_owned(),
        1..=45 => format!("{days} d"),
        46..=700 => format!("{} mo", (days * 12 + 183) / 365),
        _ => format!("{} y", (days + 183) / 365),
    }
}

/// A day as one says it: "today", "tomorrow", "yesterday", "Fri 12 June", with the year when that is another.
pub fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        _ if day.year() == today.year() => day.format("%a %-d %B").to_string(),
        _ => day.format("%a %-d %B %Y").to_string(),
    }
}

/// Where a promise stands, in words, and how much that matters: "due tomorrow", "late, was due Fri 5 June", "done, not told".
pub fn promise_standing(promise: &Promise, today: NaiveDate) -> (Meaning, String) {
    let due = promise.due.map(|day| day_words(day, today));
    match (promise.state(today), due) {
        (PromiseState::Late, Some(due)) => (Meaning::Late, format!("late, was due {due}")),
        (PromiseState::Agreed, Some(due)) => {
            let soon = promise.due.is_some_and(|day| (day - today).num_days() <= 1);
            let meaning = if soon { Meaning::Warn } else { Meaning::Text };
            (meaning, format!("due {due}"))
        }
        (PromiseState::Agreed | PromiseState::Late, None) => {
            (Meaning::Muted, "no day named".to_owned())
        }
        (PromiseState::Done, _) => (Meaning::Warn, "done, not told".to_owned()),
        (ended, _) => (Meaning::Muted, ended.word().to_owned()),
    }
}

fn and_more(count: usize) -> Option<Line> {
    let more = count.checked_sub(SHOWN).filter(|more| *more > 0)?;
    Some(Line::new("").with(Meaning::Muted, format!("and {more} more")))
}
