//! Which key means what.

use super::*;

const TABLES: [&[Binding]; 5] = [MOVE, LIST, FORM, EDIT, EVERYWHERE];

fn found(layers: Layers, typing: bool, name: &str) -> Option<Found> {
    resolve(layers, typing, key_of(name).unwrap())
}

#[test]
fn letters_are_text_while_typing_and_commands_otherwise() {
    const OWN: &[Binding] = &[key("Enter", Action::Enter, "open")];
    let text = |letter| Some(Found::Screen(Action::Type(letter)));
    assert_eq!(found(&[OWN], true, "u"), text('u'));
    assert_eq!(found(&[OWN], true, "?"), text('?'));
    assert_eq!(found(&[OWN], true, "Space"), text(' '));
    assert_eq!(
        found(&[OWN], false, "u"),
        Some(Found::Everywhere(Action::Undo))
    );
    assert_eq!(
        found(&[OWN], true, "F1"),
        Some(Found::Everywhere(Action::Help))
    );
    assert_eq!(found(&[OWN], false, "x"), None);
}

#[test]
fn the_first_table_that_knows_a_key_decides() {
    const OWN: &[Binding] = &[key("u", Action::Edit, "edit")];
    assert_eq!(
        found(&[OWN, LIST], false, "u"),
        Some(Found::Screen(Action::Edit))
    );
    assert_eq!(
        found(&[OWN, LIST], false, "j"),
        Some(Found::Screen(Action::Down))
    );
}

#[test]
fn altgr_types_letters() {
    let event = KeyEvent::new(
        KeyCode::Char('@'),
        KeyModifiers::CONTROL | KeyModifiers::ALT,
    );
    assert_eq!(
        resolve(&[], true, event),
        Some(Found::Screen(Action::Type('@')))
    );
}

#[test]
fn every_row_can_be_pressed_and_explains_itself() {
    for row in TABLES.into_iter().flatten() {
        assert!(!row.help.is_empty(), "{}", row.keys);
        for name in row.keys.split(' ') {
            let event = key_of(name).unwrap_or_else(|| panic!("{name} is no key"));
            assert_eq!(key_name(event).as_deref(), Some(name));
        }
    }
}

#[test]
fn no_two_rows_of_a_table_share_a_key() {
    for table in TABLES {
        let mut keys: Vec<&str> = table.iter().flat_map(|row| row.keys.split(' ')).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
