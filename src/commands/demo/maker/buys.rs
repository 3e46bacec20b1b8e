//! What made-up customers buy. The luck of a customer's purchases is its own, so that all else stays as it is.

use super::{super::crowd::Chance, Maker, STAFF};
use crate::domain::{Change, CustomerId, Money, Product, Purchase, PurchaseId, Quantity, Stamp};

/// Nobody is younger in the book than this, in days; what they bought is not older.
const YOUNGEST: u64 = 400;

/// How somebody buys.
struct Habit<'a> {
    favourite: &'a Product,
    /// What now and then goes with it: it stands beside it on the list.
    other: &'a Product,
    /// Days between two sales.
    gap: u64,
    /// Days since the last one.
    silent: u64,
}

impl Maker {
    /// What customer `number` of a new data file bought, oldest first: the same whoever else is in the shop.
    pub(in crate::commands::demo) fn buys(&self, number: u64, changes: &mut Vec<Change>) {
        let mut chance = Chance::of(!number);
        if !chance.percent(85) {
            return;
        }
        let habit = Habit::of(self, &mut chance);
        for back in (0..1 + chance.below(8)).rev() {
            let ago = habit.silent + back * habit.gap + chance.below(habit.gap / 4 + 1);
            if ago >= YOUNGEST {
                continue;
            }
            let (at, by) = (self.before(ago, &mut chance), chance.one(STAFF));
            let mut row = |product: &Product, count: i64, receipt: String| {
                let row = Purchase {
                    receipt,
                    ..row((number, product, count), (at, by))
                };
                changes.push(Change::Add(row.into()));
            };
            let count = 1 + (back % 2) as i64;
            if chance.percent(35) {
                row(habit.favourite, count, format!("R{number}-{back}"));
                row(habit.other, 1, format!("R{number}-{back}"));
            } else {
                row(habit.favourite, count, String::new());
            }
        }
    }
}

impl<'a> Habit<'a> {
    /// Most are silent for about as long as usual, some have gone quiet, some stay away.
    fn of(maker: &'a Maker, chance: &mut Chance) -> Self {
        let sold = maker.goods.products().iter();
        let sold: Vec<&Product> = sold.filter(|it| it.ended.is_none()).collect();
        let reach = chance.below(sold.len() as u64) + 1;
        let favourite = chance.below(reach) as usize;
        let gap = 3 + chance.below(45);
        Self {
            favourite: sold[favourite],
            other: sold[(favourite + 1) % sold.len()],
            gap,
            silent: match chance.below(10) {
                0..7 => 1 + chance.below(gap + gap / 2),
                7..9 => 2 * gap + chance.below(60),
                _ => 100 + chance.below(150),
            },
        }
    }
}

fn row((number, product, count): (u64, &Product, i64), (at, by): (Stamp, &str)) -> Purchase {
    Purchase {
        id: PurchaseId::NEW,
        customer: CustomerId(number as i64),
        day: at.day(),
        product: Some(product.id),
        quantity: Quantity(count * Quantity::ONE.0),
        amount: Money(product.price.unwrap_or_default().0 * count),
        receipt: String::new(),
        by: by.into(),
        noted: at,
    }
}
