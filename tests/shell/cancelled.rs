//! Long work that somebody cancels: it says so, and nothing happened.

use regulars::{
    commands::{self, Context, Desk, Style},
    domain::Stamp,
    store::Store,
};

use crate::shop::Shop;

/// Somebody who presses Esc as soon as something is heard.
struct Hurried;

impl Desk for Hurried {
    fn progress(&mut self, _done: usize, _of: usize) -> bool {
        false
    }
}

#[test]
fn a_casebook_and_a_page_that_are_cancelled_write_no_file() {
    let shop = Shop::open();
    shop.run(&["complain", "#1", "grinder leaks"]);
    for line in [
        "casebook --output page.md",
        "report --output page.md",
        "export --output page.md",
    ] {
        let file = shop.file().with_file_name("page.md");
        let line = line.replace("page.md", &file.display().to_string());
        let mut context = Context {
            now: Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap(),
            me: String::new(),
            style: Style::Columns,
            desk: &mut Hurried,
        };
        let command = commands::parse(&line).unwrap();
        assert!(command.is_long(), "{line}");
        let mut store = Store::open(&shop.file()).unwrap();
        let error = commands::run(&command, &mut store, &mut context).unwrap_err();
        assert_eq!(
            error.root_cause().to_string(),
            "cancelled; nothing was written",
            "{line}"
        );
        assert!(!file.exists(), "{line}");
    }
}
