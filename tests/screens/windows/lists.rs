//! What another window writes appears within a second in every list, and the row selected stays selected.

use regulars::{
    commands::people::{Asked, ListOf},
    domain::{
        Card, Change, Customer, CustomerId, Feedback, Product, Promise, Settings, Staff, ViewOf,
        view,
    },
    tui::Route,
};
use serde_json::json;

use super::{Shop, selected, shows};

fn row<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn talk(customer: i64, summary: &str) -> Change {
    Change::AddInteraction(row(
        json!({"id": 0, "customer": customer, "at": "2026-06-10T11:59:00+02:00",
        "channel": "call", "direction": "in", "by": "SK", "summary": summary}),
    ))
}

fn complaint() -> Change {
    Change::AddComplaint(row(
        json!({"id": 0, "customer": 2, "opened": "2026-06-01T09:00:00+02:00", "by": "SK",
        "what": "the new lamp flickers", "heat": "furious", "source": "direct"}),
    ))
}

/// Each list, the keys that select a row of it, what another window writes, and what of that is to be seen. The first letters of the
/// row selected tell which it is.
fn lists() -> Vec<(Route, &'static str, Change, &'static str)> {
    let promise: Promise = row(
        json!({"id": 0, "customer": 2, "what": "send the long list", "due": "2026-05-01", "by": "SK",
        "agreed": "2026-04-30T10:00:00+02:00"}),
    );
    let said: Feedback = row(
        json!({"id": 0, "customer": 2, "at": "2026-06-10T11:59:00+02:00", "kind": "praise", "method": "asked",
        "text": "the lamp is lovely"}),
    );
    let card: Card = row(
        json!({"id": 0, "slug": "aaa", "title": "A new card of ours", "category": "a", "text": "Say it."}),
    );
    let product: Product = row(json!({"id": 0, "name": "AAA beans"}));
    let staff: Staff = row(json!({"id": 0, "initials": "AA", "name": "Ada"}));
    let kept = view::new(&[], ViewOf::Customers, ("long ago", "last:>300d")).unwrap();
    let prospect: Customer = row(json!({"name": "Prospero", "source": "flyer"}));
    let people = |of| Route::People(Asked::everybody(of));
    vec![
        (Route::Customers, "Esc ↓ ↓", talk(9, "x"), ""),
        (
            Route::Log,
            "↓ ↓",
            talk(2, "asked about the lamp"),
            "asked about the lamp",
        ),
        (Route::Complaints, "↓", complaint(), "the new lamp flickers"),
        (
            Route::Feedback,
            "↓ ↓",
            Change::Add(said.into()),
            "the lamp is lovely",
        ),
        (
            Route::Today,
            "↓ ↓",
            Change::AddPromise(promise),
            "send the long list",
        ),
        (
            Route::Products(false),
            "↓ ↓",
            Change::Add(product.into()),
            "AAA beans",
        ),
        (
            Route::Cards,
            "↓ ↓",
            Change::Add(card.into()),
            "A new card of ours",
        ),
        (
            Route::Profile {
                customer: CustomerId(1),
                list: vec![CustomerId(1)],
            },
            "↓ ↓",
            talk(1, "asked about the lamp"),
            "asked about the lamp",
        ),
        (Route::Settings, "End", Change::Add(staff.into()), "Ada"),
        (
            Route::Settings,
            "↓ ↓",
            Settings::set("shop", "Corner Tea").unwrap(),
            "Corner Tea",
        ),
        (
            Route::Views(ViewOf::Customers, String::new()),
            "↓",
            kept.keep(),
            "long ago",
        ),
        (
            people(ListOf::Prospects),
            "↓",
            Change::AddCustomer(Box::new(prospect)),
            "Prospero",
        ),
        (people(ListOf::Quiet), "↓", talk(2, "x"), ""),
        (people(ListOf::Referrals), "↓", talk(2, "x"), ""),
    ]
}

#[test]
fn what_others_write_shows_in_every_list_and_the_selection_stays() {
    for (route, keys, change, words) in lists() {
        let shop = Shop::new();
        let mut here = shop.window(route.clone());
        here.press(keys);
        let before = selected(&here);
        let name: String = before.chars().take(24).collect();
        shop.apply(change);
        here.tick();
        shows(&here, words);
        let after = selected(&here);
        assert!(
            after.starts_with(&name),
            "{route:?}: was\n{before}\nis\n{after}\n{}",
            here.text()
        );
    }
}
