//! The screen before the shop, where the file is damaged: what it says at once, what each choice does, and the way through it.

use std::{fs, path::Path};

use portable_pty::CommandBuilder;
use ratatui::{Terminal, backend::TestBackend};
use regulars::{
    store::{Store, salvage},
    tui::{
        damaged::{Choice, Damaged},
        keymap::Action,
        theme::Theme,
    },
};

use crate::{
    patient::{pages, tear, well},
    pty::Pty,
    support::{Shop, add, now, person},
};

/// A shop with a backup, two acts done since, and a torn page.
fn torn() -> Shop {
    let shop = well(40);
    let mut store = shop.open();
    add(&mut store, person("Ben Okafor", "1234"));
    add(&mut store, person("Ana Lima", "4321"));
    drop(store);
    let page = pages(&shop.path, "interaction", "leaf")[0];
    tear(&shop.path, page, 0x55);
    shop
}

/// What stands in a window of this size.
fn text(screen: &Damaged, folder: &Path, (width, height): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| screen.view(frame, &Theme::dark()))
        .unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| {
        (0..width)
            .map(|x| buffer[(x, y)].symbol())
            .collect::<String>()
    };
    let rows: Vec<String> = (0..height).map(|y| row(y).trim_end().to_owned()).collect();
    rows.join("\n").replace(&*folder.to_string_lossy(), "/shop")
}

#[test]
fn a_damaged_file_leaves_these_choices() {
    let shop = torn();
    let mut screen = Damaged::look(&shop.path, now());
    let folder = shop.folder.path();
    insta::assert_snapshot!("wide", text(&screen, folder, (80, 24)));
    insta::assert_snapshot!("small", text(&screen, folder, (60, 16)));
    screen.update(&Action::Down);
    insta::assert_snapshot!("small_second", text(&screen, folder, (60, 16)));
    for size in [(1, 1), (10, 3), (500, 200)] {
        text(&screen, folder, size);
    }
}

#[test]
fn without_a_backup_or_a_first_page_less_is_offered() {
    let shop = torn();
    fs::remove_dir_all(shop.folder.path().join("shop-backups")).unwrap();
    let mut screen = Damaged::look(&shop.path, now());
    assert!(
        text(&screen, shop.folder.path(), (80, 24))
            .contains("There is no backup that is in order.")
    );
    assert!(matches!(
        screen.update(&Action::Enter),
        Some(Choice::Salvage(_))
    ));
    let mut bytes = fs::read(&shop.path).unwrap();
    bytes[100..4096].fill(7);
    fs::write(&shop.path, bytes).unwrap();
    let mut screen = Damaged::look(&shop.path, now());
    assert_eq!(screen.update(&Action::View(2)), Some(Choice::Quit));
}

#[test]
fn every_key_chooses_what_it_says() {
    let shop = torn();
    let mut screen = Damaged::look(&shop.path, now());
    assert!(matches!(
        screen.update(&Action::Enter),
        Some(Choice::BringBack(_))
    ));
    assert_eq!(screen.update(&Action::View(3)), Some(Choice::Read));
    assert_eq!(screen.update(&Action::View(9)), None);
    assert_eq!(screen.update(&Action::Last), None);
    assert_eq!(screen.update(&Action::Down), None);
    assert_eq!(screen.update(&Action::Enter), Some(Choice::Quit));
    assert_eq!(screen.update(&Action::Back), Some(Choice::Quit));
}

#[test]
fn what_was_saved_can_be_gone_on_with() {
    let shop = torn();
    let mut screen = Damaged::look(&shop.path, now());
    let Some(Choice::Salvage(into)) = screen.update(&Action::View(2)) else {
        panic!("{screen:?}");
    };
    let saved = salvage(&shop.path, &into, now(), &mut |_, _| true).unwrap();
    screen.go_on_with(&saved);
    assert_eq!(screen.update(&Action::Enter), Some(Choice::BringBack(into)));
}

fn start(shop: &Shop) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_regulars"));
    command.args(["--now", "2026-06-10T12:00:00+02:00"]);
    command.env("REGULARS_DB", &shop.path);
    command.env("HOME", shop.folder.path());
    command.env("TERM", "xterm-256color");
    Pty::start(command)
}

#[test]
fn the_way_from_a_damaged_file_through_salvage_to_a_shop() {
    let shop = torn();
    let before = fs::read(&shop.path).unwrap();
    let mut pty = start(&shop);
    pty.until_shows("This file is damaged");
    pty.send("2");
    pty.until_shows("rows were saved");
    assert!(fs::read(&shop.path).unwrap() == before);
    pty.send("\r");
    pty.until_shows("Person Number");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    assert!(
        pty.contents().contains("The damaged file is now"),
        "{}",
        pty.contents()
    );
    let store = Store::open(&shop.path).unwrap();
    assert!(store.reads_only().is_none());
    let aside = shop.folder.path().join("shop-damaged-2026-06-10.db");
    assert!(fs::read(aside).unwrap() == before);
}

#[test]
fn a_damaged_file_is_read_or_left_alone() {
    let shop = torn();
    let before = fs::read(&shop.path).unwrap();
    let mut pty = start(&shop);
    pty.until_shows("This file is damaged");
    pty.send("3");
    pty.until_shows("Person Number");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    let mut pty = start(&shop);
    pty.until_shows("This file is damaged");
    pty.send("\x1b");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    assert!(fs::read(&shop.path).unwrap() == before);
}

#[test]
fn a_backup_is_brought_back_over_a_damaged_file() {
    let shop = torn();
    let before = fs::read(&shop.path).unwrap();
    let mut pty = start(&shop);
    pty.until_shows("Bring back the backup");
    pty.send("\r");
    pty.until_shows("Person Number");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    let aside = shop.folder.path().join("shop-damaged-2026-06-10.db");
    assert!(fs::read(aside).unwrap() == before);
    assert_eq!(Store::open(&shop.path).unwrap().who(), "");
}
