//! What is done with whom is on a list: log, note what they said, write a file, give up, part ways.

use super::{For, People};
use crate::{
    commands::people::{Fact, ListOf, Row, part::agreement},
    domain::{
        Change, Channel, CustomerId, Kept, Outcome, Parting, Refusal, line::LineKind,
        phrase::ago_days, reach::Reach, today::plain,
    },
    tui::{Effect, Route, widgets::Question},
};

impl People {
    /// The rows marked, or the one selected.
    fn meant(&self) -> Vec<&Row> {
        if self.marked.is_empty() {
            return self.selected().into_iter().collect();
        }
        let marked = |row: &&Row| row.customer.is_some_and(|id| self.marked.contains(&id));
        self.shown.rows.iter().filter(marked).collect()
    }

    /// The log line, filled in; what is proposed is saved with it, as one act.
    pub(super) fn log(&self) -> Vec<Effect> {
        let rows = self.meant();
        let (typed, with) = (self.typed(&rows), self.notes(&rows));
        match rows.as_slice() {
            [] => self.nobody(),
            [one] => vec![Effect::Go(Route::LineWith {
                customer: one.customer,
                typed,
                with,
            })],
            several => vec![Effect::Go(Route::LineForAll {
                kind: LineKind::Log,
                customers: several.iter().filter_map(|row| row.customer).collect(),
                with,
            })],
        }
    }

    /// The offers that note that these were asked, of whom that is not noted yet.
    fn notes(&self, rows: &[&Row]) -> Vec<Change> {
        let (of, by) = (self.asked.of, (self.now, self.me.as_str()));
        let new = rows
            .iter()
            .filter(|row| row.chosen && row.may_be_noted(self.now));
        let offers = new.filter_map(|row| row.note(of, by)).map(|mut offer| {
            offer.channel = offer.channel.or(self.channel(offer.customer));
            Change::Add(Kept::Offer(offer))
        });
        offers.collect()
    }

    /// The channel for a word to the one selected.
    fn channel(&self, customer: CustomerId) -> Option<Channel> {
        let customer = self.beside.customer.as_ref().filter(|it| it.id == customer);
        Reach::of(customer?).for_a_word()
    }

    /// "text out: told of Rye bread", as the log line begins; nothing where the list proposes nothing.
    fn typed(&self, rows: &[&Row]) -> String {
        let [row] = rows else {
            return String::new();
        };
        let today = self.now.day();
        let last = self.beside.bought.last().map(|it| ago_days(it.day, today));
        let words = match self.asked.of {
            ListOf::Promotion(_) => {
                let product = self.shown.title.trim_start_matches("Promotion: ");
                format!("told of {}", plain(product))
            }
            ListOf::Quiet | ListOf::WinBack => match last {
                Some(last) => format!("asked how they are, last here {last}"),
                None => "asked how they are".to_owned(),
            },
            ListOf::SlowDay => "asked in".to_owned(),
            _ => return String::new(),
        };
        let channel = row.channel().or_else(|| self.channel(row.customer?));
        format!("{} out: {words}", channel.unwrap_or(Channel::Call))
    }

    /// Another typed line about the one selected.
    pub(super) fn line(&self, kind: LineKind) -> Vec<Effect> {
        match self.who() {
            None => self.nobody(),
            customer => vec![Effect::Go(Route::Line {
                kind,
                customer,
                complaint: None,
                typed: String::new(),
            })],
        }
    }

    /// Notes what they said to what was proposed.
    pub(super) fn said(&self, result: Outcome) -> Vec<Effect> {
        let rows = self.meant();
        if rows.is_empty() {
            return self.nobody();
        }
        let (of, by) = (self.asked.of, (self.now, self.me.as_str()));
        let asked = rows.iter().filter(|row| row.chosen || row.offer.is_some());
        let changes = asked.filter_map(|row| row.said(result, row.note(of, by)));
        match changes.collect::<Vec<_>>() {
            none if none.is_empty() => {
                vec![Effect::Say(
                    "They were left out; nothing was proposed to them.".to_owned(),
                )]
            }
            changes => vec![Effect::Save(changes)],
        }
    }

    /// Asks for the file; what is written there was told.
    pub(super) fn ask_file(&mut self) -> Vec<Effect> {
        let count = match self.marked.len() {
            0 => self.shown.chosen().count(),
            marked => marked,
        };
        if count == 0 {
            return vec![Effect::Say(
                "Nobody on the list is to be contacted.".to_owned(),
            )];
        }
        let noted = match self.asked.of.occasion() {
            Some(_) => " Everybody in it is noted as asked; u takes that back.",
            None => "",
        };
        let hint = format!("Enter writes it: .csv for a table, .vcf for a phone.{noted}");
        let file = format!("{}-{}.csv", self.asked.of.command(), self.now.day());
        let question = Question::new(format!("{count} to a file"), hint).with(file);
        self.ask(For::File, question)
    }

    /// The command that writes the file, as the shell does.
    fn export(&self, file: &str) -> Result<Vec<Effect>, Refusal> {
        if file.is_empty() {
            return Err(Refusal("Type the name of a file, like rye.csv.".into()));
        }
        let of = self.asked.of;
        let mut line = of.command().to_owned();
        if matches!(of, ListOf::Promotion(_)) {
            let product = self.shown.title.trim_start_matches("Promotion: ");
            line.push_str(&format!(" {}", quoted(product)));
        }
        if self.marked.is_empty() {
            line.push_str(&format!(" {}", self.asked.words));
        }
        for id in &self.marked {
            line.push_str(&format!(" {id}"));
        }
        line.push_str(&format!(" --output {}", quoted(file)));
        if of.occasion().is_some() {
            line.push_str(" --done");
        }
        Ok(vec![Effect::Command(line)])
    }

