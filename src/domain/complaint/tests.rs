//! The steps, the lamps and the gate at the end.

use super::*;
use crate::domain::{Change, Refusal, Settings, Tier};

fn at(day: u32) -> Stamp {
    Stamp::from_rfc3339(&format!("2026-06-{day:02}T12:00:00+02:00")).unwrap()
}

fn complaint(customer: Option<CustomerId>) -> Complaint {
    Complaint {
        id: ComplaintId(7),
        customer,
        opened: at(10),
        by: "SK".into(),
        what: "grinder leaks".into(),
        wants: String::new(),
        heat: Heat::Upset,
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: Vec::new(),
    }
}

fn step(kind: StepKind, text: &str) -> Step {
    Step {
        remedy: (kind == StepKind::Remedy).then_some(Remedy::None),
        until: (kind == StepKind::Deadlock).then(|| at(12).day()),
        ..Step::new(kind, text, (at(11), "SK"))
    }
}

fn ada() -> Complaint {
    complaint(Some(CustomerId(1)))
}

fn after(start: Complaint, kinds: &[StepKind]) -> Complaint {
    kinds.iter().fold(start, |complaint, kind| {
        complaint.with_step(step(*kind, "because")).unwrap()
    })
}

const ALL_FIVE: [StepKind; 5] = [
    StepKind::Apologised,
    StepKind::Cause,
    StepKind::Fix,
    StepKind::Remedy,
    StepKind::Told,
];

#[test]
fn the_next_step_leads_from_the_answer_to_the_end() {
    let mut complaint = ada();
    let mut words = vec![complaint.next_step()];
    for kind in [StepKind::Answered].into_iter().chain(ALL_FIVE) {
        complaint = after(complaint, &[kind]);
        words.push(complaint.next_step());
    }
    complaint = after(complaint, &[StepKind::Closed]);
    words.push(complaint.next_step());
    let expected =
        "answer, apologise, find the cause, put it right, give a remedy, tell them, close, nothing";
    assert_eq!(words.join(", "), expected);
    assert_eq!(complaint.state(), State::Closed);
}

#[test]
fn an_apology_is_an_answer_too_and_the_owner_and_a_deadlock_come_first() {
    let complaint = after(ada(), &[StepKind::Apologised]);
    assert_eq!(complaint.next_step(), "find the cause");
    assert_eq!(complaint.answered(), Some(at(11)));
    let asked = after(complaint, &[StepKind::NeedsOwner]);
    assert_eq!(asked.next_step(), "ask the owner");
    let stuck = after(asked, &[StepKind::Deadlock]);
    assert_eq!(stuck.next_step(), "talk again");
    assert_eq!(after(stuck, &[StepKind::Fix]).next_step(), "find the cause");
}

#[test]
fn closing_needs_five_lamps_or_a_sentence() {
    let close = |complaint: &Complaint, text| complaint.step(step(StepKind::Closed, text));
    let four = after(ada(), &ALL_FIVE[..3]);
    assert_eq!(
        close(&four, "  "),
        Err(Refusal(
            "Not yet done: remedy, told. Do it first, or write one sentence why not.".into()
        ))
    );
    assert!(close(&four, "moved away").is_ok());
    assert!(close(&after(ada(), &ALL_FIVE), "").is_ok());
    for left_out in ALL_FIVE {
        let kinds: Vec<_> = ALL_FIVE.into_iter().filter(|k| *k != left_out).collect();
        assert!(close(&after(ada(), &kinds), "").is_err(), "{left_out}");
    }
}

#[test]
fn told_is_waived_without_a_customer_and_nobody_is_waited_for() {
    let overheard = after(complaint(None), &ALL_FIVE[..4]);
    assert!(overheard.lamps().all());
    assert_eq!(complaint(None).next_step(), "apologise");
    assert!(overheard.step(step(StepKind::Closed, "")).is_ok());
    assert!(overheard.check_state(StepKind::WaitingOnCustomer).is_err());
    assert!(overheard.check_state(StepKind::WaitingOnSupplier).is_ok());
}

const OPEN: &str = "This complaint is still open.";
const NOBODY: &str = "This complaint waits for nobody.";
const WAITS: &str = "This complaint waits already; resume it first.";
const NAMELESS: &str = "Nobody gave a name with this complaint; there is no customer to wait for.";
const CLOSED: &str = "This complaint is closed; reopen it first.";
const DISMISSED: &str = "This complaint is dismissed; reopen it first.";

