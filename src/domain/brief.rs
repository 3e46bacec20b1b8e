//! The brief: who this is and what matters now, readable in five seconds. Screens and shell show the same lines.

use chrono::NaiveDate;

use super::{
    Buys, Clocks, Complaint, Customer, Extra, Interaction, Promise, Ranks, Settings, Stamp, State,
    ThanksDue, Want, WantState,
    phrase::{
        Meaning, ago, ago_words, beginning, channel_rules, contact_words, day_words, heat_meaning,
        mood_words, promise_standing, want_standing,
    },
};

/// How many talks, promises and complaints the brief shows; the profile shows all.
const SHOWN: usize = 3;

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
    /// A line about this, with nothing behind it yet.
    pub fn new(head: &'static str) -> Self {
        Self {
            head,
            pieces: Vec::new(),
        }
    }

    /// The same line with one more piece, unless that is empty.
    pub fn with(mut self, meaning: Meaning, text: impl AsRef<str>) -> Self {
        let text = beginning(text.as_ref());
        if !text.trim().is_empty() {
            let text = text.into_owned();
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
    /// Wants, oldest first.
    pub wants: Vec<Want>,
    /// Thanks that are due, oldest first.
    pub due: Vec<ThanksDue>,
    /// The last favour of theirs.
    pub favour: Option<Extra>,
    /// How important and how loyal they are.
    pub ranks: Ranks,
    /// How they buy.
    pub buys: Buys,
    /// The shop's settings: opening hours and targets.
    pub settings: Settings,
}

impl Brief {
    /// The whole brief, line by line; what is not known has no line.
    pub fn lines(&self, now: Stamp) -> Vec<Line> {
        let mut lines = vec![name_line(&self.customer), self.standing()];
        lines.extend(self.care(now.day()));
        lines.push(self.open_with());
        lines.extend(self.talks(now));
        lines.extend(self.open_promises(now.day()));
        lines.extend(self.arrived(now));
        lines.push(self.favour(now));
        lines.extend(self.open_complaints(now));
        lines.push(self.buys.usual(now.day()));
        lines.push(self.buys.suggest());
        lines.push(self.close_with(now.day()));
        lines.retain(|line| !line.pieces.is_empty());
        lines
    }

    /// Tier, since when, how to reach them, company and tags.
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
            .with(Meaning::Title, self.ranks.tier.word())
            .with(Meaning::Title, self.ranks.climb.rung.word())
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

    /// The last talks, and the last sale among them.
    fn talks(&self, now: Stamp) -> Vec<Line> {
        let talks = self.interactions.iter().take(SHOWN).map(|talk| {
            let line = Line::new("")
                .with(Meaning::Muted, ago(talk.at, now))
                .with(Meaning::Muted, contact_words(talk.channel, talk.direction))
                .with(Meaning::Text, &talk.summary)
                .with(Meaning::Muted, mood_words(talk.mood))
                .with(Meaning::Muted, &talk.by);
            (talk.at, line)
        });
        let mut lines: Vec<(Stamp, Line)> = talks.collect();
        if let Some(last) = self.buys.receipts.first() {
            let paid = self.settings.currency.show(last.paid());
            let line = Line::new("")
                .with(Meaning::Muted, ago(last.at(), now))
                .with(Meaning::Muted, last.word())
                .with(Meaning::Text, self.buys.words(last))
                .with(Meaning::Muted, paid);
            let newer = lines.iter().take_while(|(at, _)| *at > last.at());
            lines.insert(newer.count(), (last.at(), line));
        }
        let mut lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
        if let Some(first) = lines.first_mut() {
            first.head = "last";
        }
        lines
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

    /// What they wait for that is in.
    fn arrived(&self, now: Stamp) -> Vec<Line> {
        let arrived = self.wants.iter();
        let arrived = arrived.filter(|want| want.state() == WantState::Arrived);
        arrived
            .take(SHOWN)
            .map(|want| {
                let (meaning, standing) = want_standing(want, want.late_from(&self.settings), now);
                Line::new("want")
                    .with(Meaning::Text, &want.what)
                    .with(meaning, standing)
            })
            .collect()
    }

    /// What they did for the shop.
    fn favour(&self, now: Stamp) -> Line {
        let line = Line::new("favour");
        match &self.favour {
            Some(favour) => line
                .with(Meaning::Text, &favour.what)
                .with(Meaning::Muted, ago_words(favour.at, now)),
            None => line,
        }
    }

    /// The open ones; without any, that the newest is put right.
    fn open_complaints(&self, now: Stamp) -> Vec<Line> {
        let tier = self.ranks.tier;
        let open: Vec<&Complaint> = self
            .complaints
            .iter()
            .filter(|complaint| matches!(complaint.state(), State::Open | State::Waiting))
            .collect();
        let mut lines: Vec<Line> = open
            .iter()
            .take(SHOWN)
            .map(|it| open_complaint(it, &it.clocks(tier, &self.settings, now), now))
            .collect();
        lines.extend(and_more(open.len()));
        if let (true, Some(last)) = (open.is_empty(), self.complaints.first()) {
            lines.push(
                Line::new("complaint")
                    .with(
                        Meaning::Muted,
                        format!("{}: {}", last.state(), beginning(&last.what)),
                    )
                    .with(Meaning::Muted, ago(last.opened, now)),
            );
        }
        lines
    }

    /// What to recap, what to thank them for, and the name again.
    fn close_with(&self, today: NaiveDate) -> Line {
        let customer = &self.customer;
        let recap = self.promises.iter().find(|promise| promise.is_open());
        let recap = recap.map(|promise| {
            let (_, standing) = promise_standing(promise, today);
            format!("“{}”, {standing}", beginning(&promise.what))
        });
        let mut name = customer.called().to_owned();
        if !customer.say.is_empty() {
            name = format!("{name} ({})", customer.say);
        }
        let thanks = self
            .due
            .first()
            .map(|due| format!("thanks {}", due.words()));
        Line::new("close with")
            .with(Meaning::Text, recap.unwrap_or_default())
            .with(Meaning::Text, thanks.unwrap_or_default())
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

/// A complaint that is open: what, how hot, its next deadline, what comes next.
pub fn open_complaint(complaint: &Complaint, clocks: &Clocks, now: Stamp) -> Line {
    let next = Some(complaint.next_step()).filter(|next| *next != "answer");
    let next = next.map(|next| format!("next: {next}"));
    Line::new("complaint")
        .with(Meaning::Late, &complaint.what)
        .with(heat_meaning(complaint.heat), complaint.heat.word())
        .with(clocks.shown().meaning(), clocks.deadline(now))
        .with(Meaning::Warn, next.unwrap_or_default())
        .with(Meaning::Muted, ago(complaint.opened, now))
}

fn and_more(count: usize) -> Option<Line> {
    let more = count.checked_sub(SHOWN).filter(|more| *more > 0)?;
    Some(Line::new("").with(Meaning::Muted, format!("and {more} more")))
}

#[cfg(test)]
mod tests;
