//! Makes one made-up customer after the other, with what happened between them and the shop.

mod buys;
mod care;

use anyhow::Result;
use chrono::{Days, NaiveTime};
use deunicode::deunicode;

use super::{
    CARD, SALES,
    crowd::{Chance, Crowd},
    goods::Goods,
    text,
};
use crate::domain::{
    Address, Cause, CauseId, Change, Channel, Complaint, ComplaintId, Customer, CustomerId,
    Direction, Email, Fact, Heat, Interaction, InteractionId, Money, PartialDate, Phone,
    Preference, PreferenceKind, Promise, PromiseId, Refusal, Remedy, Settings, Source, Stamp, Step,
    StepKind, Tag, id::PreferenceId,
};

const CROWD: &str = include_str!("../../../assets/demo/crowd.txt");
pub(super) const STAFF: &[&str] = &["SK", "TB", "MR"];

/// How a complaint goes when it goes well.
const STEPS: [StepKind; 6] = [
    StepKind::Apologised,
    StepKind::Cause,
    StepKind::Fix,
    StepKind::Remedy,
    StepKind::Told,
    StepKind::Closed,
];

/// What people are made of, and the moment they are seen from.
pub(super) struct Maker {
    crowd: Crowd<'static>,
    goods: Goods,
    now: Stamp,
}

impl Maker {
    pub(super) fn new(now: Stamp) -> Result<Self> {
        let crowd = Crowd::read("crowd.txt", CROWD)?;
        let (goods, _) = Goods::read(SALES, now.day())?;
        Ok(Self { crowd, goods, now })
    }

    /// What stands in the file before the first customer: settings, causes, staff, and what is sold.
    pub(super) fn shop(&self) -> Result<Vec<Change>, Refusal> {
        let settings = [
            ("shop", "Corner Coffee"),
            ("country", "IE"),
            ("me", "SK"),
            ("loyalty", CARD.1),
        ];
        let causes = self
            .crowd
            .words("cause")
            .iter()
            .map(|text| Ok(Change::AddCause(Cause::new(*text))));
        settings
            .into_iter()
            .map(|(key, value)| Settings::set(key, value))
            .chain(causes)
            .chain(care::staff().map(|one| Ok(Change::Add(one.into()))))
            .chain(self.goods.changes().map(Ok))
            .collect()
    }

    /// Everything about customer `number` but what they buy: the same whoever else is in the shop.
    pub(super) fn customer(&self, number: u64, changes: &mut Vec<Change>) {
        let mut chance = Chance::of(number);
        let customer = self.person(number, &mut chance);
        changes.push(Change::AddCustomer(Box::new(customer)));
        let mut ago = chance.below(40) + 1;
        let mut contacts = Vec::new();
        for _ in 0..3 + chance.below(8) {
            contacts.push(ago);
            ago += 2 + chance.below(70);
        }
        for ago in contacts.into_iter().rev() {
            let contact = self.contact(ago, &mut chance);
            let promise = chance
                .percent(9)
                .then(|| self.promise(&contact, &mut chance));
            changes.push(Change::AddInteraction(contact));
            changes.extend(promise.map(Change::AddPromise));
        }
        let complaint = chance.percent(7).then(|| self.complaint(&mut chance));
        changes.extend(complaint.clone().map(Change::AddComplaint));
        care::care(self, &mut chance, changes);
        changes.extend(complaint.and_then(|it| care::action(self, &it, &mut chance)));
    }

    fn person(&self, number: u64, chance: &mut Chance) -> Customer {
        let name = self.crowd.name(chance);
        let created = self.before(400 + chance.below(1_800), chance);
        let mut customer = Customer {
            uid: format!("made-up-{number}"),
            since: chance.percent(70).then(|| created.day()),
            created,
            phones: vec![phone(name.prefix, "mobile", chance)],
            ..Customer::default()
        };
        if chance.percent(20) {
            customer.phones.push(phone(name.prefix, "work", chance));
        }
        if chance.percent(65) {
            customer.emails.push(Email {
                address: format!("{}.{number}@example.org", latin(&name.whole)),
                ..Email::default()
            });
        }
        if chance.percent(30) {
            customer.call_me = name.given.into();
        }
        customer.name = name.whole;
        self.details(&mut customer, number, chance);
        care::tier(self, &mut customer, &mut Chance::of(!number));
        customer
    }

