//! From a file of contacts to a first day's work: keys in, screens out, and the file asked afterwards.

use serde_json::json;

use super::*;

#[test]
fn four_digits_a_call_and_a_complaint_are_still_there_after_a_restart() {
    let shop = imported();
    let mut pty = window(&shop);
    pty.until_shows("Søren");
    profile(&mut pty, "4471");
    let call = "call in: wants rye !fri ring back";
    line(&mut pty, "l", call, "promise Fri 12 June · ring back");
    pty.send("\r");
    pty.until_shows("logged a call with Zo");
    line(&mut pty, "c", "grinder leaks", "› grinder leaks");
    pty.send("\r");
    pty.until_shows("wrote down a complaint of Zo");
    pty.send("u");
    pty.until_shows("undone: wrote down a complaint of Zo");
    pty.until_shows("timeline · 2");
    assert_eq!(shop.json(&["brief", "4471"])["complaints"], json!([]));
    pty.send("U");
    pty.until_shows("done again: wrote down a complaint of Zo");
    pty.send("q");
    pty.until_shows("1 of 3");
    pty.send("\x1b");
    pty.until_shows("/ find");
    pty.send("q");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();

    let mut again = window(&shop);
    profile(&mut again, "4471");
    for text in ["wants rye", "ring back · due Fri 12 June", "grinder leaks"] {
        again.until_shows(text);
    }
    let brief = shop.json(&["brief", "4471"]);
    assert_eq!(brief["customer"]["name"], "Zoë Müller");
    assert_eq!(brief["interactions"][0]["summary"], "wants rye");
    assert_eq!(brief["promises"][0]["what"], "ring back");
    assert_eq!(brief["promises"][0]["due"], "2026-06-12");
    assert_eq!(brief["complaints"][0]["what"], "grinder leaks");
}

#[test]
fn an_unknown_number_becomes_a_customer_who_is_found() {
    let shop = imported();
    let mut pty = window(&shop);
    pty.send("0711990088");
    pty.until_shows("Nobody with");
    pty.send("n");
    pty.until_shows("New customer");
    assert!(pty.contents().contains("0711990088"));
    pty.send("Ada Byron\x13");
    pty.until_shows("added Ada Byron");
    assert_eq!(shop.json(&["find", "0088"])["hits"][0]["name"], "Ada Byron");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    let mut again = window(&shop);
    again.send("990088");
    again.until_shows("1 of 4");
    assert!(again.contents().contains("Ada Byron"));
}

#[test]
fn a_paste_of_several_lines_is_text_and_never_a_key() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: ", "channel call in");
    pty.send("\x1b[200~wants rye\rand filters\x03\nq\x1b[201~");
    pty.until_shows("and filters");
    assert_eq!(shop.json(&["brief", "4471"])["interactions"], json!([]));
    pty.send("\r");
    pty.until_shows("logged a call with Zo");
    let summary = &shop.json(&["brief", "4471"])["interactions"][0]["summary"];
    let summary = summary.as_str().unwrap();
    assert!(summary.starts_with("wants rye") && summary.contains("and filters"));
    assert!(!pty.written.contains(&3), "the screen shows it as a sign");
}

#[test]
fn a_click_selects_and_a_double_click_opens() {
    let shop = imported();
    let mut pty = window(&shop);
    pty.until_shows("王小明");
    let rows: Vec<String> = pty.contents().lines().map(str::to_owned).collect();
    let at = rows.iter().position(|row| row.contains("Søren")).unwrap();
    let click = format!("\x1b[<0;6;{0}M\x1b[<0;6;{0}m", at + 1);
    pty.send(&click);
    pty.until_shows("── Søren Ødegård");
    pty.send(&click);
    pty.until_shows("timeline");
    assert!(pty.contents().contains("── Søren Ødegård"));
}

#[test]
fn any_size_of_window_is_painted_and_the_text_survives_it() {
    let shop = imported();
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "l", "text out: sent the list", "channel text out");
    for (rows, cols) in [(1, 1), (60, 200), (3, 40), (200, 500), (2, 2), (24, 80)] {
        pty.resize(rows, cols);
        if rows > 20 {
            pty.until_shows("› text out: sent the list");
        }
    }
    pty.send("\r");
    pty.until_shows("logged a text with Zo");
}

#[test]
fn no_colour_and_no_window_title_is_ever_written() {
    let shop = imported();
    for (more, coloured) in [(&[][..], true), (&[("NO_COLOR", "1")][..], false)] {
        let mut pty = window_with(&shop, more);
        profile(&mut pty, "4471");
        pty.send("\x03");
        assert_eq!(pty.ended(), 0);
        let written = String::from_utf8_lossy(&pty.written);
        let colours = (30..=37).chain(90..=97);
        let mut colours =
            colours.flat_map(|it| [format!("\x1b[{it}m"), format!("\x1b[38;5;{it}m")]);
        let any = written.contains("\x1b[38;") || colours.any(|it| written.contains(&it));
        assert_eq!(any, coloured, "{written:?}");
        assert!(
            !written.contains("\x1b]"),
            "an order to the window: {written:?}"
        );
    }
}
