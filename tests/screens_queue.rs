//! Key script → whole screen: the log, the complaint queue, one complaint, and their forms.

#[path = "support/screen.rs"]
mod screen;

use insta::assert_snapshot;
use regulars::{
    domain::{Change, Stamp},
    store::{LogFilter, Store},
    tui::{Options, Route, theme::Theme},
};
use screen::{NOW, Screens};
use serde_json::json;
use tempfile::TempDir;

const SMALL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

/// A shop in a folder of its own, and the screens open on it.
struct Desk {
    folder: TempDir,
    screens: Screens,
}

fn at(day: &str) -> String {
    format!("2026-{day}:00+02:00")
}

fn now() -> Stamp {
    Stamp::from_rfc3339(NOW).unwrap()
}

/// Two customers, five contacts, four complaints.
fn shop() -> Vec<Change> {
    let customer = |uid: &str, name: &str, call_me: &str| {
        let one = json!({"uid": uid, "name": name, "call_me": call_me,
            "phones": [{"raw": "0176 555 4471"}]});
        Change::AddCustomer(Box::new(serde_json::from_value(one).unwrap()))
    };
    let contact = |customer, day: &str, (channel, direction), summary: &str, more| {
        let mut one = json!({"id": 0, "customer": customer, "at": at(day), "channel": channel,
            "direction": direction, "by": "SK", "summary": summary});
        merge(&mut one, more);
        Change::AddInteraction(serde_json::from_value(one).unwrap())
    };
    let complaint = |customer, day: &str, (heat, source), what: &str, more| {
        let mut one = json!({"id": 0, "customer": customer, "opened": at(day), "by": "SK",
            "what": what, "heat": heat, "source": source});
        merge(&mut one, more);
        Change::AddComplaint(serde_json::from_value(one).unwrap())
    };
    let step = |day: &str, kind: &str, text: &str| json!({"at": at(day), "by": "SK", "kind": kind, "text": text});
    let cause = |text: &str| {
        Change::AddCause(serde_json::from_value(json!({"id": 0, "text": text})).unwrap())
    };
    let mut caused = step("05-02T10:00", "cause", "");
    caused["cause"] = json!(1);
    let mut paid = step("05-02T10:05", "remedy", "the bag was free");
    merge(&mut paid, json!({"remedy": "refund", "amount": 890}));
    vec![
        customer("a", "Zoë Müller", "Zo"),
        customer("b", "王小明", ""),
        contact(
            Some(1),
            "06-10T10:30",
            ("call", "in"),
            "asked about decaf,\nwas in a hurry; the line broke off twice, so she writes later",
            json!({"mood": -1, "reason": "enquiry", "tags": ["decaf"]}),
        ),
        contact(
            Some(2),
            "06-10T09:05",
            ("text", "out"),
            "beans are in",
            json!({}),
        ),
        contact(
            None,
            "06-09T18:00",
            ("visit", "in"),
            "party of six left at the door",
            json!({"outcome": "no", "why_not": "closing"}),
        ),
        contact(
            Some(1),
            "06-01T11:00",
            ("visit", "in"),
            "2 Ethiopia, new filters",
            json!({"mood": 2, "by": "TB"}),
        ),
        contact(
            Some(2),
            "05-20T16:40",
            ("call", "out"),
            "told him the roast is late",
            json!({"mood": -2}),
        ),
        cause("nobody told the early shift"),
        cause("seal fitted dry"),
        complaint(
            Some(2),
            "05-01T09:00",
            ("upset", "direct"),
            "stale beans",
            json!({"steps": [
            step("05-01T09:30", "answered", ""), step("05-02T09:00", "apologised", "by phone"), caused,
            step("05-02T10:02", "fix", "a fresh bag"), paid, step("05-03T08:00", "told", ""), step("05-03T08:01", "closed", "")]}),
        ),
        complaint(
            Some(1),
            "06-05T15:00",
            ("furious", "direct"),
            "grinder leaks oil onto the counter",
            json!({
            "wants": "a grinder that stays dry", "told_others": "her sister", "about": "grinder G2", "category": "repair",
            "steps": [step("06-05T15:10", "answered", "rang back within minutes"), step("06-05T15:11", "apologised", "")]}),
        ),
        complaint(
            None,
            "06-08T12:00",
            ("calm", "overheard"),
            "the queue is too long at noon",
            json!({}),
        ),
        complaint(
            Some(2),
            "06-03T12:00",
            ("upset", "direct"),
            "two bags instead of three",
            json!({"steps": [
            step("06-03T12:05", "apologised", ""), step("06-04T09:00", "waiting on supplier", "the third bag")]}),
        ),
    ]
}

fn merge(one: &mut serde_json::Value, more: serde_json::Value) {
    for (key, value) in more.as_object().unwrap() {
        one[key] = value.clone();
    }
}

impl Desk {
    fn open(size: (u16, u16), first: Route) -> Self {
        Self::with(&shop(), size, first)
    }