/// What each step is told where the complaint is open, open without a customer, waiting, closed, dismissed; empty: it may follow.
const TABLE: [(StepKind, [&str; 5]); 14] = {
    use StepKind as Kind;
    const ENDED: [&str; 5] = ["", "", "", CLOSED, DISMISSED];
    [
        (Kind::Answered, ENDED),
        (Kind::Apologised, ENDED),
        (Kind::Cause, ENDED),
        (Kind::Fix, ENDED),
        (Kind::Remedy, ENDED),
        (Kind::Told, ENDED),
        (
            Kind::WaitingOnCustomer,
            ["", NAMELESS, WAITS, CLOSED, DISMISSED],
        ),
        (Kind::WaitingOnSupplier, ["", "", WAITS, CLOSED, DISMISSED]),
        (Kind::Resumed, [NOBODY, NOBODY, "", CLOSED, DISMISSED]),
        (Kind::NeedsOwner, ENDED),
        (Kind::Deadlock, ENDED),
        (Kind::Closed, ENDED),
        (Kind::Dismissed, ENDED),
        (Kind::Reopened, [OPEN, OPEN, OPEN, "", ""]),
    ]
};

#[test]
fn each_step_follows_only_where_it_makes_sense() {
    let states = [
        ada(),
        complaint(None),
        after(ada(), &[StepKind::WaitingOnSupplier]),
        after(ada(), &[StepKind::WaitingOnCustomer, StepKind::Closed]),
        after(ada(), &[StepKind::Dismissed]),
    ];
    assert_eq!(states[2].next_step(), "waits for supplier");
    let kinds: Vec<StepKind> = TABLE.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, StepKind::ALL, "every step has its row");
    for (kind, said) in TABLE {
        for (complaint, sentence) in states.iter().zip(said) {
            let told = complaint
                .check_state(kind)
                .err()
                .map_or_else(String::new, |it| it.0);
            assert_eq!(told, sentence, "{kind} where it is {}", complaint.state());
            let noted = complaint.step(step(kind, "because"));
            assert_eq!(noted.is_ok(), sentence.is_empty(), "{kind}");
        }
    }
}

#[test]
fn what_a_step_lacks_is_asked_for_in_a_sentence() {
    let said = |step: Step| ada().step(step).unwrap_err().0;
    let empty = |kind| Step::new(kind, " ", (at(11), "SK"));
    for (kind, sentence) in [
        (
            StepKind::Cause,
            "Choose a cause, or write what in our way of working let it happen.",
        ),
        (
            StepKind::Remedy,
            "Choose what they got; \"none\" is an answer too.",
        ),
        (
            StepKind::Deadlock,
            "Write when you talk again, with a day such as fri, +3d or 14.6.",
        ),
        (
            StepKind::Dismissed,
            "Write one sentence why this is not a complaint after all.",
        ),
        (
            StepKind::Closed,
            "Not yet done: apology, cause, fix, remedy, told. Do it first, or write one sentence why not.",
        ),
    ] {
        assert_eq!(said(empty(kind)), sentence);
    }
    for kind in StepKind::ALL.iter().copied() {
        let needs = ada().step(empty(kind)).is_err();
        let words = TABLE
            .iter()
            .any(|(it, said)| *it == kind && !said[0].is_empty());
        let known = matches!(
            kind,
            StepKind::Cause
                | StepKind::Remedy
                | StepKind::Deadlock
                | StepKind::Dismissed
                | StepKind::Closed
        );
        assert_eq!(needs, words || known, "{kind}");
    }
}

#[test]
fn reopening_darkens_the_lamps_and_keeps_the_first_answer() {
    let back = after(ada(), &ALL_FIVE);
    let back = after(
        back,
        &[
            StepKind::WaitingOnCustomer,
            StepKind::Closed,
            StepKind::Reopened,
        ],
    );
    assert_eq!(
        (back.state(), back.lamps()),
        (State::Open, Lamps::default())
    );
    assert_eq!(back.next_step(), "apologise");
    assert_eq!(back.answered(), Some(at(11)));
}

