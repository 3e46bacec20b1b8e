//! The page of figures: what it shows in windows of every size, and what its keys do.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee: four come in their own rhythm since last spring, two are new.

use insta::assert_snapshot;
use regulars::{
    clock::Clock,
    domain::{Change, Kept, Settings, Stamp},
    tui::{Options, theme::Theme},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    desk::{people, row},
    screen::{NOW, Screens},
};

const SMALL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);
const TINY: (u16, u16) = (60, 16);

fn now() -> Stamp {
    Clock::fixed(NOW).unwrap().now()
}

fn ago(days: i64) -> chrono::NaiveDate {
    now().day() - chrono::Duration::days(days)
}

fn at(days: i64, time: &str) -> String {
    format!("{}T{time}:00+02:00", ago(days))
}

fn bought(customer: i64, days: i64, cents: i64) -> Change {
    Change::Add(Kept::Purchase(row(
        json!({"id": 0, "customer": customer, "product": 1, "day": ago(days), "amount": cents, "quantity": 1000,
        "receipt": "", "by": "SK", "noted": at(days, "12:00")}),
    )))
}

fn purchases() -> Vec<Change> {
    let rhythms = [(1, 7, 890), (2, 12, 450), (3, 16, 1200), (4, 31, 720)];
    let often = rhythms.into_iter().flat_map(|(customer, gap, cents)| {
        let days = (0..).map(move |at| 420 - at * gap);
        let days = days.take_while(move |days| *days >= gap % 5);
        days.map(move |days| bought(customer, days, cents))
    });
    let mut all: Vec<Change> = vec![Change::Add(Kept::Product(row(
        json!({"id": 0, "name": "Ethiopia", "group": "coffee"}),
    )))];
    all.extend(often);
    all.extend([40, 31, 12].map(|days| bought(5, days, 620)));
    all
}

/// Promises: so many days ago agreed, due, done.
fn promises() -> impl Iterator<Item = Change> {
    let days = [
        (130, 125, 125),
        (110, 100, 90),
        (60, 55, 56),
        (50, 45, 45),
        (40, 38, 38),
        (30, 28, 25),
        (20, 18, 18),
    ];
    days.into_iter().map(|(agreed, due, done)| {
        Change::AddPromise(row(
            json!({"id": 0, "customer": 1, "what": "ring about decaf", "due": ago(due), "by": "SK",
            "agreed": at(agreed, "10:00"), "done": at(done, "11:00")}),
        ))
    })
}

/// A complaint of so many days ago with its cause and what its remedy cost.
fn complaint(customer: i64, days: i64, (cause, cost): (i64, i64)) -> Change {
    let step = |time: &str, kind: &str, more: Value| {
        let mut step = json!({"at": at(days, time), "by": "SK", "kind": kind, "text": kind});
        let own = step.as_object_mut().unwrap();
        own.extend(more.as_object().unwrap().clone());
        step
    };
    let steps = [
        step("10:30", "answered", json!({})),
        step("10:31", "apologised", json!({})),
        step("11:00", "cause", json!({"cause": cause})),
        step("11:30", "fix", json!({})),
        step(
            "12:00",
            "remedy",
            json!({"remedy": "refund", "amount": cost}),
        ),
        step("13:00", "told", json!({})),
        step("14:00", "closed", json!({})),
    ];
    Change::AddComplaint(row(
        json!({"id": 0, "customer": customer, "opened": at(days, "10:00"), "by": "SK", "what": "stale beans",
        "heat": "upset", "source": "direct", "steps": steps}),
    ))
}

fn complaints() -> Vec<Change> {
    let cause = |text: &str| Change::AddCause(row(json!({"id": 0, "text": text})));
    let labelled = json!({"id": 0, "cause": 1, "kind": "process", "what": "labelled the shelf", "by": "SK",
        "agreed": at(60, "09:00"), "done": at(58, "09:00"), "verified": at(50, "09:00")});
    let action: regulars::domain::Action = row(labelled);
    vec![
        cause("nobody told the early shift"),
        cause("seal fitted dry"),
        complaint(1, 65, (1, 300)),
        complaint(2, 60, (1, 120)),
        complaint(3, 23, (2, 1800)),
        complaint(1, 16, (1, 250)),
        complaint(4, 9, (1, 0)),
        Change::Add(action.into()),
    ]
}

