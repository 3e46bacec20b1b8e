//! Key script → the lists of people.

use regulars::{
    domain::{CustomerId, Outcome},
    store::Store,
    tui::{Options, theme::Theme},
};

use super::{bakery, comes, offered, open, person, shell};
use crate::{screen::Screens, shop::Shop};

const SMALL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (120, 40);

/// The screens on a shop, with a command run first.
fn run(shop: &Shop, size: (u16, u16), command: &str) -> Screens {
    let mut screens = Screens::open(&shop.file(), size, Options::new(Theme::dark()));
    screens.press(&format!("Esc : '{command}' Enter"));
    screens
}

#[track_caller]
fn sees(screens: &Screens, words: &str) {
    let text = screens.text();
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}

#[track_caller]
fn says(screens: &Screens, words: &str) {
    assert_eq!(screens.app.message(), Some(words));
}

fn silent() -> Shop {
    let mut all = Vec::new();
    for name in ["Ada", "Ben", "Cem"] {
        all.push(person(
            name,
            serde_json::json!({"handling_do": "ask for the dog"}),
        ));
    }
    all.extend(comes(1, (28, 6, 90), 1250));
    all.extend(comes(2, (14, 9, 75), 2000));
    all.extend(comes(3, (7, 20, 3), 900));
    all.push(offered(2, "win-back", (None, 20)));
    open(all)
}

#[test]
fn a_promotion_shows_whom_to_tell_and_who_is_left_out() {
    let shop = bakery();
    for (name, size) in [
        ("campaign_80", SMALL),
        ("campaign_120", WIDE),
        ("campaign_60", (60, 16)),
    ] {
        insta::assert_snapshot!(name, run(&shop, size, "campaign rye").picture());
    }
}

#[test]
fn a_contact_and_its_offer_are_one_act_and_what_they_said_is_noted() {
    let shop = bakery();
    let mut screens = run(&shop, SMALL, "campaign rye");
    screens.press("l");
    sees(&screens, "mail out: told of Rye bread");
    screens.press("Enter");
    sees(&screens, "told already · 1 (yes 0, no 0, later 0, open 1)");
    screens.press("u");
    sees(&screens, "by mail · 1");
    screens.press("y");
    says(&screens, "noted a campaign for Ben");
    sees(&screens, "told already · 1 (yes 1, no 0, later 0, open 0)");
    screens.press("t");
    sees(&screens, "told already · 1 (yes 0, no 0, later 1, open 0)");
    let store = Store::open(&shop.file()).unwrap();
    let offers = store.offers_of(CustomerId(2)).unwrap();
    assert_eq!(offers.len(), 1, "noted once, not twice");
    assert_eq!(offers[0].result, Some(Outcome::Later));
    screens.press("G n");
    says(
        &screens,
        "They were left out; nothing was proposed to them.",
    );
}

#[test]
fn all_marked_are_written_to_a_file_and_noted_as_one_step() {
    let shop = bakery();
    let mut screens = run(&shop, SMALL, "campaign rye");
    screens.press("Space Space x Ctrl-U");
    sees(&screens, "2 to a file");
    let file = shop.file().with_file_name("rye.csv");
    screens.press(&format!("'{}' Enter", file.display()));
    while screens.app.busy() {
        std::thread::yield_now();
        screens.tick();
    }
    sees(&screens, "told already · 2 (yes 0, no 0, later 0, open 2)");
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 3);
    screens.press("Esc u");
    sees(&screens, "by text · 2");
}

#[test]
fn find_words_say_of_whom_the_list_is_made() {
    let shop = bakery();
    let mut screens = run(&shop, SMALL, "campaign rye ada");
    sees(&screens, "Promotion: Rye bread · only ada");
    sees(&screens, "1 of 1:");
    screens.press("/ Ctrl-U 'colour:red' Enter");
    sees(&screens, "colour:");
    screens.press("Esc");
    sees(&screens, "3 of 13:");
    screens.press("Enter");
    sees(&screens, "Ben");
}

#[test]
fn who_is_to_be_won_back_is_listed_with_what_is_at_stake() {
    let shop = silent();
    for (name, size) in [("winback_80", SMALL), ("winback_120", WIDE)] {
        insta::assert_snapshot!(name, run(&shop, size, "winback").picture());
    }
    let mut screens = run(&shop, SMALL, "winback");
    screens.press("=");
    insta::assert_snapshot!("winback_why", screens.picture());
}

#[test]
fn the_menu_leads_to_every_list() {
    let shop = silent();
    for (name, size) in [("lists_80", SMALL), ("lists_120", WIDE)] {
        let mut screens = Screens::open(&shop.file(), size, Options::new(Theme::dark()));
        screens.press("Esc L");
        insta::assert_snapshot!(name, screens.picture());
    }
    let mut screens = Screens::open(&shop.file(), SMALL, Options::new(Theme::dark()));
    let lists = [
        "Campaigns",
        "Gone quiet",
        "Win-back",
        "A slow day",
        "Who are our best",
        "Prospects",
        "Referrals",
        "Parting ways",
    ];
    for (number, title) in (1..).zip(lists) {
        screens.press(&format!("2 Esc L {number}"));
        sees(&screens, &format!("── {title}"));
    }
    screens.press("2 Esc L 1 n 'rye' Enter");
    sees(&screens, "── Promotion: Rye bread");
}

#[test]
fn parting_asks_once_each_and_can_be_taken_back() {
    let shop = open(shell::troubled());
    for (name, size) in [("parting_80", SMALL), ("parting_120", WIDE)] {
        insta::assert_snapshot!(name, run(&shop, size, "parting").picture());
    }
    let mut screens = run(&shop, SMALL, "parting");
    screens.press("w");
    says(&screens, "No review has begun; b begins one.");
    screens.press("b Enter");
    sees(&screens, "Type why");
    screens.press("'refunds every month' Enter");
    sees(&screens, "under review · 1");
    screens.press("a '100' Enter");
    sees(&screens, "until when, like 100 +3m");
    screens.press("' +1m pays on the day' Enter");
    sees(&screens, "agreed 0.00 of 100.00, until Fri 10 July");
    screens.press("w");
    says(&screens, "They have until Fri 10 July; look again then.");
    screens.press("u w");
    insta::assert_snapshot!("parting_let_go", screens.picture());
    screens.press("y");
    sees(&screens, "let go · 1");
    screens.press("t y");
    sees(&screens, "to think about · 1");
    screens.press("u");
    sees(&screens, "let go · 1");
}

#[test]
fn a_prospect_is_given_up_with_a_reason() {
    let new = serde_json::json!({"created": super::at(5)});
    let shop = open(vec![person("Ada", new)]);
    let mut screens = run(&shop, SMALL, "prospects");
    screens.press("n 'too far away' Enter");
    sees(&screens, "lost today: too far away");
    screens.press("t");
    sees(&screens, "open · 1");
}

#[test]
fn an_empty_list_is_kind() {
    let shop = open(vec![person("Ada", serde_json::json!({}))]);
    for (command, words) in [
        ("campaign", "No campaign yet. n asks for a product"),
        ("quiet", "Nobody has gone quiet."),
        ("winback", "Nobody is to be won back."),
        ("slowday", "Nobody to ask in."),
        ("best", "Too few to say."),
        ("referrals", "Nobody brought anybody yet."),
        ("parting", "Nobody. That is how it should be."),
    ] {
        sees(&run(&shop, SMALL, command), words);
    }
}
