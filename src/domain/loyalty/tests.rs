//! The rule as it is typed, and what stands on a card.

use chrono::NaiveDate;

use super::*;
use crate::domain::id::PurchaseId;

fn rule(text: &str) -> Loyalty {
    text.parse().unwrap()
}

fn row(day: u32, product: ProductId, (thousandths, amount): (i64, i64)) -> Purchase {
    Purchase {
        id: PurchaseId::NEW,
        customer: CustomerId(1),
        day: NaiveDate::from_ymd_opt(2026, 6, day).unwrap(),
        product: Some(product),
        quantity: Quantity(thousandths),
        amount: Money(amount),
        receipt: String::new(),
        by: String::new(),
        noted: Stamp::EPOCH,
    }
}

fn on_receipt(row: Purchase) -> Purchase {
    Purchase {
        receipt: "R-1".into(),
        ..row
    }
}

const RYE: ProductId = ProductId(1);
const LATTE: ProductId = ProductId(2);

fn products() -> [Product; 2] {
    [(RYE, "rye", "bread"), (LATTE, "latte", "Coffee")].map(|(id, name, group)| Product {
        id,
        name: name.into(),
        group: group.into(),
        ..Product::default()
    })
}

#[test]
fn a_rule_is_printed_as_it_is_kept_and_read_again() {
    for (typed, kept) in [
        ("Stamps 10 a free coffee", "stamps 10 a free coffee"),
        ("stamps  1  x", "stamps 1 x"),
        (
            "stamps 10 OF flat white : a free one: on us",
            "stamps 10 of flat white: a free one: on us",
        ),
        (
            "points 1 per 1.00, 100 = 5.00 off",
            "points 1 per 1.00, 100 = 5.00 off",
        ),
        (
            "points 2 PER 0,5 ,1000=a = b",
            "points 2 per 0.5, 1000 = a = b",
        ),
    ] {
        let read = rule(typed);
        assert_eq!(read.to_string(), kept);
        assert_eq!(rule(kept), read);
    }
}

#[test]
fn what_is_no_rule_is_refused_with_examples() {
    for typed in [
        "",
        "stamps",
        "stamps 10",
        "stamps 0 a free coffee",
        "stamps ten a free coffee",
        "stamps 10 of coffee a free coffee",
        "stamps 10 of : a free coffee",
        "stamps 10 of coffee:",
        "points 1 per 0.00, 100 = 5.00 off",
        "points 1 per 1.00 100 = 5.00 off",
        "points 1 per 1.00, 100 5.00 off",
        "points 1 for 1.00, 100 = 5.00 off",
        "points 1 per 1.0000, 100 = 5.00 off",
        "points 1 per 1.00, 1000001 = 5.00 off",
        "marks 10 a free coffee",
    ] {
        let refused = typed.parse::<Loyalty>().unwrap_err();
        assert!(refused.0.starts_with("Write the card like"), "{typed}");
    }
}

#[test]
fn an_amount_is_of_the_shops_currency() {
    let Counting::Spend { per, .. } = rule("points 1 per 1.50, 1 = x").counting else {
        panic!("points");
    };
    let of = |code| per.of(&Currency::new(code).unwrap());
    assert_eq!(["EUR", "JPY", "KWD"].map(of), [150, 2, 1500].map(Money));
}

fn earned(text: &str, rows: &[Purchase]) -> i64 {
    let currency = Currency::new("EUR").unwrap();
    LoyaltyCard::of((&rule(text), &currency), (rows, &products()), &[]).earned
}

