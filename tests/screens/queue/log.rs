//! The log: read by day, filtered, added to, edited, paged.

use insta::assert_snapshot;
use regulars::{
    domain::{
        Change, CustomerId, Interaction, InteractionId, Outcome, PromiseAct, PromiseId, Stamp,
    },
    search::Query,
    store::LogFilter,
    tui::Route,
};
use serde_json::json;

use super::{Desk, SMALL, WIDE, at, now};

#[test]
fn the_log_is_read_by_day_with_the_text_of_the_one_selected() {
    assert_snapshot!("log_80", Desk::open(SMALL, Route::Log).picture());
    assert_snapshot!(
        "log_120",
        Desk::open(WIDE, Route::Log).press("↓ ↓").picture()
    );
    assert_snapshot!("log_60", Desk::open((60, 16), Route::Log).picture());
    assert_snapshot!("log_empty", Desk::with(&[], SMALL, Route::Log).picture());
}

#[test]
fn the_log_is_filtered_by_words_and_names() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.press("/ 'muller' Enter")
        .shows("decaf")
        .shows("Ethiopia")
        .hides("beans are in");
    desk.press("Esc").shows("beans are in");
    desk.press("/ 'out mood:-2' Enter")
        .shows("roast is late")
        .hides("decaf");
    desk.press("Esc / 'by:TB'").shows("Ethiopia").hides("decaf");
    desk.press("Ctrl-U 'colour:red'")
        .shows("There is no filter word colour; there are channel: direction: by: mood:");
    assert_snapshot!("log_filter_word_80", desk.picture());
    desk.screens.resize(60, 16);
    assert_snapshot!("log_filter_word_60", desk.screens.picture());
    desk.screens.resize(80, 24);
    desk.press("Ctrl-U 'nothing like that'")
        .shows("No contact fits.");
    desk.press("Esc Esc").shows("decaf");
    desk.press("m")
        .shows("customer:#1")
        .hides("party of six")
        .shows("Ethiopia");
    desk.press("Esc v")
        .says("what came in")
        .hides("beans are in");
}

#[test]
fn a_contact_is_added_after_its_customer_was_picked() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.press("n 'wang'");
    assert_snapshot!("log_whom", desk.picture());
    desk.press("Enter 'call in: wants rye !fri ring back'")
        .shows("wants rye");
    desk.press("Enter")
        .shows("wants rye")
        .says("logged a call with");
    let store = desk.store();
    let log = store.interactions(&LogFilter::default(), 0, 1).unwrap();
    assert_eq!(log[0].customer.map(|id| id.0), Some(2));
    assert_eq!(store.open_promises().unwrap().len(), 1);
    desk.press("u").hides("wants rye").says("undone");
    desk.press("n Enter 'somebody asked the way' Enter")
        .says("logged");
    assert_eq!(
        desk.store()
            .interactions(&LogFilter::default(), 0, 1)
            .unwrap()[0]
            .customer,
        None
    );
}

#[test]
fn a_contact_is_edited_and_a_no_asks_why() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.press("↓ Enter");
    assert_snapshot!("log_form", desk.picture());
    desk.press("Tab Ctrl-U '25:00' Ctrl-S")
        .shows("Write a day that is not to come");
    desk.press("Ctrl-U '8:15'").shows("Wed 10 June, 08:15");
    desk.press("Tab Tab Tab Tab Tab 'enq'")
        .shows("Tab: enquiry");
    desk.press("Tab").shows("enquiry");
    desk.press("→ → Ctrl-S")
        .shows("Why not? Ctrl-S again saves it without an answer.");
    desk.press("'too dear' Ctrl-S").says("edited");
    let row = &desk
        .store()
        .interactions(&LogFilter::default(), 0, 9)
        .unwrap()[1];
    assert_eq!(
        (row.reason.as_str(), row.why_not.as_str()),
        ("enquiry", "too dear")
    );
    assert_eq!(row.at.local().format("%H:%M").to_string(), "08:15");
    desk.press("d").says("took out").hides("beans are in");
    desk.press("u").shows("beans are in");
}

#[test]
fn a_long_log_is_read_from_both_ends() {
    let many: Vec<Change> = (0..1000)
        .map(|number: i64| {
            let at = Stamp::from_column("2026-01-01T00:00:00Z+00:00").unwrap();
            let day = at.day() + chrono::TimeDelta::days(number / 10);
            let one = json!({"id": 0, "customer": null, "at": at.on(day), "channel": "visit",
                "direction": "in", "by": "", "summary": format!("visit {number:04}")});
            Change::AddInteraction(serde_json::from_value(one).unwrap())
        })
        .collect();
    let mut desk = Desk::with(&many, SMALL, Route::Log);
    desk.shows("visit 0999").hides("visit 0900");
    for number in (0..999).rev() {
        desk.press("↓");
        let pane = desk.screens.text();
        let end = pane.lines().rev().nth(6).unwrap().to_owned();
        assert!(
            pane.contains(&format!("visit {number:04}")),
            "{number}: {end}"
        );
    }
    desk.press("g").shows("visit 0999");
    let mut desk = Desk::with(&many, SMALL, Route::Log);
    desk.press("G").shows("visit 0000").hides("visit 0999");
    for number in 1..400 {
        desk.press("↑").shows(&format!("visit {number:04}"));
    }
    desk.press("g").shows("visit 0999");
    desk.press("/ 'visit 0500' Enter")
        .shows("visit 0500")
        .hides("visit 0501");
}