fn voices() -> impl Iterator<Item = Change> {
    (0..12_i64).map(|nth| {
        let (kind, score) = if nth % 4 == 3 { ("criticism", 2) } else { ("praise", 5) };
        Change::Add(Kept::Feedback(row(
            json!({"id": 0, "customer": 1 + nth % 5, "at": at(5 + nth * 4, "16:00"), "by": "SK", "kind": kind,
            "score": score, "method": "asked", "text": "the Ethiopia"}),
        )))
    })
}

fn nos() -> impl Iterator<Item = Change> {
    [("closing time", 3), ("no oat milk", 20), ("closing time", 44)].into_iter().map(|(why, days)| {
        Change::AddInteraction(row(
            json!({"id": 0, "customer": null, "at": at(days, "18:00"), "channel": "visit", "direction": "in",
            "by": "SK", "summary": "left at the door", "outcome": "no", "why_not": why}),
        ))
    })
}

/// The page of a shop with these acts.
fn reports(acts: &[Change], size: (u16, u16), theme: Theme) -> (TempDir, Screens) {
    let folder = crate::blank::folder();
    let db = folder.path().join("shop.db");
    let mut store = crate::blank::open(&db);
    let set = [("shop", "Corner Coffee"), ("me", "SK")];
    let set = set.map(|(key, value)| Settings::set(key, value).unwrap());
    store.apply(&set, now()).unwrap();
    if !acts.is_empty() {
        store.apply(acts, now()).unwrap();
    }
    drop(store);
    let mut screens = Screens::open(&db, size, Options::new(theme));
    screens.press("F6");
    (folder, screens)
}

fn year() -> Vec<Change> {
    let mut all = people();
    all.extend(purchases());
    all.extend(promises());
    all.extend(complaints());
    all.extend(voices());
    all.extend(nos());
    all
}

fn full(size: (u16, u16)) -> (TempDir, Screens) {
    reports(&year(), size, Theme::dark())
}

#[track_caller]
fn shows(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "{words:?} is not in:\n{text}");
}

#[test]
fn the_page_in_windows_of_every_size() {
    let (_folder, mut screens) = full(SMALL);
    assert_snapshot!("reports_80", screens.picture());
    assert_snapshot!("reports_80_below", screens.press("PgDn").picture());
    let (_folder, mut screens) = full(WIDE);
    assert_snapshot!("reports_120", screens.picture());
    assert_snapshot!("reports_120_below", screens.press("PgDn").picture());
    let (_folder, mut screens) = full(TINY);
    assert_snapshot!("reports_60", screens.picture());
    assert_snapshot!("reports_60_end", screens.press("G").picture());
}

#[test]
fn without_colours_and_in_an_empty_shop() {
    let (_folder, screens) = reports(&year(), SMALL, Theme::plain());
    assert_snapshot!("reports_plain", screens.picture());
    let (_folder, screens) = reports(&[], SMALL, Theme::dark());
    assert_snapshot!("reports_empty", screens.picture());
    let (_folder, screens) = reports(&[], TINY, Theme::dark());
    shows(&screens, "Nothing is written down yet.");
}

#[test]
fn narrow_windows_drop_the_months_first_and_then_the_time_before() {
    let (_folder, mut screens) = full((81, 24));
    shows(&screens, "12 months");
    for width in (60..=81).rev() {
        screens.resize(width, 24);
        let text = screens.text();
        let heads = text.lines().nth(2).unwrap();
        let (months, before) = (heads.contains("12 months"), heads.contains("before"));
        assert!(
            before || !months,
            "the months outlast the time before at {width}"
        );
        assert!(
            heads.contains("now   n") && heads.contains("change"),
            "{width}: {heads}"
        );
        assert!(
            !heads.contains('…') && text.contains("customers who came back"),
            "{width}"
        );
        assert!(width > 60 || !before, "{heads}");
    }
}

