//! The power goes at every single thing the program asks of the disk: what was acknowledged is there, and no act by half.

use std::collections::HashMap;

use regulars::store::Store;
use sha2::{Digest, Sha256};

use crate::{
    Dice,
    acts::{Act, BACK_UP, BEGIN, EXPORT, MIGRATE, RESTORE, State, backups, many, state},
    disk::{Disk, Files, files},
    holding, open,
    recorder::{self, Fault, Operation, Recorder},
    shop::Shop,
};

/// How many cuts of each tape find of what is not certain a random part on the disk.
const RANDOM: u64 = 25;

/// What was done to a shop, and what there is at first and after each act.
struct Tape {
    before: Files,
    operations: Vec<Operation>,
    states: Vec<State>,
}

/// Carries out acts, one command each, and records them.
#[track_caller]
fn record(shop: &Shop, acts: &[&[&str]]) -> Tape {
    let recorder = Recorder::new(shop);
    let before = files(&recorder::folder(shop));
    let mut states = vec![first(&before)];
    for act in acts {
        let ended = recorder.run(act, Fault::None);
        assert_eq!(ended.code, Some(0), "{act:?}: {ended:?}");
        recorder.acknowledge();
        states.push(state(shop));
    }
    Tape {
        before,
        operations: recorder.operations(),
        states,
    }
}

/// What there is in these files.
#[track_caller]
fn first(files: &Files) -> State {
    let shop = holding(files);
    backups(&shop);
    state(&shop)
}

/// Files that a power cut may leave, and how many acts had been acknowledged when it may have come: at least, at most.
struct Left {
    files: Files,
    acknowledged: (usize, usize),
}

/// Files that differ in anything have different sums.
fn sum(files: &Files) -> Vec<u8> {
    let sums = files
        .iter()
        .flat_map(|it| [Sha256::digest(it.0), Sha256::digest(it.1)]);
    sums.flatten().collect()
}

/// What the power cuts may leave: after each operation only what is certain; after some of them, a random part of the rest, too.
fn cuts(tape: &Tape, mut dice: Dice) -> Vec<Left> {
    let mut disk = Disk::holding(tape.before.clone());
    let mut acknowledged = 0;
    let mut found: HashMap<Vec<u8>, Left> = HashMap::new();
    for operation in &tape.operations {
        disk.take(operation);
        acknowledged += usize::from(operation.kind == 'A');
        let mut cuts = vec![disk.after_a_cut(&mut || false)];
        if dice.below(tape.operations.len() as u64) < RANDOM {
            cuts.push(disk.after_a_cut(&mut || dice.coin()));
        }
        for files in cuts {
            let left = found.entry(sum(&files)).or_insert_with(|| Left {
                files,
                acknowledged: (acknowledged, acknowledged),
            });
            left.acknowledged.1 = acknowledged;
        }
    }
    found.into_values().collect()
}

/// Opens with the program what each power cut leaves, and looks what is there.
#[track_caller]
fn survives(tape: &Tape, dice: Dice) {
    let cuts = cuts(tape, dice);
    for left in &cuts {
        let found = first(&left.files);
        let (at_least, at_most) = (left.acknowledged.1, left.acknowledged.0 + 1);
        let mut whole = tape.states.iter().take(at_most + 1).skip(at_least);
        assert!(
            whole.any(|state| *state == found),
            "of {at_least} acknowledged acts one is lost, or one is there by half: {}",
            found.0
        );
    }
    assert!(cuts.len() > tape.states.len(), "{} cuts", cuts.len());
}

const SAVES: [&[&str]; 6] = [
    &["log", "#1", "call in: wants rye !fri ring back"],
    &["complain", "#1", "upset: grinder leaks"],
    &["import", "few.csv", "--yes"],
    &["undo"],
    &["redo"],
    &["log", "#2", "visit: asked about decaf +1"],
];

#[test]
fn what_is_replayed_whole_is_what_is_there() {
    let shop = open();
    let tape = record(&shop, &SAVES);
    let mut disk = Disk::holding(tape.before);
    tape.operations.iter().for_each(|it| disk.take(it));
    assert!(disk.after_a_cut(&mut || true) == files(&recorder::folder(&shop)));
}

#[test]
fn a_power_cut_beside_an_open_window_loses_nothing_acknowledged() {
    let shop = open();
    let window = Store::open(&shop.file()).unwrap();
    window.version().unwrap();
    survives(&record(&shop, &SAVES), Dice(1));
    drop(window);
}

#[test]
fn a_power_cut_while_the_log_is_taken_into_the_file_loses_nothing() {
    survives(&record(&open(), &SAVES), Dice(2));
}

/// One act that is cut off anywhere.
#[track_caller]
fn act_survives(act: &Act, dice: Dice) {
    survives(&record(&(act.shop)(), &[act.arguments]), dice);
}

#[test]
fn a_power_cut_in_an_export_leaves_the_old_file_or_the_new() {
    act_survives(&EXPORT, Dice(3));
}

#[test]
fn a_power_cut_while_a_file_is_brought_up_to_date_leaves_it_old_or_new() {
    act_survives(&MIGRATE, Dice(4));
}

#[test]
fn a_power_cut_in_a_backup_leaves_a_whole_one_or_none() {
    act_survives(&BACK_UP, Dice(7));
}

#[test]
fn a_power_cut_in_a_restore_leaves_everything_of_before_or_of_then() {
    act_survives(&RESTORE, Dice(8));
}

#[test]
fn a_power_cut_at_the_first_start_leaves_a_shop_or_none() {
    act_survives(&BEGIN, Dice(5));
}

#[test]
fn a_power_cut_in_an_import_larger_than_the_log_leaves_all_of_it_or_nothing() {
    let shop = open();
    many(&shop, 1_000);
    survives(&record(&shop, &[&["import", "many.csv", "--yes"]]), Dice(6));
}
