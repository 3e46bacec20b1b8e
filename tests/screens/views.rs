//! Named views: kept, called up and taken out, in the shell and with the keys.

use serde_json::json;

use crate::{
    desk::{Desk, desk, full},
    screen::Screens,
    shop::Shop,
};

const NONE: &str = "No view is kept yet; view save vip tag:vip keeps one.\n";

#[test]
fn a_find_text_is_kept_called_up_and_taken_out() {
    let shop = Shop::open();
    shop.shows(&["view"], 0, "", NONE);
    shop.shows(&["view", "vip"], 3, "", NONE);
    shop.shows(
        &["view", "save", "vip", "tag:vip"],
        0,
        "1  vip  tag:vip\n",
        "",
    );
    let all = "1  vip         tag:vip\n2  gone quiet  last:>90d 4471\n";
    shop.shows(
        &["view", "save", "gone quiet", "last:>90d", "4471"],
        0,
        all,
        "",
    );
    let zo = "#1  Zoë Müller  +49 176 555 4471  –\n";
    shop.shows(&["view", "VIP"], 0, zo, "");
    let (_, found, _) = shop.run(&["find", "last:>90d 4471"]);
    assert_eq!(found.lines().count(), 3);
    for named in [&["view", "2"][..], &["view", "gone", "quiet"]] {
        shop.shows(named, 0, &found, "");
    }
    assert_eq!(shop.json(&["view", "vip"]), shop.json(&["find", "tag:vip"]));
    let vip = json!({"of": "customers", "number": 1, "name": "vip", "text": "tag:vip"});
    assert_eq!(shop.json(&["view"])["views"][0], vip);
    shop.shows(
        &["view", "drop", "vip"],
        0,
        "2  gone quiet  last:>90d 4471\n",
        "",
    );
    shop.shows(&["undo"], 0, "Undone: took out view 1.\n", "");
    shop.shows(&["view"], 0, all, "");
    shop.shows(
        &["undo"],
        0,
        "Undone: kept the view gone quiet: last:>90d 4471.\n",
        "",
    );
    shop.shows(
        &["view", "gone quiet"],
        3,
        "",
        "There is no view “gone quiet”; there are vip.\n",
    );
}

#[test]
fn what_cannot_be_kept_is_said_and_nothing_is_kept() {
    let shop = Shop::open();
    shop.shows(
        &["view", "save", "vip"],
        4,
        "",
        "regulars: Type what the view finds, like tag:vip.\n",
    );
    let (exit, _, err) = shop.run(&["view", "save", "vip", "tga:vip"]);
    assert_eq!(exit, 2);
    assert!(
        err.starts_with("There is no filter word tga; did you mean tag:?"),
        "{err}"
    );
    shop.shows(&["view"], 0, "", NONE);
    for number in 1..=9 {
        shop.run(&["view", "save", &format!("view {number}"), "tag:vip"]);
    }
    let full = "regulars: All nine views are taken; take one out, then keep this one.\n";
    shop.shows(&["view", "save", "tenth", "tag:vip"], 4, "", full);
    let (_, all, _) = shop.run(&["view", "save", "View 4", "ana"]);
    assert_eq!(all.lines().count(), 9);
    assert!(all.contains("4  View 4  ana\n"), "{all}");
    shop.shows(
        &["settings", "view_1"],
        2,
        "",
        &shop
            .run(&["settings", "colour"])
            .2
            .replace("colour", "view_1"),
    );
}

#[test]
fn views_go_along_with_everything() {
    let (here, there) = (Shop::open(), Shop::empty());
    here.run(&["view", "save", "gone quiet", "last:>90d"]);
    let file = here.file().with_file_name("all.json");
    let file = file.to_str().unwrap();
    here.run(&["export", "--format", "json", "--output", file]);
    there.run(&["import", "--yes", file]);
    assert_eq!(there.json(&["view"]), here.json(&["view"]));
}

/// Out of the find box, with two views kept.
fn kept(mut desk: Desk) -> Desk {
    desk.screens.press("'tag:vip' Esc v + 'vip' Enter Esc");
    desk.screens
        .press("/ 'last:>60d -tag:vip' Esc v n 'gone quiet' Enter Esc");
    desk
}

