//! Key script → whole screen: the log, the complaint queue, one complaint, their forms, the settings and the house cards.

mod cards;
mod complaints;
mod handled;
mod log;
mod own;
mod settings;

use std::{path::Path, sync::LazyLock};

use regulars::{
    domain::{Change, Stamp},
    store::Store,
    tui::{Options, Route, theme::Theme},
};
use serde_json::json;
use tempfile::TempDir;

use crate::{
    blank,
    screen::{NOW, Screens},
};

const SMALL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

/// A shop in a folder of its own, and the screens open on it.
struct Desk {
    folder: TempDir,
    size: (u16, u16),
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

fn write(file: &Path, changes: &[Change]) {
    let mut store = blank::open(file);
    if !changes.is_empty() {
        store.apply(changes, now()).unwrap();
    }
}

impl Desk {
    fn open(size: (u16, u16), first: Route) -> Self {
        static SHOP: LazyLock<Vec<u8>> = LazyLock::new(|| blank::made(|file| write(file, &shop())));
        let folder = blank::folder();
        blank::put(&folder.path().join("shop.db"), &SHOP);
        Self::on(folder, size, first)
    }

    fn with(changes: &[Change], size: (u16, u16), first: Route) -> Self {
        let folder = blank::folder();
        write(&folder.path().join("shop.db"), changes);
        Self::on(folder, size, first)
    }

    fn on(folder: TempDir, size: (u16, u16), first: Route) -> Self {
        let options = Options {
            first,
            ..Options::new(Theme::dark())
        };
        let screens = Screens::open(&folder.path().join("shop.db"), size, options);
        Self {
            folder,
            size,
            screens,
        }
    }

    fn press(&mut self, script: &str) -> &mut Self {
        self.screens.press(script);
        self
    }

    fn picture(&mut self) -> String {
        // The test's terminal keeps the right half of what a wide letter was painted over, which no real one does: paint all anew.
        let (width, height) = self.size;
        self.screens.resize(width + 1, height).resize(width, height);
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

    /// Something longer goes on beside the keys; it is waited for.
    #[track_caller]
    fn is_at_work(&mut self) -> &mut Self {
        assert!(self.screens.app.busy(), "{}", self.screens.text());
        self.screens.work();
        self
    }

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("shop.db")).unwrap()
    }
}

#[test]
fn no_size_is_too_small_or_too_large() {
    for first in [Route::Log, Route::Complaints, Route::Cards] {
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

#[test]
fn the_mouse_selects_and_a_double_click_opens() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.screens.click(30, 5);
    desk.shows("── 王小明 · Wed 10 June");
    desk.screens.click(30, 7).click(30, 7);
    desk.shows("── Contact");
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.screens.click(30, 4).click(30, 4);
    desk.shows("Complaint · nobody gave a name");
}