#[test]
fn what_another_window_writes_is_shown() {
    let mut desk = Desk::open(SMALL, Route::Log);
    let one = json!({"id": 0, "customer": 1, "at": at("06-10T11:59"), "channel": "call", "direction": "in",
        "by": "TB", "summary": "rang from the tram"});
    let new = Change::AddInteraction(serde_json::from_value(one).unwrap());
    desk.store().apply(&[new], now()).unwrap();
    desk.screens.tick();
    // The one selected stays selected.
    desk.shows("rang from the tram")
        .shows("── Zoë Müller · Wed 10 June, 10:30");
}

#[test]
fn a_contact_logged_for_the_wrong_person_goes_to_the_right_one_with_its_promise() {
    let promise = json!({"id": 0, "customer": 1, "interaction": 1, "what": "ring about decaf",
        "agreed": at("06-10T10:30")});
    let mut changes = super::shop();
    changes.push(Change::AddPromise(serde_json::from_value(promise).unwrap()));
    let mut desk = Desk::with(&changes, SMALL, Route::InteractionForm(InteractionId(1)));
    let has = |desk: &Desk, who| {
        let (store, who) = (desk.store(), CustomerId(who));
        let talks = store.interactions_of(who, 9).unwrap();
        let promises = store.promises_of(who).unwrap();
        (talks.iter().any(|it| it.id.0 == 1), promises.len())
    };
    let to_customer = "Tab ".repeat(10);
    desk.press(&format!("{to_customer} Ctrl-U 'nobody like that' Ctrl-S"))
        .shows("nobody fits");
    desk.press("Ctrl-U '#2'").shows("王小明 #2").press("Ctrl-S");
    assert_eq!((has(&desk, 1), has(&desk, 2)), ((false, 0), (true, 1)));
    let query = Query::read("decaf", "DE");
    assert_eq!(desk.store().texts(&query).unwrap(), [vec![CustomerId(2)]]);
    desk.store().undo(now()).unwrap();
    assert_eq!((has(&desk, 1), has(&desk, 2)), ((true, 1), (false, 0)));
    let mut desk = Desk::with(&changes, SMALL, Route::InteractionForm(InteractionId(1)));
    desk.press(&format!("{to_customer} Ctrl-U Ctrl-S"));
    assert_eq!((has(&desk, 1), has(&desk, 2)), ((false, 1), (false, 0)));
}

#[test]
fn a_form_that_another_window_overtook_shows_both_texts_and_keeps_what_it_did_not_touch() {
    let id = InteractionId(1);
    let mut desk = Desk::open(SMALL, Route::InteractionForm(id));
    desk.press("Ctrl-U 'asked twice'");
    let before = desk.store().interaction(id).unwrap().unwrap();
    let after = Interaction {
        summary: "wrote a letter".into(),
        reason: "thanks".into(),
        outcome: Some(Outcome::Yes),
        ..before.clone()
    };
    let edit = Change::EditInteraction {
        before,
        after: after.clone(),
    };
    desk.store().apply(&[edit], now()).unwrap();
    desk.screens.tick();
    desk.shows("asked twice")
        .shows("Another window wrote: wrote a letter");
    desk.press("Ctrl-S")
        .says("was changed in another window meanwhile; nothing was saved.");
    assert_eq!(desk.store().interaction(id).unwrap().unwrap(), after);
    desk.press("Ctrl-S");
    let mine = desk.store().interaction(id).unwrap().unwrap();
    assert!(mine.summary.ends_with("asked twice"), "{}", mine.summary);
    let summary = after.summary.clone();
    assert_eq!(Interaction { summary, ..mine }, after, "the rest is theirs");
}

#[test]
fn an_edit_goes_on_top_of_what_another_window_did_to_the_promise() {
    let promise = json!({"id": 0, "customer": 1, "what": "ring about decaf", "due": "2026-06-12",
        "agreed": at("06-10T10:30")});
    let mut changes = super::shop();
    changes.push(Change::AddPromise(serde_json::from_value(promise).unwrap()));
    let id = PromiseId(1);
    let mut desk = Desk::with(&changes, SMALL, Route::PromiseForm(id));
    desk.press("End ' and tea'");
    let before = desk.store().promise(id).unwrap().unwrap();
    let done = before.act(PromiseAct::Done, now()).unwrap();
    desk.store().apply(&[done], now()).unwrap();
    desk.press("Ctrl-S");
    let after = desk.store().promise(id).unwrap().unwrap();
    assert_eq!(after.what, "ring about decaf and tea");
    assert_eq!(
        after.done,
        Some(now()),
        "what the other window noted is kept"
    );
}
