//! Key script → whole screen: purchases on the profile, their line and form, products and rules.

use regulars::domain::{Change, Kept, Product, Purchase, Redemption, Rule, Settings};
use serde_json::json;

use crate::desk::{Desk, desk, people, row};

/// What is sold, and what Zoë and a few others bought.
fn sold() -> Vec<Change> {
    let product = |name: &str, group: &str, price: i64| -> Change {
        let new = json!({"name": name, "group": group, "price": price, "ask_after": 14});
        Change::Add(Kept::Product(row::<Product>(new)))
    };
    let bought = |day: &str, product: i64, quantity: i64, amount: i64, receipt: &str| -> Change {
        let new = json!({
            "id": 0, "customer": 1, "day": day, "product": product, "quantity": quantity * 1000,
            "amount": amount, "receipt": receipt, "by": "SK", "noted": "2026-06-05T10:00:00+02:00",
        });
        Change::Add(Kept::Purchase(row::<Purchase>(new)))
    };
    let rule = json!({"id": 0, "bought": 1, "then": 2, "after_days": 14, "why": "brighter"});
    let reward = json!({
        "id": 0, "customer": 1, "at": "2026-05-20T10:00:00+02:00", "points": 3, "what": "a free coffee",
    });
    vec![
        Settings::set("loyalty", "stamps 3 a free coffee").unwrap(),
        product("Ethiopia 250 g", "coffee", 1550),
        product("Kenya AA", "coffee", 1850),
        product("filters", "", 400),
        bought("2026-02-20", 1, 2, 3100, ""),
        bought("2026-03-20", 1, 1, 1550, ""),
        bought("2026-04-18", 1, 2, 3100, "R7"),
        bought("2026-04-18", 3, 1, 400, "R7"),
        bought("2026-05-15", 1, 2, 3100, "R9"),
        bought("2026-05-15", 3, 1, 400, "R9"),
        bought("2026-05-16", 3, -1, -400, ""),
        Change::Add(Kept::Rule(row::<Rule>(rule))),
        Change::Add(Kept::Redemption(row::<Redemption>(reward))),
    ]
}

fn shop(size: (u16, u16)) -> Desk {
    let changes: Vec<Change> = people().into_iter().chain(sold()).collect();
    desk(size, &[changes])
}

/// The picture after a script, in all three sizes.
fn pictures(name: &str, script: &str) {
    for size in [(80, 24), (120, 40), (60, 16)] {
        let mut desk = shop(size);
        desk.screens.press(script);
        insta::assert_snapshot!(format!("{name}_{}", size.0), desk.screens.picture());
    }
}

#[test]
fn the_profile_of_somebody_who_buys() {
    pictures("profile", "'zoe' Enter");
}

#[test]
fn why_it_says_so_names_the_rows() {
    pictures("why", "'zoe' Enter =");
}

#[test]
fn the_line_shows_which_product_is_meant() {
    pictures("line", "'zoe' Enter b '2 eth 250 30 yesterday'");
}

#[test]
fn products_and_rules() {
    pictures("products", "Esc : 'products' Enter");
    pictures("rules", "Esc : 'rules' Enter");
}

#[test]
fn a_line_completed_and_saved_stands_in_the_timeline() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter b '1 ken' → Enter");
    let picture = desk.screens.picture();
    assert!(picture.contains("bought    Kenya AA"), "{picture}");
    desk.screens.press("u");
    let picture = desk.screens.picture();
    assert!(
        picture.contains("undone: noted a purchase of Zo")
            || !picture.contains("bought    Kenya AA"),
        "{picture}"
    );
}

#[test]
fn a_sale_of_one_row_is_edited_and_taken_out() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter v v End Enter");
    let picture = desk.screens.picture();
    assert!(picture.contains("quantity       2"), "{picture}");
    desk.screens.press("Tab Tab Ctrl-U '29' Ctrl-S");
    let picture = desk.screens.picture();
    assert!(picture.contains("29.00"), "{picture}");
    desk.screens.press("Del");
    let picture = desk.screens.picture();
    assert!(!picture.contains("29.00"), "{picture}");
    desk.screens.press("u");
    assert!(desk.screens.picture().contains("29.00"));
}