#[test]
fn no_view_yet_says_what_to_press() {
    let mut desk = desk((80, 24), &[]);
    insta::assert_snapshot!("none", desk.screens.press("Esc v").picture());
    desk.screens.press("+");
    let said = desk.screens.app.message().unwrap();
    assert!(said.starts_with("Find something first"), "{said}");
}

#[test]
fn views_are_shown_over_the_list() {
    for size in [(80, 24), (120, 40), (60, 16)] {
        let mut desk = kept(desk(size, &[]));
        desk.screens.press("/ '4471' Esc v");
        insta::assert_snapshot!(format!("views_{}", size.0), desk.screens.picture());
    }
    let mut desk = kept(desk((80, 24), &[]));
    desk.screens.press("/ '4471' Esc v + 'rings often'");
    insta::assert_snapshot!("naming", desk.screens.picture());
}

#[test]
fn one_key_puts_a_view_into_the_find_box() {
    let mut desk = kept(full((80, 24)));
    let screens = &mut desk.screens;
    let finds = |screens: &Screens, text: &str, count: &str| {
        let shown = screens.text();
        assert!(
            shown.contains(&format!("find  {text} ")) && shown.contains(count),
            "{shown}"
        );
        assert!(!shown.contains("views of the customers"), "{shown}");
    };
    finds(screens.press("v 1"), "tag:vip", "1 of 5");
    finds(screens.press("v j Enter"), "last:>60d -tag:vip", "4 of 5");
    assert!(screens.press("Esc").text().contains("5 customers"));
    finds(screens.press(": 'view vip' Enter"), "tag:vip", "1 of 5");
    screens.press("v 7");
    assert_eq!(screens.app.message(), Some("There is no view 7."));
    screens.press("Esc : 'view nobody' Enter");
    assert_eq!(
        screens.app.message(),
        Some("There is no view “nobody”; there are vip, gone quiet.")
    );
}

#[test]
fn a_view_taken_out_comes_back() {
    let mut desk = kept(full((80, 24)));
    let screens = &mut desk.screens;
    screens.press("v d");
    assert_eq!(screens.app.message(), Some("took out view 1"));
    assert!(!screens.text().contains(" vip "), "{}", screens.text());
    screens.press("u");
    assert!(screens.text().contains("1  vip "), "{}", screens.text());
    screens.press("Esc u");
    assert_eq!(
        screens.app.message(),
        Some("undone: kept the view gone quiet: last:>60d -tag:vip")
    );
}

#[test]
fn a_name_that_cannot_be_kept_stays_typed() {
    let mut desk = kept(full((80, 24)));
    let screens = &mut desk.screens;
    screens.press("/ '4471' Esc v + 'a:b' Enter");
    assert!(
        screens
            .app
            .message()
            .unwrap()
            .starts_with("A view is called by a word or two")
    );
    assert!(
        screens.text().contains("a name for 4471"),
        "{}",
        screens.text()
    );
    screens.press("Ctrl-U 'VIP' Enter");
    assert_eq!(screens.app.message(), Some("kept the view VIP: 4471"));
    screens.press("/ 'tga:vip' Esc v +");
    assert!(
        screens
            .app
            .message()
            .unwrap()
            .starts_with("There is no filter word tga; did you mean tag:?")
    );
}

#[test]
fn the_log_has_views_of_its_own() {
    let mut desk = kept(full((80, 24)));
    let screens = &mut desk.screens;
    screens.press("3 V");
    assert!(
        screens.text().contains("No view is kept yet."),
        "{}",
        screens.text()
    );
    screens.press("Esc / 'colour:red' Enter V +");
    assert!(
        screens
            .app
            .message()
            .unwrap()
            .starts_with("There is no filter word colour; there are channel:")
    );
    screens.press("Esc / Ctrl-U 'by:SK decaf' Enter V + 'decaf' Enter Esc V 1");
    assert!(
        screens.text().contains("filter  by:SK decaf"),
        "{}",
        screens.text()
    );
    screens.press("2 Esc : 'view decaf' Enter");
    assert!(
        screens.text().contains("filter  by:SK decaf"),
        "{}",
        screens.text()
    );
    screens.press(": 'view' Enter");
    let listed = screens.text();
    assert!(
        listed.contains("1  decaf       by:SK decaf         of the log"),
        "{listed}"
    );
}