#[test]
fn enter_opens_the_rows_behind_a_figure_and_these_open_the_customer() {
    let (_folder, mut screens) = full(SMALL);
    screens.press("Enter");
    shows(&screens, "customers who came back · April to June 2026");
    shows(&screens, "Łukasz Żak");
    assert_snapshot!("reports_behind", screens.picture());
    screens.press("Enter");
    shows(&screens, "── Ana Lima");
    screens.press("Esc");
    shows(&screens, "customers who came back · April to June 2026");
    screens.press("Esc");
    shows(&screens, "April to June 2026, so far");
}

#[test]
fn enter_on_a_cause_opens_its_complaints_alone() {
    let (_folder, mut screens) = full(WIDE);
    let is_selected = |text: &str| {
        let mut rows = text.lines();
        rows.any(|row| row.starts_with('▌') && row.contains("seal fitted dry"))
    };
    for _ in 0..60 {
        if !is_selected(&screens.text()) {
            screens.press("↓");
        }
    }
    screens.press("Enter");
    shows(&screens, "complaints heard · April to June 2026");
    shows(&screens, "seal fitted dry · 1 complaint");
}

#[test]
fn every_entry_says_why_and_opens_something() {
    let (_folder, mut screens) = full(WIDE);
    let mut seen = Vec::new();
    for _ in 0..60 {
        screens.press("=");
        let why = screens.text();
        shows(&screens, "Why · ");
        screens.press("Esc");
        seen.push(why.lines().nth(1).unwrap().to_owned());
        screens.press("↓");
    }
    for name in [
        "customers who came back",
        "the ladder",
        "why things went wrong",
        "until the first answer",
        "our no's",
    ] {
        assert!(seen.iter().any(|it| it.contains(name)), "{name}: {seen:?}");
    }
    screens.press("g =");
    shows(
        &screens,
        "Of the customers who bought in this time, how many had bought on an earlier day",
    );
    shows(&screens, "It says something from 10 customers on.");
}

#[test]
fn brackets_turn_the_quarters_and_m_makes_it_a_month() {
    let (_folder, mut screens) = full(SMALL);
    screens.press("[");
    shows(
        &screens,
        "January to March 2026 · beside October to December 2025",
    );
    screens.press("]");
    shows(&screens, "April to June 2026, so far");
    screens.press("]");
    shows(&screens, "The next quarter has not begun.");
    screens.press("m");
    shows(&screens, "June 2026, so far · beside May 2026");
    screens.press("[ m");
    shows(&screens, "April to June 2026, so far");
    screens.press("[ [ [ [ [ [ [ [ [");
    shows(
        &screens,
        "Nothing was written down in the twelve months up to then.",
    );
}

#[test]
fn causes_stand_by_count_or_by_cost_and_what_came_back_is_marked() {
    let (_folder, mut screens) = full((100, 60));
    screens.press("G");
    shows(&screens, "Why things went wrong, by count");
    let place = |screens: &Screens, cause: &str| {
        let text = screens.text();
        text.lines().position(|line| line.contains(cause))
    };
    let (early, seal) = ("nobody told", "seal fitted dry");
    assert!(place(&screens, early) < place(&screens, seal));
    let text = screens.text();
    let row = text.lines().find(|line| line.contains(early)).unwrap();
    assert!(row.contains("RETURNED") && row.contains(" 80"), "{row}");
    screens.press("p");
    shows(&screens, "Why things went wrong, by cost");
    assert!(place(&screens, seal) < place(&screens, early));
}

#[test]
fn keys_answer_while_it_is_being_counted() {
    let (_folder, mut screens) = full(SMALL);
    screens.press("2").press("Esc").meanwhile("F6");
    shows(&screens, "counting…");
    screens.meanwhile("↓").meanwhile("=");
    shows(&screens, "Why · days between two visits");
    screens.press("Esc");
    shows(&screens, "12 months");
    assert!(!screens.text().contains("counting…"));
}

#[test]
fn a_rung_leads_to_the_customers_who_stand_on_it() {
    let (_folder, mut screens) = full((100, 60));
    let downs = "↓ ".repeat(9);
    screens.press(&downs);
    shows(&screens, "── advocate");
    screens.press("↓ ↓ Enter");
    shows(&screens, "rung:client");
}
