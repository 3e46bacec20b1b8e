//! The disk is full, or breaks, at any write: the act is told to have failed and nothing of it is there, or it is there whole; and the
//! next try works.

use crate::{
    acts::{
        Act, BACK_UP, BEGIN, EXPORT, IMPORT, MIGRATE, RESTORE, Rehearsed, SAVE, backups, state,
    },
    recorder::{Ended, Fault, Recorder},
};

/// How many operations of each act are refused, one run each.
const PLACES: u64 = 7;

/// Numbers from 1 to the last, these many, the first ones and the last one among them.
fn places(last: u64) -> Vec<u64> {
    let mut places: Vec<u64> = (0..PLACES).map(|it| 1 + it * last / PLACES).collect();
    places.extend([2, 3, last]);
    places.retain(|it| (1..=last).contains(it));
    places.sort_unstable();
    places.dedup();
    places
}

/// It failed, and says so in one sentence.
#[track_caller]
fn says_why(ended: &Ended, fault: Fault) {
    let at_fault = ended.err.contains("fault in the program");
    let one = ended.err.lines().count() == 1 && !at_fault;
    assert!(ended.code == Some(1) && one, "{fault:?}: {ended:?}");
    assert!(!ended.out.contains("Saved"), "{fault:?}: {ended:?}");
}

#[track_caller]
fn outlives(rehearsed: &Rehearsed, fault: Fault) {
    let shop = rehearsed.shop();
    let recorder = Recorder::new(&shop);
    let ended = recorder.run(rehearsed.act.arguments, fault);
    let met = recorder.operations().iter().any(|it| it.kind == 'F');
    let done = ended.code == Some(0);
    assert!(met || done, "{fault:?} was not met: {ended:?}");
    if !done {
        says_why(&ended, fault);
    }
    let [before, after] = &rehearsed.states;
    backups(&shop);
    let found = state(&shop);
    let expected = if done { after } else { before };
    assert!(
        found == *expected,
        "{fault:?}, {ended:?}: is there {}",
        found == *after
    );
    if !done {
        let again = recorder.run(rehearsed.act.arguments, Fault::None);
        assert_eq!(again.code, Some(0), "{fault:?}, {ended:?}, then {again:?}");
        assert_eq!(state(&shop), *after, "{fault:?}");
    }
}

/// Tries every fault at places all through the act.
#[track_caller]
fn outlives_all(act: &'static Act) {
    let rehearsed = act.rehearse();
    for place in places(rehearsed.count("WTCM")) {
        outlives(&rehearsed, Fault::Full(place));
    }
    for place in places(rehearsed.count("WTS")) {
        outlives(&rehearsed, Fault::Hiccup(place));
        outlives(&rehearsed, Fault::Broken(place));
    }
}

#[test]
fn a_save_that_the_disk_refuses_is_told_and_can_be_tried_again() {
    outlives_all(&SAVE);
}

#[test]
fn an_import_that_the_disk_refuses_did_not_happen() {
    outlives_all(&IMPORT);
}

#[test]
fn an_export_that_the_disk_refuses_leaves_the_old_file() {
    outlives_all(&EXPORT);
}

#[test]
fn a_file_that_cannot_be_brought_up_to_date_stays_as_it_was() {
    outlives_all(&MIGRATE);
}

#[test]
fn a_shop_that_cannot_be_begun_is_begun_the_next_time() {
    outlives_all(&BEGIN);
}

#[test]
fn a_backup_that_the_disk_refuses_is_told_and_leaves_the_older_ones() {
    outlives_all(&BACK_UP);
}

#[test]
fn a_restore_that_the_disk_refuses_brought_nothing_back() {
    outlives_all(&RESTORE);
}
