//! Figures of promises, feedback, referrals and no's.

use chrono::NaiveDate;
use proptest::prelude::*;
use regulars::domain::{
    CustomerId, FeedbackKind, Measure, Method, Promise, PromiseId, Stamp,
    measure::{Heard, No, Times},
};

use super::{day, known, said, same, share};

const TODAY: &str = "2026-06-10";

fn stamp(day: NaiveDate) -> Stamp {
    Stamp::from_rfc3339("2026-01-01T12:00:00+01:00")
        .unwrap()
        .on(day)
}

fn promise() -> impl Strategy<Value = Promise> {
    let when = || (0_u64..500).prop_map(|ago| day("2026-06-20") - chrono::Days::new(ago));
    let rare = |chance| prop::option::weighted(chance, when());
    (rare(0.8), rare(0.6), rare(0.1), rare(0.1)).prop_map(|(due, done, broken, released)| Promise {
        id: PromiseId(1),
        customer: CustomerId(1),
        interaction: None,
        complaint: None,
        what: "ring back".into(),
        due,
        by: String::new(),
        agreed: stamp(day("2025-01-01")),
        done: done.map(stamp),
        told: None,
        released: released.map(stamp),
        broken: broken.map(stamp),
    })
}

proptest! {
    #[test]
    fn promises_count_when_they_are_done_given_up_or_their_day_goes_by(
        promises in prop::collection::vec(promise(), 0..60),
    ) {
        let times = Times::of("2026-Q2".parse().unwrap(), day(TODAY));
        let mut heard = Heard::new(&times);
        promises.iter().for_each(|it| heard.promise(it));
        let figures = heard.figures();
        let kept = figures.iter().find(|it| it.measure == Measure::PromisesKept).unwrap();
        for (time, reading) in said(&times, kept) {
            let mut cases = Vec::new();
            for promise in promises.iter().filter(|it| it.released.is_none()) {
                let done = promise.done.map(Stamp::day);
                let due = promise.due;
                match (promise.broken, done) {
                    (Some(broken), _) if time.has(broken.day()) => cases.push(false),
                    (None, Some(done)) if time.has(done) => cases.push(due.is_none_or(|due| done <= due)),
                    (None, None) if due.is_some_and(|due| due < day(TODAY) && time.has(due)) => cases.push(false),
                    _ => {}
                }
            }
            same(Measure::PromisesKept, time, reading, share(Measure::PromisesKept, &cases));
        }
    }

    #[test]
    fn the_satisfied_are_counted_by_method(
        voices in prop::collection::vec((0_u64..150, 0_usize..5, 0_usize..3, prop::option::of(1_u8..=5)), 0..200),
    ) {
        let times = Times::of("2026-Q2".parse().unwrap(), day(TODAY));
        let mut heard = Heard::new(&times);
        let on = |ago: u64| day(TODAY) - chrono::Days::new(ago);
        for (ago, method, kind, score) in &voices {
            let kind = FeedbackKind::ALL[*kind];
            heard.feedback(on(*ago), Method::ALL[*method], kind.satisfied(*score));
        }
        for figure in heard.figures() {
            let Some(method) = Method::ALL.iter().position(|it| Measure::satisfied(*it) == figure.measure) else {
                continue;
            };
            for (time, reading) in said(&times, &figure) {
                let these = voices.iter().filter(|it| it.1 == method && time.has(on(it.0)));
                let cases: Vec<bool> = these
                    .filter(|it| it.3.is_some() || FeedbackKind::ALL[it.2] != FeedbackKind::Idea)
                    .map(|it| it.3.map_or(FeedbackKind::ALL[it.2] == FeedbackKind::Praise, |score| score >= 4))
                    .collect();
                same(figure.measure, time, reading, share(figure.measure, &cases));
            }
        }
    }
}

#[test]
fn nos_are_counted_by_why_in_the_spelling_used_last_and_only_those_of_the_time() {
    let times = Times::of("2026-05".parse().unwrap(), day(TODAY));
    let mut heard = Heard::new(&times);
    let nos = [
        ("2026-05-02", "Closing"),
        ("2026-05-31", "closing"),
        ("2026-05-10", "no table"),
        ("2026-05-11", ""),
        ("2026-05-12", ""),
        ("2026-05-13", ""),
        ("2026-04-30", "closing"),
    ];
    for (on, why) in nos {
        heard.no(stamp(day(on)), (why.to_lowercase(), why));
    }
    let no = |why: &str, count| No {
        why: why.into(),
        count,
    };
    assert_eq!(
        heard.nos(),
        [no("", 3), no("closing", 2), no("no table", 1)]
    );
    let figures = heard.figures();
    let nos = figures
        .iter()
        .find(|it| it.measure == Measure::OurNos)
        .unwrap();
    assert_eq!(
        (nos.now, nos.before),
        (
            known(Measure::OurNos, Some(6.0), 6),
            known(Measure::OurNos, Some(1.0), 1)
        )
    );
}

#[test]
fn who_was_brought_counts_when_they_were_written_down() {
    let times = Times::of("2026-Q2".parse().unwrap(), day(TODAY));
    let mut heard = Heard::new(&times);
    for on in ["2026-04-01", "2026-06-10", "2026-03-31", "2025-06-30"] {
        heard.referral(day(on));
    }
    let figures = heard.figures();
    let brought = figures
        .iter()
        .find(|it| it.measure == Measure::Referrals)
        .unwrap();
    assert_eq!(
        (brought.now.value, brought.before.value),
        (Some(2.0), Some(1.0))
    );
    assert_eq!(brought.months.iter().map(|it| it.n).sum::<u32>(), 3);
}

#[test]
fn from_four_on_they_are_satisfied_and_without_a_score_by_what_they_said() {
    use FeedbackKind::{Criticism, Idea, Praise};
    for kind in [Praise, Criticism, Idea] {
        let by_score = [1, 2, 3, 4, 5].map(|score| kind.satisfied(Some(score)));
        assert_eq!(
            by_score,
            [false, false, false, true, true].map(Some),
            "{kind}"
        );
    }
    let without = [Praise, Criticism, Idea].map(|kind| kind.satisfied(None));
    assert_eq!(without, [Some(true), Some(false), None]);
}

/// From five promises on, and from ten voices, a share is said.
#[test]
fn a_share_is_said_from_enough_cases_on() {
    let times = Times::of("2026-Q2".parse().unwrap(), day(TODAY));
    let value = |voices: usize| {
        let mut heard = Heard::new(&times);
        for _ in 0..voices {
            heard.feedback(day("2026-05-01"), Method::Survey, Some(true));
        }
        let figures = heard.figures();
        figures
            .iter()
            .find(|it| it.measure == Measure::SatisfiedSurvey)
            .unwrap()
            .now
            .value
    };
    assert_eq!((value(9), value(10)), (None, Some(1.0)));
    assert_eq!(
        (
            Measure::PromisesKept.enough(),
            Measure::FirstAnswer.enough(),
            Measure::OurNos.enough()
        ),
        (5, 5, 0)
    );
}
