//! A complaint that is settled while the customer stands there: apology, cause, fix, remedy, told, closed, in one form and one act.

use anyhow::Result;

use super::{
    complaint::remedy::{REMEDIES, amount, ask_owner},
    sheet::Sheet,
};
use crate::{
    domain::{
        Action as Measure, Change, Complaint, ComplaintId, Currency, CustomerId, OnTheSpot,
        Refusal, Remedy, Settings, Staff, Stamp, Step, staff::may_note,
    },
    search::fold,
    store::{CauseUse, Store},
    tui::{
        Effect,
        keymap::Action,
        widgets::{
            Form,
            field::{Part, choice, text},
        },
    },
};

const PARTS: &[Part] = &[
    Part::One(choice("apologised", "A  said sorry", &["no", "yes"])),
    Part::One(text(
        "cause",
        "C  cause",
        "what in our way of working let it happen; Tab completes, new ones are added",
    )),
    Part::One(text("fix", "X  put right", "what we did for this customer")),
    Part::One(choice("remedy", "R  they got", REMEDIES)),
    Part::One(text(
        "amount",
        "   it cost us",
        "an amount like 4.50; may stay empty",
    )),
    Part::One(choice("told", "T  they know", &["no", "yes"])),
    Part::One(text(
        "note",
        "why not",
        "one sentence, when something is left out; Ctrl-S closes it",
    )),
];

/// A complaint being settled.
#[derive(Debug)]
pub struct SpotForm {
    id: ComplaintId,
    complaint: Option<Complaint>,
    causes: Vec<CauseUse>,
    actions: Vec<Measure>,
    staff: Vec<Staff>,
    currency: Currency,
    me: String,
    now: Stamp,
    form: Form,
}

impl SpotForm {
    /// The form for this complaint.
    pub fn new(id: ComplaintId) -> Self {
        Self {
            id,
            complaint: None,
            causes: Vec::new(),
            actions: Vec::new(),
            staff: Vec::new(),
            currency: Settings::default().currency,
            me: String::new(),
            now: Stamp::EPOCH,
            form: Form::new(PARTS),
        }
    }

    /// The cause of the list that was typed, or with `begun` the first that begins so.
    fn cause(&self, begun: bool) -> Option<&CauseUse> {
        let typed = fold(&self.form.value("cause"));
        self.causes.iter().find(|it| {
            let text = fold(&it.cause.text);
            !typed.is_empty() && (text == typed || begun && text.starts_with(&typed))
        })
    }

    fn spot(&self) -> Result<OnTheSpot, String> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        Ok(OnTheSpot {
            apologised: value("apologised") == "yes",
            cause: self.cause(false).map(CauseUse::id),
            new_cause: value("cause"),
            fix: value("fix"),
            remedy: Remedy::from_word(&value("remedy")),
            amount: amount(&value("amount"), &self.currency)?,
            told: value("told") == "yes",
            note: value("note"),
        })
    }

    /// The step that is more than who serves may give, and why.
    fn beyond(&self, changes: &[Change]) -> Option<(Step, Refusal)> {
        changes.iter().find_map(|change| {
            let Change::AddStep(_, _, step) = change else {
                return None;
            };
            let refusal = may_note(&self.staff, step, &self.currency).err()?;
            Some((step.clone(), refusal))
        })
    }
}

impl Sheet for SpotForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        let what = self.complaint.as_ref().map_or("", |it| it.what.as_str());
        format!("Settle on the spot · {what}")
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        self.complaint = store.complaint(self.id)?;
        self.causes = store.causes()?;
        self.actions = store.actions(true)?;
        self.staff = store.staff()?;
        self.currency = store.settings()?.currency;
        store.who().clone_into(&mut self.me);
        if let (Some(complaint), false) = (&self.complaint, self.form.typed()) {
            let lamps = complaint.lamps();
            let word = |lit| if lit { "yes" } else { "no" };
            self.form.set("apologised", word(lamps.apology));
            self.form.set("told", word(lamps.told));
        }
        Ok(())
    }

    fn whom(&self) -> Option<CustomerId> {
        self.complaint.as_ref()?.customer
    }

    fn note(&mut self) {
        let today = self.now.day();
        let often = |it: &CauseUse| it.history(true, &self.actions, today);
        let words = match (self.cause(false), self.cause(true)) {
            (Some(it), _) => often(it),
            (None, Some(it)) => format!("Tab: {}", it.cause.text),
            (None, None) if self.form.value("cause").trim().is_empty() => String::new(),
            (None, None) => "a new cause".to_owned(),
        };
        self.form.note("cause", 0, &words);
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(complaint) = &self.complaint else {
            return vec![Effect::Back];
        };
        let spot = match self.spot() {
            Ok(spot) => spot,
            Err(sentence) => {
                self.form.fail("amount", 0, &sentence);
                return Vec::new();
            }
        };
        // The file's own clock stamps the steps.
        let settled = complaint.settle(&spot, (Stamp::EPOCH, &self.me));
        match settled.map(|changes| (self.beyond(&changes), changes)) {
            Ok((None, changes)) => vec![Effect::Save(changes)],
            Ok((Some((step, refusal)), _)) => {
                self.form.fail("amount", 0, &refusal.0);
                ask_owner(complaint, &step, (&refusal, &self.currency))
            }
            Err(refusal) => {
                self.form.fail("note", 0, "One sentence why not.");
                vec![Effect::Say(refusal.0)]
            }
        }
    }

    fn complete(&mut self, action: &Action) {
        if *action == Action::NextField
            && self.form.focused() == "cause"
            && let Some(text) = self.cause(true).map(|it| it.cause.text.clone())
        {
            self.form.set("cause", &text);
        }
    }
}
