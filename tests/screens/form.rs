//! Key script → whole screen and stored values: the form of a customer.

use std::path::PathBuf;

use regulars::{
    domain::{
        Change, Channel, Customer, CustomerId, Leave, PartialDate, PreferenceKind, Settings, Stamp,
    },
    store::Store,
    tui::{Options, theme::Theme},
};
use serde_json::json;

use crate::screen::{NOW, Screens};

/// The screens on a shop of its own.
pub struct Shop {
    folder: tempfile::TempDir,
    pub screens: Screens,
}

impl Shop {
    /// A shop with these customers; the cursor stands in the find box.
    pub fn of(size: (u16, u16), people: serde_json::Value) -> Self {
        let folder = crate::blank::folder();
        let people: Vec<Customer> = serde_json::from_value(people).unwrap();
        let add = people
            .into_iter()
            .map(|one| Change::AddCustomer(Box::new(one)));
        let mut changes = vec![Settings::set("shop", "Corner Coffee").unwrap()];
        changes.extend(add);
        let db = folder.path().join("shop.db");
        crate::blank::open(&db).apply(&changes, now()).unwrap();
        let screens = Screens::open(&db, size, Options::new(Theme::dark()));
        Self { folder, screens }
    }

    fn empty() -> Self {
        Self::of((80, 24), json!([]))
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    pub fn store(&self) -> Store {
        Store::open(&self.file()).unwrap()
    }

    pub fn customer(&self, id: i64) -> Customer {
        self.store().customer(CustomerId(id)).unwrap().unwrap()
    }

    pub fn press(&mut self, script: &str) -> &mut Self {
        self.screens.press(script);
        self
    }

    fn said(&self) -> &str {
        self.screens.app.message().unwrap_or_default()
    }

    pub fn shows(&self, words: &str) -> bool {
        self.screens.text().contains(words)
    }
}

fn now() -> Stamp {
    Stamp::from_rfc3339(NOW).unwrap()
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    Some(text.parse().unwrap())
}

/// Zoë, of whom the shop knows everything there is to know, and who brought her.
pub fn zoe_and_ben() -> serde_json::Value {
    json!([
        {"name": "Ben Okafor", "phones": [{"raw": "030 020 4471"}], "uid": "ben"},
        {"name": "Zoë Müller", "call_me": "Zo", "say": "ZOH-ee", "hook": "red coat, dog Miso", "uid": "zoe",
         "sort_key": "Mueller Zoe", "company": "Harbour Bakery", "birthday": "1961-06-14",
         "handling_do": "offer water for Miso", "handling_dont": "rush her", "handover": "her grinder is in the back",
         "going_through": "moving house", "going_through_until": "2026-06-30", "source": "flyer", "referred_by": 1,
         "since": "2019-03-04", "tags": ["vip", "delivery"],
         "phones": [{"raw": "+49 176 555 4471", "label": "mobile"}, {"raw": "0711 12345 ask for Ben", "label": "work"}],
         "emails": [{"address": "zoe@example.org", "label": "home"}],
         "addresses": [{"street": "Mill Lane 4\nback door", "city": "Stuttgart", "postcode": "70173",
                        "region": "BW", "country": "DE", "label": "delivery"}],
         "preferences": [{"kind": "how", "text": "oat milk", "since": "2024-01-02"},
                         {"kind": "avoid", "text": "vanilla", "since": null, "ended": "2025-05-05"}],
         "facts": [{"label": "pet", "text": "dog Miso is afraid of the steam", "learned": "2023-01-01"}],
         "channels": [{"channel": "text", "leave": "prefer", "best_time": "after 15:00"},
                      {"channel": "call", "leave": "never", "marketing": false, "consent_on": "2026-01-02"}]},
    ])
}

/// The form of Zoë.
fn zoe(size: (u16, u16)) -> Shop {
    let mut shop = Shop::of(size, zoe_and_ben());
    shop.press("'Zoe' Enter e");
    shop
}

#[test]
fn an_empty_form() {
    for size in [(80, 24), (120, 40), (60, 16)] {
        let mut shop = Shop::of(size, json!([]));
        shop.press("Esc n");
        insta::assert_snapshot!(format!("empty_form_{}", size.0), shop.screens.picture());
    }
}

#[test]
fn a_full_form_page_by_page() {
    for size in [(80, 24), (120, 40)] {
        let mut shop = zoe(size);
        insta::assert_snapshot!(format!("full_form_{}", size.0), shop.screens.picture());
        shop.press("↑");
        insta::assert_snapshot!(format!("full_form_end_{}", size.0), shop.screens.picture());
    }
}

#[test]
fn no_size_of_the_window_crashes_the_form() {
    let mut shop = zoe((80, 24));
    for script in ["", "↑", "PgDn ↓ Ctrl-N", "Ctrl-D Ctrl-S"] {
        shop.press(script);
        for width in [1, 17, 36, 59, 60, 61, 75, 76, 80, 120, 500] {
            for height in [1, 2, 15, 16, 17, 24, 200] {
                shop.screens.resize(width, height);
            }
        }
    }
}

#[test]
fn a_field_that_is_wrong_says_so_and_nothing_typed_is_lost() {
    let mut shop = Shop::empty();
    shop.press("Esc n Ctrl-S");
    assert!(shop.shows("A customer needs a name, a call-me or a phone."));
    shop.press("'Anna' ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ 'some day' Ctrl-S");
    insta::assert_snapshot!(shop.screens.picture());
    shop.press("Ctrl-U '30.2.' Ctrl-S");
    assert!(shop.shows("Write 14 June,"));
    shop.press("Ctrl-U '14.6.' Ctrl-S");
    assert_eq!(shop.said(), "added Anna");
}

#[test]
fn leaving_asks_only_when_something_was_typed() {
    let mut shop = zoe((80, 24));
    shop.press("Tab Tab ↓ Esc");
    assert!(!shop.shows("Leave without") && !shop.shows("Edit Zo"));
    shop.press("e 'x' Esc");
    insta::assert_snapshot!(shop.screens.picture());
    shop.press("n");
    assert!(shop.shows("Zoë Müllerx"));
    shop.press("Esc y");
    assert!(!shop.shows("Müllerx"));
    assert_eq!(shop.customer(2).name, "Zoë Müller");
}

#[test]
fn a_new_customer_is_written_down_field_by_field() {
    let mut shop = Shop::of((80, 24), zoe_and_ben());
    shop.press("Esc n 'Anna Weiß' Tab 'Anna' Tab 'AH-na' Tab 'tall' Tab 'Choir' Tab 'Weiss'")
        .press("Tab '030 1' Tab 'home' Ctrl-N '030 2 ask for Jo' Tab Tab 'anna@example.org' Tab")
        .press("Tab 'Mill Lane 4' Enter 'back door' Tab 'home' Tab '10115' Tab 'Berlin' Tab 'BE' Tab 'DE'")
        .press("Tab 'offer a chair' Tab 'rush her' Tab 'owes us a jar' Tab 'exams' Tab '+2w'")
        .press("Tab c Tab n Tab 'evenings' Tab y Tab Ctrl-N t Tab p")
        .press("Tab Tab Tab Tab '14 june 1961' Tab '#vip, choir vip'")
        .press("Tab 'rye' Tab Tab Tab 'one tabby cat' Tab 'pet'")
        .press("Tab 'March 2024' Tab 'walked in' Tab 'zoe' Ctrl-S");
    assert_eq!(shop.said(), "added Anna");
    assert!(shop.shows("Anna Weiß") && shop.shows("AH-na"));
    assert!(!shop.shows("New customer"));
    let anna = shop.customer(3);
    let expected: Customer = serde_json::from_value(json!({
        "id": 3, "uid": anna.uid, "created": anna.created,
        "name": "Anna Weiß", "call_me": "Anna", "say": "AH-na", "hook": "tall", "company": "Choir", "sort_key": "Weiss",
        "birthday": "1961-06-14", "handling_do": "offer a chair", "handling_dont": "rush her",
        "handover": "owes us a jar", "going_through": "exams", "going_through_until": "2026-06-24",
        "source": "walked in", "referred_by": 2, "since": "2024-03-01",
        "phones": [{"raw": "030 1", "label": "home"}, {"raw": "030 2 ask for Jo"}],
        "emails": [{"address": "anna@example.org"}],
        "addresses": [{"street": "Mill Lane 4\nback door", "label": "home", "postcode": "10115", "city": "Berlin",
                       "region": "BE", "country": "DE"}],
        "tags": ["vip", "choir"],
        "preferences": [{"kind": "what", "text": "rye", "since": "2026-06-10"}],
        "facts": [{"label": "pet", "text": "one tabby cat", "learned": "2026-06-10"}],
        "channels": [{"channel": "call", "leave": "never", "best_time": "evenings", "marketing": true, "consent_on": "2026-06-10"},
                     {"channel": "text", "leave": "prefer"}],
    }))
    .unwrap();
    assert_eq!(
        serde_json::to_value(&anna).unwrap(),
        serde_json::to_value(&expected).unwrap()
    );
}

#[test]
fn what_was_in_the_find_box_begins_a_new_customer() {
    for (typed, name, phone) in [
        ("0176 555 123", "", "0176 555 123"),
        ("anna weiß", "anna weiß", ""),
        ("tag:nobody anna 5550 99", "anna", "5550 99"),
    ] {
        let mut shop = Shop::empty();
        shop.screens.app.perform(vec![regulars::tui::Effect::Go(
            regulars::tui::Route::CustomerForm {
                customer: None,
                typed: typed.into(),
            },
        )]);
        shop.press("Ctrl-S");
        let new = shop.customer(1);
        let first = new.phones.first().map_or("", |phone| &phone.raw);
        assert_eq!((new.name.as_str(), first), (name, phone), "{typed}");
    }
}

#[test]
fn a_number_that_nobody_has_becomes_a_customer() {
    let mut shop = Shop::empty();
    shop.press("'0176 555 123' Esc n 'Anna' Ctrl-S");
    assert_eq!(shop.said(), "added Anna");
    assert_eq!(shop.customer(1).phones[0].raw, "0176 555 123");
}

#[test]
fn saving_what_nobody_changed_says_so_and_writes_nothing() {
    let mut shop = zoe((80, 24));
    let before = shop.customer(2);
    shop.press("Ctrl-S");
    assert_eq!(shop.said(), "Nothing was changed.");
    assert!(!shop.shows("Edit Zo"));
    assert_eq!(shop.customer(2), before);
    let store = Store::open(&shop.file()).unwrap();
    assert_eq!(
        store.undo_labels().unwrap().0.as_deref(),
        Some("changed the setting shop")
    );
}

#[test]
fn an_edit_changes_what_was_edited_and_keeps_the_rows_of_all_else() {
    let mut shop = zoe((80, 24));
    let before = shop.customer(2);
    // The second phone goes, the e-mail is reworded, a third like comes, the second one holds again.
    shop.press("↓ ↓ ↓ ↓ ↓ Ctrl-D ↓ Tab Ctrl-U 'work'")
        .press("↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ 'decaf' Tab a Shift-Tab ↑ Tab Tab Ctrl-U Ctrl-S");
    assert_eq!(shop.said(), "edited Zo");
    let after = shop.customer(2);
    let mut expected = before.clone();
    expected.phones.remove(1);
    expected.emails[0].label = "work".into();
    expected.preferences[1].ended = None;
    let new = after.preferences[2].clone();
    assert_eq!(
        (new.kind, new.text.as_str(), new.since, new.ended),
        (PreferenceKind::Avoid, "decaf", day("2026-06-10"), None)
    );
    expected.preferences.push(new);
    assert_eq!(after, expected);
}

#[test]
fn a_channel_with_nothing_but_a_rule_is_kept_and_two_lines_for_one_are_refused() {
    let mut shop = Shop::empty();
    let to_rules = "↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓";
    shop.press(&format!("Esc n 'Anna' {to_rules} m Tab n Ctrl-N m Ctrl-S"));
    assert!(shop.shows("There is a line for mail already."));
    shop.press("Ctrl-D Ctrl-S");
    let rules = shop.customer(1).channels;
    assert_eq!(rules.len(), 1);
    assert_eq!(
        (rules[0].channel, rules[0].leave),
        (Channel::Mail, Leave::Never)
    );
    assert_eq!((rules[0].marketing, rules[0].consent_on), (None, None));
}

/// Another window saves Zoë with this changed.
pub fn elsewhere(shop: &Shop, change: impl FnOnce(&mut Customer)) -> Customer {
    let before = Box::new(shop.customer(2));
    let mut after = before.clone();
    change(&mut after);
    let edit = [Change::EditCustomer { before, after }];
    let mut store = Store::open(&shop.file()).unwrap();
    store.apply(&edit, now()).unwrap();
    shop.customer(2)
}

#[test]
fn what_two_windows_edit_of_the_same_customer_is_put_together() {
    let mut shop = zoe((80, 24));
    shop.press("Tab Ctrl-U 'Zo-Zo'");
    let after = elsewhere(&shop, |zoe| {
        zoe.hook = "blue coat".into();
        zoe.phones.remove(0);
        zoe.birthday = PartialDate::new(None, Some(6), Some(15));
    });
    shop.press("Ctrl-S");
    assert_eq!(shop.said(), "edited Zo");
    let expected = Customer {
        call_me: "Zo-Zo".into(),
        ..after
    };
    assert_eq!(shop.customer(2), expected);
}

#[test]
fn two_windows_that_wrote_the_same_field_show_both_texts() {
    let mut shop = zoe((80, 24));
    shop.press("Tab Ctrl-U 'Zo-Zo'");
    elsewhere(&shop, |zoe| {
        zoe.call_me = "Zozo".into();
        zoe.hook = "blue coat".into();
    });
    shop.screens.tick();
    assert!(shop.shows("Zo-Zo") && shop.shows("Another window wrote: Zozo"));
    assert!(shop.shows("blue coat"), "what was not touched follows");
    shop.press("Ctrl-S");
    assert!(shop.shows("was changed in another window meanwhile; nothing was saved."));
    assert_eq!(shop.customer(2).call_me, "Zozo");
    shop.press("Ctrl-S");
    let Customer { call_me, hook, .. } = shop.customer(2);
    assert_eq!([call_me, hook], ["Zo-Zo", "blue coat"]);
}

#[test]
fn two_windows_that_wrote_the_same_row_show_both_texts() {
    let mut shop = zoe((120, 60));
    shop.press("↓ ↓ ↓ ↓ ' (evenings)'");
    elsewhere(&shop, |zoe| {
        zoe.phones[0].raw = "0176 999".into();
        zoe.phones[1].label = "bakery".into();
        zoe.facts[0].text = "dog Miso likes steam now".into();
        zoe.preferences.remove(0);
    });
    shop.screens.tick();
    for words in [
        "+49 176 555 4471 (evenings)",
        "Another window wrote: 0176 999",
        "bakery",
        "dog Miso likes steam now",
        "Another window took this out.",
    ] {
        assert!(shop.shows(words), "{words}:\n{}", shop.screens.text());
    }
    shop.press("Ctrl-S Ctrl-S");
    let after = shop.customer(2);
    let phones: Vec<_> = after
        .phones
        .iter()
        .map(|it| (&*it.raw, &*it.label))
        .collect();
    let ours = ("+49 176 555 4471 (evenings)", "mobile");
    assert_eq!(phones, [ours, ("0711 12345 ask for Ben", "bakery")]);
    assert_eq!(after.facts[0].text, "dog Miso likes steam now");
    assert_eq!(after.preferences.len(), 1);
}
