//! House cards in the data file and in the shell: the shop's own over those that ship, undone by name.

use regulars::{
    clock::Clock,
    domain::{Card, Origin, Stamp},
    store::{Applied, Conflict, Stepped, Store},
};
use serde_json::json;

use crate::shop::{NOON, Shop};

fn now() -> Stamp {
    Clock::fixed(NOON).unwrap().now()
}

fn card(store: &Store, slug: &str) -> Card {
    let cards = store.cards().unwrap();
    cards.into_iter().find(|card| card.slug == slug).unwrap()
}

fn rewrite(store: &mut Store, slug: &str, text: &str) -> anyhow::Result<Applied> {
    let before = card(store, slug);
    let after = Card {
        text: text.into(),
        ..before.clone()
    };
    store.apply(&[before.rewrite(after)?], now())
}

#[test]
fn a_shipped_card_is_edited_taken_back_and_undone_by_name() {
    let shop = Shop::open();
    let mut store = Store::open(&shop.file()).unwrap();
    let as_shipped = card(&store, "returns");
    let written = rewrite(&mut store, "returns", "Ask Mira.").unwrap();
    assert_eq!(written.label, "wrote the card: Returns");
    rewrite(&mut store, "returns", "Ask Mira or Jo.").unwrap();
    let changed = card(&store, "returns");
    assert_eq!(changed.origin(), Origin::Changed);
    let back = store.apply(&[changed.take_out()], now()).unwrap();
    assert_eq!(back.label, "went back to the shipped card: Returns");
    assert_eq!(card(&store, "returns"), as_shipped);
    let away = store.apply(&[as_shipped.take_out()], now()).unwrap();
    assert_eq!(away.label, "took away the card: Returns");
    assert_eq!(card(&store, "returns").origin(), Origin::Away);
    for text in [as_shipped.text.as_str(), "Ask Mira or Jo.", "Ask Mira."] {
        assert!(matches!(store.undo(now()).unwrap(), Stepped::Done(_)));
        assert_eq!(card(&store, "returns").text, text);
    }
    store.undo(now()).unwrap();
    assert_eq!(store.own_cards().unwrap(), []);
}

#[test]
fn two_who_edit_one_shipped_card_are_told() {
    let shop = Shop::open();
    let mut here = Store::open(&shop.file()).unwrap();
    let before = card(&here, "returns");
    let after = Card {
        text: "Ask Mira.".into(),
        ..before.clone()
    };
    let mut there = Store::open(&shop.file()).unwrap();
    rewrite(&mut there, "returns", "Ask Jo.").unwrap();
    let refused = here
        .apply(&[before.rewrite(after).unwrap()], now())
        .unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(Conflict::Changed(_))));
    assert!(
        refused
            .to_string()
            .starts_with("The card was changed in another window")
    );
    assert_eq!(card(&here, "returns").text, "Ask Jo.");
}

#[test]
fn cards_are_listed_and_read() {
    let shop = Shop::open();
    let (exit, out, _) = shop.run(&["card"]);
    assert_eq!((exit, out.lines().count()), (0, 14));
    let second = out.lines().nth(2).unwrap();
    assert_eq!(
        second,
        "Returns                returns, return, refund, exchange  shipped"
    );
    rewrite(
        &mut Store::open(&shop.file()).unwrap(),
        "returns",
        "# How\nAsk Mira.",
    )
    .unwrap();
    let text = "Returns\n\nHow\nAsk Mira.\n";
    for asked in ["returns", "Refund", "RETURNS", "mira"] {
        shop.shows(&["card", asked], 0, text, "");
    }
    let json = json!({"slug": "returns", "title": "Returns", "category": "returns, return, refund, exchange",
        "origin": "changed", "text": "# How\nAsk Mira."});
    assert_eq!(shop.json(&["card", "returns"]), json);
    assert_eq!(shop.json(&["card"])["cards"][2], json);
}

#[test]
fn a_word_without_a_card_is_said() {
    let shop = Shop::open();
    let why = "No rule is written yet for “parrots”; regulars card lists those there are.\n";
    shop.shows(&["card", "parrots"], 3, "", why);
    let mut store = Store::open(&shop.file()).unwrap();
    let away = card(&store, "greeting").take_out();
    store.apply(&[away], now()).unwrap();
    assert_eq!(shop.run(&["card", "greeting"]).0, 3, "it was taken away");
}

#[test]
fn what_a_customer_was_told_in_inside_words_is_remarked_on() {
    let shop = Shop::open();
    shop.run(&["complain", "#1", "grinder leaks"]);
    let (exit, _, err) = shop.run(&["complaint", "1", "answered", "our supplier is late"]);
    let note = "“supplier”: would a customer say it like that?\n";
    assert_eq!((exit, err.as_str()), (0, note));
    let (exit, _, err) = shop.run(&["complaint", "1", "fix", "rang the supplier"]);
    assert_eq!(
        (exit, err.as_str()),
        (0, ""),
        "that is said among ourselves"
    );
}

#[test]
fn a_card_takes_the_text_that_is_piped_in_and_undo_brings_the_one_before_back() {
    let shop = Shop::open();
    let edit = |words: &[&str], text: &str| {
        let file = shop.file().with_file_name("card.md");
        std::fs::write(&file, text).unwrap();
        let mut command = shop.command(&[&["card", "edit"], words].concat());
        let piped = command.stdin(std::fs::File::open(file).unwrap());
        let output = piped.output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said)
    };
    let before = shop.json(&["card", "returns"]);
    let new = edit(&["returns"], "# How\r\nAsk Mira, our supplier.\r\n\r\n");
    let said =
        "Returns\n\nHow\nAsk Mira, our supplier.\n“supplier”: would a customer say it like that?\n";
    assert_eq!(new, (Some(0), said.to_owned()));
    let after = shop.json(&["card", "returns"]);
    assert_eq!(after["text"], "# How\nAsk Mira, our supplier.");
    assert_eq!(
        (&after["category"], &after["origin"]),
        (&before["category"], &json!("changed"))
    );
    assert_eq!(edit(&["damaged", "goods"], "Say sorry.").0, Some(0));
    assert_eq!(shop.json(&["card", "damaged-goods"])["text"], "Say sorry.");
    let nothing = "regulars: Type what the card says.\n";
    assert_eq!(edit(&["returns"], " \n"), (Some(4), nothing.to_owned()));
    assert_eq!(edit(&["parrots"], "They bite.").0, Some(3));
    shop.run(&["undo"]);
    shop.run(&["undo"]);
    assert_eq!(shop.json(&["card", "returns"]), before);
}
