//! Shipped cards, the shop's own over them, and which one fits.

use super::*;
use crate::domain::inside::{INSIDE_WORDS, inside_words};

fn lower(text: &str) -> String {
    text.to_lowercase()
}

fn row(id: i64, slug: &str, title: &str, category: &str, text: &str) -> Card {
    Card {
        id: CardId(id),
        slug: slug.into(),
        title: title.into(),
        category: category.into(),
        text: text.into(),
    }
}

fn find<'a>(cards: &'a [Card], slug: &str) -> &'a Card {
    cards.iter().find(|card| card.slug == slug).unwrap()
}

#[test]
fn every_shipped_card_can_be_used_as_it_is() {
    let cards = shipped();
    assert_eq!(cards.len(), 14);
    for card in &cards {
        assert_eq!(card.check(), Ok(()), "{}", card.slug);
        assert!(!card.category.is_empty(), "{} has no category", card.slug);
        let lines = card.text.lines().filter(|line| !line.is_empty()).count();
        assert!((6..=14).contains(&lines), "{}: {lines} lines", card.slug);
        for line in card.text.lines() {
            assert!(line.chars().count() <= 80, "{}: {line}", card.slug);
        }
        let inside = inside_words(&card.text, INSIDE_WORDS);
        assert!(inside.is_empty(), "{}: {inside:?}", card.slug);
        for word in card.categories() {
            let fits = fitting(&cards, word, lower).unwrap();
            assert_eq!(fits.slug, card.slug, "two cards for {word}");
        }
    }
}

#[test]
fn the_card_for_an_upset_customer_has_three_parts() {
    let cards = shipped();
    let card = fitting(&cards, UPSET, lower).unwrap();
    let parts: Vec<&str> = card.text.lines().filter_map(heading).collect();
    assert_eq!(parts, ["Show you care", "Contain it", "Work to a solution"]);
}

#[test]
fn the_shops_own_text_wins_until_its_row_is_taken_out() {
    let as_shipped = find(&shipped(), "returns").clone();
    assert_eq!(as_shipped.origin(), Origin::Shipped);
    let after = Card {
        text: "Ask Mira.".into(),
        ..as_shipped.clone()
    };
    let Ok(Change::Add(Kept::Card(mut own))) = as_shipped.rewrite(after) else {
        panic!("editing a shipped card writes a row");
    };
    own.id = CardId(7);
    let cards = overlay(vec![own.clone()]);
    assert_eq!(cards.len(), shipped().len());
    let changed = find(&cards, "returns");
    assert_eq!(
        (changed.text.as_str(), changed.origin()),
        ("Ask Mira.", Origin::Changed)
    );
    assert_eq!(changed.take_out(), Change::Remove(own.clone().into()));
    assert_eq!(*find(&overlay(Vec::new()), "returns"), as_shipped);
    let again = Card {
        text: "Ask Mira or Jo.".into(),
        ..own.clone()
    };
    assert_eq!(own.rewrite(again.clone()), Ok(Change::edit(own, again)));
}

#[test]
fn a_shipped_card_is_taken_away_by_an_empty_row() {
    let as_shipped = find(&shipped(), "greeting").clone();
    let Change::Add(Kept::Card(mut row)) = as_shipped.take_out() else {
        panic!("taking a shipped card away writes a row");
    };
    row.id = CardId(3);
    let cards = overlay(vec![row.clone()]);
    let away = find(&cards, "greeting");
    assert_eq!(away.origin(), Origin::Away);
    assert_eq!(fitting(&cards, "greeting", lower), None);
    assert_eq!(
        away.take_out(),
        Change::Remove(row.into()),
        "and so it is back"
    );
}

#[test]
fn the_best_fitting_card_is_the_shops_own_by_category() {
    let own = row(1, "parking", "Parking", "delivery", "Behind the church.");
    let cards = overlay(vec![own, row(2, "two", "Two for one", "", "On Fridays.")]);
    let fits = |word| fitting(&cards, word, lower).map(|card| card.slug.as_str());
    assert_eq!(fits("Delivery"), Some("parking"));
    assert_eq!(fits("late delivery"), Some("late-delivery"), "by its title");
    assert_eq!(fits("fridays"), None, "not by its text");
    assert_eq!(fits("one"), Some("two"), "by a word of its title");
    assert_eq!((fits(""), fits("parrots")), (None, None));
}

#[test]
fn a_search_finds_words_anywhere_in_a_card() {
    let card = row(1, "parking", "Parking", "delivery", "Behind the church.");
    for typed in ["", "church", "PARK beh", "delivery parking"] {
        assert!(holds(&card, typed, lower), "{typed}");
    }
    assert!(!holds(&card, "parking steeple", lower));
}

#[test]
fn a_new_card_has_a_slug_of_its_own() {
    let cards = overlay(vec![row(1, "gift-cards", "Gift cards", "", "x")]);
    assert_eq!(slug_for("Wer öffnet?", &cards), "wer-öffnet");
    assert_eq!(slug_for("Gift cards!", &cards), "gift-cards-2");
    assert_eq!(
        slug_for("Returns", &cards),
        "returns-2",
        "not over a shipped one"
    );
    assert_eq!(slug_for("?!", &cards), "card");
}

#[test]
fn a_card_without_words_is_refused() {
    let empty = row(0, "", "Parking", "", " \n ");
    assert_eq!(empty.check().unwrap_err().0, "Type what the card says.");
    let nameless = row(0, "", " ", "", "Behind the church.");
    assert_eq!(
        nameless.rewrite(nameless.clone()).unwrap_err().0,
        "Type what the card is about."
    );
}