    /// What the shop has noticed about some of them.
    fn details(&self, customer: &mut Customer, number: u64, chance: &mut Chance) {
        let some = |percent: u64, word: &'static str, chance: &mut Chance| {
            chance
                .percent(percent)
                .then(|| chance.one(self.crowd.words(word)).to_string())
        };
        customer.hook = some(25, "hook", chance).unwrap_or_default();
        customer.source = some(30, "source", chance).unwrap_or_default();
        customer.company = some(8, "company", chance).unwrap_or_default();
        customer.tags.extend(some(35, "tag", chance).map(Tag::from));
        let learned = Some(customer.created.day());
        customer
            .facts
            .extend(some(30, "fact", chance).map(|text| Fact {
                label: chance.one(self.crowd.words("label")).into(),
                text,
                learned,
                ..Fact::default()
            }));
        customer
            .preferences
            .extend(some(40, "like", chance).map(|text| Preference {
                id: PreferenceId::NEW,
                kind: PreferenceKind::How,
                text,
                since: learned,
                ended: None,
            }));
        customer
            .addresses
            .extend(some(60, "street", chance).map(|street| Address {
                street: format!("{} {street}", 1 + chance.below(120)),
                city: chance.one(self.crowd.words("town")).into(),
                postcode: format!("PM{} {:04}", 1 + chance.below(9), chance.below(10_000)),
                ..Address::default()
            }));
        self.family(customer, number, chance);
    }

    /// Birthdays, and who brought whom.
    fn family(&self, customer: &mut Customer, number: u64, chance: &mut Chance) {
        if chance.percent(25) {
            let (month, day) = (1 + chance.below(12) as u32, 1 + chance.below(29) as u32);
            let year = chance.percent(60).then(|| 1940 + chance.below(65) as i32);
            customer.birthday = PartialDate::new(year, Some(month), Some(day));
        }
        if number > 1 && chance.percent(5) {
            let by = 1 + chance.below(number - 1);
            customer.referred_by = i64::try_from(by).ok().map(CustomerId);
        }
    }

    fn contact(&self, ago: u64, chance: &mut Chance) -> Interaction {
        let (channel, direction) = *chance.pick(&[
            (Channel::Visit, Direction::In),
            (Channel::Visit, Direction::In),
            (Channel::Call, Direction::In),
            (Channel::Call, Direction::Out),
            (Channel::Text, Direction::In),
            (Channel::Text, Direction::Out),
            (Channel::Mail, Direction::In),
        ]);
        let mut summary = format!("{} {}", self.one("deed", chance), self.one("thing", chance));
        if chance.percent(60) {
            summary += ", ";
            summary += self.one("remark", chance);
        }
        Interaction {
            id: InteractionId::NEW,
            customer: Some(CustomerId::NEW),
            at: self.before(ago, chance),
            channel,
            direction,
            by: chance.one(STAFF).into(),
            summary,
            mood: chance.percent(45).then(|| chance.below(5) as i8 - 2),
            reason: String::new(),
            outcome: None,
            why_not: String::new(),
            tags: Vec::new(),
        }
    }

    /// A promise given in this contact; most of the older ones are kept.
    fn promise(&self, contact: &Interaction, chance: &mut Chance) -> Promise {
        let given = contact.at.day();
        let day = |days: u64| given.checked_add_days(Days::new(days)).unwrap_or(given);
        let due = 1 + chance.below(20);
        let done = Some(contact.at.on(day(chance.below(due + 3))))
            .filter(|done| *done <= self.now && chance.percent(95));
        Promise {
            id: PromiseId::NEW,
            customer: CustomerId::NEW,
            interaction: Some(InteractionId::NEW),
            complaint: None,
            what: format!("{} {}", self.one("vow", chance), self.one("thing", chance)),
            due: Some(day(due)),
            by: contact.by.clone(),
            agreed: contact.at,
            done,
            told: done.filter(|_| chance.percent(93)),
            released: None,
            broken: None,
        }
    }

    /// A complaint; most older ones went through all five lamps and are closed.
    fn complaint(&self, chance: &mut Chance) -> Complaint {
        let ago = 1 + chance.below(700);
        let opened = self.before(ago, chance);
        let by = chance.one(STAFF);
        let about = self.one("thing", chance);
        let done = if ago > 30 || chance.percent(50) {
            STEPS.len()
        } else {
            chance.below(6) as usize
        };
        Complaint {
            id: ComplaintId::NEW,
            customer: Some(CustomerId::NEW),
            opened,
            by: by.into(),
            what: format!("{about} {}", self.one("trouble", chance)),
            wants: String::new(),
            heat: *chance.pick(Heat::ALL),
            source: Source::Direct,
            told_others: String::new(),
            about: about.into(),
            category: String::new(),
            purchase: None,
            steps: self.steps(done, opened, by, chance),
        }
    }

    /// The first steps of a complaint that was settled while the customer stood there.
    fn steps(&self, count: usize, at: Stamp, by: &str, chance: &mut Chance) -> Vec<Step> {
        let causes = self.crowd.words("cause").len() as u64;
        let step = |kind: &StepKind| {
            let remedy = *kind == StepKind::Remedy;
            Step {
                cause: (*kind == StepKind::Cause).then(|| CauseId(1 + chance.below(causes) as i64)),
                remedy: remedy.then(|| *chance.pick(Remedy::ALL)),
                amount: remedy.then(|| Money(10 * chance.below(200) as i64)),
                ..Step::new(*kind, "", (at, by))
            }
        };
        STEPS[..count].iter().map(step).collect()
    }

    pub(super) fn one(&self, word: &'static str, chance: &mut Chance) -> &'static str {
        chance.one(self.crowd.words(word))
    }

    /// So many days ago, in opening hours.
    pub(super) fn before(&self, ago: u64, chance: &mut Chance) -> Stamp {
        let today = self.now.day();
        let day = today.checked_sub_days(Days::new(ago)).unwrap_or(today);
        let minute = 8 * 60 + chance.below(10 * 60) as u32;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
        text::at(day, time.unwrap_or_default(), self.now).unwrap_or(self.now)
    }
}

