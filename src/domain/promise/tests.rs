//! Where a promise stands, what may happen to it, and how many were kept on time.

use super::*;

fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("{text}:00+02:00")).unwrap()
}

fn promise() -> Promise {
    Promise {
        id: PromiseId(1),
        customer: CustomerId(1),
        interaction: None,
        complaint: None,
        what: "ring back".into(),
        due: Some("2026-06-12".parse().unwrap()),
        by: "SK".into(),
        agreed: at("2026-06-10T12:00"),
        done: None,
        told: None,
        released: None,
        broken: None,
    }
}

fn after(promise: &Promise, act: PromiseAct, now: &str) -> Promise {
    match promise.act(act, at(now)) {
        Ok(Change::EditPromise { before, after }) => {
            assert_eq!(&before, promise);
            after
        }
        other => panic!("{act:?}: {other:?}"),
    }
}

#[test]
fn the_due_day_itself_is_in_time_and_the_next_day_is_late() {
    let open = promise();
    let state = |promise: &Promise, day: &str| promise.state(day.parse().unwrap());
    assert_eq!(state(&open, "2026-06-12"), PromiseState::Agreed);
    assert_eq!(state(&open, "2026-06-13"), PromiseState::Late);
    let dayless = Promise {
        due: None,
        ..promise()
    };
    assert_eq!(state(&dayless, "2030-01-01"), PromiseState::Agreed);

    let in_time = after(&open, PromiseAct::Done, "2026-06-12T23:59");
    assert_eq!(state(&in_time, "2026-06-20"), PromiseState::Done);
    let told = after(&in_time, PromiseAct::Told, "2026-06-20T09:00");
    assert_eq!(state(&told, "2026-06-20"), PromiseState::Kept);
    let late = after(&open, PromiseAct::Told, "2026-06-13T00:00");
    assert_eq!(late.done, late.told);
    assert_eq!(state(&late, "2026-06-13"), PromiseState::KeptLate);
}

#[test]
fn acts_that_do_not_fit_are_refused_with_a_sentence() {
    use PromiseAct::{Break, Done, Release, Reopen, Told};
    let open = promise();
    let now = "2026-06-12T12:00";
    let done = after(&open, Done, now);
    let kept = after(&done, Told, now);
    let released = after(&open, Release, now);
    let broken = after(&open, Break, now);
    for (promise, refused) in [
        (&open, vec![Reopen]),
        (&done, vec![Done, Release, Break]),
        (&kept, vec![Done, Told, Release, Break]),
        (&released, vec![Done, Told, Release, Break]),
        (&broken, vec![Done, Told, Release, Break]),
    ] {
        for act in [Done, Told, Release, Break, Reopen] {
            let answer = promise.act(act, at(now));
            assert_eq!(
                answer.is_err(),
                refused.contains(&act),
                "{act:?} {promise:?}"
            );
        }
    }
    for ended in [&done, &kept, &released, &broken] {
        assert_eq!(after(ended, Reopen, now), open);
    }
}

#[test]
fn kept_on_time_counts_what_ended_in_ninety_days() {
    let today = "2026-06-30".parse().unwrap();
    let done = |day: &str| after(&promise(), PromiseAct::Done, day);
    let share = |promises: &[Promise]| KeptShare::of(promises, today);
    let early = done("2026-06-11T09:00");
    let late = done("2026-06-13T09:00");
    let broken = after(&promise(), PromiseAct::Break, "2026-06-12T09:00");
    let released = after(&promise(), PromiseAct::Release, "2026-06-12T09:00");
    let all = [early.clone(), late, broken, released, promise()];
    assert_eq!(share(&all), KeptShare { kept: 1, of: 4 });
    let coming = Promise {
        due: Some("2026-06-30".parse().unwrap()),
        ..promise()
    };
    let dayless = Promise {
        due: None,
        ..early.clone()
    };
    assert_eq!(share(&[coming, dayless]), KeptShare { kept: 1, of: 1 });
    let long_ago = done("2026-04-01T09:00");
    assert_eq!(share(&[long_ago]), KeptShare::default());
    let kept = vec![early; 5];
    assert_eq!(share(&kept).words().as_deref(), Some("kept on time 5 of 5"));
    assert_eq!(
        share(&kept[..4]).words().as_deref(),
        Some("4 ended, too few to say how many are kept on time")
    );
    assert_eq!(share(&[]).words(), None);
}
