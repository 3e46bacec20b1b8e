//! Forgetting on the screens: no single key erases, the name is typed first; and the card for the customer.

use crate::desk::{Desk, full};

/// The profile of the first customer.
fn profile(size: (u16, u16)) -> Desk {
    let mut shop = full(size);
    shop.screens.press("'zo' Enter");
    assert!(shop.screens.text().contains("Zoë Müller"));
    shop
}

fn shows(shop: &Desk, words: &str) -> bool {
    shop.screens.text().contains(words)
}

#[test]
fn what_goes_is_shown_before_the_name_is_typed() {
    for size in [(80, 24), (120, 40), (60, 16)] {
        let mut shop = profile(size);
        shop.screens.press("F 'Zo'");
        insta::assert_snapshot!(format!("forget_{}", size.0), shop.screens.picture());
    }
}

#[test]
fn another_name_or_none_erases_nothing() {
    let mut shop = profile((80, 24));
    shop.screens.press("F Enter 'Zoe M' Enter");
    assert_eq!(
        shop.screens.app.message(),
        Some("That is not the name; nothing was erased.")
    );
    assert!(!shop.screens.app.busy());
    shop.screens.press("Esc");
    assert!(shows(&shop, "call her Zo") || shows(&shop, "Zoë Müller"));
}

#[test]
fn the_name_typed_as_keyboards_can_erases_them_and_the_command_is_not_called_up_again() {
    let mut shop = profile((80, 24));
    shop.screens.press(": 'forget zo' Enter");
    assert!(shows(&shop, "Forget Zoë Müller?"));
    shop.screens.press("'zoe muller' Enter");
    shop.screens.work();
    assert!(
        shows(&shop, "Zoë Müller is forgotten."),
        "{}",
        shop.screens.text()
    );
    shop.screens.press("Esc Esc : ↑");
    assert!(!shows(&shop, "forget #"), "{}", shop.screens.text());
    shop.screens.press("Esc");
    assert!(!shows(&shop, "Zoë"));
}

#[test]
fn the_card_for_the_customer_is_shown_as_text() {
    let mut shop = profile((80, 24));
    shop.screens.press("K");
    insta::assert_snapshot!("card_for_customer_80", shop.screens.picture());
}
