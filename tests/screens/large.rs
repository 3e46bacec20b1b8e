//! A shop as large as careless or hostile hands make it: ten megabytes in every longer text, and a hundred thousand contacts with one
//! customer. Every screen shows what there is, and no key works for more than a screenful of it.

#![cfg(target_os = "linux")]

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use regulars::{
    domain::{Change, Complaint, Customer, Interaction, Kept, Promise, Settings, Stamp},
    store::Store,
    tui::{Options, theme::Theme},
};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    desk::row,
    screen::{NOW, Screens},
};

/// The longer texts of the shop, and one customer with something in each of them.
const TEXTS: [(&str, &str); 9] = [
    ("fact", "text"),
    ("preference", "text"),
    ("interaction", "summary"),
    ("promise", "what"),
    ("complaint", "what"),
    ("step", "text"),
    ("want", "what"),
    ("feedback", "text"),
    ("product", "talking_points"),
];

/// A data file in a folder of its own.
struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    /// One customer, and one of everything that is written about them, in short texts.
    fn small() -> Self {
        let shop = Self {
            folder: crate::blank::folder(),
        };
        let ada: Customer = row(json!({
            "name": "Ada", "phones": [{"raw": "0711 4471"}], "facts": [{"label": "pet", "text": "fact of a zebra"}],
            "preferences": [{"kind": "what", "text": "like of a zebra"}],
        }));
        let talk: Interaction = row(json!({
            "id": 0, "customer": 1, "at": "2026-06-07T10:00:00+02:00", "channel": "call", "direction": "in", "by": "SK",
            "summary": "talk of a zebra",
        }));
        let promise: Promise = row(json!({
            "id": 0, "customer": 1, "what": "promise of a zebra", "due": "2026-06-10", "by": "SK",
            "agreed": "2026-06-07T10:00:00+02:00",
        }));
        let complaint: Complaint = row(json!({
            "id": 0, "customer": 1, "opened": "2026-06-05T09:00:00+02:00", "by": "MR", "what": "complaint of a zebra",
            "heat": "upset", "source": "direct",
            "steps": [{"at": "2026-06-05T10:00:00+02:00", "by": "MR", "kind": "answered", "text": "step of a zebra"}],
        }));
        let feedback = json!({
            "id": 0, "customer": 1, "at": "2026-06-06T10:00:00+02:00", "kind": "idea", "method": "asked", "text": "idea of a zebra",
        });
        let kept: [Kept; 3] = [
            Kept::Want(row(
                json!({"id": 0, "customer": 1, "what": "want of a zebra", "asked": "2026-06-07T10:00:00+02:00"}),
            )),
            Kept::Feedback(row(feedback)),
            Kept::Product(row(
                json!({"name": "Rye", "talking_points": "about a zebra"}),
            )),
        ];
        let mut act = vec![
            Settings::set("me", "SK").unwrap(),
            Change::AddCustomer(Box::new(ada)),
            Change::AddInteraction(talk),
            Change::AddPromise(promise),
            Change::AddComplaint(complaint),
        ];
        act.extend(kept.map(Change::Add));
        let now = Stamp::from_rfc3339(NOW).unwrap();
        crate::blank::open(&shop.file()).apply(&act, now).unwrap();
        // So many entries about nobody make the next opening take in all words, which could wait otherwise.
        let nobody = "WITH RECURSIVE it(id) AS (SELECT -16 UNION ALL SELECT id - 16 FROM it LIMIT 100) INSERT INTO search_stale SELECT id FROM it";
        shop.other().execute_batch(nobody).unwrap();
        drop(Store::open(&shop.file()).unwrap());
        shop
    }

    /// The same with texts of so many bytes; found by what stood in them before.
    fn of_texts(bytes: usize) -> Self {
        const MORE: &str = ", and what she said about it";
        let shop = Self::small();
        let file = shop.other();
        for (table, column) in TEXTS {
            let longer = format!(
                "UPDATE {table} SET {column} = {column} || replace(hex(zeroblob(?1)), '00', ?2)"
            );
            assert_eq!(
                file.execute(&longer, (bytes / MORE.len(), MORE)).unwrap(),
                1,
                "{table}"
            );
        }
        file.execute_batch("DELETE FROM search_stale").unwrap();
        shop
    }

    /// The same with so many older contacts, of which the index of words knows every twentieth.
    fn of_contacts(count: usize) -> Self {
        let shop = Self::small();
        let file = shop.other();
        let talks = "WITH RECURSIVE it(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM it LIMIT ?1)
            INSERT INTO interaction (customer, at, channel, direction, by, summary, reason, why_not, tags)
            SELECT 1, strftime('%Y-%m-%dT%H:%M:%SZ+02:00', 1780000000 - n * 3600, 'unixepoch'), 'call', 'in', 'SK',
                'asked about rye ' || n, '', '', '' FROM it";
        file.execute(talks, [count]).unwrap();
        file.execute_batch("DELETE FROM search_stale WHERE id & 15 = 6 AND (id >> 4) % 20")
            .unwrap();
        shop
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    /// A connection as any other program would have it, in no hurry to have things on disk.
    fn other(&self) -> Connection {
        let file = Connection::open(self.file()).unwrap();
        file.execute_batch("PRAGMA synchronous = OFF").unwrap();
        file
    }
}

/// The screens on a shop, and how much is done for them.
struct Large {
    screens: Screens,
    steps: Arc<AtomicU64>,
    shop: Shop,
}

