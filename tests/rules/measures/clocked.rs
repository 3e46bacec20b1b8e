//! Figures of complaints.

use chrono::{Days, NaiveDateTime, TimeDelta, Timelike};
use proptest::prelude::*;
use regulars::domain::{
    Action, ActionId, ActionKind, CauseId, Complaint, ComplaintId, CustomerId, Heat, Measure,
    Money, Settings, Source, Stamp, Step, StepKind, Tier,
    measure::{By, Clocked, Ended, Times},
};

use super::{day, known, middle, said, same, share};

fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("2026-{text}:00+02:00")).unwrap()
}

fn complaint(opened: Stamp, steps: &[(StepKind, Stamp)]) -> Complaint {
    let step = |(kind, at): &(StepKind, Stamp)| Step::new(*kind, "", (*at, "SK"));
    Complaint {
        id: ComplaintId(1),
        customer: Some(CustomerId(1)),
        opened,
        by: String::new(),
        what: "lid was loose".into(),
        wants: String::new(),
        heat: Heat::Calm,
        source: Source::Direct,
        told_others: String::new(),
        about: String::new(),
        category: String::new(),
        purchase: None,
        steps: steps.iter().map(step).collect(),
    }
}

/// Answer and end of a complaint of tier B (4 hours, 3 days), in a shop that is open from nine to six but on Sundays.
fn ended(steps: &[(StepKind, &str)], now: &str) -> (Option<Ended>, Option<Ended>) {
    let steps: Vec<_> = steps.iter().map(|(kind, when)| (*kind, at(when))).collect();
    // Saturday, four in the afternoon.
    let complaint = complaint(at("06-13T16:00"), &steps);
    complaint.ended(Tier::B, (&Settings::default(), at(now)))
}

#[test]
fn a_clock_counts_when_it_stops_or_runs_out() {
    let answered = [(StepKind::Answered, "06-15T10:30")];
    let (answer, end) = ended(&answered, "06-15T12:00");
    let known = Ended {
        day: day("2026-06-15"),
        minutes: Some(210),
        in_time: true,
        allowed: 240,
    };
    assert_eq!((answer, end), (Some(known), None));
    let (late, _) = ended(&[], "06-15T11:01");
    let known = Ended {
        minutes: None,
        in_time: false,
        ..known
    };
    assert_eq!(late, Some(known), "it ran out at eleven");
    assert_eq!(ended(&[], "06-15T11:00").0, None, "not yet");
    let (_, end) = ended(&[(StepKind::Closed, "06-19T17:30")], "06-30T12:00");
    let end = end.unwrap();
    assert_eq!(
        (end.day, end.minutes),
        (day("2026-06-19"), Some(2 * 60 + 4 * 540 + 510))
    );
    assert!(!end.in_time && end.allowed == 27 * 60);
}

#[test]
fn waiting_is_not_counted_and_what_came_back_counts_anew() {
    let waited = [
        (StepKind::WaitingOnCustomer, "06-15T10:00"),
        (StepKind::Resumed, "06-16T10:00"),
        (StepKind::Closed, "06-16T12:00"),
    ];
    assert_eq!(
        ended(&waited, "06-30T12:00").1.unwrap().minutes,
        Some(120 + 60 + 120)
    );
    let again = [
        (StepKind::Closed, "06-15T10:00"),
        (StepKind::Reopened, "06-17T10:00"),
        (StepKind::Closed, "06-17T11:00"),
    ];
    let (_, end) = ended(&again, "06-30T12:00");
    assert_eq!(
        end.map(|it| (it.minutes, it.in_time)),
        Some((Some(60), true))
    );
    assert_eq!(
        ended(&again[..2], "06-17T12:00").1,
        None,
        "it is open again"
    );
}

#[test]
fn what_was_dismissed_was_no_complaint_and_nobody_answers_nobody() {
    let dismissed = [
        (StepKind::Answered, "06-15T09:30"),
        (StepKind::Dismissed, "06-15T10:00"),
    ];
    assert_eq!(ended(&dismissed, "06-30T12:00"), (None, None));
    let mut nobody = complaint(at("06-13T16:00"), &[(StepKind::Told, at("06-13T16:30"))]);
    nobody.customer = None;
    let (answer, end) = nobody.ended(Tier::B, (&Settings::default(), at("06-30T12:00")));
    assert_eq!(answer, None);
    assert!(
        end.is_some_and(|it| !it.in_time),
        "its resolution is late all the same"
    );
}

