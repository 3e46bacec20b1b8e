//! What is pasted where one line is meant becomes one line: no name, tag or typed line of the shop has a line break in it.

use crossterm::event::Event;
use regulars::domain::CustomerId;
use serde_json::{Value, json};

use crate::form::Shop;

/// Every sign that breaks a line somewhere.
const BREAKS: &str = "a\r\nb\nc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\n";

fn paste(shop: &mut Shop, text: &str) {
    shop.screens.event(Event::Paste(text.to_owned()));
}

/// Every text in a value that breaks a line, with where it stands.
fn broken(value: &Value, place: &str) -> Vec<String> {
    let inside = |at: &dyn std::fmt::Display, value| broken(value, &format!("{place}.{at}"));
    match value {
        Value::String(text) => {
            let breaks = |letter: char| letter.is_control() || "\u{2028}\u{2029}".contains(letter);
            let broken = text.contains(breaks).then(|| format!("{place}: {text:?}"));
            broken.into_iter().collect()
        }
        Value::Array(all) => all
            .iter()
            .enumerate()
            .flat_map(|(at, value)| inside(&at, value))
            .collect(),
        Value::Object(all) => all
            .iter()
            .flat_map(|(at, value)| inside(at, value))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_form_keeps_one_line_of_what_is_pasted_into_a_field_of_one_line() {
    let mut shop = Shop::of((80, 24), json!([]));
    shop.press("Esc n");
    let mut pasted = 0;
    // The fields in their order; `.` is one of several lines, a day, or a choice.
    for field in "pppppp pppp.ppppp pppp. ..... .p p.. pp .p"
        .replace(' ', "")
        .chars()
    {
        if field == 'p' {
            pasted += 1;
            paste(&mut shop, &format!("one {BREAKS}"));
        }
        shop.press("Tab");
    }
    shop.press("Ctrl-S");
    assert!(!shop.shows("New customer"), "{}", shop.screens.text());
    let kept = serde_json::to_value(shop.customer(1)).unwrap();
    let text = kept.to_string();
    // Tags are words, each one of its own.
    assert_eq!(
        text.matches("a b c d e f g h i").count(),
        pasted - 1,
        "{text}"
    );
    assert_eq!(broken(&kept, "customer"), [""; 0]);
}

#[test]
fn a_typed_line_is_one_line_however_it_was_pasted() {
    let mut shop = Shop::of((80, 24), json!([{"name": "Ada"}]));
    shop.press("Enter");
    for (key, line) in [
        ("l", format!("call in: said {BREAKS} !fri ring {BREAKS}")),
        ("w", format!("wants {BREAKS}")),
        ("c", format!("leaks {BREAKS}")),
        ("i", format!("pet: a dog {BREAKS}")),
    ] {
        shop.press(key);
        paste(&mut shop, &line);
        shop.press("Enter");
    }
    let (ada, store) = (CustomerId(1), shop.store());
    let rows = json!({
        "customer": store.customer(ada).unwrap(),
        "interactions": store.interactions_of(ada, 9).unwrap(),
        "promises": store.promises_of(ada).unwrap(),
        "complaints": store.complaints_of(ada).unwrap(),
        "others": store.every_kept().unwrap(),
    });
    assert_eq!(
        rows.to_string().matches("a b c d e f g h i").count(),
        5,
        "{rows:#}"
    );
    assert_eq!(broken(&rows, "shop"), [""; 0]);
}
