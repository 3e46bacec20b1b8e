//! What the shop knows around one complaint, read with it.

use std::collections::HashMap;

use anyhow::Result;

use crate::{
    domain::{
        Action, CauseId, Complaint, Promise, Recovery, Settings, Staff, Stamp, Tier, Worksheet,
        brief::{Line as Name, name_line},
        card::fitting,
        recovery::recovery_due,
    },
    search::fold,
    store::{CauseUse, Store},
};

/// Everything that the screen shows or asks beside the complaint itself.
#[derive(Debug)]
pub struct Known {
    /// The moment.
    pub now: Stamp,
    /// Who works here now.
    pub me: String,
    /// What the shop has set.
    pub settings: Settings,
    /// The name line of the customer, if somebody gave a name.
    pub who: Option<Name>,
    /// The tier of the customer.
    pub tier: Tier,
    /// The shop's causes.
    pub causes: Vec<CauseUse>,
    /// Their words.
    pub words: HashMap<CauseId, String>,
    /// The promises given in it.
    pub promises: Vec<Promise>,
    /// All that was ever changed against a cause.
    pub actions: Vec<Action>,
    /// What was heard when the shop asked again.
    pub heard: Vec<Recovery>,
    /// Who serves.
    pub staff: Vec<Staff>,
    /// Is there a house card for its category?
    pub ruled: bool,
    /// The last worksheet about it.
    pub worksheet: Option<Worksheet>,
}

impl Known {
    /// Nothing is read yet.
    pub fn new() -> Self {
        Self {
            now: Stamp::EPOCH,
            me: String::new(),
            settings: Settings::default(),
            who: None,
            tier: Tier::B,
            causes: Vec::new(),
            words: HashMap::new(),
            promises: Vec::new(),
            actions: Vec::new(),
            heard: Vec::new(),
            staff: Vec::new(),
            ruled: true,
            worksheet: None,
        }
    }

    /// What is known now around this complaint.
    ///
    /// # Errors
    /// What the store says.
    pub fn read(store: &Store, complaint: &Complaint, now: Stamp) -> Result<Self> {
        let customer = complaint
            .customer
            .map(|id| store.customer(id))
            .transpose()?
            .flatten();
        let buyers = store.buyers(now)?;
        let tier = customer
            .as_ref()
            .map_or(Tier::B, |it| buyers.tier(it.id, it.tier));
        let causes = store.causes()?;
        let cards = store.cards()?;
        let category = &complaint.category;
        Ok(Self {
            now,
            me: store.who().to_owned(),
            settings: store.settings()?,
            who: customer.as_ref().map(name_line),
            tier,
            words: store.cause_words()?,
            causes,
            promises: store.promises_in(complaint.id)?,
            actions: store.actions(true)?,
            heard: store.recoveries_of(complaint.id)?,
            staff: store.staff()?,
            ruled: category.is_empty() || fitting(&cards, category, fold).is_some(),
            worksheet: store.worksheets_about(complaint.id)?.into_iter().next(),
        })
    }

    /// The actions that this complaint gave rise to.
    pub fn own_actions(&self, complaint: &Complaint) -> Vec<Action> {
        let own = |action: &&Action| action.complaint == Some(complaint.id);
        self.actions.iter().filter(own).cloned().collect()
    }

    /// The cause of this complaint, with how often it came.
    pub fn cause(&self, complaint: &Complaint) -> Option<&CauseUse> {
        let id = complaint.cause()?;
        self.causes.iter().find(|it| it.id() == id)
    }

    /// The day to ask again, when there is one.
    pub fn ask_again(&self, complaint: &Complaint) -> Option<chrono::NaiveDate> {
        let days = &self.settings.recovery_days;
        recovery_due(complaint, &self.heard, days).map(|(day, _)| day)
    }
}
