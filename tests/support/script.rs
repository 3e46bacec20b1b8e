//! Random acts: what a shop might write, made from dice against what the file holds at that moment.

mod goods;
mod kept;

use proptest::prelude::*;
use regulars::{
    commands::merging::Merging,
    domain::{
        Cause, CauseId, Change, Channel, Complaint, ComplaintId, Customer, CustomerId, Direction,
        Fact, Heat, Interaction, InteractionId, Kept, Leave, Money, Phone, Preference,
        PreferenceKind, Promise, PromiseId, Remedy, Source, Step, StepKind, Tag, Tier,
        channel::ChannelRule,
    },
    store::{LogFilter, Store},
};

use super::now;

/// One throw: what to do, with which row, and which words.
pub type Throw = (u8, usize, String);

/// Words as people and programs write them: foreign scripts, quotes, numbers as text, control characters.
pub fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{1,8}( [a-z]{3,9}){0,3}",
        Just("1e5".to_owned()),
        Just("007".to_owned()),
        Just("null".to_owned()),
        Just("\"quoted\" \\ 'words' {\"a\": [1]}".to_owned()),
        Just("Zoë 王小明 Петрова 👩‍🍳 \u{1}\u{7f}\u{feff}".to_owned()),
        Just("two\nlines\tand a tab".to_owned()),
        Just("nul\0inside".to_owned()),
        ".{0,12}",
    ]
}

/// A script: acts of one to four throws each.
pub fn acts(most: usize) -> impl Strategy<Value = Vec<Vec<Throw>>> {
    let throw = (0..37_u8, 0..1000_usize, words());
    prop::collection::vec(prop::collection::vec(throw, 1..4), 1..most)
}

/// The changes of one act, from what the file holds now.
pub fn changes(store: &Store, act: &[Throw]) -> Vec<Change> {
    let shop = Shop::look(store);
    act.iter().filter_map(|throw| shop.change(throw)).collect()
}

struct Shop {
    customers: Vec<Customer>,
    talks: Vec<Interaction>,
    promises: Vec<Promise>,
    complaints: Vec<Complaint>,
    causes: Vec<Cause>,
    kept: Vec<Kept>,
}

fn pick<T>(rows: &[T], dice: usize) -> Option<&T> {
    (!rows.is_empty()).then(|| &rows[dice % rows.len()])
}

impl Shop {
    fn look(store: &Store) -> Self {
        let mut customers = Vec::new();
        store
            .each_customer(&mut |customer| {
                customers.push(customer);
                Ok(())
            })
            .unwrap();
        let promises = customers
            .iter()
            .flat_map(|customer| store.promises_of(customer.id).unwrap())
            .collect();
        Self {
            promises,
            customers,
            talks: store
                .interactions(&LogFilter::default(), 0, usize::MAX)
                .unwrap(),
            complaints: store.complaints(true).unwrap(),
            kept: store.every_kept().unwrap(),
            causes: store
                .causes()
                .unwrap()
                .into_iter()
                .map(|it| it.cause)
                .collect(),
        }
    }

    fn change(&self, (what, dice, text): &Throw) -> Option<Change> {
        let dice = *dice;
        let customer = pick(&self.customers, dice);
        let who = customer.map(|customer| customer.id);
        Some(match what {
            0..4 => Change::AddCustomer(Box::new(new_customer(dice, text, who))),
            4..7 => Change::EditCustomer {
                before: Box::new(customer?.clone()),
                after: Box::new(edited(customer?, dice, text)),
            },
            7 => Change::RemoveCustomer(who?),
            8 => Change::AddTag(who.unwrap_or_default(), Tag::from(text.clone())),
            9 => Change::RemoveTag(who?, pick(&customer?.tags, dice)?.id),
            10 => Change::AddPreference(who?, like(text)),
            11 => {
                let like = pick(&customer?.preferences, dice)?.clone();
                let ended = Some(now().day());
                Change::EditPreference(who?, Preference { ended, ..like })
            }
            12 => Change::RemovePreference(who?, pick(&customer?.preferences, dice)?.id),
            13 => Change::AddFact(who?, fact(text)),
            14 => {
                let fact = pick(&customer?.facts, dice)?.clone();
                Change::EditFact(
                    who?,
                    Fact {
                        text: text.clone(),
                        ..fact
                    },
                )
            }
            15 => Change::RemoveFact(who?, pick(&customer?.facts, dice)?.id),
            16..19 => self.talk(*what, dice, text, who)?,
            19..22 => self.promise(*what, dice, text, who)?,
            22..25 => self.complaint(*what, dice, text, who)?,
            25 => self.setting_or_cause(dice, text)?,
            26..34 => self.kept(*what, dice, text)?,
            _ => {
                let gone = pick(&self.customers, dice / 3)?;
                let mut merging = Merging::new(customer?.clone(), gone.clone());
                let choices = merging.choices();
                for choice in choices.iter().filter(|it| it.field.len() + dice % 2 > 5) {
                    merging.choose(choice.field, true);
                }
                (gone.id != merging.keep.id).then(|| merging.change())?
            }
        })
    }

    fn talk(&self, what: u8, dice: usize, text: &str, who: Option<CustomerId>) -> Option<Change> {
        let new = Interaction {
            id: InteractionId::NEW,
            customer: who.filter(|_| !dice.is_multiple_of(5)),
            at: now(),
            channel: Channel::ALL[dice % Channel::ALL.len()],
            direction: Direction::ALL[dice % 2],
            by: "SK".into(),
            summary: text.into(),
            mood: dice.is_multiple_of(3).then_some(-2),
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: vec!["order".into(), "rye".into()],
        };
        let old = pick(&self.talks, dice);
        Some(match what {
            16 => Change::AddInteraction(new),
            17 => Change::EditInteraction {
                before: old?.clone(),
                after: Interaction { id: old?.id, ..new },
            },
            _ => Change::RemoveInteraction(old?.customer, old?.id),
        })
    }