#[test]
fn one_stamp_a_sale_whatever_is_in_it() {
    let bought = |rows: &[Purchase]| earned("stamps 10 x", rows);
    let receipt = [row(1, RYE, (1000, 310)), row(1, LATTE, (2000, 500))];
    assert_eq!(
        bought(&receipt),
        2,
        "two rows without a receipt are two sales"
    );
    let receipt = receipt.map(on_receipt);
    assert_eq!(bought(&receipt), 1);
    let other_day = on_receipt(row(2, RYE, (1000, 0)));
    let mixed = [receipt[0].clone(), other_day, receipt[1].clone()];
    assert_eq!(
        bought(&mixed),
        2,
        "in any order; another day is another sale"
    );
    let back = row(3, RYE, (-1000, -310));
    assert_eq!(bought(&[mixed.as_slice(), &[back]].concat()), 1);
}

#[test]
fn a_sale_given_back_at_once_counts_by_what_was_paid() {
    let bought = |back: i64| {
        let rows = [row(1, RYE, (1000, 310)), row(1, LATTE, (-1000, back))];
        earned("stamps 10 x", &rows.map(on_receipt))
    };
    assert_eq!((bought(-310), bought(-309)), (0, 1));
}

#[test]
fn a_stamp_for_each_unit_of_a_product_or_group() {
    let rows = [
        row(1, RYE, (2000, 620)),
        row(2, LATTE, (3000, 900)),
        row(3, LATTE, (1000, -300)),
        row(4, LATTE, (700, 300)),
        row(5, LATTE, (299, 300)),
    ];
    assert_eq!(earned("stamps 10 of coffee: x", &rows), 2, "2.999 of them");
    assert_eq!(earned("stamps 10 of LATTE: x", &rows), 2);
    assert_eq!(earned("stamps 10 of rye: x", &rows), 2);
    assert_eq!(earned("stamps 10 of tea: x", &rows), 0);
}

#[test]
fn points_are_for_whole_amounts_spent_in_all() {
    let spent = |amounts: &[i64]| {
        let rows: Vec<_> = amounts.iter().map(|it| row(1, RYE, (1000, *it))).collect();
        earned("points 2 per 1.00, 100 = 5.00 off", &rows)
    };
    assert_eq!([spent(&[99]), spent(&[100]), spent(&[50, 50])], [0, 2, 2]);
    assert_eq!(spent(&[1000, -1000]), 0);
    assert_eq!(spent(&[-1]), -2, "more was given back than bought");
}

fn card(earned: i64, redeemed: i64) -> LoyaltyCard {
    LoyaltyCard { earned, redeemed }
}

#[test]
fn the_card_says_how_many_are_missing_and_what_is_ready() {
    let rule = rule("stamps 10 a free coffee");
    let words = |earned, redeemed| card(earned, redeemed).words(&rule);
    assert_eq!(words(9, 0), "9 of 10 stamps to a free coffee");
    assert_eq!(words(10, 0), "a free coffee ready, 10 stamps");
    assert_eq!(words(33, 10), "2 × a free coffee ready, 23 stamps");
    assert_eq!(words(9, 10), "1 stamp short");
    assert_eq!(
        card(14, 10).why(&rule),
        "14 stamps earned, 10 redeemed: 4 stamps left. Rule: stamps 10 a free coffee."
    );
}

#[test]
fn a_reward_is_given_only_when_it_was_earned() {
    let rule = rule("points 1 per 1.00, 100 = 5.00 off");
    let redeem =
        |card: LoyaltyCard, count| card.redeem(&rule, (CustomerId(1), count), (Stamp::EPOCH, "SK"));
    let sentence = |card, count| redeem(card, count).unwrap_err().0;
    assert_eq!(sentence(card(99, 0), 1), "1 point missing for 5.00 off.");
    assert_eq!(
        sentence(card(300, 120), 2),
        "20 points missing for 5.00 off."
    );
    assert_eq!(
        sentence(card(300, 0), 0),
        "Type how many rewards, from 1 on."
    );
    let Ok(Change::Add(Kept::Redemption(given))) = redeem(card(200, 0), 2) else {
        panic!("two rewards");
    };
    assert_eq!((given.points, given.what.as_str()), (200, "2 × 5.00 off"));
}
