//! Wants, feedback, thanks and extras of made-up customers; the luck of a customer comes to them last, so that all else stays as it is.

use super::{super::crowd::Chance, Maker, STAFF};
use crate::domain::{
    Change, CustomerId, Extra, ExtraId, Favour, Feedback, FeedbackId, FeedbackKind, Kept, Method,
    Money, Occasion, Thanks, ThanksId, Want, WantId,
};

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
    Feedback {
        id: FeedbackId::NEW,
        customer: Some(CustomerId::NEW),
        at: maker.before(1 + chance.below(500), chance),
        by: chance.one(STAFF).into(),
        kind,
        score: chance.percent(60).then_some(score as u8),
        method: *chance.pick(Method::ALL),
        text: format!(
            "{}: {}",
            maker.one("thing", chance),
            maker.one("remark", chance)
        ),
        purchase: None,
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