#[test]
fn a_sale_of_several_rows_opens_row_by_row() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter v v ↓ ↓ Enter");
    insta::assert_snapshot!("sale_80", desk.screens.picture());
    desk.screens.press("d");
    let picture = desk.screens.picture();
    assert!(!picture.contains("Ethiopia"), "{picture}");
}

#[test]
fn what_is_suggested_is_told_once_and_answered() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter");
    assert!(desk.screens.picture().contains("suggest    Kenya AA"));
    desk.screens.press("s");
    let picture = desk.screens.picture();
    assert!(!picture.contains("suggest    Kenya AA"), "{picture}");
    assert!(picture.contains("Kenya AA · no answer yet"), "{picture}");
    desk.screens.press("Y");
    let picture = desk.screens.picture();
    assert!(picture.contains("Kenya AA · yes"), "{picture}");
    desk.screens.press("s");
    assert!(
        desk.screens
            .picture()
            .contains("There is nothing to suggest today.")
    );
}

#[test]
fn a_reward_is_refused_without_stamps_enough() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter R");
    let picture = desk.screens.picture();
    assert!(picture.contains("missing for a free coffee"), "{picture}");
}

#[test]
fn a_product_that_was_sold_is_ended_not_taken_out() {
    let mut desk = shop((80, 24));
    desk.screens.press("Esc : 'products' Enter Del");
    let picture = desk.screens.picture();
    assert!(picture.contains("end it instead"), "{picture}");
    desk.screens.press("d");
    assert!(desk.screens.picture().contains("ended"));
    desk.screens.press("n 'Sumatra' Tab 'coffee' Ctrl-S");
    let picture = desk.screens.picture();
    assert!(picture.contains("Sumatra"), "{picture}");
    desk.screens.press("/ 'suma'");
    let picture = desk.screens.picture();
    assert!(
        picture.contains("Sumatra") && !picture.contains("Kenya"),
        "{picture}"
    );
}

#[test]
fn a_rule_stands_whole_below_the_list_and_v_leads_back() {
    let mut desk = shop((80, 24));
    desk.screens.press("Esc : 'rules' Enter");
    let why = "who roasts at home is glad of something brighter for the second half of the week";
    desk.screens.press("Enter");
    desk.screens
        .press(&format!("↓ ↓ ↓ ↓ Ctrl-U '{why}' Ctrl-S"));
    let picture = desk.screens.picture();
    let words = picture.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(why), "{picture}");
    desk.screens.press("↓");
    assert!(desk.screens.picture().contains("v products"));
    desk.screens.press("v");
    assert!(desk.screens.picture().contains("v rules"));
}

#[test]
fn an_offer_and_a_reward_are_edited_in_their_forms() {
    let mut desk = shop((80, 24));
    desk.screens.press("'zoe' Enter s g Enter");
    let picture = desk.screens.picture();
    assert!(picture.contains("suggestion · Kenya AA"), "{picture}");
    desk.screens.press("→ → → Tab 'after the summer' Ctrl-S");
    let picture = desk.screens.picture();
    assert!(
        picture.contains("Kenya AA · later · after the summer"),
        "{picture}"
    );
    desk.screens.press("↓ Enter");
    assert!(desk.screens.picture().contains("2026-05-20 10:00"));
    desk.screens
        .press("Ctrl-U '6.6.' Tab Ctrl-U 'a large coffee' Ctrl-S");
    let picture = desk.screens.picture();
    assert!(
        picture.contains("4 d  reward    a large coffee · -3 on the card"),
        "{picture}"
    );
    desk.screens.press("u");
    assert!(
        desk.screens
            .picture()
            .contains("21 d  reward    a free coffee")
    );
}
