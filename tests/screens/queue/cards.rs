//! House cards: listed, searched, read, written, opened from what they are about.

use crossterm::event::Event;
use insta::assert_snapshot;
use regulars::{
    domain::{Card, Change, ComplaintId, CustomerId, Origin, Settings, Step, StepKind},
    tui::Route,
};

use super::{Desk, SMALL, WIDE, now, shop};

const TINY: (u16, u16) = (60, 16);

fn card(desk: &Desk, slug: &str) -> Option<Card> {
    let cards = desk.store().cards().unwrap();
    cards.into_iter().find(|card| card.slug == slug)
}

#[test]
fn the_cards_are_listed_with_the_text_of_the_one_selected() {
    assert_snapshot!("cards_80", Desk::open(SMALL, Route::Cards).picture());
    assert_snapshot!(
        "cards_120",
        Desk::open(WIDE, Route::Cards).press("↓ ↓").picture()
    );
    assert_snapshot!(
        "cards_60",
        Desk::open(TINY, Route::Cards).press("G Space").picture()
    );
}

#[test]
fn typing_narrows_the_list_and_what_is_missing_can_be_written() {
    let mut desk = Desk::open(SMALL, Route::Cards);
    desk.press("/ 'grüße ans'")
        .shows("No rule is written yet for “grüße ans”.");
    assert_snapshot!("cards_nothing", desk.picture());
    desk.press("Ctrl-U 'TRAÍN'")
        .shows("Apology")
        .hides("Greeting");
    desk.press("Ctrl-U 'parking' Enter n")
        .shows("A new card")
        .shows("category  parking");
    desk.press("Esc Esc").shows("Greeting");
}

#[test]
fn a_shipped_card_is_edited_and_goes_back_to_its_text() {
    let mut desk = Desk::open(SMALL, Route::Cards);
    desk.press("↓ ↓ e");
    assert_snapshot!("card_form_80", desk.picture());
    desk.press("'Never mind. ' Ctrl-Z Ctrl-Z")
        .hides("Never")
        .press("Ctrl-Y")
        .shows("Never ")
        .press("Ctrl-Z");
    desk.press("'Ask Mira. ' Ctrl-S")
        .says("wrote the card: Returns");
    desk.shows("Ask Mira. We take things back").shows("changed");
    desk.press("d")
        .says("went back to the shipped card: Returns")
        .hides("Ask Mira.");
    desk.press("u").says("undone").shows("Ask Mira.");
    desk.press("d d")
        .says("took away the card: Returns")
        .hides("refund");
    desk.press("v")
        .shows("── taken away")
        .shows("The shop took it away; d brings it back.");
    desk.press("d")
        .says("went back")
        .shows("No shipped card was taken away.");
    desk.press("v").shows("refund");
    assert_eq!(card(&desk, "returns").unwrap().origin(), Origin::Shipped);
}

#[test]
fn a_new_card_is_written_and_found() {
    let mut desk = Desk::open(TINY, Route::Cards);
    desk.press("n Ctrl-S").shows("Type what the card is about.");
    desk.press("'Parking' Enter 'delivery' Ctrl-S")
        .shows("Type what the card says.");
    desk.press("'Behind the church; the supplier parks in front. '");
    desk.shows("“supplier”: would a customer say it like that?");
    desk.press("'小明 knows.' Enter Enter '# Note' ↑ 'x' Backspace");
    assert_snapshot!("card_form_60", desk.picture());
    desk.press("Ctrl-S").says("wrote the card: Parking");
    let own = card(&desk, "parking").unwrap();
    assert_eq!(
        own.text,
        "Behind the church; the supplier parks in front. 小明 knows.\n\n# Note"
    );
    assert_eq!(
        (own.category.as_str(), own.origin()),
        ("delivery", Origin::Own)
    );
    desk.press("G d").says("took out the card: Parking");
    assert_eq!(card(&desk, "parking"), None);
    desk.press("u");
    assert_eq!(card(&desk, "parking"), Some(own));
}

#[test]
fn a_card_of_many_pages_is_refused_with_what_was_typed_kept() {
    let mut desk = Desk::open(SMALL, Route::Cards);
    desk.press("n 'Parking' Enter Enter 'Behind the church.'");
    let pages = "All about parking. ".repeat(10_000);
    desk.screens.event(Event::Paste(pages.clone()));
    desk.shows("A card holds ten pages at the most");
    desk.shows("Behind the church.").hides("All about");
    for some in pages.as_bytes()[..100_000].chunks(25_000) {
        let some = String::from_utf8_lossy(some).into_owned();
        desk.screens.event(Event::Paste(some));
    }
    desk.press("Ctrl-S")
        .shows("A card holds ten pages at the most");
    assert_eq!(card(&desk, "parking"), None);
    desk.press("Ctrl-Z Ctrl-Z Ctrl-Z Ctrl-S")
        .says("wrote the card: Parking");
}

