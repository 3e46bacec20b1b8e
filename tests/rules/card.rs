//! The balance of a loyalty card, over random sales, edits, rewards, undo and redo in a real file.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use regulars::{
    domain::{
        Change, Currency, CustomerId, Loyalty, LoyaltyCard, Money, Product, ProductId, Purchase,
        PurchaseId, Quantity, Redemption, RedemptionId,
    },
    store::Store,
};

use crate::support::{Shop, add, now, person};

/// What may happen; a number chooses among the rows there are.
#[derive(Debug, Clone)]
enum Act {
    Buy(Row),
    Edit(usize, Row),
    TakeOut(usize),
    Reward(i64),
    TakeBack(usize),
    Undo,
    Redo,
}

#[derive(Debug, Clone)]
struct Row {
    day: u64,
    receipt: String,
    coffee: bool,
    thousandths: i64,
    amount: i64,
}

fn row() -> impl Strategy<Value = Row> {
    let thousandths = prop_oneof![Just(1000), Just(3000), Just(350), Just(-1000)];
    (
        0_u64..4,
        0_u8..3,
        any::<bool>(),
        thousandths,
        -2_000_i64..5_000,
    )
        .prop_map(|(day, receipt, coffee, thousandths, amount)| Row {
            day,
            receipt: if receipt > 0 {
                format!("R-{receipt}")
            } else {
                String::new()
            },
            coffee,
            thousandths,
            amount,
        })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => row().prop_map(Act::Buy),
        2 => (any::<usize>(), row()).prop_map(|(at, row)| Act::Edit(at, row)),
        1 => any::<usize>().prop_map(Act::TakeOut),
        2 => (-3_i64..12).prop_map(Act::Reward),
        1 => any::<usize>().prop_map(Act::TakeBack),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

/// A customer in a file, and what should stand there: every state, and where undo has got to.
struct Model {
    store: Store,
    customer: CustomerId,
    products: Vec<Product>,
    states: Vec<State>,
    at: usize,
}

type State = (BTreeMap<i64, Purchase>, BTreeMap<i64, Redemption>);

impl Model {
    fn new(shop: &Shop) -> Self {
        let mut store = shop.open();
        let customer = add(&mut store, person("Ada", "4471"));
        for (name, group) in [("latte", "coffee"), ("rye", "bread")] {
            let product = Product {
                name: name.into(),
                group: group.into(),
                ..Product::default()
            };
            store.apply(&[Change::Add(product.into())], now()).unwrap();
        }
        let products = store.products().unwrap();
        Self {
            store,
            customer,
            products,
            states: vec![State::default()],
            at: 0,
        }
    }

    fn purchase(&self, id: i64, row: &Row) -> Purchase {
        Purchase {
            id: PurchaseId(id),
            customer: self.customer,
            day: NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + Days::new(row.day),
            product: Some(ProductId(if row.coffee { 1 } else { 2 })),
            quantity: Quantity(row.thousandths),
            amount: Money(row.amount),
            receipt: row.receipt.clone(),
            by: String::new(),
            noted: now(),
        }
    }

    fn write(&mut self, change: Change, becomes: impl FnOnce(&mut State, i64)) {
        let applied = self.store.apply(&[change], now()).unwrap();
        self.states.truncate(self.at + 1);
        let mut state = self.states[self.at].clone();
        becomes(&mut state, applied.ids[0]);
        self.states.push(state);
        self.at += 1;
    }

    fn act(&mut self, act: &Act) {
        let (purchases, redemptions) = &self.states[self.at];
        let purchase = |at: usize| purchases.values().nth(at % purchases.len().max(1)).cloned();
        let reward = |at: usize| {
            redemptions
                .values()
                .nth(at % redemptions.len().max(1))
                .cloned()
        };
        match act {
            Act::Buy(row) => self.buy(row),
            Act::Edit(at, row) => purchase(*at).into_iter().for_each(|it| self.edit(it, row)),
            Act::TakeOut(at) => purchase(*at).into_iter().for_each(|gone| {
                let id = gone.id.0;
                self.write(Change::Remove(gone.into()), |state, _| {
                    state.0.retain(|at, _| *at != id)
                });
            }),
            Act::Reward(points) => self.reward(*points),
            Act::TakeBack(at) => reward(*at).into_iter().for_each(|gone| {
                let id = gone.id.0;
                self.write(Change::Remove(gone.into()), |state, _| {
                    state.1.retain(|at, _| *at != id)
                });
            }),
            Act::Undo if self.at > 0 => {
                self.store.undo(now()).unwrap();
                self.at -= 1;
            }
            Act::Redo if self.at + 1 < self.states.len() => {
                self.store.redo(now()).unwrap();
                self.at += 1;
            }
            Act::Undo | Act::Redo => {}
        }
    }

    fn buy(&mut self, row: &Row) {
        let new = self.purchase(0, row);
        self.write(Change::Add(new.clone().into()), |state, id| {
            state.0.insert(
                id,
                Purchase {
                    id: PurchaseId(id),
                    ..new
                },
            );
        });
    }

    fn edit(&mut self, before: Purchase, row: &Row) {
        let after = self.purchase(before.id.0, row);
        if after != before {
            self.write(Change::edit(before, after.clone()), |state, _| {
                state.0.insert(after.id.0, after);
            });
        }
    }

    fn reward(&mut self, points: i64) {
        let new = Redemption {
            id: RedemptionId::NEW,
            customer: self.customer,
            at: now(),
            by: String::new(),
            points,
            what: "a free coffee".into(),
        };
        self.write(Change::Add(new.clone().into()), |state, id| {
            state.1.insert(
                id,
                Redemption {
                    id: RedemptionId(id),
                    ..new
                },
            );
        });
    }

    fn card(&self, rule: &str) -> LoyaltyCard {
        let rule: Loyalty = rule.parse().unwrap();
        let purchases = self.store.purchases_of(self.customer).unwrap();
        let redemptions = self.store.redemptions_of(self.customer).unwrap();
        let currency = Currency::new("EUR").unwrap();
        LoyaltyCard::of(
            (&rule, &currency),
            (&purchases, &self.products),
            &redemptions,
        )
    }
}

/// Stamps for sales, stamps for coffees and points, counted row by row.
fn expected((purchases, redemptions): &State) -> [i64; 3] {
    let mut sales: BTreeMap<(NaiveDate, String), (BTreeSet<bool>, i64)> = BTreeMap::new();
    let (mut coffees, mut spent) = (0, 0);
    for (id, it) in purchases {
        let own = if it.receipt.is_empty() {
            format!("#{id}")
        } else {
            it.receipt.clone()
        };
        let sold = it.amount.0 >= 0 && it.quantity.0 > 0;
        let sale = sales.entry((it.day, own)).or_default();
        sale.0.insert(sold);
        sale.1 += it.amount.0;
        spent += it.amount.0;
        if it.product == Some(ProductId(1)) {
            coffees += if sold {
                it.quantity.0
            } else {
                -it.quantity.0.abs()
            };
        }
    }
    let stamps =
        sales.values().map(
            |(sold, paid)| match (sold.contains(&true), sold.contains(&false)) {
                (true, true) => i64::from(*paid > 0),
                (true, false) => 1,
                _ => -1,
            },
        );
    let redeemed: i64 = redemptions.values().map(|it| it.points).sum();
    let whole = |amount: i64, by: f64| (amount as f64 / by).floor() as i64;
    [
        stamps.sum::<i64>(),
        whole(coffees, 1000.0),
        2 * whole(spent, 150.0),
    ]
    .map(|it| it - redeemed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_balance_equals_the_rows_whatever_is_edited_and_undone(acts in prop::collection::vec(act(), 1..30)) {
        let shop = Shop::new();
        let mut model = Model::new(&shop);
        for act in &acts {
            model.act(act);
            let rules = ["stamps 10 x", "stamps 10 of Coffee: x", "points 2 per 1.50, 100 = x"];
            let found = rules.map(|rule| model.card(rule).balance());
            prop_assert_eq!(found, expected(&model.states[model.at]), "after {:?}", act);
        }
    }
}
