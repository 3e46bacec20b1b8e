//! The story of a shop, told by the real program, in a pseudo-terminal,
//! and in several at once.

#![cfg(unix)]

#[path = "../support/blank.rs"]
mod blank;
#[path = "../support/hostile.rs"]
mod hostile;
#[path = "../support/page.rs"]
mod page;
#[path = "../support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "examples of the shell's words are elsewhere")]
#[path = "../support/shop.rs"]
mod shop;

mod complaint;
mod disk;
mod drafts;
mod endings;
mod first_day;
mod printed;
#[cfg(target_os = "linux")]
mod private;
mod terminal;
mod windows;

use std::fs;

use portable_pty::CommandBuilder;

use pty::Pty;
use shop::{NOON, Shop};

/// Three cards as a phone exports them.
const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nNICKNAME:Zo\r\nTEL;TYPE=CELL:+49 176 555 4471\r\nEND:VCARD\r\n\
                     BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Søren Ødegård\r\nTEL;TYPE=CELL:+47 555 01 234\r\nEND:VCARD\r\n\
                     BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小明\r\nTEL:555 0199\r\nEND:VCARD\r\n";

/// A shop that has taken over its contacts through the shell.
fn imported() -> Shop {
    let shop = Shop::empty();
    fs::write(shop.file().with_file_name("contacts.vcf"), CARDS).unwrap();
    let (exit, out, err) = shop.run(&["import", "contacts.vcf", "--yes"]);
    assert_eq!(exit, 0, "{out}{err}");
    shop
}

/// The screens of this shop in a terminal, painted once.
fn window(shop: &Shop) -> Pty {
    window_with(shop, &[])
}

/// The same, with more in its environment.
fn window_with(shop: &Shop, more: &[(&str, &str)]) -> Pty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_regulars"));
    command.args(["--now", NOON, "--as", "SK"]);
    command.env("TZ", "Europe/Berlin");
    command.env("REGULARS_DB", shop.file());
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    for (name, value) in more {
        command.env(name, value);
    }
    let mut pty = Pty::start(command);
    pty.until_shows("F1 help");
    pty
}

/// The profile of whoever has this number.
fn profile(pty: &mut Pty, digits: &str) {
    pty.send(digits);
    pty.until_shows("1 of ");
    pty.send("\r");
    pty.until_shows("timeline");
}

/// Types a line and waits until the reading above it shows it as understood.
fn line(pty: &mut Pty, key: &str, text: &str, understood: &str) {
    pty.send(key);
    pty.until_shows("Enter save");
    pty.send(text);
    pty.until_shows(understood);
}
