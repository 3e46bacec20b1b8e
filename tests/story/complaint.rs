//! A complaint from the first word to its end, and back: answered, waiting, resumed, cause, fix, remedy, told, closed, reopened.

use super::{imported, line, profile, window};

#[test]
fn a_complaint_is_handled_to_the_end_and_comes_back() {
    let shop = imported();
    let (exit, ..) = shop.run(&["staff", "add", "SK", "--limit", "20"]);
    assert_eq!(exit, 0);
    let mut pty = window(&shop);
    profile(&mut pty, "4471");
    line(&mut pty, "c", "upset: the grinder leaks", "heat");
    pty.send("\r");
    pty.until_shows("wrote down a complaint");
    pty.send("\x1b[15~");
    pty.until_shows("the grinder leaks");
    pty.send("\r");
    pty.until_shows("next: answer");
    for (keys, said) in [
        ("n", "answered the complaint"),
        ("wher photos\r", "waits for Zo"),
        ("b", "resumed the complaint"),
        ("a", "apologised to Zo"),
        ("cnobody told the early shift\r", "noted the cause"),
        ("xa new seal\r", "put it right for Zo"),
    ] {
        pty.send(keys);
        pty.until_shows(said);
    }
    // A refund of thirty is beyond SK; of twelve fifty it is not.
    pty.send("rr\t30\x13");
    pty.until_shows("up to 20.00");
    pty.send("n\x1b");
    pty.until_shows("z close");
    pty.send("rr\t12.50\tin cash\r");
    pty.until_shows("remedy · refund 12.50 · in cash");
    pty.send("t");
    pty.until_shows("next: close");
    pty.send("z");
    pty.until_shows("closed the complaint of Zo");
    pty.until_shows("ask again Wed 17 June");
    pty.send("Rit leaks again\r");
    pty.until_shows("reopened · it leaks again");
    pty.until_shows("next: apologise");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();

    let row = shop.json(&["complaint", "1"]);
    let kinds: Vec<&str> = row["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "answered",
            "waiting on customer",
            "resumed",
            "apologised",
            "cause",
            "fix",
            "remedy",
            "told",
            "closed",
            "reopened",
        ]
    );
    assert_eq!(
        (&row["state"], &row["steps"][6]["amount"]),
        (&"open".into(), &1250.into())
    );
    assert!(
        row["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["by"] == "SK")
    );
}