    fn promise(
        &self,
        what: u8,
        dice: usize,
        text: &str,
        who: Option<CustomerId>,
    ) -> Option<Change> {
        let new = Promise {
            id: PromiseId::NEW,
            customer: who?,
            interaction: pick(&self.talks, dice).map(|talk| talk.id),
            complaint: pick(&self.complaints, dice).map(|complaint| complaint.id),
            what: text.into(),
            due: Some(now().day()),
            by: String::new(),
            agreed: now(),
            done: dice.is_multiple_of(2).then_some(now()),
            told: None,
            released: None,
            broken: None,
        };
        let old = pick(&self.promises, dice);
        Some(match what {
            19 => Change::AddPromise(new),
            20 => Change::EditPromise {
                before: old?.clone(),
                after: Promise { id: old?.id, ..new },
            },
            _ => Change::RemovePromise(old?.customer, old?.id),
        })
    }

    fn complaint(
        &self,
        what: u8,
        dice: usize,
        text: &str,
        who: Option<CustomerId>,
    ) -> Option<Change> {
        let kind = StepKind::ALL[dice % StepKind::ALL.len()];
        let step = Step {
            cause: pick(&self.causes, dice).map(|cause| cause.id),
            remedy: Some(Remedy::Refund),
            until: Some(now().day()),
            bent: text.into(),
            amount: Some(Money(i64::MAX - dice as i64)),
            ..Step::new(kind, text, (now(), "SK"))
        };
        let old = pick(&self.complaints, dice);
        if what == 24 {
            return Some(match dice % 2 {
                0 => Change::RemoveComplaint(old?.customer, old?.id),
                _ => Change::AddStep(old?.customer, old?.id, step),
            });
        }
        let new = Complaint {
            id: ComplaintId::NEW,
            customer: who.filter(|_| !dice.is_multiple_of(4)),
            opened: now(),
            by: String::new(),
            what: text.into(),
            wants: String::new(),
            heat: Heat::ALL[dice % 3],
            source: Source::ALL[dice % Source::ALL.len()],
            told_others: String::new(),
            about: text.chars().rev().collect(),
            category: String::new(),
            purchase: None,
            steps: vec![step; dice % 3],
        };
        Some(match what {
            22 => Change::AddComplaint(new),
            _ => Change::EditComplaint {
                before: old?.clone(),
                after: Complaint { id: old?.id, ..new },
            },
        })
    }

    fn setting_or_cause(&self, dice: usize, text: &str) -> Option<Change> {
        let cause = |id| Cause {
            id,
            whys: format!("{text}\nwhy again"),
            beyond: text.into(),
            ..Cause::new(text)
        };
        Some(match dice % 4 {
            0 => Change::AddCause(cause(CauseId::NEW)),
            1 => {
                let before = pick(&self.causes, dice)?.clone();
                let after = cause(before.id);
                Change::EditCause { before, after }
            }
            2 => Change::Set {
                key: "shop".into(),
                value: text.into(),
            },
            _ => Change::Set {
                key: "shop".into(),
                value: String::new(),
            },
        })
    }
}

fn like(text: &str) -> Preference {
    Preference {
        id: Default::default(),
        kind: PreferenceKind::How,
        text: text.into(),
        since: Some(now().day()),
        ended: None,
    }
}

fn fact(text: &str) -> Fact {
    Fact {
        label: "pet".into(),
        text: text.into(),
        ..Fact::default()
    }
}

fn phone(text: &str) -> Phone {
    Phone {
        raw: text.into(),
        ..Phone::default()
    }
}

fn new_customer(dice: usize, text: &str, referred_by: Option<CustomerId>) -> Customer {
    Customer {
        name: text.into(),
        call_me: text.chars().take(3).collect(),
        birthday: "--06-14".parse().ok().filter(|_| dice.is_multiple_of(2)),
        handover: format!("{text} handed over"),
        tier: dice.is_multiple_of(4).then_some(Tier::A),
        tier_why: text.into(),
        check_in: dice.is_multiple_of(3).then_some(30),
        referred_by: referred_by.filter(|_| dice.is_multiple_of(3)),
        phones: vec![phone(&format!("0711 {dice}")); dice % 3],
        tags: vec![Tag::from("vip".to_owned()); dice % 2],
        preferences: vec![like(text); dice % 2],
        facts: vec![fact(text); dice % 3],
        channels: vec![ChannelRule {
            id: Default::default(),
            channel: Channel::Text,
            leave: Leave::Prefer,
            best_time: text.into(),
            marketing: Some(dice.is_multiple_of(2)),
            consent_on: None,
        }],
        ..Customer::default()
    }
}

fn edited(before: &Customer, dice: usize, text: &str) -> Customer {
    let mut after = before.clone();
    match dice % 5 {
        0 => after.name = text.into(),
        1 => after.phones.push(phone(text)),
        2 => drop(after.phones.pop()),
        3 => {
            if let Some(first) = after.phones.first_mut() {
                first.raw.push('9');
            }
            after.tags.clear();
        }
        _ => {
            after.facts.push(fact(text));
            after.company = text.into();
            after.referred_by = None;
        }
    }
    after
}