    pub(super) fn ask_words(&mut self) -> Vec<Effect> {
        let hint =
            "Find words as in the find box: tag:vip, tier:a, last:>90d, a name. Empty: everybody.";
        let question = Question::new("only whom these words fit", hint);
        let words = self.asked.words.clone();
        self.ask(For::Words, question.with(words))
    }

    pub(super) fn ask_product(&mut self) -> Vec<Effect> {
        let hint = "The name of the product, or its beginning; find words may follow: rye tag:vip";
        self.ask(
            For::Product,
            Question::new("whom to tell of which product?", hint),
        )
    }

    pub(super) fn ask_lost(&mut self) -> Vec<Effect> {
        match &self.beside.customer {
            None => self.nobody(),
            Some(it) if it.lost.is_some() => {
                vec![Effect::Say(format!(
                    "{} was given up already.",
                    it.called()
                ))]
            }
            Some(it) => {
                let question = Question::new(
                    format!("why was {} lost?", it.called()),
                    "In a word or two: too far away, bought elsewhere. t takes them up again.",
                );
                self.ask(For::Lost, question)
            }
        }
    }

    /// Takes up a prospect again, or ends a review.
    pub(super) fn take_up(&self) -> Vec<Effect> {
        let Some(customer) = &self.beside.customer else {
            return self.nobody();
        };
        if self.asked.of != ListOf::Parting {
            return self.or_say(customer.take_up());
        }
        let question = format!(
            "End the review of {}? They are a customer like any other then.",
            customer.called()
        );
        self.ask_first(question, |it| it.take_back(self.now))
    }

    pub(super) fn ask_review(&mut self) -> Vec<Effect> {
        let Some(customer) = &self.beside.customer else {
            return self.nobody();
        };
        let question = Question::new(
            format!("begin a review of {}: why?", customer.called()),
            "It stands beside the rows. Nothing happens by itself, and u takes it back.",
        );
        self.ask(For::Review, question)
    }

    pub(super) fn ask_agreement(&mut self) -> Vec<Effect> {
        if let Err(refusal) = self.review() {
            return vec![Effect::Say(refusal.0)];
        }
        let hint = "What they shall spend and until when, then in words: 100 +3m pays on the day";
        self.ask(
            For::Agreement,
            Question::new("what did you agree on?", hint),
        )
    }

    pub(super) fn let_go(&self) -> Vec<Effect> {
        let Some(customer) = &self.beside.customer else {
            return self.nobody();
        };
        let question = format!(
            "Let {} go? Tell them kindly, and thank them for the time with you. t takes it back.",
            customer.called()
        );
        self.ask_first(question, |it| it.let_go(self.now))
    }

    /// The review of the one selected that has not ended.
    fn review(&self) -> Result<&Parting, Refusal> {
        let review = self.selected().and_then(|row| match &row.fact {
            Fact::Review { parting, .. } => parting.as_deref(),
            _ => None,
        });
        review.ok_or_else(|| Refusal("No review has begun; b begins one.".into()))
    }

    fn ask_first(
        &self,
        question: String,
        act: impl FnOnce(&Parting) -> Result<Change, Refusal>,
    ) -> Vec<Effect> {
        match self.review().and_then(act) {
            Ok(change) => vec![Effect::Ask(question, vec![Effect::Save(vec![change])])],
            Err(refusal) => vec![Effect::Say(refusal.0)],
        }
    }

    fn or_say(&self, change: Result<Change, Refusal>) -> Vec<Effect> {
        vec![match change {
            Ok(change) => Effect::Save(vec![change]),
            Err(refusal) => Effect::Say(refusal.0),
        }]
    }

    /// What an answer in the line below the list does.
    pub(super) fn answer(&mut self, what: For, text: &str) -> Result<Vec<Effect>, Refusal> {
        let save = |change| vec![Effect::Save(vec![change])];
        let gone = || Refusal("Nobody is selected.".into());
        Ok(match what {
            For::Words => {
                self.show(text.to_owned());
                Vec::new()
            }
            For::File => self.export(text)?,
            For::Product if text.is_empty() => {
                return Err(Refusal("Type the name of a product.".into()));
            }
            For::Product => vec![Effect::Command(format!("campaign {text}"))],
            For::Lost => {
                let customer = self.beside.customer.as_ref().ok_or_else(gone)?;
                save(customer.give_up(text, self.now.day())?)
            }
            For::Review => {
                let customer = self.beside.who.ok_or_else(gone)?;
                let by = (self.now, self.me.as_str());
                save(Parting::begin(&self.beside.partings, customer, text, by)?)
            }
            For::Agreement => {
                let agreement = agreement(text, &self.settings, self.now)?;
                save(self.review()?.agree(agreement, self.now)?)
            }
        })
    }
}

/// A word of the command line that may hold spaces.
fn quoted(word: &str) -> String {
    let quote = if word.contains('\'') { '"' } else { '\'' };
    format!("{quote}{word}{quote}")
}
