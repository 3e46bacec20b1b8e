//! Typing, pasting and moving in wrapped paragraphs, in windows that change their size.

use ratatui::{Terminal, backend::TestBackend};

use super::*;

/// An editor painted in a window of this size, its rows, and where the cursor is.
fn painted(editor: &mut Editor, size: (u16, u16)) -> (Vec<String>, (u16, u16)) {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    terminal
        .draw(|frame| editor.view(frame, frame.area(), &Theme::plain(), true))
        .unwrap();
    let at = terminal.get_cursor_position().unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| {
        let cells = (0..size.0).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    };
    ((0..size.1).map(row).collect(), (at.x, at.y))
}

fn press(editor: &mut Editor, actions: &[Action]) {
    for action in actions {
        editor.update(action);
    }
}

fn typed(text: &str) -> Vec<Action> {
    text.chars().map(Action::Type).collect()
}

#[test]
fn long_lines_are_wrapped_and_stay_one_line() {
    let mut editor = Editor::new("Look up before they reach us.\nSay hello.");
    let (rows, at) = painted(&mut editor, (13, 5));
    assert_eq!(
        rows,
        ["Look up", "before they", "reach us.", "Say hello.", ""]
    );
    assert_eq!(at, (0, 0));
    assert_eq!(editor.text(), "Look up before they reach us.\nSay hello.");
}

#[test]
fn the_cursor_goes_by_the_rows_one_sees_and_keeps_its_column() {
    let mut editor = Editor::new("Look up before they\nOh\nreach us all");
    painted(&mut editor, (13, 9));
    press(&mut editor, &[Action::LineEnd]);
    assert_eq!(painted(&mut editor, (13, 9)).1, (11, 1));
    press(&mut editor, &[Action::Down]);
    assert_eq!(painted(&mut editor, (13, 9)).1, (2, 2));
    press(&mut editor, &[Action::Down]);
    assert_eq!(painted(&mut editor, (13, 9)).1, (11, 3));
    assert!(!editor.update(&Action::Down), "there is nothing below");
    press(&mut editor, &[Action::PageUp]);
    assert!(!editor.update(&Action::Up), "there is nothing above");
}

#[test]
fn a_wrapped_row_ends_before_the_next_one() {
    let mut editor = Editor::new("abcdefgh");
    painted(&mut editor, (5, 3));
    press(
        &mut editor,
        &[Action::Right, Action::Right, Action::Right, Action::Down],
    );
    assert_eq!(painted(&mut editor, (5, 3)).1, (3, 1));
    press(&mut editor, &[Action::LineEnd, Action::Up]);
    assert_eq!(
        painted(&mut editor, (5, 3)).1,
        (3, 0),
        "not behind the row: that is the next one"
    );
}

#[test]
fn one_backspace_takes_one_letter_however_it_is_made() {
    for letter in ["é", "e\u{301}", "👩‍👩‍👧", "🇩🇪", "நி", "小"] {
        let mut editor = Editor::new("");
        press(&mut editor, &typed(&format!("a{letter}")));
        press(&mut editor, &[Action::Backspace]);
        assert_eq!(editor.text(), "a", "{letter}");
    }
}

#[test]
fn wide_letters_are_wrapped_whole_and_clicked() {
    let mut editor = Editor::new("王小明王小明");
    let (rows, _) = painted(&mut editor, (6, 3));
    assert_eq!(
        rows[..2]
            .iter()
            .map(|row| row.replace(' ', ""))
            .collect::<Vec<_>>(),
        ["王小", "明王"]
    );
    editor.update(&Action::Click(Position::new(3, 1)));
    assert_eq!(painted(&mut editor, (6, 3)).1, (2, 1));
    press(&mut editor, &typed("x"));
    assert_eq!(editor.text(), "王小明x王小明");
}