#[test]
fn causes_are_counted_with_their_cost_and_what_came_back_after_an_action() {
    let times = Times::of("2026-Q2".parse().unwrap(), day("2026-06-30"));
    let settings = Settings::default();
    let verified = Action {
        id: ActionId(1),
        complaint: None,
        cause: Some(CauseId(1)),
        kind: ActionKind::Process,
        what: "label the shelf".into(),
        by: String::new(),
        agreed: at("05-01T12:00"),
        due: None,
        done: Some(at("05-02T12:00")),
        verified: Some(at("05-10T12:00")),
        dropped: None,
    };
    let actions = [verified];
    let mut clocked = Clocked::new(&times, (&settings, at("06-30T12:00")), &actions);
    let causes = [
        (Some(1), "04-02"),
        (Some(1), "05-20"),
        (Some(2), "05-21"),
        (None, "05-22"),
        (Some(2), "03-20"),
    ];
    for (cause, opened) in causes {
        let mut complaint = complaint(
            at(&format!("{opened}T12:00")),
            &[(StepKind::Cause, at("06-01T12:00"))],
        );
        complaint.steps[0].cause = cause.map(CauseId);
        clocked.complaint(&complaint, (Tier::B, Money(100)));
    }
    clocked.forgotten(day("2026-06-01"), Some(CauseId(2)), (2, Money(700)));
    clocked.forgotten(day("2026-06-01"), None, (1, Money(5)));
    clocked.forgotten(day("2026-02-01"), Some(CauseId(2)), (1, Money(5)));
    let causes = clocked.causes(|cause| format!("cause {}", cause.0));
    let bars: Vec<_> = causes
        .bars(By::Count)
        .iter()
        .map(|bar| {
            (
                bar.of.words.clone(),
                bar.of.count,
                bar.of.cost.0,
                bar.of.returned,
            )
        })
        .collect();
    assert_eq!(
        bars,
        [("cause 2".into(), 3, 800, 0), ("cause 1".into(), 2, 200, 1)]
    );
    assert_eq!(causes.without, 2);
    let figures = clocked.figures();
    let heard = figures
        .iter()
        .find(|it| it.measure == Measure::Complaints)
        .unwrap();
    assert_eq!((heard.now.n, heard.before.n, heard.months[11].n), (7, 2, 3));
}

/// Kinds that mean something to a clock, and one that does not.
const KINDS: [StepKind; 8] = [
    StepKind::Answered,
    StepKind::WaitingOnCustomer,
    StepKind::WaitingOnSupplier,
    StepKind::Resumed,
    StepKind::Closed,
    StepKind::Dismissed,
    StepKind::Reopened,
    StepKind::Fix,
];

/// Opened so many minutes after the first of March, and steps, each so many minutes after the one before.
fn story() -> impl Strategy<Value = Complaint> {
    let step = (prop::sample::select(&KINDS[..]), 0_i64..6_000);
    (
        0_i64..150_000,
        prop::collection::vec(step, 0..6),
        prop::bool::weighted(0.8),
    )
        .prop_map(|(opened, steps, named)| {
            let later = |minutes| {
                let first = at("03-01T00:00").datetime() + TimeDelta::minutes(minutes);
                Stamp::new(&first)
            };
            let mut minute = opened;
            let steps: Vec<_> = steps
                .into_iter()
                .map(|(kind, after)| {
                    minute += after;
                    (kind, later(minute))
                })
                .collect();
            let mut story = complaint(later(opened), &steps);
            story.customer = named.then_some(CustomerId(1));
            story
        })
}

fn is_open(minute: NaiveDateTime) -> bool {
    Settings::default()
        .hours
        .on(minute.date())
        .any(|(opens, closes)| (opens..closes).contains(&minute))
}