#[test]
fn steps_that_need_words_ask_for_them() {
    let refused = |kind, text| ada().step(step(kind, text)).is_err();
    assert!(refused(StepKind::Dismissed, " "));
    assert!(!refused(StepKind::Dismissed, "was a joke"));
    assert!(refused(StepKind::Cause, ""));
    let until = |until| {
        let step = Step {
            until,
            ..step(StepKind::Deadlock, "she wants a new one")
        };
        ada().step(step).is_err()
    };
    assert!(until(None) && until(Some(at(10).day())));
    assert!(!until(Some(at(11).day())));
    let bent = |kind| {
        let bent = "for peace".into();
        let step = Step {
            bent,
            ..step(kind, "")
        };
        ada().step(step).is_ok()
    };
    assert!(bent(StepKind::Remedy) && bent(StepKind::Fix) && !bent(StepKind::Told));
    let chosen = Step {
        cause: Some(CauseId(3)),
        ..step(StepKind::Cause, "")
    };
    assert_eq!(ada().with_step(chosen).unwrap().cause(), Some(CauseId(3)));
    let nothing = Step {
        remedy: None,
        ..step(StepKind::Remedy, "flowers")
    };
    assert!(ada().step(nothing).is_err());
    let minus = Step {
        amount: Some(Money(-1)),
        ..step(StepKind::Remedy, "")
    };
    assert!(ada().step(minus).is_err());
}

#[test]
fn a_small_one_is_recorded_and_closed_in_one_act() {
    let spot = OnTheSpot {
        apologised: true,
        new_cause: " lid not tightened ".into(),
        fix: "wiped and refilled".into(),
        remedy: Some(Remedy::Gift),
        amount: Some(Money(150)),
        told: true,
        ..OnTheSpot::default()
    };
    let changes = ada().on_the_spot(&spot).unwrap();
    let [Change::AddCause(cause), Change::AddComplaint(done)] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert_eq!(cause.text, "lid not tightened");
    assert_eq!(done.state(), State::Closed);
    assert!(done.lamps().all() && done.cause() == Some(CauseId::NEW));
    assert_eq!(done.steps[4].amount, Some(Money(150)));
    assert!(done.steps.iter().all(|step| step.at == done.opened));

    let unfixed = OnTheSpot {
        fix: String::new(),
        ..spot
    };
    assert!(ada().on_the_spot(&unfixed).is_err());
    let excused = OnTheSpot {
        note: "was already dry".into(),
        cause: Some(CauseId(3)),
        ..unfixed
    };
    assert_eq!(ada().on_the_spot(&excused).unwrap().len(), 1);
}

#[test]
fn one_on_record_is_settled_without_noting_anything_twice() {
    let begun = after(ada(), &[StepKind::Apologised]);
    let spot = OnTheSpot {
        apologised: true,
        cause: Some(CauseId(3)),
        fix: "a new one".into(),
        remedy: Some(super::Remedy::None),
        told: true,
        ..OnTheSpot::default()
    };
    let changes = begun.settle(&spot, (at(12), "SK")).unwrap();
    let kinds: Vec<StepKind> = changes
        .iter()
        .map(|change| match change {
            Change::AddStep(_, id, step) if *id == begun.id && step.by == "SK" => step.kind,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            StepKind::Cause,
            StepKind::Fix,
            StepKind::Remedy,
            StepKind::Told,
            StepKind::Closed,
        ]
    );
    assert_eq!(
        Change::label_of(&changes, "Ada"),
        "closed the complaint of Ada"
    );
    let closed = after(begun, &[StepKind::Dismissed]);
    assert!(closed.settle(&spot, (at(12), "SK")).is_err());
}

#[test]
fn the_queue_goes_by_the_next_deadline_then_the_hottest_then_the_oldest() {
    let opened = |hour: u32, heat| Complaint {
        heat,
        opened: Stamp::from_rfc3339(&format!("2026-06-10T{hour:02}:00:00+02:00")).unwrap(),
        ..ada()
    };
    let queue = [
        after(opened(7, Heat::Calm), &[StepKind::Closed]),
        after(opened(6, Heat::Furious), &[StepKind::WaitingOnCustomer]),
        opened(12, Heat::Furious),
        opened(10, Heat::Calm),
        opened(7, Heat::Calm),
        opened(8, Heat::Calm),
        opened(8, Heat::Upset),
    ];
    let stand = |it: Complaint| Queued::new(it, Tier::B, &Settings::default(), at(10));
    let mut queue = queue.map(stand);
    queue.sort_by_key(Queued::place);
    let order: Vec<(String, Heat)> = queue
        .iter()
        .map(|it| {
            (
                it.complaint.opened.local().format("%-H").to_string(),
                it.complaint.heat,
            )
        })
        .collect();
    let expected = [
        ("12", Heat::Furious),
        ("8", Heat::Upset),
        ("7", Heat::Calm),
        ("8", Heat::Calm),
        ("10", Heat::Calm),
        ("6", Heat::Furious),
        ("7", Heat::Calm),
    ];
    assert_eq!(order, expected.map(|(hour, heat)| (hour.to_owned(), heat)));
}
