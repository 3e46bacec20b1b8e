//! The form of a contact: when, how, what was said, and what came of it.

use anyhow::Result;

use super::{
    sheet::{Edited, Sheet, signed},
    when,
    whose::{self, Whose},
};
use crate::{
    domain::{
        Change, Channel, CustomerId, Direction, Interaction, InteractionId, Outcome, Promise,
        Refusal, Stamp, interaction::REASONS,
    },
    search::fold,
    store::Store,
    tui::{
        Effect,
        keymap::Action,
        widgets::{
            Form,
            field::{Part, choice, lines, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(lines("summary", "said", "what was said")),
    Part::One(text(
        "when",
        "when",
        "a day, a time, or both: yesterday 14:30",
    )),
    Part::One(choice(
        "channel",
        "channel",
        &["call", "text", "mail", "visit", "post", "chat", "own"],
    )),
    Part::One(choice("direction", "direction", &["in", "out"])),
    Part::One(text("by", "by", "initials of who served")),
    Part::One(choice("mood", "mood", &["", "-2", "-1", "0", "+1", "+2"])),
    Part::One(text(
        "reason",
        "reason",
        "planning, enquiry, order, thanks, own words; Tab completes",
    )),
    Part::One(choice("outcome", "outcome", &["", "yes", "no", "later"])),
    Part::One(text("why_not", "why not", "with a no: why")),
    Part::One(text("tags", "tags", "words with spaces between")),
    Part::One(text(
        "customer",
        "customer",
        "a name, a phone or #12; empty when nobody gave a name",
    )),
];

/// A contact being edited.
#[derive(Debug)]
pub struct InteractionForm {
    id: InteractionId,
    edited: Edited<Interaction>,
    called: String,
    whose: Whose,
    /// Promises given in it; they go to its customer with it.
    promises: Vec<Promise>,
    form: Form,
    reasons: Vec<String>,
    month_first: bool,
    now: Stamp,
    /// A no without a reason was asked about once.
    asked: bool,
}

impl InteractionForm {
    /// The form of this contact.
    pub fn new(id: InteractionId) -> Self {
        Self {
            id,
            edited: Edited::default(),
            called: String::new(),
            whose: Whose::default(),
            promises: Vec::new(),
            form: Form::new(PARTS),
            reasons: Vec::new(),
            month_first: false,
            now: Stamp::EPOCH,
            asked: false,
        }
    }

    fn fill(&mut self, row: &Interaction) {
        let mood = row.mood.map_or_else(String::new, |mood| match mood {
            0 => "0".to_owned(),
            mood => format!("{mood:+}"),
        });
        for (name, value) in [
            ("summary", row.summary.as_str()),
            ("when", &when::show(row.at)),
            ("channel", row.channel.word()),
            ("direction", row.direction.word()),
            ("by", &row.by),
            ("mood", &mood),
            ("reason", &row.reason),
            ("outcome", row.outcome.map_or("", Outcome::word)),
            ("why_not", &row.why_not),
            ("tags", &row.tags.join(" ")),
        ] {
            self.form.keep(name, value);
        }
    }

    /// The first known reason that begins with what was typed.
    fn completion(&self) -> Option<&str> {
        let typed = fold(&self.form.value("reason"));
        let known = self.reasons.iter().map(String::as_str);
        let mut known = known.chain(REASONS.iter().copied());
        known.find(|reason| {
            let reason = fold(reason);
            !typed.is_empty() && reason.len() > typed.len() && reason.starts_with(&typed)
        })
    }

    fn at(&self, before: Stamp) -> Result<Stamp, Refusal> {
        let calendar = (self.now, self.month_first);
        when::read(&self.form.value("when"), before, calendar)
    }

    /// The contact as the form has it; else the field that is wrong, and why.
    fn after(&self, before: &Interaction) -> Result<Interaction, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let after = Interaction {
            at: self.at(before.at).map_err(fail("when"))?,
            channel: Channel::from_word(&value("channel")).unwrap_or(before.channel),
            direction: Direction::from_word(&value("direction")).unwrap_or(before.direction),
            by: signed(&self.form, &before.by).map_err(fail("by"))?,
            summary: value("summary"),
            mood: value("mood").parse().ok(),
            reason: value("reason"),
            outcome: Outcome::from_word(&value("outcome")),
            why_not: value("why_not"),
            tags: tags(&value("tags")),
            customer: self.whose.who().map_err(|why| ("customer", why))?,
            ..before.clone()
        };
        after.check().map_err(fail("summary"))?;
        Ok(after)
    }
}

/// The words of a line, without their `#`.
fn tags(line: &str) -> Vec<String> {
    let words = line
        .split([' ', ','])
        .map(|word| word.trim_start_matches('#'));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Sheet for InteractionForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.called.as_str() {
            "" => "Contact".to_owned(),
            called => format!("Contact with {called}"),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        self.reasons = store.reasons()?;
        let current = store.interaction(self.id)?;
        let theirs = current.as_ref().and_then(|row| row.customer);
        self.promises = theirs.map_or(Ok(Vec::new()), |id| store.promises_of(id))?;
        self.promises.retain(|it| it.interaction == Some(self.id));
        if let Some(row) = self.edited.take(current, self.form.typed()) {
            let customer = row
                .customer
                .map(|id| store.customer(id))
                .transpose()?
                .flatten();
            self.called = customer.map_or_else(String::new, |it| it.called().to_owned());
            self.whose
                .take(row.customer, ("customer", &mut self.form), store)?;
            self.fill(&row);
        }
        Ok(())
    }

    fn whom(&self) -> Option<CustomerId> {
        self.edited.base()?.customer
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        let reason = match self.completion() {
            Some(reason) if self.form.focused() == "reason" => format!("Tab: {reason}"),
            _ => String::new(),
        };
        self.form.note("reason", 0, &reason);
        let before = self.edited.base().map_or(self.now, |row| row.at);
        let day = self.at(before).map(|at| when::words(at, self.now.day()));
        self.form.note("when", 0, &day.unwrap_or_default());
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = match self.after(&before) {
            Ok(after) => after,
            Err((field, sentence)) => {
                self.form.fail(field, 0, &sentence);
                return Vec::new();
            }
        };
        let silent = after.outcome == Some(Outcome::No) && after.why_not.is_empty();
        if silent && !std::mem::replace(&mut self.asked, true) {
            let sentence = "Why not? Ctrl-S again saves it without an answer.";
            self.form.fail("why_not", 0, sentence);
            return Vec::new();
        }
        if after == before && !self.edited.is_gone() {
            return vec![Effect::Back];
        }
        let mut changes = whose::moved(&self.promises, after.customer);
        changes.insert(0, Change::EditInteraction { before, after });
        vec![Effect::Save(changes)]
    }

    fn follow(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        let text = self.form.value("customer");
        self.whose.look(&text, (store, now), |_| Ok(None))?;
        self.form.note("customer", 0, &self.whose.words());
        Ok(())
    }

    fn complete(&mut self, action: &Action) {
        self.whose.complete_in(&mut self.form, action);
        if *action == Action::NextField
            && self.form.focused() == "reason"
            && let Some(reason) = self.completion().map(str::to_owned)
        {
            self.form.set("reason", &reason);
        }
    }
}
