//! The form of something proposed, or of a reward: what they said to it; when it was, and what they got.

use anyhow::Result;

use super::{
    kept_form,
    sheet::{Edited, Sheet},
    when,
};
use crate::{
    domain::{Change, Kept, KeptId, Offer, Outcome, Redemption, Refusal, Stamp},
    store::Store,
    tui::{
        Effect,
        widgets::{
            Form,
            field::{Part, choice, text},
        },
    },
};

const OFFER: &[Part] = &[
    Part::One(choice("result", "they said", &["", "yes", "no", "later"])),
    Part::One(text("note", "note", "a word about it; may be empty")),
];

const REWARD: &[Part] = &[
    Part::One(text(
        "when",
        "when",
        "a day and a time: yesterday, 12.6. 9:00",
    )),
    Part::One(text("what", "what", "what they got")),
];

/// An offer or a reward being edited.
#[derive(Debug)]
pub struct OfferForm {
    id: KeptId,
    edited: Edited<Kept>,
    called: String,
    /// What was proposed, on what occasion.
    offered: String,
    form: Form,
    month_first: bool,
    now: Stamp,
}

impl OfferForm {
    /// The form of this offer or reward.
    pub fn new(id: KeptId) -> Self {
        let parts = match id {
            KeptId::Redemption(_) => REWARD,
            _ => OFFER,
        };
        Self {
            id,
            edited: Edited::default(),
            called: String::new(),
            offered: String::new(),
            form: Form::new(parts),
            month_first: false,
            now: Stamp::EPOCH,
        }
    }

    fn fill(&mut self, row: &Kept) {
        match row {
            Kept::Offer(offer) => {
                self.form
                    .keep("result", offer.result.map_or("", Outcome::word));
                self.form.keep("note", &offer.note);
            }
            Kept::Redemption(reward) => {
                self.form.keep("when", &when::show(reward.at));
                self.form.keep("what", &reward.what);
            }
            _ => {}
        }
    }

    fn after(&self, before: &Kept) -> Result<Kept, (&'static str, String)> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        Ok(match before.clone() {
            Kept::Offer(before) => Kept::Offer(Offer {
                result: Outcome::from_word(&value("result")),
                note: value("note"),
                ..before
            }),
            Kept::Redemption(before) => {
                let at = when::read(&value("when"), before.at, (self.now, self.month_first));
                Kept::Redemption(Redemption {
                    at: at.map_err(|refusal: Refusal| ("when", refusal.0))?,
                    what: value("what"),
                    ..before
                })
            }
            other => other,
        })
    }
}

/// What was proposed, on what occasion: "campaign · Rye bread".
fn offered(row: &Kept, store: &Store) -> Result<String> {
    let Kept::Offer(offer) = row else {
        return Ok(String::new());
    };
    let product = offer.product.map(|id| store.product(id)).transpose()?;
    let product = product.flatten().map(|it| it.name).unwrap_or_default();
    let words = [offer.kind.word(), &product, &offer.what];
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    Ok(words.join(" · "))
}

impl Sheet for OfferForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        kept_form::title(self.id, &self.called)
    }

    fn heading(&self) -> String {
        match self.offered.as_str() {
            "" => self.title(),
            offered => format!("{} · {offered}", self.title()),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.month_first = store.settings()?.month_first;
        let current = store.kept(self.id)?;
        if let Some(row) = self.edited.take(current, self.form.typed()) {
            let whose = row.customer().map(|id| store.customer(id)).transpose()?;
            let whose = whose.flatten();
            self.called = whose.map_or_else(String::new, |it| it.called().to_owned());
            self.offered = offered(&row, store)?;
            self.fill(&row);
        }
        Ok(())
    }

    fn note(&mut self) {
        let (now, month_first) = (self.now, self.month_first);
        let at = when::read(&self.form.value("when"), now, (now, month_first));
        let words = at.map(|at| when::words(at, now.day()));
        self.form.note("when", 0, &words.unwrap_or_default());
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before, after| vec![Change::Edit { before, after }];
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