#[test]
fn leaving_asks_only_when_something_was_typed() {
    let mut desk = Desk::open(WIDE, Route::Cards);
    desk.press("e Esc").shows("search");
    desk.press("e 'x' Backspace Esc").shows("search");
    desk.press("e 'x' Esc")
        .shows("Leave without saving what you typed?");
    desk.press("n F4")
        .shows("Leave without saving what you typed?");
    desk.press("n").shows("xLook up before");
    assert_snapshot!("card_form_120", desk.picture());
    desk.screens.resize(61, 17).resize(120, 40);
    desk.shows("xLook up before");
    desk.press("F4 y").shows("party of six");
}

#[test]
fn what_another_window_wrote_is_not_overwritten_unseen() {
    let mut desk = Desk::open(SMALL, Route::Cards);
    desk.press("e 'x'");
    let before = card(&desk, "greeting").unwrap();
    let after = Card {
        text: "Wave.".into(),
        ..before.clone()
    };
    let change = before.rewrite(after).unwrap();
    desk.store().apply(&[change], now()).unwrap();
    desk.press("Ctrl-S")
        .says("was changed in another window meanwhile; nothing was saved.");
    desk.screens.tick();
    desk.press("↓")
        .shows("Another window has now: Wave.")
        .shows("xLook up");
    desk.press("Ctrl-S").says("edited the card: Greeting");
    assert!(
        card(&desk, "greeting")
            .unwrap()
            .text
            .starts_with("xLook up")
    );
}

#[test]
fn h_opens_the_card_that_fits_and_esc_comes_back() {
    let mut desk = Desk::open(SMALL, Route::Log);
    desk.press("h")
        .shows("── First call")
        .shows("asked about decaf");
    assert_snapshot!("house_log", desk.picture());
    desk.press("Esc").hides("── First call");
    desk.press("↓ h").shows("search  none");
    desk.press("Esc").shows("filter");
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("h")
        .shows("No rule is written yet for “repair”; n writes one.");
    assert_snapshot!("house_none", desk.picture());
    desk.press("n").shows("category  repair");
    desk.press("'Repairs' Tab Tab 'We mend it.' Ctrl-S")
        .shows("── Repairs")
        .shows("We mend it.");
    desk.press("Enter Enter h").shows("── Repairs");
    desk.press("e 'x' Ctrl-S").shows("xWe mend it.");
    desk.press("Esc Esc").shows("▸open");
    let mut desk = Desk::open(SMALL, Route::Customers);
    desk.press("Esc h")
        .shows("search  none")
        .press("h Esc")
        .shows("find");
}

#[test]
fn an_upset_customer_is_answered_from_the_shops_own_card() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter d");
    assert_snapshot!("defuse_80", desk.picture());
    desk.press("e 'Breathe. ' Ctrl-S")
        .shows("Breathe. # Show you care");
    desk.press("Esc").shows("grinder leaks oil");
    let mut desk = Desk::with(&shop(), WIDE, Route::Complaints);
    desk.press("Enter d")
        .shows("grinder leaks oil")
        .shows("Contain it");
    desk.press("Esc Del").says("took out a complaint");
    let mut desk = Desk::open(TINY, Route::Complaints);
    desk.press("Enter d")
        .shows("↓ reads on")
        .hides("Work to a solution");
    desk.press("G").shows("by Friday").shows(" the end");
}

#[test]
fn inside_words_in_what_the_customer_was_told_are_underlined() {
    let step = |kind, text| {
        let step = Step::new(kind, text, (now(), "SK"));
        Change::AddStep(Some(CustomerId(1)), ComplaintId(2), step)
    };
    let mut changes = shop();
    changes.push(step(StepKind::Fix, "asked the supplier"));
    changes.push(step(
        StepKind::Told,
        "our systems lost it, says the department",
    ));
    let mut desk = Desk::with(&changes, SMALL, Route::Complaint(ComplaintId(2)));
    desk.shows("“systems”, “department”: would a customer say it like that?");
    assert_snapshot!("complaint_inside_words", desk.picture());
    let own = Settings::set("inside_words", "lost,Posten").unwrap();
    desk.store().apply(&[own], now()).unwrap();
    desk.screens.tick();
    desk.shows("“lost”: would a customer say it like that?");
}
