//! Today over a large shop: `cargo bench --bench today`. The shop is made once; with `SHOP=shop.db` it is kept there for the next time.

use std::{path::PathBuf, sync::OnceLock};

use chrono::{Days, TimeDelta};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    clock::Clock,
    commands::demo,
    domain::{
        Change, Channel, Complaint, ComplaintId, CustomerId, Direction, Heat, Interaction,
        InteractionId, Promise, PromiseId, Source, Stamp, Step, StepKind,
    },
    store::Store,
    tui::{App, Options, Route, theme::Theme},
};

const CUSTOMERS: u64 = 100_000;
const INTERACTIONS: usize = 1_000_000;
const COMPLAINTS: usize = 5_000;
const PROMISES: usize = 20_000;

/// So many days after the made-up customers ended: three in ten have been silent since.
const LATER: u64 = 124;

/// How many changes are written in one act.
const ACT: usize = 10_000;

fn main() {
    divan::main();
}

fn made_up_until() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").expect("it is a time")
}

fn now() -> Stamp {
    ago(0)
}

/// So many days before the day that is measured.
fn ago(days: usize) -> Stamp {
    let day = made_up_until().day() + Days::new(LATER) - Days::new(days as u64);
    made_up_until().on(day)
}

/// The shop, made if it is not there yet.
fn shop() -> PathBuf {
    static SHOP: OnceLock<(PathBuf, Option<tempfile::TempDir>)> = OnceLock::new();
    let made = SHOP.get_or_init(|| match std::env::var_os("SHOP") {
        Some(file) => {
            let file = PathBuf::from(file);
            if !file.exists() {
                make(&file);
            }
            (file, None)
        }
        None => {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("shop.db");
            make(&file);
            (file, Some(folder))
        }
    });
    made.0.clone()
}

fn make(file: &std::path::Path) {
    let mut store = Store::open(file).expect("a new file opens");
    demo::generate(&mut store, CUSTOMERS, made_up_until(), &mut |_| true).expect("it fills");
    let there = store
        .interactions(&Default::default(), 0, usize::MAX)
        .expect("they are read")
        .len();
    let talks = (there..INTERACTIONS).map(talk);
    let changes = talks
        .chain((0..COMPLAINTS).map(complaint))
        .chain((0..PROMISES).map(promise));
    let changes: Vec<Change> = changes.collect();
    for act in changes.chunks(ACT) {
        let saved = store.apply_as("made-up talk", act, now(), &mut |_| true);
        saved.expect("it saves");
    }
}

/// Seven of ten customers have been in touch since.
fn customer(number: usize) -> CustomerId {
    let spread = (number * 7919) % CUSTOMERS as usize;
    CustomerId((spread - spread % 10 + number % 7 + 1) as i64)
}

fn talk(number: usize) -> Change {
    Change::AddInteraction(Interaction {
        id: InteractionId::NEW,
        customer: Some(customer(number)),
        at: ago(number % LATER as usize),
        channel: Channel::Visit,
        direction: Direction::In,
        by: "SK".into(),
        summary: "the usual".into(),
        mood: None,
        reason: if number.is_multiple_of(50) {
            "enquiry".into()
        } else {
            String::new()
        },
        outcome: None,
        why_not: String::new(),
        tags: Vec::new(),
    })
}

fn complaint(number: usize) -> Change {
    let opened = number % 30;
    let step = |kind, days: usize| Step::new(kind, "looked at it at once", (ago(days), "SK"));
    Change::AddComplaint(Complaint {
        id: ComplaintId::NEW,
        customer: Some(customer(number)),
        opened: ago(opened),
        by: "SK".into(),
        what: "the grinder leaks oil".into(),
        wants: String::new(),
        heat: Heat::ALL[number % 3],
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: vec![
            step(StepKind::Answered, opened),
            step(StepKind::WaitingOnSupplier, opened * 2 / 3),
            step(StepKind::Resumed, opened / 3),
            step(StepKind::Apologised, opened / 3),
        ],
    })
}

fn promise(number: usize) -> Change {
    Change::AddPromise(Promise {
        id: PromiseId::NEW,
        customer: customer(number),
        interaction: None,
        complaint: None,
        what: "ring back about the rye".into(),
        due: Some(ago(20).day() + Days::new(number as u64 % 60)),
        by: "SK".into(),
        agreed: ago(30),
        done: None,
        told: None,
        released: None,
        broken: None,
    })
}

#[divan::bench]
fn read(bencher: Bencher) {
    let store = Store::open(&shop()).expect("the shop opens");
    bencher.bench_local(|| store.today(now()).expect("it is read"));
}

/// What the header asks for after every write, and in every minute: this is the first time in each.
#[divan::bench]
fn count(bencher: Bencher) {
    let store = Store::open(&shop()).expect("the shop opens");
    let noon = now().datetime();
    let mut minutes = (0..).map(|it| Stamp::new(&(noon + TimeDelta::minutes(it % 60))));
    bencher.bench_local(|| {
        let now = minutes.next().expect("there is always another minute");
        store.today_count(now).expect("it is read")
    });
}

/// From the key to the painted screen; v turns the queue through its five views.
#[divan::bench(args = ["F2", "F5", "v"])]
fn key_to_painted(bencher: Bencher, key: &str) {
    let store = Store::open(&shop()).expect("the shop opens");
    let clock = Clock::fixed(&now().to_string()).expect("it is a time");
    let (first, code) = match key {
        "F2" => (Route::Log, KeyCode::F(2)),
        "F5" => (Route::Log, KeyCode::F(5)),
        _ => (Route::Complaints, KeyCode::Char('v')),
    };
    let options = Options {
        first,
        ..Options::new(Theme::dark())
    };
    let mut app = App::new(store, clock, options);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("it is only memory");
    bencher.bench_local(|| {
        app.event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        app.draw(&mut terminal).expect("it is painted");
    });
}
