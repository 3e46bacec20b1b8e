//! The settings as a screen: every one edited where it stands, and the staff below them.

use insta::assert_snapshot;
use regulars::{domain::Settings, tui::Route};

use super::{Desk, SMALL, WIDE};

#[test]
fn a_setting_is_edited_where_it_stands() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press(": 'settings' Enter");
    assert_snapshot!("settings_80", desk.picture());
    let mut small = Desk::open((60, 16), Route::Settings);
    small
        .press("G Enter")
        .shows("▌theme")
        .shows("theme: auto, dark or light");
    desk.press("Enter")
        .shows("shop: the shop's name")
        .press("Ctrl-U 'Corner Coffee' Enter");
    desk.shows("Corner Coffee").says("changed the setting shop");
    desk.press("↓ ↓ Enter Ctrl-U 'euros' Enter")
        .shows("The currency is three letters");
    assert_snapshot!("setting_refused_80", desk.picture());
    desk.press("Ctrl-U 'chf' Enter")
        .shows("CHF")
        .press("d")
        .says("changed")
        .hides("CHF");
    desk.press("d").says("currency is at its default already.");
    desk.press("u").shows("CHF").press("Esc").hides("CHF");
    assert_eq!(desk.store().settings().unwrap().currency.code, "CHF");
    let settings = desk.store().settings().unwrap();
    for (key, ..) in Settings::KEYS {
        desk.press(", g");
        for _ in Settings::KEYS.iter().take_while(|(other, ..)| other != key) {
            desk.press("↓");
        }
        desk.press("Enter")
            .shows(&format!("{key}: "))
            .shows(&settings.get(key).unwrap())
            .press("Esc Esc");
    }
}

#[test]
fn the_staff_stands_below_the_settings() {
    let mut desk = Desk::open(WIDE, Route::Complaints);
    desk.press("F8 n 'sk' Tab 'Sam Kelly' Tab y Ctrl-S")
        .says("added SK to the staff")
        .shows("▌SK")
        .shows("owner: anything");
    desk.press("n 'SK' Ctrl-S")
        .shows("SK is on the staff list already.");
    desk.press("Ctrl-U 'TB' Tab Tab Tab 'twenty' Ctrl-S")
        .shows("Write the limit in EUR, like 20.00");
    desk.press("Ctrl-U '20' Tab 'flowers' Ctrl-S")
        .shows("The remedies are refund,");
    desk.press("Ctrl-U 'refund, gift' Ctrl-S")
        .shows("▌TB")
        .shows("refund, gift up to 20.00");
    assert_snapshot!("settings_120", desk.picture());
    desk.press("G =")
        .hides("TB ·")
        .shows("beyond it needs the owner")
        .press("Esc");
    desk.press("G Enter")
        .shows("Staff · TB")
        .press("Tab 'Tom' Ctrl-S")
        .shows("Tom");
    desk.press("G d")
        .says("took out the staff entry of TB")
        .hides("up to 20.00");
    desk.press("u").shows("up to 20.00");
}
