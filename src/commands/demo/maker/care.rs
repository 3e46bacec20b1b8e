//! Who serves, and what the shop does for made-up customers beyond the day: wants, feedback, thanks, extras, tiers, actions. The luck of
//! a customer comes to these last, or is their own, so that all else stays as it is.

use chrono::{Days, NaiveDate};

use super::{super::crowd::Chance, Maker, STAFF};
use crate::domain::{
    Action, ActionKind, Change, Complaint, Customer, CustomerId, Extra, ExtraId, Favour, Feedback,
    FeedbackKind, Kept, Method, Money, Occasion, Staff, Thanks, ThanksId, Tier, Want, WantId,
    id::StaffId,
};

/// An owner, and two who may give away so much without asking.
pub(super) fn staff() -> impl Iterator<Item = Staff> {
    let one = |(initials, limit): (&str, Option<i64>)| Staff {
        id: StaffId::NEW,
        initials: initials.into(),
        name: String::new(),
        owner: limit.is_none(),
        limit: limit.map(Money),
        remedies: Vec::new(),
    };
    let limits = [None, Some(20_00), Some(50_00)];
    STAFF.iter().copied().zip(limits).map(one)
}

/// Some are more or less important to the shop than most, for a reason.
pub(super) fn tier(maker: &Maker, customer: &mut Customer, chance: &mut Chance) {
    if chance.percent(6) {
        let (tier, why) =
            *chance.pick(&[(Tier::A, "worth"), (Tier::A, "worth"), (Tier::C, "rare")]);
        (customer.tier, customer.tier_why) = (Some(tier), maker.one(why, chance).into());
    }
}

/// What the shop changes after some of the complaints of which it knows the cause: most of it is done, and half of that seen to work.
pub(super) fn action(maker: &Maker, complaint: &Complaint, chance: &mut Chance) -> Option<Change> {
    let cause = complaint.cause().filter(|_| chance.percent(20))?;
    let agreed = complaint.opened;
    let after = |days: u64| agreed.day().checked_add_days(Days::new(days));
    let due = after(7 + chance.below(21));
    let on = |day: Option<NaiveDate>| day.map(|day| agreed.on(day)).filter(|at| *at <= maker.now);
    let done = on(after(3 + chance.below(30))).filter(|_| chance.percent(85));
    let verified =
        on(after(40 + chance.below(20))).filter(|_| done.is_some() && chance.percent(50));
    Some(Change::Add(
        Action {
            cause: Some(cause),
            kind: *chance.pick(ActionKind::ALL),
            what: maker.one("change", chance).into(),
            agreed,
            due,
            done,
            verified,
            ..Action::because_of(Some(complaint), &complaint.by)
        }
        .into(),
    ))
}

/// Some customers wait for a thing, say what they think, were thanked, or got something on top.
pub(super) fn care(maker: &Maker, chance: &mut Chance, changes: &mut Vec<Change>) {
    let mut add = |row: Kept| changes.push(Change::Add(row));
    if chance.percent(3) {
        add(want(maker, chance).into());
    }
    if chance.percent(8) {
        add(feedback(maker, chance).into());
    }
    if chance.percent(4) {
        add(thanks(maker, chance).into());
    }
    if chance.percent(5) {
        add(extra(maker, chance).into());
    }
}

/// Most of what is older than a month is in, and they know.
fn want(maker: &Maker, chance: &mut Chance) -> Want {
    let ago = 1 + chance.below(200);
    let arrived = (ago > 4 && chance.percent(85)).then(|| maker.before(ago / 2 + 1, chance));
    let told = arrived.filter(|_| ago > 30 || chance.percent(50));
    Want {
        id: WantId::NEW,
        customer: CustomerId::NEW,
        what: maker.one("thing", chance).into(),
        by: chance.one(STAFF).into(),
        asked: maker.before(ago, chance),
        arrived,
        told,
        dropped: None,
    }
}

fn feedback(maker: &Maker, chance: &mut Chance) -> Feedback {
    let kind = *chance.pick(FeedbackKind::ALL);
    let score = match kind {
        FeedbackKind::Criticism => 1 + chance.below(3),
        _ => 3 + chance.below(3),
    };
    let at = maker.before(1 + chance.below(500), chance);
    let by = chance.one(STAFF);
    let score = chance.percent(60).then_some(score as u8);
    let method = *chance.pick(Method::ALL);
    let (thing, remark) = (maker.one("thing", chance), maker.one("remark", chance));
    let text = format!("{thing}: {remark}");
    let is_idea = kind == FeedbackKind::Idea;
    Feedback {
        score,
        method,
        // A small share waits, as in a shop that answers.
        answered: (is_idea && at.seconds() % 8 != 0).then_some(at),
        ..Feedback::new(kind, Some(CustomerId::NEW), text, (at, by))
    }
}

fn thanks(maker: &Maker, chance: &mut Chance) -> Thanks {
    Thanks {
        id: ThanksId::NEW,
        customer: CustomerId::NEW,
        at: maker.before(1 + chance.below(500), chance),
        by: chance.one(STAFF).into(),
        occasion: Occasion::Own,
        subject: None,
        text: maker.one("remark", chance).into(),
    }
}

fn extra(maker: &Maker, chance: &mut Chance) -> Extra {
    let direction = *chance.pick(Favour::ALL);
    Extra {
        id: ExtraId::NEW,
        customer: CustomerId::NEW,
        at: maker.before(1 + chance.below(700), chance),
        by: chance.one(STAFF).into(),
        direction,
        what: maker.one("thing", chance).into(),
        cost: (direction == Favour::Given).then(|| Money(50 + 10 * chance.below(60) as i64)),
        reaction: String::new(),
    }
}
