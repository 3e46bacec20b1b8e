//! The one way each key is written, in tables, footer, help and key scripts.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The one way a key is written: `a`, `G`, `Space`, `Ctrl-S`, `Alt-b`, `Shift-Tab`, `F1`, `↓`, `PgDn`.
pub fn key_name(event: KeyEvent) -> Option<String> {
    let with = |modifier| event.modifiers.contains(modifier);
    let (name, is_letter) = match event.code {
        KeyCode::Char(' ') => ("Space".to_owned(), false),
        KeyCode::Char(letter) if with(KeyModifiers::CONTROL) => {
            (letter.to_uppercase().collect(), true)
        }
        KeyCode::Char(letter) => (letter.to_string(), true),
        KeyCode::F(number) => (format!("F{number}"), false),
        KeyCode::BackTab => ("Shift-Tab".to_owned(), true),
        code => (named(code)?.to_owned(), false),
    };
    let ctrl = if with(KeyModifiers::CONTROL) {
        "Ctrl-"
    } else {
        ""
    };
    let alt = if with(KeyModifiers::ALT) { "Alt-" } else { "" };
    // A letter already says whether Shift was held.
    let shift = if with(KeyModifiers::SHIFT) && !is_letter && event.code != KeyCode::Char(' ') {
        "Shift-"
    } else {
        ""
    };
    Some(format!("{ctrl}{alt}{shift}{name}"))
}

fn named(code: KeyCode) -> Option<&'static str> {
    Some(match code {
        KeyCode::Up => "↑",
        KeyCode::Down => "↓",
        KeyCode::Left => "←",
        KeyCode::Right => "→",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::Backspace => "Backspace",
        KeyCode::Delete => "Del",
        KeyCode::Insert => "Ins",
        _ => return None,
    })
}

/// The key that is written like this; the other way round from [`key_name`]. For tests and key scripts.
pub fn key_of(name: &str) -> Option<KeyEvent> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    for (prefix, modifier) in [
        ("Ctrl-", KeyModifiers::CONTROL),
        ("Alt-", KeyModifiers::ALT),
        ("Shift-", KeyModifiers::SHIFT),
    ] {
        if let Some(after) = rest.strip_prefix(prefix) {
            modifiers |= modifier;
            rest = after;
        }
    }
    let code = match rest {
        "Tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        _ => match NAMED.into_iter().find(|code| named(*code) == Some(rest)) {
            Some(code) => code,
            None => plain(rest, modifiers)?,
        },
    };
    Some(KeyEvent::new(code, modifiers))
}

const NAMED: [KeyCode; 14] = [
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Insert,
];

fn plain(rest: &str, modifiers: KeyModifiers) -> Option<KeyCode> {
    let mut letters = rest.chars();
    match (letters.next()?, letters.as_str()) {
        (letter, "") if modifiers.contains(KeyModifiers::CONTROL) => {
            Some(KeyCode::Char(letter.to_ascii_lowercase()))
        }
        (letter, "") => Some(KeyCode::Char(letter)),
        ('F', number) => number.parse().ok().map(KeyCode::F),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_its_name_lead_to_each_other() {
        for name in [
            "a",
            "G",
            "?",
            "#",
            "Space",
            "Ctrl-S",
            "Alt-b",
            "Shift-Tab",
            "Tab",
            "F1",
            "F12",
            "↓",
            "Ctrl-←",
            "Shift-↑",
            "PgDn",
            "Esc",
            "ß",
            "小",
        ] {
            let event = key_of(name).unwrap();
            assert_eq!(key_name(event).as_deref(), Some(name));
        }
        assert_eq!(key_of("Strg-S"), None);
    }

    #[test]
    fn shift_is_not_said_twice() {
        let event = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(key_name(event).as_deref(), Some("G"));
    }
}
