//! Files that are not what they should be: each is refused by name and left as it was, or opened with everything that is in it.

use std::{fs, sync::OnceLock};

use crate::{
    open, recorder, rows,
    shop::Shop,
    variants::{Answer, Variant, cut_off, head, logs, no_database, not_ours, pages_and_bits},
};

/// The variant in a folder of its own.
fn lay_out(variant: &Variant) -> Shop {
    let shop = Shop::empty();
    fs::write(shop.file(), &variant.file).unwrap();
    for (ending, bytes) in &variant.beside {
        fs::write(
            shop.file().with_file_name(format!("shop.db{ending}")),
            bytes,
        )
        .unwrap();
    }
    shop
}

/// Every file of the shop, the index of the log too.
fn lies_there(shop: &Shop) -> Vec<(String, Vec<u8>)> {
    let folder = fs::read_dir(recorder::folder(shop)).unwrap();
    let mut files: Vec<_> = folder
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

/// Puts it before the program: what is refused is refused in one sentence that names the file, and left as it was.
#[track_caller]
fn is_answered(variant: &Variant) {
    let shop = lay_out(variant);
    let before = lies_there(&shop);
    let name = &variant.name;
    let (code, _, err) = shop.run(&["export", "--format", "json"]);
    let opened = code == 0;
    assert!(opened || code == 4 || code == 1, "{name}: {code} {err}");
    let one = err.lines().count() <= 1 && !err.contains("fault in the program");
    assert!(one, "{name}: {err}");
    let named = err.contains(shop.file().to_str().unwrap());
    let damaged = named && err.contains("is damaged");
    let expected = match variant.answer {
        Answer::Refused(why) => named && code == 4 && err.contains(why),
        Answer::Damaged => damaged && code == 4,
        Answer::Whole => opened && rows(&shop.file()) == *sound(),
        Answer::Either => opened || named,
    };
    assert!(expected, "{name}: {code} {err}");
    if !opened {
        assert!(lies_there(&shop) == before, "{name} is not as it was");
    }
}

/// The rows of the shop before it was damaged.
fn sound() -> &'static str {
    static ROWS: OnceLock<String> = OnceLock::new();
    ROWS.get_or_init(|| rows(&open().file()))
}

#[test]
fn what_is_no_database_is_refused_by_name() {
    no_database().iter().for_each(is_answered);
}

#[test]
fn what_is_not_ours_or_was_tampered_with_is_refused_by_name() {
    not_ours().iter().for_each(is_answered);
}

#[test]
fn what_was_cut_off_is_refused_by_name() {
    cut_off().iter().for_each(is_answered);
}

#[test]
fn a_head_that_says_something_else_is_never_believed() {
    head().iter().for_each(is_answered);
}

#[test]
fn pages_and_bits_that_changed_are_refused_or_harmless() {
    pages_and_bits().iter().for_each(is_answered);
}

#[test]
fn what_lies_beside_a_shop_does_not_harm_it() {
    logs().iter().for_each(is_answered);
}
