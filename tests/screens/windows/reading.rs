//! A shop that can only be read: the header says so, and a key that would write says why before anything is typed.

use regulars::{
    commands::people::{Asked, ListOf},
    domain::{ComplaintId, CustomerId, PromiseId, ViewOf},
    store::Store,
    tui::{
        App, Options, Route,
        keymap::{Action, EVERYWHERE},
        screens::KEY_TABLES,
        theme::Theme,
    },
};

use super::{Shop, says, shows};
use crate::screen::Screens;

/// The screens on a shop that is only read.
fn reading(shop: &Shop, first: Route) -> Screens {
    let options = Options {
        first,
        ..Options::new(Theme::dark())
    };
    let store = Store::open_to_read(&shop.file()).unwrap();
    Screens::on(store, (80, 24), options)
}

/// The main screens, and the keys that lead to where they are tried.
fn main_screens() -> Vec<(Route, &'static str)> {
    vec![
        (Route::Customers, "Esc ↓"),
        (Route::Log, "↓"),
        (Route::Complaints, ""),
        (Route::Today, ""),
        (Route::Products(false), ""),
        (Route::Products(true), ""),
        (Route::Cards, ""),
        (Route::Cards, "v"),
        (Route::Settings, "↓"),
        (Route::Settings, "End"),
    ]
}

/// What opens from them.
fn behind_them() -> Vec<(Route, &'static str)> {
    let people = |of| Route::People(Asked::everybody(of));
    vec![
        (Route::Views(ViewOf::Customers, "tag:vip".into()), ""),
        (Route::Complaint(ComplaintId(1)), ""),
        (Route::Promise(PromiseId(1)), ""),
        (Route::Arrived("rye".into()), ""),
        (people(ListOf::Quiet), ""),
        (people(ListOf::Parting), ""),
        (
            Route::Profile {
                customer: CustomerId(1),
                list: vec![CustomerId(1)],
            },
            "",
        ),
        (
            Route::Profile {
                customer: CustomerId(1),
                list: vec![CustomerId(1)],
            },
            "↓ ↓",
        ),
    ]
}

/// All keys that any table names, but those that end the program or leave the screen.
fn keys() -> Vec<&'static str> {
    let rows = KEY_TABLES
        .iter()
        .flat_map(|(_, layers)| layers.iter())
        .flat_map(|table| table.iter());
    let mut keys: Vec<&str> = rows.flat_map(|row| row.keys.split(' ')).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| !["Ctrl-C", "Ctrl-Z", "1-9", "Esc", "q"].contains(key));
    keys
}

fn leads_elsewhere(key: &str) -> bool {
    let mut rows = EVERYWHERE.iter();
    rows.any(|row| {
        row.has(key)
            && matches!(
                row.action,
                Action::Switch(_) | Action::Open(_) | Action::Help | Action::Command
            )
    })
}

/// Presses every key on each of these places; gives back how often one said why it does nothing.
fn pressed(places: Vec<(Route, &str)>) -> usize {
    let shop = Shop::new();
    let mut stopped = 0;
    let told = |app: &App| {
        let why = "This shop can only be read, because you asked for that";
        app.message().is_some_and(|it| it.starts_with(why))
    };
    for (route, before) in places {
        let open = || {
            let mut here = reading(&shop, route.clone());
            shows(&here, "read only");
            here.press(before);
            here
        };
        let mut here = open();
        // What leads elsewhere leads there from every screen alike.
        let first = route == Route::Customers;
        for key in keys()
            .into_iter()
            .filter(|key| first || !leads_elsewhere(key))
        {
            let as_it_was = here.text();
            here.press(key);
            if told(&here.app) {
                stopped += 1;
                continue;
            }
            let asked = here.text();
            if asked == as_it_was {
                continue;
            }
            // People may be written to a file; not to where tests happen to run.
            if asked.contains("Enter writes it") {
                here = open();
                continue;
            }
            here.press("y");
            let answered = told(&here.app) && asked.contains("┌──");
            here.press("'xyzzy'");
            // The find boxes search, whatever is typed into them.
            let finds = ["/", "2", "F3"].contains(&key) || here.text().contains("find  ");
            let typed = here.text().contains("xyzzy") && !finds;
            here.press("Enter Ctrl-S");
            let late = answered || typed && told(&here.app);
            assert!(!late, "{route:?}: {key} says so too late, after\n{asked}");
            here = open();
        }
    }
    stopped
}

#[test]
fn no_key_leads_to_typing_or_a_question_that_cannot_be_saved() {
    let stopped = pressed(main_screens());
    assert!(stopped > 75, "{stopped}");
}

#[test]
fn no_key_does_behind_the_main_screens_either() {
    let stopped = pressed(behind_them());
    assert!(stopped > 75, "{stopped}");
}

#[test]
fn a_form_is_not_opened_and_undo_says_why() {
    let shop = Shop::new();
    let mut here = reading(&shop, Route::Customers);
    for keys in ["Esc n", "u", "c", "e", "l", "#"] {
        here.press(keys);
        says(
            &here,
            "This shop can only be read, because you asked for that.",
        );
    }
    here.press("Enter");
    shows(&here, "timeline");
}
