//! The typed line as a form: the same entry, field by field, and a few more fields that a line has no room for.

mod parts;
mod product;

use chrono::NaiveDate;
use ratatui::{Frame, layout::Rect};

use self::parts::parts;
use crate::{
    domain::{
        Change, Channel, Direction, Favour, FeedbackKind, Heat, Method, Money, Occasion, Outcome,
        PreferenceKind, Product, Quantity, Refusal, Source, Stage, ThanksDue,
        line::{About, Entry, For, LineContext, LineKind, Sale},
        money::read_cost,
        product::{Naming, naming},
        setting::initials,
    },
    tui::{
        keymap::Action,
        screens::when,
        theme::Theme,
        widgets::{
            Filled, Form,
            field::{Kind, Part},
        },
    },
};

/// An entry being filled in as a form.
#[derive(Debug)]
pub struct EntryForm {
    form: Form,
    entry: Entry,
    month_first: bool,
    /// Thanks that are due to the customer.
    due: Vec<ThanksDue>,
    /// What the shop sells.
    products: Vec<Product>,
    parts: &'static [Part],
    /// A no without a reason was asked about once.
    asked: bool,
}

/// What the form has and the line has not.
#[derive(Debug)]
pub struct Rest {
    reason: String,
    outcome: Option<Outcome>,
    why_not: String,
    wants: String,
}

impl Rest {
    /// Puts it into the write it belongs to.
    pub fn put_into(&self, change: &mut Change) {
        match change {
            Change::AddInteraction(new) => {
                self.reason.clone_into(&mut new.reason);
                new.outcome = self.outcome;
                self.why_not.clone_into(&mut new.why_not);
            }
            Change::AddComplaint(new) => self.wants.clone_into(&mut new.wants),
            _ => {}
        }
    }
}

