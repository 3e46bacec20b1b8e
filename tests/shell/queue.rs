//! The manual of the complaint queue in the shell: its order, its clocks, its filters, and how the opening hours move it.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use regulars::{
    clock::Clock,
    domain::{Cause, Change, complaint::Queued},
    store::Store,
};
use serde_json::{Value, json};

use crate::shop::{NOON, Shop};

fn complaint(
    customer: Value,
    opened: &str,
    (heat, source, what): (&str, &str, &str),
    steps: Value,
) -> Change {
    let one = json!({
        "id": 0, "customer": customer, "opened": format!("2026-06-{opened}:00+02:00"), "by": "SK",
        "what": what, "heat": heat, "source": source, "steps": steps,
    });
    Change::AddComplaint(serde_json::from_value(one).unwrap())
}

fn step(at: &str, kind: &str, cause: Value) -> Value {
    json!({"at": format!("2026-06-{at}:00+02:00"), "by": "SK", "kind": kind, "text": "so it is", "cause": cause})
}

/// One complaint in each state of a clock.
fn troubled() -> Shop {
    let shop = Shop::open();
    let answered = |at| step(at, "answered", json!(null));
    let changes = [
        Change::AddCause(Cause::new("nobody told the early shift")),
        complaint(
            json!(1),
            "10T09:00",
            ("calm", "direct", "lid was loose"),
            json!([]),
        ),
        complaint(
            json!(2),
            "05T09:00",
            ("upset", "direct", "grinder leaks"),
            json!([answered("05T10:00"), step("06T09:00", "cause", json!(1))]),
        ),
        complaint(
            json!(3),
            "08T09:00",
            ("calm", "direct", "two bags instead of three"),
            json!([
                answered("08T10:00"),
                step("08T11:00", "waiting on supplier", json!(null))
            ]),
        ),
        complaint(
            json!(null),
            "10T10:00",
            ("calm", "overheard", "the queue is long"),
            json!([]),
        ),
        complaint(
            json!(4),
            "03T09:00",
            ("calm", "review", "stale beans"),
            json!([
                answered("03T12:00"),
                step("03T13:00", "cause", json!(1)),
                step("09T13:00", "closed", json!(null))
            ]),
        ),
    ];
    let now = Clock::fixed(NOON).unwrap().now();
    let mut store = Store::open(&shop.file()).unwrap();
    store.apply(&changes, now).unwrap();
    shop
}

/// The lists read few columns.
#[test]
fn what_a_list_reads_of_a_complaint_has_the_same_clocks_lamps_and_place() {
    let shop = troubled();
    let store = Store::open(&shop.file()).unwrap();
    let now = Clock::fixed(NOON).unwrap().now();
    let whole = store.queue(store.complaints(false).unwrap(), now).unwrap();
    let bare = store.queue(store.open_complaints().unwrap(), now).unwrap();
    let stands = |it: &Queued| {
        let complaint = &it.complaint;
        let words = (complaint.what.clone(), complaint.category.clone());
        let known = (complaint.lamps(), complaint.state(), complaint.cause());
        (it.place(), it.clocks.clone(), words, known)
    };
    let all = |queue: &[Queued]| queue.iter().map(stands).collect::<Vec<_>>();
    assert_eq!(all(&bare), all(&whole));
    assert_eq!(whole.len(), 4);
}

#[test]
fn the_next_deadline_stands_first_and_filters_choose() {
    let shop = troubled();
    let late = "#2  Ben Okafor  grinder leaks  upset  5 d  open  .C...  apologise  LATE 2 d\n";
    let waiting = "#3  Ana Lima  two bags instead of three  calm  2 d  waiting  .....  waits for supplier  PAUSED\n";
    let closed = "#5  Ana Lima Santos  stale beans  calm  7 d  closed  .C...  nothing  DONE late\n";
    shop.shows(
        &["complaints"],
        0,
        "#2  Ben Okafor  grinder leaks              upset  5 d    open     .C...  apologise           LATE 2 d\n\
         #1  Zoë Müller  lid was loose              calm   today  open     .....  answer              answer DUE today 13:00\n\
         #4  overheard   the queue is long          calm   today  open     ....T  apologise           OK Sat 10:00\n\
         #3  Ana Lima    two bags instead of three  calm   2 d    waiting  .....  waits for supplier  PAUSED\n",
        "",
    );
    shop.shows(&["complaints", "--late"], 0, late, "");
    shop.shows(&["complaints", "--waiting"], 0, waiting, "");
    shop.shows(&["complaints", "--closed"], 0, closed, "");
    let ids = |arguments: &[&str]| {
        let queue = shop.json(arguments);
        let rows = queue["complaints"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["complaints", "--all"]), [2, 1, 4, 3, 5]);
    assert_eq!(ids(&["complaints", "--cause", "Early SHIFT"]), [2, 5]);
    assert_eq!(ids(&["complaints", "--late", "--cause", "early"]), [2]);
    shop.shows(
        &["complaints", "--cause", "the moon"],
        0,
        "",
        "No complaint has such a cause.\n",
    );
    assert_eq!(shop.run(&["complaints", "--late", "--closed"]).0, 2);
}