    fn with(changes: &[Change], size: (u16, u16), first: Route) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("shop.db");
        let mut store = Store::open(&file).unwrap();
        if !changes.is_empty() {
            store.apply(changes, now()).unwrap();
        }
        drop(store);
        let options = Options {
            first,
            ..Options::new(Theme::dark())
        };
        let screens = Screens::open(&file, size, options);
        Self { folder, screens }
    }

    fn press(&mut self, script: &str) -> &mut Self {
        self.screens.press(script);
        self
    }

    fn picture(&self) -> String {
        self.screens.picture()
    }

    #[track_caller]
    fn shows(&mut self, words: &str) -> &mut Self {
        let text = self.screens.text();
        assert!(text.contains(words), "no {words:?} in\n{text}");
        self
    }

    #[track_caller]
    fn hides(&mut self, words: &str) -> &mut Self {
        let text = self.screens.text();
        assert!(!text.contains(words), "{words:?} is in\n{text}");
        self
    }

    #[track_caller]
    fn says(&mut self, words: &str) -> &mut Self {
        let said = self.screens.app.message().unwrap_or_default();
        assert!(
            said.contains(words),
            "said {said:?}\n{}",
            self.screens.text()
        );
        self
    }

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("shop.db")).unwrap()
    }
}

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
        .shows("colour: is not known here; the log knows channel:");
    desk.press("Ctrl-U 'nothing like that'")
        .shows("No contact fits.");
    desk.press("Esc Esc").shows("decaf");
    desk.press("m")
        .shows("customer:#1")
        .hides("party of six")
        .shows("Ethiopia");
    desk.press("Esc v").says("what came in").hides("beans are in");
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
fn the_queue_goes_from_top_to_bottom_in_four_views() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    assert_snapshot!("queue_80", desk.picture());
    assert_snapshot!("queue_waiting", desk.press("v").picture());
    assert_snapshot!("queue_closed", desk.press("v").picture());
    assert_snapshot!("queue_by_cause", desk.press("v").picture());
    assert_snapshot!("queue_120", Desk::open(WIDE, Route::Complaints).picture());
    assert_snapshot!(
        "queue_60",
        Desk::open((60, 16), Route::Complaints).picture()
    );
}

#[test]
fn an_empty_queue_proposes_to_ask_somebody() {
    assert_snapshot!(
        "queue_empty",
        Desk::with(&[], SMALL, Route::Complaints).picture()
    );
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("d d")
        .shows("Nothing is open. The last complaint came 7 d ago");
    desk.press("v")
        .shows("two bags")
        .press("d")
        .shows("Nothing waits for anybody.");
    desk.press("u u u v v v").shows("grinder").shows("the queue is too long");
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
    assert_snapshot!("complaint_open", desk.picture());
    desk.press("z")
        .shows("Not yet done: cause, fix, remedy, told. Close it anyway?");
    desk.press("Enter")
        .shows("Do it first, or write one sentence why not.");
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
    assert_snapshot!("complaint_closed", desk.picture());
    desk.press("a")
        .says("This complaint is closed; reopen it first.");
    desk.press("Enter").says("R reopens it");
    desk.press("R 'leaks again' Enter")
        .shows("reopened · leaks again")
        .shows("next: apologise");
    assert_snapshot!("complaint_reopened", desk.picture());
    desk.press("= ")
        .shows("Counted from Wed 10 Jun 2026 12:00")
        .shows("· Apology: dark");
    desk.press("Esc D Enter")
        .shows("Write one sentence why this is not a complaint after all.");
    desk.press("'her own grinder' Enter").says("dismissed");
    assert_snapshot!("complaint_dismissed", desk.picture());
    desk.press("Esc v v").shows("dismissed").shows("grinder");
}

#[test]
fn a_complaint_waits_resumes_and_stands_still() {
    let mut desk = Desk::open(WIDE, Route::Complaints);
    desk.press("Enter w 'her photos' Enter")
        .shows("waiting for customer")
        .shows("her photos");
    assert_snapshot!("complaint_waiting", desk.picture());
    desk.press("s")
        .says("This complaint waits already; resume it first.");
    desk.press("Enter")
        .says("resumed")
        .shows("next: find the cause");
    desk.press("! 'some time' Enter")
        .shows("Write when you talk again");
    desk.press("' fri' Enter").shows("deadlock · some time fri");
    desk.press("- -")
        .says("edited")
        .shows("calm")
        .press("-")
        .says("It is calm already.");
    desk.press("p '!fri send the seal' Enter")
        .shows("promised send the seal");
    desk.press("N Enter").shows("next: ask the owner");
    desk.press("d")
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
        .shows("T Told")
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
        .shows("Not yet done: cause, fix, remedy, told.");
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
fn no_size_is_too_small_or_too_large() {
    for first in [Route::Log, Route::Complaints] {
        let mut desk = Desk::open(SMALL, first.clone());
        for (width, height) in [(1, 1), (60, 16), (61, 17), (109, 16), (110, 16), (500, 200)] {
            desk.screens.resize(width, height);
            desk.press("↓ n Esc Enter Esc Enter");
            desk.screens.resize(width, height);
            desk.press("Esc");
        }
    }
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter");
    for (width, height) in [(1, 1), (60, 16), (200, 16), (60, 100), (500, 200)] {
        desk.screens.resize(width, height);
        desk.press("c Esc r Esc x 'a' Esc o Esc");
    }
}