/// The field that is wrong, its row, and why.
type Wrong = (&'static str, usize, String);

impl EntryForm {
    /// The form with what was typed so far; tags have none.
    pub fn new(entry: Entry, context: &LineContext) -> Option<Self> {
        Self::with(parts(entry.kind)?, entry, context)
    }

    /// The form of something that was saved already: no promises are given in it any more.
    pub fn again(entry: Entry, context: &LineContext) -> Option<Self> {
        Self::with(parts::again(entry.kind)?, entry, context)
    }

    fn with(parts: &'static [Part], entry: Entry, context: &LineContext) -> Option<Self> {
        let mut form = Self {
            form: Form::new(parts),
            month_first: context.month_first,
            due: context.due.clone(),
            products: context.products.clone(),
            entry,
            parts,
            asked: false,
        };
        form.fill();
        Some(form)
    }

    /// Another window saved this meanwhile: where nothing was typed, the fields follow.
    pub fn follow(&mut self, entry: Entry) {
        self.entry = entry;
        self.fill();
    }

    fn fill(&mut self) {
        let entry = &self.entry;
        let text = match (entry.kind, entry.promises.first()) {
            (LineKind::Promise, Some((_, what))) => what,
            _ => &entry.text,
        };
        let due = |due: Option<NaiveDate>| due.map_or_else(String::new, |d| d.to_string());
        let mood = match entry.mood {
            None => String::new(),
            Some(0) => "0".to_owned(),
            Some(mood) => format!("{mood:+}"),
        };
        let first_due = entry.promises.first().and_then(|promise| promise.0);
        for (name, value) in [
            ("text", text.as_str()),
            ("channel", entry.channel.0.word()),
            ("direction", entry.channel.1.word()),
            ("mood", &mood),
            ("when", &self.shown_when()),
            ("tags", &entry.tags.join(" ")),
            ("by", &entry.by),
            ("due", &due(first_due)),
            ("heat", entry.complaint.0.word()),
            ("source", entry.complaint.1.word()),
            ("kind", entry.preference.word()),
            ("label", &entry.label),
        ] {
            self.form.keep(name, value);
        }
        fill_kept(&mut self.form, entry);
        for (number, (day, what)) in (1..).zip(&entry.promises) {
            let values = [("what", what.as_str()), ("due", &due(*day))];
            self.form.add("promises", number, &values);
        }
    }

    /// The moment, of a purchase only its day.
    fn shown_when(&self) -> String {
        match self.entry.kind {
            LineKind::Bought => self.entry.at.day().to_string(),
            _ => when::show(self.entry.at),
        }
    }

    /// Its fields.
    pub fn fields(&mut self) -> &mut Form {
        &mut self.form
    }

    /// Rows it takes, its hint included.
    pub fn height(&self) -> u16 {
        let rows = self.parts.iter().map(|part| match part {
            Part::One(field) if field.kind == Kind::Lines => 3,
            Part::One(_) => 1,
            Part::Many(_, fields) => fields.len(),
        });
        u16::try_from(rows.sum::<usize>() + 1).unwrap_or(u16::MAX)
    }

    /// Was anything typed since it became a form?
    pub fn typed(&self) -> bool {
        self.form.typed()
    }

    /// True while letters are text.
    pub fn typing(&self) -> bool {
        self.form.typing()
    }

    /// Does what an action asks.
    pub fn update(&mut self, action: &Action) -> Filled {
        self.complete(action);
        let filled = self.form.update(action);
        self.note();
        filled
    }

    /// Paints it.
    pub fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.form.view(frame, area, theme);
    }

    /// The entry as the form has it; `None` when a field is wrong, and says so.
    pub fn entry(&mut self) -> Option<(Entry, Rest)> {
        match self.read() {
            Ok(read) => Some(read),
            Err((field, row, sentence)) => {
                self.form.fail(field, row, &sentence);
                None
            }
        }
    }

    fn read(&mut self) -> Result<(Entry, Rest), Wrong> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let mut entry = self.entry.clone();
        entry.text = value("text");
        entry.label = value("label");
        entry.promises = self.promises()?;
        entry.by = self.by().map_err(|refusal| ("by", 0, refusal.0))?;
        if self.has("when") {
            let read = when::read(&value("when"), entry.at, (entry.now, self.month_first));
            entry.at = read.map_err(|refusal| ("when", 0, refusal.0))?;
        }
        if self.has("tags") {
            let tags = value("tags");
            let tags = tags.split([' ', ',', '#']).filter(|word| !word.is_empty());
            entry.tags = tags.map(str::to_owned).collect();
        }
        self.choose(&mut entry);
        self.choose_kept(&mut entry)?;
        let rest = Rest {
            reason: value("reason"),
            outcome: Outcome::from_word(&value("outcome")),
            why_not: value("why_not"),
            wants: value("wants"),
        };
        let silent = rest.outcome == Some(Outcome::No) && rest.why_not.is_empty();
        if silent && !std::mem::replace(&mut self.asked, true) {
            let sentence = "Why not? Ctrl-S again saves it without an answer.";
            return Err(("why_not", 0, sentence.to_owned()));
        }
        Ok((entry, rest))
    }

    /// Takes over the fields that are one of some words; a form without the field changes nothing.
    fn choose(&self, entry: &mut Entry) {
        let value = |name: &str| self.form.value(name);
        let (channel, direction) = &mut entry.channel;
        *channel = Channel::from_word(&value("channel")).unwrap_or(*channel);
        *direction = Direction::from_word(&value("direction")).unwrap_or(*direction);
        let (heat, source) = &mut entry.complaint;
        *heat = Heat::from_word(&value("heat")).unwrap_or(*heat);
        *source = Source::from_word(&value("source")).unwrap_or(*source);
        entry.preference = PreferenceKind::from_word(&value("kind")).unwrap_or(entry.preference);
        entry.mood = value("mood").parse().ok();
    }

    /// Takes over what wants, feedback, thanks and extras have of their own.
    fn choose_kept(&self, entry: &mut Entry) -> Result<(), Wrong> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        match entry.kind {
            LineKind::Feedback => {
                let (kind, method, score) = &mut entry.feedback;
                *kind = FeedbackKind::from_word(&value("said")).unwrap_or(*kind);
                *method = Method::from_word(&value("method")).unwrap_or(*method);
                *score = value("score").parse().ok();
                entry.stage = Stage::from_word(&value("stage"));
                entry.about = About::of(&value("about"), &self.products);
                if let Naming::New(name) = &entry.about.what {
                    return Err(wrong("about", &format!("There is no product {name}.")));
                }
            }
            LineKind::Thanks => {
                let chosen = Occasion::from_word(&value("for"));
                if chosen != Some(entry.thanks.occasion) {
                    entry.thanks = For::first(&self.due, chosen);
                }
            }
            LineKind::Extra => {
                entry.extra.0 = Favour::from_word(&value("favour")).unwrap_or(entry.extra.0);
                entry.extra.1 = read_cost(&value("cost"), &entry.currency)
                    .map_err(|refusal| ("cost", 0, refusal.0))?;
                entry.reaction = value("reaction");
            }
            LineKind::Bought => {
                let quantity = Quantity::read(&value("quantity"));
                entry.sale = Sale {
                    quantity: quantity
                        .ok_or_else(|| wrong("quantity", "Write how many, as 2 or 0.35."))?,
                    what: naming(&entry.text, &self.products),
                    amount: match value("amount").as_str() {
                        "" => None,
                        text => Some(entry.currency.read(text).ok_or_else(|| {
                            let example = entry.currency.show(Money(780));
                            wrong(
                                "amount",
                                &format!("Write what they paid in all as {example}."),
                            )
                        })?),
                    },
                };
            }
            _ => {}
        }
        Ok(())
    }

    /// Is there a field of this name?
    fn has(&self, name: &str) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| matches!(part, Part::One(field) if field.name == name))
    }

    fn by(&self) -> Result<String, Refusal> {
        let by = self.form.value("by").trim().to_owned();
        if by.is_empty() || by == self.entry.by {
            Ok(by)
        } else {
            initials(&by)
        }
    }

    fn promises(&self) -> Result<Vec<(Option<NaiveDate>, String)>, Wrong> {
        let today = self.entry.now.day();
        let due = |text: &str| when::read_due(text, today, self.month_first);
        if self.entry.kind == LineKind::Promise {
            let day = due(&self.form.value("due")).map_err(|refusal| ("due", 0, refusal.0))?;
            return Ok(vec![(day, self.form.value("text").trim().to_owned())]);
        }
        let rows = self.form.rows("promises");
        let read = rows.iter().map(|row| {
            let day = due(row.value("due")).map_err(|refusal| ("due", row.at, refusal.0))?;
            match row.value("what").trim() {
                "" => Err(("what", row.at, "Write what was promised.".to_owned())),
                what => Ok((day, what.to_owned())),
            }
        });
        read.collect()
    }
}

fn wrong(field: &'static str, sentence: &str) -> Wrong {
    (field, 0, sentence.to_owned())
}

/// Fills what wants, feedback, thanks and extras have of their own.
fn fill_kept(form: &mut Form, entry: &Entry) {
    let (kind, method, score) = entry.feedback;
    let (favour, cost) = entry.extra;
    for (name, value) in [
        ("said", kind.word()),
        ("method", method.word()),
        (
            "score",
            &score.map_or_else(String::new, |it| it.to_string()),
        ),
        ("stage", entry.stage.map_or("", Stage::word)),
        ("about", &entry.about.typed),
        ("for", entry.thanks.occasion.word()),
        ("favour", favour.word()),
        (
            "cost",
            &cost.map_or_else(String::new, |it| entry.currency.show(it)),
        ),
        ("reaction", &entry.reaction),
        ("quantity", &entry.sale.quantity.to_string()),
        (
            "amount",
            &entry
                .sale
                .amount
                .map_or_else(String::new, |it| entry.currency.show(it)),
        ),
    ] {
        form.keep(name, value);
    }
}
