//! A disk that takes no more while the screens are open: said, the typed text is kept, and it is saved when there is room.

use super::*;

#[test]
fn what_cannot_be_saved_stays_where_it_was_typed() {
    let shop = imported();
    let mut command = CommandBuilder::new("sh");
    // Room for what SQLite keeps while the file is open, and for hardly anything in its log.
    command.args([
        "-c",
        "ulimit -f 70; exec \"$@\"",
        "sh",
        env!("CARGO_BIN_EXE_regulars"),
        "--now",
        NOON,
    ]);
    command.env("TZ", "Europe/Berlin");
    command.env("REGULARS_DB", shop.file());
    command.env("TERM", "xterm-256color");
    let mut pty = Pty::start(command);
    pty.until_shows("F1 help");
    profile(&mut pty, "4471");
    line(&mut pty, "l", "call in: ", "call in");
    let long = "will not go in ".repeat(3000);
    pty.send(&format!("\x1b[200~{long}\x1b[201~at all"));
    pty.until_shows("will not go in at all");
    pty.send("\r");
    pty.until_shows("could not be written");
    pty.until("did not say why and what to do", |screen| {
        let said = screen.contents().replace('\n', " ");
        let words: Vec<&str> = said.split_whitespace().collect();
        words.join(" ").contains("it may not grow that large here (ulimit -f). Nothing was saved; lift that limit and try again.")
    });
    pty.send("!");
    pty.until_shows("will not go in at all!");
    pty.send("\x03");
    assert_eq!(pty.ended(), 0);
    pty.assert_restored();
    let talks = &shop.json(&["brief", "4471"])["interactions"];
    assert_eq!(talks.as_array().unwrap().len(), 0);
}
