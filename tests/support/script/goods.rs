//! Random rows of what is sold, bought, proposed and agreed.

use regulars::domain::{
    Channel, Kept, Kudos, KudosId, Layout, LayoutId, Money, Offer, OfferId, OfferKind, Outcome,
    Parting, PartingId, Product, ProductId, Purchase, PurchaseId, Quantity, Redemption,
    RedemptionId, Rule, RuleId, Season, SelfCheck, Stamp, Worksheet, WorksheetId,
};

use super::{Shop, pick};
use crate::support::now;

/// How many of these nouns there are.
pub(super) const NOUNS: usize = 10;

impl Shop {
    pub(super) fn new_goods(&self, noun: usize, dice: usize, text: &str) -> Option<Kept> {
        let customer = pick(&self.customers, dice).map(|it| it.id);
        let product = self.product(dice);
        let sometimes = dice.is_multiple_of(2).then_some(now());
        let (at, text, by) = (now(), text.to_owned(), "SK".to_owned());
        Some(match noun {
            0 => Kept::Product(Product {
                name: text.clone(),
                group: "bread".into(),
                grade: sometimes.map(|_| 2),
                price: sometimes.map(|_| Money(390)),
                ask_after: sometimes.map(|_| 7),
                talking_points: text,
                season: Season(dice as u16 % 4096),
                ended: sometimes.map(Stamp::day),
                ..Product::default()
            }),
            1 => Kept::Purchase(Purchase {
                id: PurchaseId::NEW,
                customer: customer?,
                day: at.day() - chrono::Days::new(dice as u64 % 400),
                product,
                quantity: Quantity(dice as i64 % 9000 + 1),
                amount: Money(dice as i64 % 5000 - 100),
                receipt: text,
                by,
                noted: at,
            }),
            2 => Kept::Rule(Rule {
                id: RuleId::NEW,
                bought: product?,
                then: self.product(dice + 1)?,
                after_days: sometimes.map(|_| 60),
                season: Season::ALL_YEAR,
                why: text,
            }),
            3 => Kept::Offer(Offer {
                id: OfferId::NEW,
                customer: customer?,
                kind: OfferKind::ALL[dice % OfferKind::ALL.len()],
                product,
                what: text.clone(),
                channel: sometimes.map(|_| Channel::Text),
                at,
                by,
                result: sometimes.map(|_| Outcome::Later),
                note: text,
            }),
            4 => Kept::Redemption(Redemption {
                id: RedemptionId::NEW,
                customer: customer?,
                at,
                by,
                points: dice as i64 % 20 - 5,
                what: text,
            }),
            5 => Kept::Parting(Parting {
                id: PartingId::NEW,
                customer: customer?,
                opened: at,
                by,
                why: text.clone(),
                terms: text,
                amount: sometimes.map(|_| Money(10_000)),
                until: sometimes.map(Stamp::day),
                agreed: sometimes,
                let_go: None,
                ended: sometimes,
            }),
            6 => Kept::Worksheet(Worksheet {
                id: WorksheetId::NEW,
                customer,
                complaint: pick(&self.complaints, dice).map(|it| it.id),
                at,
                by,
                title: text.clone(),
                goals: text.clone(),
                trades: String::new(),
                alternatives: text.clone(),
                relationship: String::new(),
                expected: text.clone(),
                consequences: String::new(),
                power: text.clone(),
                solutions: String::new(),
                outcome: text,
            }),
            7 => {
                let quarter = format!("{}-Q{}", 2000 + dice % 1000, dice % 4 + 1);
                let check = SelfCheck::new(quarter.parse().ok()?, (at, "SK"));
                Kept::SelfCheck(SelfCheck {
                    note: text,
                    ..check.scored(dice % 12, Some(dice as u8 % 5 + 1)).ok()?
                })
            }
            8 => Kept::Kudos(Kudos {
                id: KudosId::NEW,
                staff: "TB".into(),
                at,
                by,
                text,
            }),
            _ => Kept::Layout(Layout {
                id: LayoutId::NEW,
                header: format!("{dice}{text}"),
                columns: text,
            }),
        })
    }

    fn product(&self, dice: usize) -> Option<ProductId> {
        let products = self.kept.iter().filter_map(|row| match row {
            Kept::Product(product) => Some(product.id),
            _ => None,
        });
        pick(&products.collect::<Vec<_>>(), dice).copied()
    }

    /// Nothing refers to the row, so that it can be taken out.
    pub(super) fn is_free(&self, row: &Kept) -> bool {
        let Kept::Product(product) = row else {
            return true;
        };
        let id = product.id;
        !self.kept.iter().any(|row| match row {
            Kept::Purchase(it) => it.product == Some(id),
            Kept::Offer(it) => it.product == Some(id),
            Kept::Rule(it) => it.bought == id || it.then == id,
            _ => false,
        })
    }
}

pub(super) fn noun(row: &Kept) -> usize {
    match row {
        Kept::Product(_) => 0,
        Kept::Purchase(_) => 1,
        Kept::Rule(_) => 2,
        Kept::Offer(_) => 3,
        Kept::Redemption(_) => 4,
        Kept::Parting(_) => 5,
        Kept::Worksheet(_) => 6,
        Kept::SelfCheck(_) => 7,
        Kept::Kudos(_) => 8,
        _ => 9,
    }
}
