//! The line of a purchase, by example: the list of products decides where a name ends.

use regulars::domain::{
    Change, CustomerId, Kept, Money, ProductId, PurchaseId, Quantity,
    line::{LineContext, LineKind, of, read},
};

use super::{context, entry, refused, shown};

#[track_caller]
fn shows(lines: &[(&str, &str)]) {
    for (line, expected) in lines {
        let shown = shown(LineKind::Bought, line);
        assert_eq!(shown, format!("{expected} | by: ME"), "{line}");
    }
}

#[test]
fn quantity_product_amount_and_day_are_read() {
    shows(&[
        (
            "2 rye 7.80 yesterday",
            "bought: 2 | product: Dark rye | amount: 7.80 | when: yesterday",
        ),
        (
            "on fri 1 honey 5,50",
            "bought: 1 | product: Honey | amount: 5.50 | when: Fri 5 June",
        ),
        (
            "9.6. 2x honey €11 ",
            "bought: 2 | product: Honey | amount: 11.00 | when: yesterday",
        ),
        (
            "honey 4/5 5.50",
            "bought: 1 | product: Honey | amount: 5.50 | when: Mon 4 May",
        ),
        (
            "0.35 honey 8.40 today",
            "bought: 0.35 | product: Honey | amount: 8.40",
        ),
        ("12.50", "bought: 1 | amount: 12.50"),
        ("2 12.50", "bought: 2 | amount: 12.50"),
        (
            "3 buns 4.50",
            "bought: 3 | new product: buns | amount: 4.50",
        ),
        (
            "1 honey 5.50 !fri ring about the jar",
            "bought: 1 | product: Honey | amount: 5.50 | promise: Fri 12 June · ring about the jar",
        ),
    ]);
    assert_eq!(
        shown(LineKind::Bought, "1 honey @sk 5.50"),
        "bought: 1 | product: Honey | amount: 5.50 | by: SK"
    );
}

#[test]
fn a_name_with_digits_ends_where_the_list_says() {
    shows(&[
        (
            "2 Ethiopia 250 g 31.00",
            "bought: 2 | product: Ethiopia 250 g | amount: 31.00",
        ),
        (
            "2 ethiopia 250 31",
            "bought: 2 | product: Ethiopia 250 g | amount: 31.00",
        ),
        (
            "2 ethiopia 250",
            "bought: 2 | product: Ethiopia 250 g | amount: 31.00",
        ),
        (
            "back 1 ethiopia 250",
            "given back: -1 | product: Ethiopia 250 g | amount: -15.50",
        ),
        (
            "2 kg flour 3.00",
            "bought: 1 | product: 2 kg flour | amount: 3.00",
        ),
        (
            "3 2 kg flour",
            "bought: 3 | product: 2 kg flour | amount: 9.30",
        ),
        (
            "1 creme 30% 2",
            "bought: 1 | product: Crème 30% | amount: 2.00",
        ),
        (
            "1 oil 5 l 12.00",
            "bought: 1 | new product: oil 5 l | amount: 12.00",
        ),
    ]);
}

#[test]
fn what_several_products_begin_with_is_asked_and_what_stands_in_quotes_is_new() {
    shows(&[
        (
            "1 eth 15.50",
            "bought: 1 | which: Ethiopia 250 g, Ethiopia 1 kg | amount: 15.50",
        ),
        (
            "1 eth 1 15.50",
            "bought: 1 | product: Ethiopia 1 kg | amount: 15.50",
        ),
        (
            "1 \"rye\" 3.90",
            "bought: 1 | new product: rye | amount: 3.90",
        ),
        (
            "1 “Dark Rye” 3.90",
            "bought: 1 | product: Dark rye | amount: 3.90",
        ),
    ]);
    assert_eq!(
        refused(LineKind::Bought, "1 eth 15.50"),
        "Which eth: Ethiopia 250 g or Ethiopia 1 kg? In quotes it is a new product."
    );
    let completed = entry(LineKind::Bought, "1 eth");
    let products = context().products;
    assert_eq!(completed.completion(&products), Some("Ethiopia 250 g"));
    let whole = entry(LineKind::Bought, "1 Honey");
    assert_eq!(whole.completion(&products), None);
}

#[test]
fn what_is_given_back_is_below_zero() {
    shows(&[
        (
            "-1 rye -3.90",
            "given back: -1 | product: Dark rye | amount: -3.90",
        ),
        (
            "back: 1 rye 3.90",
            "given back: -1 | product: Dark rye | amount: -3.90",
        ),
        (
            "-2 rye",
            "given back: -2 | product: Dark rye | amount: -7.80",
        ),
        (
            "1 rye -1.00",
            "given back: 1 | product: Dark rye | amount: -1.00",
        ),
    ]);
}

#[test]
fn without_an_amount_the_price_counts_and_without_a_price_it_is_asked_for() {
    shows(&[
        ("2 rye", "bought: 2 | product: Dark rye | amount: 7.80"),
        (
            "0.35 rye",
            "bought: 0.35 | product: Dark rye | amount: 1.37",
        ),
        ("honey", "bought: 1 | product: Honey"),
    ]);
    let amount = "Type behind it what they paid in all, as 7.80.";
    assert_eq!(refused(LineKind::Bought, "honey"), amount);
    assert_eq!(refused(LineKind::Bought, "2 buns"), amount);
    assert_eq!(
        refused(LineKind::Bought, ""),
        "Type what they bought, and what they paid: 2 rye 7.80."
    );
    assert_eq!(
        refused(LineKind::Bought, "0 honey 3.00"),
        "Type how many, such as 2 or 0.35."
    );
}

#[test]
fn a_new_product_is_added_before_its_purchase() {
    let changes = entry(LineKind::Bought, "3 buns 4.50").changes(Some(CustomerId(1)), None);
    let Ok(
        [
            Change::Add(Kept::Product(product)),
            Change::Add(Kept::Purchase(bought)),
        ],
    ) = changes.as_deref()
    else {
        panic!("{changes:?}");
    };
    assert_eq!(product.name, "buns");
    assert_eq!(
        (bought.product, bought.quantity, bought.amount),
        (Some(ProductId::NEW), Quantity(3000), Money(450))
    );
    assert_eq!(
        Change::label_of(&changes.unwrap(), "Ada"),
        "noted a purchase of Ada"
    );
}

#[test]
fn a_purchase_read_back_says_the_same() {
    let line = "2 Ethiopia 250 g 30.00 yesterday";
    let typed = entry(LineKind::Bought, line);
    let changes = typed.changes(Some(CustomerId(1)), None).unwrap();
    let [Change::Add(row)] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert!(matches!(row, Kept::Purchase(new) if new.id == PurchaseId::NEW));
    let again = of(row, &context()).unwrap();
    assert_eq!(again.reading(), typed.reading());
    let none_sold = LineContext {
        products: Vec::new(),
        ..context()
    };
    let new = read(LineKind::Bought, line, &none_sold);
    assert_eq!(new.text, "Ethiopia 250 g");
}