#[test]
fn what_is_pasted_keeps_its_lines_and_nothing_can_control_the_terminal() {
    let mut editor = Editor::new("ab\x1bc");
    press(&mut editor, &[Action::Right]);
    press(&mut editor, &[Action::Paste("1\r\n2\t\x1b[2J\r3".into())]);
    assert_eq!(editor.text(), "a1\n2 [2J\n3b\x1bc");
    let (rows, at) = painted(&mut editor, (10, 4));
    assert_eq!(rows, ["a1", "2 [2J", "3b␛c", ""]);
    assert_eq!(at, (1, 2));
}

#[test]
fn the_cursor_stays_in_sight_when_the_window_changes() {
    let mut editor = Editor::new("one two three four five six seven\neight\nnine");
    press(&mut editor, &[Action::PageDown, Action::LineEnd]);
    for size in [(40, 3), (9, 2), (1, 1), (2, 9), (80, 24), (6, 1)] {
        let (rows, at) = painted(&mut editor, size);
        assert!(
            at.0 < size.0 && at.1 < size.1,
            "{size:?}: {at:?} in {rows:?}"
        );
    }
    press(&mut editor, &typed("!"));
    assert!(editor.text().contains('!'));
}

#[test]
fn marks_are_underlined_where_they_stand_after_wrapping() {
    let mut editor = Editor::new("our\nnew policy");
    editor.mark(vec![0..3, 8..14]);
    let mut terminal = Terminal::new(TestBackend::new(8, 3)).unwrap();
    terminal
        .draw(|frame| editor.view(frame, frame.area(), &Theme::plain(), false))
        .unwrap();
    let buffer = terminal.backend().buffer();
    let underlined = |x: u16, y: u16| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED);
    assert_eq!(
        (0..8).map(|x| underlined(x, 2)).collect::<Vec<_>>(),
        [true, true, true, true, true, true, false, false]
    );
    assert!(underlined(0, 0) && !underlined(3, 0) && !underlined(2, 1));
}

#[test]
fn typing_is_taken_back_a_word_at_a_time_and_typed_again() {
    let mut editor = Editor::new("");
    let back = |editor: &mut Editor| {
        editor.update(&Action::UndoTyping);
        editor.text()
    };
    press(&mut editor, &typed("say sorry  first"));
    press(&mut editor, &[Action::Enter]);
    press(&mut editor, &typed("then"));
    press(&mut editor, &[Action::Backspace, Action::Backspace]);
    assert_eq!(editor.text(), "say sorry  first\nth");
    assert_eq!(back(&mut editor), "say sorry  first\nthen");
    assert_eq!(back(&mut editor), "say sorry  first\n");
    assert_eq!(back(&mut editor), "say sorry  first");
    assert_eq!(back(&mut editor), "say sorry  ");
    press(&mut editor, &[Action::RedoTyping, Action::RedoTyping]);
    assert_eq!(editor.text(), "say sorry  first\n");
    press(&mut editor, &typed("!"));
    press(&mut editor, &[Action::RedoTyping]);
    assert_eq!(
        editor.text(),
        "say sorry  first\n!",
        "what was typed since is not overwritten"
    );
    for _ in 0..9 {
        back(&mut editor);
    }
    assert_eq!(editor.text(), "");
}

#[test]
fn what_is_taken_back_stands_where_it_stood_and_the_cursor_too() {
    let mut editor = Editor::new("one three");
    press(&mut editor, &[Action::WordRight]);
    press(&mut editor, &typed(" two"));
    press(&mut editor, &[Action::LineEnd]);
    press(&mut editor, &typed("s"));
    let all = |editor: &mut Editor| painted(editor, (20, 1));
    editor.update(&Action::UndoTyping);
    assert_eq!(all(&mut editor).0, ["one two three"]);
    press(&mut editor, &[Action::UndoTyping, Action::UndoTyping]);
    assert_eq!(all(&mut editor), (vec!["one three".into()], (3, 0)));
    press(
        &mut editor,
        &[Action::Paste("a\nb".into()), Action::UndoTyping],
    );
    assert_eq!(all(&mut editor), (vec!["one three".into()], (3, 0)));
}
