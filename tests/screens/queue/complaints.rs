//! The queue and one complaint: from open to closed, with every question on the way.

use insta::assert_snapshot;
use regulars::{
    domain::{Change, Complaint, ComplaintId, CustomerId, Heat},
    tui::Route,
};

use super::{Desk, SMALL, WIDE, now};

#[test]
fn the_queue_goes_from_top_to_bottom_in_five_views() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    assert_snapshot!("queue_80", desk.picture());
    assert_snapshot!("queue_waiting", desk.press("v").picture());
    assert_snapshot!("queue_late", desk.press("v").picture());
    assert_snapshot!("queue_closed", desk.press("v").picture());
    assert_snapshot!("queue_by_cause", desk.press("v").picture());
    assert_snapshot!("queue_120", Desk::open(WIDE, Route::Complaints).picture());
    assert_snapshot!(
        "queue_60",
        Desk::open((60, 16), Route::Complaints).picture()
    );
}

#[test]
fn a_view_turned_to_shows_what_reading_it_anew_shows() {
    for size in [SMALL, WIDE] {
        let mut desk = Desk::open(size, Route::Complaints);
        for _ in 0..10 {
            let turned = desk.press("v").picture();
            assert_eq!(turned, desk.press("F1 Esc").picture());
        }
    }
}

#[test]
fn everybody_in_sight_has_a_name_from_top_to_bottom_of_a_window_of_any_height() {
    let mut changes = super::shop();
    let of_zo = |number: usize| match &changes[changes.len() - 3] {
        Change::AddComplaint(one) => Change::AddComplaint(Complaint {
            what: format!("grinder {number} leaks"),
            ..one.clone()
        }),
        _ => unreachable!("the third from the end is a complaint of Zo"),
    };
    let many: Vec<Change> = (0..300).map(of_zo).collect();
    changes.extend(many);
    let mut desk = Desk::with(&changes, SMALL, Route::Complaints);
    for script in ["", "G", "PgUp PgUp", "g"] {
        for size in [SMALL, (120, 160)] {
            desk.screens.resize(size.0, size.1);
            let text = desk.press(script).screens.text();
            let mut leaks = text.lines().filter(|line| line.contains("A····"));
            assert!(leaks.clone().count() > 5, "{text}");
            assert!(leaks.all(|line| line.contains("Zoë")), "{text}");
        }
    }
}

#[test]
fn an_empty_queue_proposes_to_ask_somebody() {
    assert_snapshot!(
        "queue_empty",
        Desk::with(&[], SMALL, Route::Complaints).picture()
    );
    assert_snapshot!(
        "queue_empty_120",
        Desk::with(&[], WIDE, Route::Complaints).picture()
    );
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("d d")
        .shows("Nothing is open. The last complaint came 7 d ago");
    desk.press("v")
        .shows("two bags")
        .press("d")
        .shows("Nothing waits for anybody.");
    desk.press("v").shows("No clock is late.");
    desk.press("u u u v v v")
        .shows("grinder")
        .shows("the queue is…");
}

#[test]
fn the_clocks_of_a_complaint_say_what_they_counted() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("=");
    assert_snapshot!("queue_why", desk.picture());
    desk.press("Esc v").shows("PAUSED").press("=");
    assert_snapshot!("queue_why_waiting", desk.picture());
    desk.press("Esc :")
        .press("'settings hours wed 9-12' Enter")
        .press("v")
        .shows("late 0");
}

#[test]
fn a_complaint_is_written_down_of_somebody_or_of_nobody() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("c 'zo' Enter 'furious: lid was loose' Enter")
        .says("wrote down a complaint of Zo");
    desk.press("n Enter 'overheard: music too loud' Enter")
        .shows("music too loud");
    let complaints = desk.store().complaints(false).unwrap();
    let last: Vec<_> = complaints
        .iter()
        .rev()
        .take(2)
        .map(|it| it.customer.map(|id| id.0))
        .collect();
    assert_eq!(last, [None, Some(1)]);
}

#[test]
fn a_complaint_is_worked_from_open_to_closed() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter");
    desk.press("z")
        .shows("Not yet done: cause, fix, remedy, told. Close it anyway?");
    desk.press("Enter")
        .shows("Do it first, or write one sentence");
    desk.press("Esc").hides("Close it anyway?");
    desk.press("c");
    assert_snapshot!("complaint_causes", desk.picture());
    desk.press("'early' Enter")
        .says("noted the cause")
        .shows("nobody told the early shift");
    desk.press("Enter 'a new seal' Enter")
        .shows("fix · a new seal");
    desk.press("Enter");
    assert_snapshot!("complaint_remedy", desk.picture());
    desk.press("Ctrl-S").shows("Choose what they got");
    desk.press("→ Tab '4,5o' Tab Ctrl-S")
        .shows("Write what it cost in EUR, like 4.50.");
    desk.press("Backspace '0' Tab 'and filters' Enter")
        .shows("refund 4.50 · and filters");
    desk.press("t")
        .says("told Zo how it ended")
        .shows("next: close");
    desk.press("Enter").says("closed the complaint of Zo");
    desk.press("a")
        .says("This complaint is closed; reopen it first.");
    desk.press("Enter").says("R reopens it");
    desk.press("R 'leaks again' Enter")
        .shows("reopened · leaks again")
        .shows("next: apologise");
    desk.press("= ")
        .shows("Counted from Wed 10 Jun 2026 12:00")
        .shows("· Apology: dark");
    desk.press("Esc D Enter")
        .shows("Write one sentence why this is not a complaint after all.");
    desk.press("'her own grinder' Enter").says("dismissed");
    desk.press("Esc v v v").shows("dismissed").shows("grinder");
}

