//! How long the complaint queue takes from opening it to its first picture: `cargo bench --bench queue`, in a shop of 100,000 customers
//! with 5,000 complaints open, each of four steps.

use divan::Bencher;
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    commands::demo,
    domain::{Change, Stamp},
    store::Store,
    tui::{Screen, screens::Complaints, theme::Theme},
};
use serde_json::json;
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

/// A complaint of customer `number`, opened on one of the last hundred days.
fn complaint(number: i64) -> Change {
    let heat = ["calm", "upset", "furious"][number as usize % 3];
    let opened = Stamp::new(&(noon().datetime() - chrono::TimeDelta::minutes(number * 29 + 7)));
    let step = |kind: &str, minutes: i64| {
        let at = Stamp::new(&(opened.datetime() + chrono::TimeDelta::minutes(minutes)));
        json!({"at": at, "by": "SK", "kind": kind, "text": "rang and talked it over"})
    };
    let waits = ["waiting on customer", "waiting on supplier"][number as usize % 2];
    let last = if number % 5 == 0 {
        "needs owner"
    } else {
        "resumed"
    };
    let one = json!({
        "id": 0, "customer": number * 17, "opened": opened, "by": "SK", "what": "the grinder leaks oil on the counter",
        "heat": heat, "source": "direct", "category": "repair",
        "steps": [step("answered", 30), step("apologised", 31), step(waits, 200), step(last, 3_000)],
    });
    Change::AddComplaint(serde_json::from_value(one).expect("it is a complaint"))
}

/// The shop in a folder of its own.
fn shop(customers: u64, open: i64) -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("shop.db")).expect("a new file opens");
    demo::generate(&mut store, customers, noon(), &mut |_| true).expect("it fills");
    let changes: Vec<Change> = (1..=open).map(complaint).collect();
    store.apply(&changes, noon()).expect("it saves");
    (folder, store)
}

#[divan::bench(args = [(80, 24), (200, 60)], sample_count = 50, sample_size = 1)]
fn opened_and_painted(bencher: Bencher, size: (u16, u16)) {
    let (_folder, mut store) = shop(100_000, 5_000);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("it cannot fail");
    let theme = Theme::dark();
    bencher.bench_local(|| {
        let mut queue = Complaints::new();
        queue.load(&mut store, noon()).expect("it loads");
        queue.follow(&mut store, noon()).expect("it follows");
        terminal
            .draw(|frame| queue.view(frame, frame.area(), &theme))
            .expect("it paints");
    });
}

/// Only the reading: complaints, steps, and all their clocks.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn read_with_its_clocks(bencher: Bencher) {
    let (_folder, store) = shop(100_000, 5_000);
    bencher.bench_local(|| {
        let open = store.open_complaints().expect("it reads");
        store.queue(open, noon()).expect("it reads")
    });
}
