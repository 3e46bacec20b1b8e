//! Filter words in the screens and in the shell: completed while they are typed, kept in views, taken by an export.

use regulars::{
    domain::{Change, Kept, Product, Purchase},
    store::Store,
};
use serde_json::{Value, json};

use crate::{
    desk::{Desk, desk, people, row},
    shop::Shop,
};

/// Rye flour, a rye roll and honey; Zoë bought the flour, Ben the honey.
fn sold() -> Vec<Change> {
    let product = |name: &str, group: &str| {
        Change::Add(Kept::from(row::<Product>(
            json!({"name": name, "group": group}),
        )))
    };
    let bought = |customer: i64, product: i64| {
        Change::Add(Kept::from(row::<Purchase>(json!({
            "id": 0, "customer": customer, "product": product, "day": "2026-06-01", "amount": 780,
            "noted": "2026-06-01T10:00:00+02:00",
        }))))
    };
    vec![
        product("Rye flour", "Bread"),
        product("Rye roll", "Bread"),
        product("Honey", ""),
        bought(1, 1),
        bought(2, 3),
    ]
}

fn screens(size: (u16, u16)) -> Desk {
    desk(size, &[people(), sold()])
}

#[test]
fn a_value_of_the_shops_own_is_completed_quietly() {
    let mut desk = screens((80, 24));
    insta::assert_snapshot!("tag_begun_80", desk.screens.press("'tag:v'").picture());
    desk.screens.press("Tab");
    assert!(
        desk.screens.text().contains("find  tag:vip "),
        "{}",
        desk.screens.text()
    );
    desk.screens.press("' bought:h' →");
    assert!(
        desk.screens.text().contains("tag:vip bought:honey"),
        "{}",
        desk.screens.text()
    );
}

#[test]
fn where_several_words_fit_they_are_named_and_tab_goes_through_them() {
    let mut desk = screens((80, 24));
    insta::assert_snapshot!(
        "products_begun_80",
        desk.screens.press("'bought:r'").picture()
    );
    insta::assert_snapshot!("rungs_80", desk.screens.press("Ctrl-U 'rung:'").picture());
    desk.screens.press("Tab Tab Tab");
    assert!(
        desk.screens.text().contains("find  rung:client "),
        "{}",
        desk.screens.text()
    );
    desk.screens.press("Ctrl-U '-bo' Tab 'rye_r' Tab");
    assert!(
        desk.screens.text().contains("find  -bought:rye_roll"),
        "{}",
        desk.screens.text()
    );
}

#[test]
fn the_log_completes_its_own_words() {
    let mut desk = screens((80, 24));
    desk.screens.press("Esc 3 / 'outc' Tab");
    assert!(
        desk.screens.text().contains("filter  outcome:"),
        "{}",
        desk.screens.text()
    );
    assert!(
        desk.screens.text().contains("yes · no · later"),
        "{}",
        desk.screens.text()
    );
    desk.screens.press("Ctrl-U 'moood:1'");
    let said = "There is no filter word moood; did you mean mood:?";
    assert!(
        desk.screens.text().contains(said),
        "{}",
        desk.screens.text()
    );
}

#[test]
fn with_whom_takes_filter_words_and_says_which_are_wrong() {
    let mut desk = screens((80, 24));
    desk.screens.press("Esc 3 n 'bought:ho' Tab");
    let text = desk.screens.text();
    assert!(
        text.contains("› bought:honey") && text.contains("Ben Okafor"),
        "{text}"
    );
    desk.screens.press("Ctrl-U 'bougt:honey'");
    let said = "There is no filter word bougt; did you mean bought:?";
    let text = desk.screens.text();
    assert!(
        text.contains(said) && !text.contains("new customer:"),
        "{text}"
    );
}

#[test]
fn the_row_says_what_was_bought() {
    let mut desk = screens((80, 24));
    desk.screens.press("'flour'");
    assert!(
        desk.screens.text().contains("bought: …flour"),
        "{}",
        desk.screens.text()
    );
    desk.screens.press("Esc =");
    let said = desk.screens.app.message().unwrap_or_default();
    assert!(said.contains("they bought Rye flour"), "{said}");
}

fn shop() -> Shop {
    let shop = Shop::open();
    let mut store = Store::open(&shop.file()).unwrap();
    let now = regulars::clock::Clock::fixed("2026-06-01T09:00:00+02:00")
        .unwrap()
        .now();
    store.apply(&sold(), now).unwrap();
    shop
}

#[test]
fn find_tells_that_it_was_bought() {
    let found: Value = shop().json(&["find", "rye"]);
    assert_eq!(found["hits"][0]["matched"], "bought", "{found}");
    assert_eq!(found["hits"][0]["text"], "Rye flour");
    assert_eq!(found["total"], 1);
}

#[test]
fn views_and_exports_take_the_same_words() {
    let shop = shop();
    let kept = "1  eaters  bought:bread -spent:>100\n";
    shop.shows(
        &["view", "save", "eaters", "bought:bread -spent:>100"],
        0,
        kept,
        "",
    );
    let found = shop.json(&["find", "bought:bread -spent:>100"]);
    assert_eq!(found["total"], 1);
    assert_eq!(shop.json(&["view", "eaters"]), found);
    let (exit, out, _) = shop.run(&["export", "rung:customer", "bought:honey"]);
    assert_eq!(exit, 0);
    assert!(
        out.contains("Ben Okafor") && !out.contains("Müller"),
        "{out}"
    );
    for command in ["find", "export", "brief"] {
        let (exit, _, err) = shop.run(&[command, "rnug:client"]);
        let said = "There is no filter word rnug; did you mean rung:?";
        assert!(exit == 2 && err.contains(said), "{command}: {exit} {err}");
    }
    let (exit, _, err) = shop.run(&["view", "save", "x", "tier:d"]);
    assert_eq!((exit, err.as_str()), (2, "tier: is a, b or c.\n"));
}