/// A phone of a place with this prefix, as one of many people would write it; the digits `555` make it nobody's.
fn phone(prefix: &str, label: &str, chance: &mut Chance) -> Phone {
    let area = 20 + chance.below(80);
    let last = format!("{:06}", chance.below(1_000_000));
    let (a, b) = last.split_at(3);
    let raw = match chance.below(10) {
        0 => format!("0{area}555{last}"),
        1 => format!("0{area} 555 {last}"),
        2 => format!("0{area}-555-{a}-{b}"),
        3 => format!("(0{area}) 555 {a} {b}"),
        4 => format!("0{area}/555{last}"),
        5 => format!("+{prefix} {area} 555 {last}"),
        6 => format!("+{prefix}{area}555{last}"),
        7 => format!("+{prefix} (0){area} 555 {a} {b}"),
        8 => format!("00{prefix} {area} 555 {last}"),
        _ => format!("0{area}.555.{a}.{b}"),
    };
    let label = label.into();
    Phone {
        raw,
        label,
        ..Phone::default()
    }
}

/// A name as it would stand in an e-mail address.
fn latin(name: &str) -> String {
    let plain = deunicode(name);
    let words = plain.split_whitespace().map(|word| {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_ascii_lowercase()
    });
    words.collect::<Vec<_>>().join(".")
}
