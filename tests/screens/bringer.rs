//! Key script → whole screen and stored values: who brought a customer, in their form.

use regulars::domain::CustomerId;
use serde_json::json;

use crate::form::{Shop, elsewhere, zoe_and_ben};

#[test]
fn who_brought_them_is_found_by_name_phone_or_number() {
    let people = json!([
        {"name": "Ben Okafor", "phones": [{"raw": "030 020 4471"}]}, {"name": "Ana Lima"},
        {"name": "Ana Lima Santos"}, {"name": "Zoë Müller", "referred_by": 1}
    ]);
    let mut shop = Shop::of((80, 24), people);
    shop.press("'Zoe' Enter e ↑ ↑ ↑ ↑ ↑ ↑");
    assert!(shop.shows("brought by     Ben Okafor"));
    shop.press("Ctrl-U 'santos'");
    assert!(shop.shows("Ana Lima Santos #3"));
    shop.press("Tab Ctrl-S e ↑ ↑ ↑ ↑ ↑ ↑");
    assert_eq!(shop.customer(4).referred_by, Some(CustomerId(3)));
    shop.press("Ctrl-U 'Lim' Ctrl-S");
    assert!(shop.shows("several fit: write more of the name, or #12."));
    shop.press("Ctrl-U '#4' Ctrl-S");
    assert!(shop.shows("Zoë Müller came through this customer"));
    shop.press("Ctrl-U 'xylophone' Ctrl-S");
    assert!(shop.shows("nobody fits"));
    shop.press("Ctrl-U '4471' Ctrl-S");
    assert_eq!(shop.customer(4).referred_by, Some(CustomerId(1)));
    shop.press("e ↑ ↑ ↑ ↑ ↑ ↑ Ctrl-U Ctrl-S");
    assert_eq!(shop.customer(4).referred_by, None);
}

#[test]
fn no_circle_of_who_brought_whom() {
    let mut shop = Shop::of((80, 24), zoe_and_ben());
    shop.press("'Okafor' Enter e ↑ ↑ ↑ ↑ ↑ ↑ 'Zo' Ctrl-S");
    assert!(shop.shows("Zo came through this customer"));
    assert_eq!(shop.customer(1).referred_by, None);
}

#[test]
fn who_brought_them_follows_another_window_or_says_what_it_wrote() {
    let people = json!([{"name": "Ben Okafor"}, {"name": "Zoë Müller"}, {"name": "Ana Lima"}]);
    let mut shop = Shop::of((80, 40), people);
    shop.press("'Zoë' Enter e 'x'");
    elsewhere(&shop, |zoe| zoe.referred_by = Some(CustomerId(1)));
    shop.screens.tick();
    shop.press("↑ ↑ ↑ ↑ ↑ ↑");
    assert!(
        shop.shows("brought by     Ben Okafor"),
        "{}",
        shop.screens.text()
    );
    shop.press("Ctrl-U 'Ana Lima'");
    elsewhere(&shop, |zoe| zoe.referred_by = None);
    shop.screens.tick();
    assert!(
        shop.shows("brought by     Ana Lima"),
        "{}",
        shop.screens.text()
    );
    assert!(shop.shows("Another window"), "{}", shop.screens.text());
    shop.press("Ctrl-S Ctrl-S");
    assert_eq!(shop.customer(2).referred_by, Some(CustomerId(3)));
}
