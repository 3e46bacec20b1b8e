//! Who in the files is who in the shop, and who stands in them twice.

use std::collections::HashMap;

use anyhow::Result;

use super::{
    keys::{self, ContactKey},
    merge::merge,
    near::Near,
};
use crate::{
    domain::{Customer, CustomerId},
    formats::{Record, Remark},
    store::Store,
};

/// How many people with one name and one number are told apart; more of them are looked at one by one no longer.
const NAMESAKES: usize = 16;

/// The longest way from who was brought to who brought them that is followed.
const LONGEST_WAY: usize = 1000;

/// One record of one file.
pub struct Entry {
    /// Which file, by its place.
    pub file: usize,
    /// The line it starts on.
    pub line: usize,
    /// The entry that stands for this one when they are the same person; itself otherwise.
    pub leader: usize,
    /// As a follower: does it say more than its leader did?
    adds: bool,
    /// As a leader: all that the files say of this person.
    pub customer: Box<Customer>,
    /// The number the customer had in a file of ours.
    pub number: CustomerId,
    /// Did the file give a uid?
    has_uid: bool,
    /// Who brought them.
    pub brought_by: Bringer,
    /// The customer of the shop that it is about.
    pub found: Option<Found>,
}

/// The customer of the shop that an entry is about.
pub struct Found {
    /// Their number.
    pub id: CustomerId,
    /// As the shop knows them, where the files add something.
    pub before: Option<Box<Customer>>,
    differs: Vec<&'static str>,
}

/// Who brought somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Bringer {
    /// Nobody, or nobody knows.
    #[default]
    Nobody,
    /// Whose uid is this.
    Uid(String),
    /// Who has this number in the same file.
    Number(CustomerId),
    /// A customer of the shop.
    Known(CustomerId),
    /// The entry at this place, who is new.
    Entry(usize),
}

impl Bringer {
    fn of(number: Option<CustomerId>, uid: String) -> Self {
        match number {
            Some(number) => Self::Number(number),
            None if uid.is_empty() => Self::Nobody,
            None => Self::Uid(uid),
        }
    }
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A new customer.
    New,
    /// A known one, to whom it adds something.
    Changed,
    /// A known one, and nothing to add.
    Same,
}

/// All entries of all files.
#[derive(Default)]
pub struct Matching {
    /// In the order of the files.
    pub entries: Vec<Entry>,
    by_uid: HashMap<String, usize>,
    by_contact: HashMap<ContactKey, Vec<usize>>,
    /// uids of those who brought somebody: their numbers in the shop.
    referrers: HashMap<String, Option<CustomerId>>,
    /// Who brought a customer of the shop: as the shop knows it, else as the files say.
    brought: HashMap<CustomerId, Bringer>,
    near: Near,
    /// What to say about single lines, by file.
    pub remarks: Vec<(usize, Remark)>,
    /// The highest number of a customer of the shop.
    pub highest: CustomerId,
}

impl Matching {
    /// Takes one record in; the same person may be among the earlier ones.
    pub fn take(&mut self, file: usize, mut record: Record) {
        let customer = &mut record.customer;
        let has_uid = !customer.uid.is_empty();
        if !has_uid {
            customer.uid = keys::uid(customer);
        }
        let contacts = keys::contacts(customer);
        let at = self.entries.len();
        let leader = self.earlier(customer, has_uid, &contacts).unwrap_or(at);
        let brought_by = Bringer::of(customer.referred_by.take(), record.referred_by);
        if let Bringer::Uid(uid) = &brought_by {
            self.referrers.entry(uid.clone()).or_default();
        }
        let mut entry = Entry {
            file,
            line: record.line,
            leader,
            adds: false,
            number: std::mem::replace(&mut customer.id, CustomerId::NEW),
            customer: record.customer,
            has_uid,
            brought_by,
            found: None,
        };
        self.by_uid
            .entry(entry.customer.uid.clone())
            .or_insert(leader);
        for contact in contacts {
            let known = self.by_contact.entry(contact).or_default();
            if known.len() < NAMESAKES && !known.contains(&leader) {
                known.push(leader);
            }
        }
        if leader != at {
            self.follow(&mut entry);
        }
        self.entries.push(entry);
    }

    /// Two cards with uids of their own are two people, whatever else they share.
    fn earlier(
        &self,
        customer: &Customer,
        has_uid: bool,
        contacts: &[ContactKey],
    ) -> Option<usize> {
        if let Some(leader) = self.by_uid.get(&customer.uid) {
            return Some(*leader);
        }
        let known = contacts.iter().filter_map(|key| self.by_contact.get(key));
        known
            .flatten()
            .copied()
            .find(|leader| !(has_uid && self.entries[*leader].has_uid))
    }

    fn follow(&mut self, entry: &mut Entry) {
        let leader = &mut self.entries[entry.leader];
        let (merged, differs) = merge(&leader.customer, &entry.customer);
        entry.adds = merged != *leader.customer;
        *leader.customer = merged;
        if entry.has_uid && !leader.has_uid {
            leader.customer.uid.clone_from(&entry.customer.uid);
            leader.has_uid = true;
        }
        if leader.brought_by == Bringer::Nobody {
            leader.brought_by = std::mem::take(&mut entry.brought_by);
        }
        *entry.customer = Customer::default();
        self.remark(entry.file, entry.line, &differs, "the earlier row");
    }