#[test]
fn a_complaint_waits_resumes_and_stands_still() {
    let mut desk = Desk::open(WIDE, Route::Complaints);
    desk.press("Enter w 'her photos' Enter")
        .shows("waiting for customer")
        .shows("her photos");
    desk.press("s")
        .says("This complaint waits already; resume it first.");
    desk.press("Enter")
        .says("resumed")
        .shows("next: find the cause");
    desk.press("! 'some time' Enter")
        .shows("Write when you talk again");
    desk.press("' fri' Enter")
        .shows("deadlock · talk again Fri 12 June · some time fri");
    desk.press("- -")
        .says("edited")
        .shows("calm")
        .press("-")
        .says("It is calm already.");
    desk.press("p '!fri send the seal' Enter")
        .shows("promised send the seal");
    desk.press("N Enter").shows("next: ask the owner");
    desk.press("Del")
        .says("took out a complaint")
        .hides("grinder leaks");
    desk.press("u").shows("grinder leaks");
}

#[test]
fn a_new_cause_joins_the_list_with_its_step_in_one_act() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter c 'lid not checked'")
        .shows("new: lid not checked");
    desk.press("Enter").shows("cause · lid not checked");
    assert_eq!(desk.store().causes().unwrap().len(), 3);
    desk.press("u").hides("lid not checked");
    assert_eq!(desk.store().causes().unwrap().len(), 2);
    desk.press("c 'EARLY shift'")
        .shows("2nd since 2 May")
        .press("Esc")
        .hides("2nd since");
}

#[test]
fn one_of_nobody_needs_no_telling() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("↓ Enter")
        .shows("✓ Told")
        .shows("next: apologise");
    assert_snapshot!("complaint_nobody", desk.picture());
    desk.press("t").says("there is nobody to tell");
    desk.press("w").says("there is no customer to wait for");
    desk.press("p").says("Nobody gave a name");
}

#[test]
fn a_small_one_is_settled_on_the_spot_in_one_act() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("o");
    assert_snapshot!("on_the_spot", desk.picture());
    desk.press("Ctrl-S")
        .says("Not yet done: cause, fix, remedy, told.");
    desk.press("Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab 'nobody'")
        .shows("Tab: nobody told");
    desk.press("Tab")
        .press("Shift-Tab")
        .shows("2nd since 2 May");
    desk.press("Tab 'new seal' Tab → Tab '3' Tab → Ctrl-S")
        .says("closed the complaint of Zo");
    desk.hides("grinder")
        .press("u")
        .shows("grinder")
        .says("undone: closed the complaint of Zo");
}

#[test]
fn a_complaint_written_down_for_the_wrong_person_goes_to_the_right_one() {
    let id = ComplaintId(2);
    let mut desk = Desk::open(SMALL, Route::ComplaintForm(id));
    let whose = |desk: &Desk| desk.store().complaint(id).unwrap().unwrap().customer;
    let to_customer = "Tab ".repeat(9);
    desk.press(&format!("{to_customer} Ctrl-U '#2' Tab Ctrl-S"));
    assert_eq!(whose(&desk), Some(CustomerId(2)));
    desk.store().undo(now()).unwrap();
    assert_eq!(whose(&desk), Some(CustomerId(1)));
}

#[test]
fn a_complaint_that_another_window_overtook_is_told_and_loses_nothing() {
    let id = ComplaintId(2);
    let mut desk = Desk::open(SMALL, Route::ComplaintForm(id));
    desk.press("End ' at the back'");
    let before = desk.store().complaint(id).unwrap().unwrap();
    let mut after = before.clone();
    after.heat = Heat::Calm;
    after.what = "grinder leaks".into();
    let edit = Change::EditComplaint { before, after };
    desk.store().apply(&[edit], now()).unwrap();
    desk.screens.tick();
    desk.shows("Another window wrote: grinder leaks");
    desk.press("Ctrl-S").says("was changed in another window");
    desk.press("Ctrl-S");
    let after = desk.store().complaint(id).unwrap().unwrap();
    assert_eq!(
        after.heat,
        Heat::Calm,
        "what the other window changed stays"
    );
    assert!(after.what.ends_with(" at the back"), "{}", after.what);
}

#[test]
fn what_was_written_down_is_edited() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("e");
    assert_snapshot!("complaint_form", desk.picture());
    desk.press("' at noon' Tab Tab ← ← Ctrl-S")
        .says("edited the complaint");
    desk.shows("at noon");
    desk.press("G e Ctrl-U 'x' Esc")
        .shows("Leave without saving what you typed?")
        .press("n Esc y");
    desk.hides("wrong");
}

#[test]
fn a_narrow_footer_drops_whole_words_and_keeps_the_help() {
    let mut desk = Desk::open((60, 16), Route::Complaints);
    desk.press("Enter").shows("F1 help").hides("on the");
}