/// What was done for a key.
#[derive(Debug, Clone, Copy)]
struct Work {
    /// Steps of SQLite, in thousands; a row that is read takes ten or more.
    steps: u64,
    /// Bytes that were read from the disk, or from what the system keeps of it.
    bytes: u64,
}

impl Large {
    fn on(shop: Shop) -> Self {
        let steps = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&steps);
        let mut store = Store::open(&shop.file()).unwrap();
        let count = move || counted.fetch_add(1, Ordering::Relaxed) < u64::MAX;
        store.read_while(count).unwrap();
        let screens = Screens::on(store, (80, 24), Options::new(Theme::dark()));
        Self {
            screens,
            steps,
            shop,
        }
    }

    /// Everything that was done until now.
    fn done(&self) -> Work {
        let said = fs::read_to_string("/proc/thread-self/io").unwrap();
        let read = said.lines().find_map(|line| line.strip_prefix("rchar: "));
        Work {
            steps: self.steps.load(Ordering::Relaxed),
            bytes: read.unwrap().parse().unwrap(),
        }
    }

    /// Presses keys, after which this stands on the screen; gives back what that took.
    #[track_caller]
    fn press(&mut self, script: &str, shows: &str) -> Work {
        let before = self.done();
        self.screens.press(script);
        let after = self.done();
        let text = self.screens.text();
        assert!(text.contains(shows), "after {script} no {shows:?}:\n{text}");
        Work {
            steps: after.steps - before.steps,
            bytes: after.bytes - before.bytes,
        }
    }

    /// Writes everything into a file through the command line, and waits for that; gives back what is in it.
    fn exported(&mut self, format: &str) -> String {
        let place = self.shop.folder.path().join("all");
        self.press(
            &format!(
                ": 'export --format {format} --output {}' Enter",
                place.display()
            ),
            "",
        );
        while self.screens.app.busy() {
            self.screens.tick();
            std::thread::yield_now();
        }
        fs::read_to_string(place).unwrap()
    }
}

/// Does a step of the walk only move, or type? Else it opens something, or asks who is known by that name, and that is read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Key {
    Opens,
    Moves,
}

#[test]
fn with_ten_megabytes_in_every_text_each_is_read_when_a_screen_opens_and_at_no_other_key() {
    use Key::{Moves, Opens};
    const BYTES: usize = 10_000_000;
    let mut large = Large::on(Shop::of_texts(BYTES));
    for (script, shows, key) in [
        ("'zeb'", "fact of a zebra, and what", Opens),
        ("Enter", "complaint of a zebra, and what", Opens),
        ("↓", "likes      like of a zebra", Moves),
        ("PgDn", "and what she said about it", Moves),
        ("=", "Thanks due for the feedback", Moves),
        ("Esc e", "Edit Ada", Opens),
        ("'x' Backspace", "Edit Ada", Opens),
        ("Esc y", "timeline", Opens),
        ("F4", "talk of a zebra", Opens),
        ("j", "talk of a zebra", Moves),
        ("→ → ←", "said about it", Moves),
        ("e", "Contact with Ada", Opens),
        ("'x' End 'y' Home", "x", Moves),
        ("Esc y F2", "promise of a zebra", Opens),
        ("j", "promise of a zebra", Moves),
        ("=", "Why", Moves),
        ("Esc F5", "complaint of a zebra", Opens),
        ("Enter", "step of a zebra", Opens),
        ("j", "step of a zebra", Moves),
        ("=", "DONE in", Moves),
        ("Esc : 'products' Enter", "Rye", Opens),
        ("Enter", "she said about it", Opens),
        ("Esc Esc", "step of a zebra", Opens),
    ] {
        let work = large.press(script, shows);
        let most = match key {
            Opens => 3 * BYTES * TEXTS.len(),
            Moves => 100_000,
        };
        assert!(
            work.bytes <= most as u64 && work.steps <= 10,
            "{script}: {work:?}"
        );
    }
    assert!(large.exported("csv").len() > 2 * BYTES);
}

#[test]
fn with_a_hundred_thousand_contacts_of_one_customer_no_key_works_for_more_than_a_screenful() {
    const CONTACTS: usize = 100_000;
    let mut large = Large::on(Shop::of_contacts(CONTACTS));
    for (script, shows) in [
        ("'4471'", "1 of 1"),
        ("Enter", "── timeline · "),
        ("↓ ↓", "asked about rye 3"),
        ("PgDn", "asked about rye"),
        ("G G G", "asked about rye"),
        ("g", "want of a zebra"),
        ("v", "asked about rye 1 "),
        ("v v", "complaint of a zebra"),
        ("=", "Thanks due"),
        ("Esc e", "Edit Ada"),
        ("Esc l", "log · Ada"),
        ("Esc F4", "talk of a zebra"),
        ("j j PgDn", "asked about rye"),
        ("G", "asked about rye 100000"),
        ("↑", "asked about rye 99999"),
        ("g", "Sun 7 June, 10:00"),
        ("F2", "promise of a zebra"),
        ("j =", "Why"),
        ("Esc F5", "complaint of a zebra"),
        ("Enter", "step of a zebra"),
        ("Esc F3", "find"),
        ("/ Ctrl-U 'ada'", "1 of 1"),
        ("Enter", "── timeline · "),
        ("l 'call in: short' Enter", "logged a call"),
    ] {
        let work = large.press(script, shows);
        assert!(
            work.steps <= 60 && work.bytes < 2_000_000,
            "{script}: {work:?}"
        );
    }
    let everything = large.exported("json");
    assert_eq!(everything.matches("asked about rye").count(), CONTACTS);
}