#[test]
fn sources_are_counted_apart() {
    let shop = troubled();
    shop.shows(
        &["complaints", "--counts"],
        0,
        "open     3\nwaiting  1\nlate     1\nended    1\n\
         heard of in all:  direct     3\nheard of in all:  overheard  1\nheard of in all:  review     1\n\
         asked again: nobody yet\nbought again: too few to say (n = 0)\n",
        "",
    );
    assert_eq!(
        shop.json(&["complaints", "--counts"]),
        json!({"open": 3, "waiting": 1, "late": 1, "ended": 1, "sources": {"direct": 3, "overheard": 1, "review": 1},
            "asked_again": {"won": 0, "of": 0},
            "bought_again": {"again": 0, "of": 0, "others_again": 0, "others_of": 0}})
    );
}

#[test]
fn clocks_are_told_to_other_programs() {
    let shop = troubled();
    let queue = shop.json(&["complaints", "--all"]);
    let clocks = queue["complaints"].as_array().unwrap().iter();
    let clocks: Vec<Value> = clocks
        .map(|row| {
            json!([
                row["first_answer"],
                row["resolution"],
                row["cause"],
                row["next_step"]
            ])
        })
        .collect();
    let clock = |due: &str, state: &str| json!({"due": format!("2026-06-{due}"), "state": state});
    let cause = "nobody told the early shift";
    assert_eq!(
        clocks,
        [
            json!([
                clock("05T13:00", "DONE"),
                clock("08T18:00", "LATE"),
                cause,
                "apologise"
            ]),
            json!([
                clock("10T13:00", "DUE"),
                clock("12T18:00", "OK"),
                null,
                "answer"
            ]),
            json!([{"due": null, "state": "DONE"}, clock("13T10:00", "OK"), null, "apologise"]),
            json!([
                clock("08T13:00", "DONE"),
                clock("13T10:00", "PAUSED"),
                null,
                "waits for supplier"
            ]),
            json!([
                clock("03T13:00", "DONE"),
                clock("05T18:00", "DONE"),
                cause,
                "nothing"
            ]),
        ]
    );
}

#[test]
fn opening_hours_and_closed_days_move_the_deadlines() {
    let shop = troubled();
    let due = |id: i64| {
        let queue = shop.json(&["complaints"]);
        let rows = queue["complaints"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["id"] == id).unwrap();
        row["first_answer"]["due"].as_str().unwrap().to_owned()
    };
    shop.run(&["settings", "hours", "mon-fri 9-12 14-18"]);
    assert_eq!(due(1), "2026-06-10T15:00");
    shop.run(&["settings", "closed_days", "2026-06-10 stocktaking"]);
    assert_eq!(due(1), "2026-06-11T15:00");
    shop.run(&["settings", "target_b", "30min / 1d"]);
    assert_eq!(due(1), "2026-06-11T09:30");
    shop.run(&["undo"]);
    assert_eq!(due(1), "2026-06-11T15:00");
}

#[test]
fn the_brief_says_when_the_answer_is_due() {
    let shop = troubled();
    let (_, brief, _) = shop.run(&["brief", "#1"]);
    assert!(
        brief.contains("complaint   lid was loose · calm · answer due today 13:00 · today\n"),
        "{brief}"
    );
    let (_, brief, _) = shop.run(&["brief", "#2"]);
    assert!(
        brief.contains("complaint   grinder leaks · upset · LATE 2 d · next: apologise · 5 d\n"),
        "{brief}"
    );
    assert_eq!(
        shop.json(&["brief", "#1"])["complaints"][0]["first_answer"]["state"],
        "DUE"
    );
}