    /// Finds the entries among the shop's customers, in one pass over them. A uid counts more than anything else.
    ///
    /// # Errors
    /// What the store says.
    pub fn compare(&mut self, store: &Store) -> Result<()> {
        let mut by_uid = vec![false; self.entries.len()];
        self.near = Near::new(&self.entries, store)?;
        store.each_customer(&mut |customer| {
            self.highest = self.highest.max(customer.id);
            if let Some(referrer) = self.referrers.get_mut(&customer.uid) {
                *referrer = Some(customer.id);
            }
            if let Some(by) = customer.referred_by {
                self.brought.insert(customer.id, Bringer::Known(by));
            }
            // Whoever was merged into them is them.
            for uid in std::iter::once(customer.uid.as_str()).chain(customer.merged_uids()) {
                if let Some(leader) = self.by_uid.get(uid).copied() {
                    by_uid[leader] = true;
                    self.find(leader, &customer);
                }
            }
            for leader in self.sharing(&customer) {
                if !by_uid[leader] && self.entries[leader].found.is_none() {
                    self.find(leader, &customer);
                }
            }
            self.near.look(&self.entries, &customer);
            Ok(())
        })?;
        self.link();
        self.say_what_differs();
        self.near.settle(&self.entries, store)?;
        Ok(())
    }

    fn sharing(&self, customer: &Customer) -> Vec<usize> {
        if self.by_contact.is_empty() {
            return Vec::new();
        }
        let keys = keys::contacts(customer);
        let known = keys.iter().filter_map(|key| self.by_contact.get(key));
        known.flatten().copied().collect()
    }

    fn find(&mut self, leader: usize, customer: &Customer) {
        let entry = &mut self.entries[leader];
        let (merged, differs) = merge(customer, &entry.customer);
        let brought = entry.brought_by != Bringer::Nobody && customer.referred_by.is_none();
        let before = (brought || merged != *customer).then(|| Box::new(customer.clone()));
        entry.found = Some(Found {
            id: customer.id,
            before,
            differs,
        });
    }

    /// Finds out who brought whom. Nobody brings themselves, on no way round.
    fn link(&mut self) {
        let mut numbers = HashMap::new();
        for entry in &self.entries {
            if !entry.number.is_new() {
                numbers.insert((entry.file, entry.number), entry.leader);
            }
        }
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            if entry.leader != at || entry.brought_by == Bringer::Nobody {
                continue;
            }
            let bringer = match &entry.brought_by {
                Bringer::Uid(uid) => match self.referrers.get(uid).copied().flatten() {
                    Some(id) => Some(Bringer::Known(id)),
                    None => self.by_uid.get(uid).map(|leader| Bringer::Entry(*leader)),
                },
                Bringer::Number(number) => numbers
                    .get(&(entry.file, *number))
                    .map(|leader| Bringer::Entry(*leader)),
                _ => None,
            };
            let bringer = bringer
                .map(|it| self.settled(it))
                .filter(|it| !self.goes_round(at, it));
            if bringer.is_none() {
                let text = "who brought them is not to be found; left open".into();
                let line = entry.line;
                self.remarks.push((entry.file, Remark { line, text }));
            }
            self.bring(at, bringer.unwrap_or_default());
        }
    }

    /// An entry that the shop knows already is that customer.
    fn settled(&self, bringer: Bringer) -> Bringer {
        match bringer {
            Bringer::Entry(leader) => match &self.entries[leader].found {
                Some(found) => Bringer::Known(found.id),
                None => Bringer::Entry(leader),
            },
            bringer => bringer,
        }
    }

    fn goes_round(&self, from: usize, bringer: &Bringer) -> bool {
        let own = self.entries[from].found.as_ref().map(|it| it.id);
        let mut next = Some(bringer);
        for _ in 0..LONGEST_WAY {
            next = match next {
                Some(Bringer::Entry(at)) if *at == from => return true,
                Some(Bringer::Entry(at)) => Some(&self.entries[*at].brought_by),
                Some(Bringer::Known(id)) if Some(*id) == own => return true,
                Some(Bringer::Known(id)) => self.brought.get(id),
                _ => return false,
            };
        }
        true
    }

    fn bring(&mut self, at: usize, bringer: Bringer) {
        let entry = &mut self.entries[at];
        let nobody = bringer == Bringer::Nobody;
        if let Some(found) = entry.found.as_ref().filter(|_| !nobody) {
            let known = self.brought.entry(found.id);
            known.or_insert_with(|| bringer.clone());
        }
        entry.brought_by = bringer;
        if let Some(found) = &mut entry.found
            && nobody
        {
            let customer = &entry.customer;
            found.before = found
                .before
                .take()
                .filter(|it| merge(it, customer).0 != **it);
        }
    }

    fn say_what_differs(&mut self) {
        for at in 0..self.entries.len() {
            let entry = &mut self.entries[at];
            if let Some(found) = &mut entry.found {
                let differs = std::mem::take(&mut found.differs);
                let (file, line) = (entry.file, entry.line);
                self.remark(file, line, &differs, "what the shop has");
            }
        }
    }

    /// Every entry with what becomes of it.
    pub fn fates(&self) -> impl Iterator<Item = (&Entry, Fate)> {
        self.entries.iter().enumerate().map(|(at, entry)| {
            let leader = &self.entries[entry.leader];
            let follows = entry.leader != at;
            let fate = match &leader.found {
                None if !follows => Fate::New,
                None if entry.adds => Fate::Changed,
                Some(found) if found.before.is_some() && (!follows || entry.adds) => Fate::Changed,
                _ => Fate::Same,
            };
            (entry, fate)
        })
    }

    /// The new ones who look like somebody known, each as a remark by file.
    pub fn looking_known(&self) -> &[(usize, Remark)] {
        &self.near.found
    }

    fn remark(&mut self, file: usize, line: usize, fields: &[&str], whose: &str) {
        if !fields.is_empty() {
            let text = format!("says another {}; {whose} stays", fields.join(", "));
            self.remarks.push((file, Remark { line, text }));
        }
    }
}