/// Minute by minute: how many the shop was open between start and end while nobody waited.
fn minutes(start: Stamp, steps: &[Step], end: Stamp) -> u32 {
    let (mut now, mut count) = (start.local(), 0);
    let end = end.local();
    while now < end {
        let stopped = steps.iter().rfind(|step| {
            step.at.local() <= now && !matches!(step.kind, StepKind::Answered | StepKind::Fix)
        });
        let runs =
            stopped.is_none_or(|step| matches!(step.kind, StepKind::Resumed | StepKind::Reopened));
        count += u32::from(runs && is_open(now));
        now += TimeDelta::minutes(1);
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn clocks_ran_as_long_as_they_did_minute_by_minute(story in story()) {
        let settings = Settings::default();
        let (answer, end) = story.ended(Tier::B, (&settings, at("12-01T12:00")));
        if let Some((minutes_of, it)) = answer.and_then(|it| Some((it.minutes?, it))) {
            let first = story.steps.iter().position(|step| step.kind == StepKind::Answered).unwrap();
            let stopped = story.steps[first].at;
            prop_assert_eq!(minutes_of, minutes(story.opened, &story.steps[..first], stopped));
            prop_assert_eq!(it.day, stopped.day());
            // Just as many: then the shop may have closed when the time was over, and the answer came in the evening.
            prop_assert!(minutes_of == it.allowed || it.in_time == (minutes_of < it.allowed));
        }
        if let Some(minutes_of) = end.and_then(|it| it.minutes) {
            let again = story.steps.iter().rposition(|step| step.kind == StepKind::Reopened);
            let start = again.map_or(story.opened, |at| story.steps[at].at);
            let steps = &story.steps[again.map_or(0, |at| at + 1)..];
            let closed = story.closed().unwrap();
            prop_assert_eq!(minutes_of, minutes(start, steps, closed));
        }
    }

    #[test]
    fn each_figure_of_each_time_is_what_all_clocks_say(stories in prop::collection::vec(story(), 0..40)) {
        let (settings, now) = (Settings::default(), at("06-10T12:00"));
        let times = Times::of("2026-Q2".parse().unwrap(), now.day());
        let mut clocked = Clocked::new(&times, (&settings, now), &[]);
        for story in &stories {
            clocked.complaint(story, (Tier::B, Money(0)));
        }
        let ends: Vec<_> = stories.iter().map(|it| it.ended(Tier::B, (&settings, now))).collect();
        for figure in clocked.figures() {
            let measure = figure.measure;
            for (time, reading) in said(&times, &figure) {
                let answers = ends.iter().filter_map(|it| it.0).filter(|it| time.has(it.day));
                let closed = ends.iter().filter_map(|it| it.1).filter(|it| time.has(it.day));
                let in_time = |cases: Vec<Ended>| {
                    share(measure, &cases.iter().map(|it| it.in_time).collect::<Vec<_>>())
                };
                let middle = |cases: Vec<Ended>| {
                    let minutes: Vec<i64> = cases.iter().filter_map(|it| it.minutes).map(Into::into).collect();
                    let n = minutes.len();
                    known(measure, middle(minutes).map(|it| it / 60.0), n)
                };
                let heard = stories.iter().filter(|it| time.has(it.opened.day())).count();
                let stopped: Vec<u32> = closed.clone().filter_map(|it| it.minutes).collect();
                let sum = stopped.iter().sum::<u32>();
                let known = match measure {
                    Measure::Complaints => known(measure, Some(heard as f64), heard),
                    Measure::FirstAnswer => middle(answers.collect()),
                    Measure::AnsweredInTime => in_time(answers.collect()),
                    Measure::Resolution => middle(closed.collect()),
                    Measure::ResolvedInTime => in_time(closed.collect()),
                    _ => known(measure, Some(f64::from(sum) / 60.0), stopped.len()),
                };
                same(measure, time, reading, known);
            }
        }
    }
}

#[test]
fn the_aim_is_the_middle_of_what_the_same_complaints_were_allowed() {
    let settings = Settings::default();
    let now = at("06-30T12:00");
    let times = Times::of("2026-Q2".parse().unwrap(), now.day());
    let mut clocked = Clocked::new(&times, (&settings, now), &[]);
    for number in 0..5 {
        let opened = at("06-01T10:00").on(day("2026-06-01") + Days::new(number));
        let answered = opened.datetime().with_hour(11).unwrap();
        let story = complaint(opened, &[(StepKind::Answered, Stamp::new(&answered))]);
        let tier = if number < 3 { Tier::A } else { Tier::B };
        clocked.complaint(&story, (tier, Money(0)));
    }
    let figures = clocked.figures();
    let answer = figures
        .iter()
        .find(|it| it.measure == Measure::FirstAnswer)
        .unwrap();
    assert_eq!((answer.now.value, answer.target), (Some(1.0), Some(2.0)));
}
