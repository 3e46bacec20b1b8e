//! What the shell prints of a hostile shop: no text controls a terminal, forges a line or a field, or breaks the JSON.

use regulars::{
    clock::Clock,
    commands::{self, Context, Desk, Nobody, Style, palette},
    store::Store,
};

use super::{hostile::is_hostile, *};

/// How each command is asked for everything it may print; one that only writes prints what it wrote.
const ASKED: &[(&str, &[&str])] = &[
    ("find", &["find ''", "find long --limit 500", "find =1+1"]),
    ("view", &["view"]),
    ("brief", &["brief #1", "brief #4", "brief #9"]),
    (
        "log",
        &[
            "log #1 call in: \u{1b}[2J\u{202e}x",
            "log nosuch x",
            "log a x",
        ],
    ),
    ("bought", &["bought #2 2 \u{1b}]0;x\u{7} 7.80"]),
    ("product", &["product", "product #1"]),
    ("rule", &["rule"]),
    ("redeem", &["redeem #3"]),
    ("promise", &["promise #1", "promise #4"]),
    ("promises", &["promises"]),
    ("want", &["want #2", "want"]),
    (
        "feedback",
        &["feedback #2 praise: \u{9b}2J", "feedback", "feedback #1"],
    ),
    ("observe", &["observe idea: a \u{202e}hook"]),
    ("survey-sheet", &["survey-sheet"]),
    ("thanks", &["thanks #2"]),
    ("extra", &["extra #2 a \u{200b}biscuit"]),
    ("arrived", &["arrived long", "arrived =1+1"]),
    ("turnedaway", &["turnedaway party why=closing"]),
    ("complain", &["complain #3 \u{9d}52;c;x\u{9c}"]),
    ("complaint", &["complaint 1", "complaint 3", "complaint 7"]),
    ("complaints", &["complaints", "complaints --all"]),
    (
        "card",
        &[
            "card",
            "card returns",
            "card #1 --for-customer",
            "card #5 --for-customer",
        ],
    ),
    ("action", &["action 1"]),
    ("actions", &["actions"]),
    ("staff", &["staff"]),
    ("me", &["me"]),
    ("campaign", &["campaign"]),
    ("quiet", &["quiet"]),
    ("winback", &["winback"]),
    ("slowday", &["slowday"]),
    ("best", &["best"]),
    ("prospects", &["prospects"]),
    ("referrals", &["referrals"]),
    ("parting", &["parting"]),
    ("today", &["today"]),
    ("undo", &["undo"]),
    ("redo", &["redo"]),
    ("settings", &["settings"]),
    ("import", &["import nosuch\u{1b}[2J.vcf"]),
    ("export", &["export"]),
    ("backup", &["backup"]),
    ("restore", &["restore"]),
    ("doctor", &["doctor"]),
    ("forget", &["forget #6", "forget #7 --yes"]),
    ("demo", &["demo"]),
    ("completions", &["completions bash"]),
    ("dupes", &["dupes"]),
    ("report", &["report", "report --format csv"]),
    ("review", &["review"]),
    ("casebook", &["casebook"]),
    ("selfcheck", &["selfcheck"]),
    ("kudos", &["kudos SK \u{9b}2J well done", "kudos"]),
    (
        "worksheet",
        &["worksheet new a \u{202e}rent", "worksheet", "worksheet 1"],
    ),
    ("merge", &["merge #1 #2"]),
];

#[test]
fn no_answer_of_the_shell_carries_what_a_hostile_shop_says() {
    let folder = crate::blank::folder();
    let db = folder.path().join("shop.db");
    hostile::make(&db);
    let mut store = Store::open(&db).unwrap();
    let mut letters = 0;
    for (name, _) in palette() {
        let asked = ASKED.iter().find(|(known, _)| *known == name);
        let (_, lines) =
            asked.unwrap_or_else(|| panic!("{name}: say here how it is asked for what it prints"));
        for (line, style) in lines
            .iter()
            .flat_map(|line| [Style::Columns, Style::Plain, Style::Json].map(|it| (line, it)))
        {
            let mut context = Context {
                now: Clock::fixed("2026-06-10T12:00:00+02:00").unwrap().now(),
                me: "SK".into(),
                style,
                desk: &mut Nobody,
            };
            let report = match commands::parse(line) {
                Ok(command) => commands::run(&command, &mut store, &mut context),
                Err(report) => Ok(report),
            };
            let Ok(report) = report else { continue };
            for text in report.lines.iter().chain(&report.words) {
                letters += text.len();
                let is_bad =
                    |letter| is_hostile(letter) && !(letter == '\t' && style == Style::Plain);
                assert!(!text.contains(is_bad), "{line}: {text:?}");
            }
            if style == Style::Json {
                for text in &report.lines {
                    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
                    assert!(value.is_ok(), "{line}: {text}");
                }
            }
        }
    }
    assert!(letters > 100_000, "only {letters} letters were printed");
}

/// Takes what a command writes to the standard output.
struct Paper(Vec<u8>);

impl Desk for Paper {
    fn output(&mut self) -> Option<&mut dyn std::io::Write> {
        Some(&mut self.0)
    }
}

#[test]
fn every_page_of_a_hostile_shop_is_a_page_that_does_nothing() {
    let folder = crate::blank::folder();
    let db = folder.path().join("shop.db");
    hostile::make(&db);
    let mut store = Store::open(&db).unwrap();
    let briefs = (1..=16).map(|id| format!("brief #{id} --format html"));
    let others = [
        "survey-sheet --format html",
        "report --format html",
        "complaints --all --format html",
    ];
    for line in briefs.chain(others.map(str::to_owned)) {
        let mut paper = Paper(Vec::new());
        let mut context = Context {
            now: Clock::fixed("2026-06-10T12:00:00+02:00").unwrap().now(),
            me: "SK".into(),
            style: Style::Columns,
            desk: &mut paper,
        };
        let command = commands::parse(&line).unwrap();
        commands::run(&command, &mut store, &mut context).unwrap();
        let written = String::from_utf8(paper.0).unwrap();
        if let Err(why) = page::read(&written) {
            panic!("{line}: {why}\n{written}");
        }
    }
}

#[test]
fn what_is_meant_for_a_file_controls_no_terminal_either() {
    let shop = Shop::empty();
    hostile::make(&shop.file());
    for script in [
        "\"$0\" export; \"$0\" export --format vcard; \"$0\" export --format json; \"$0\" today --ics",
        "\"$0\" find ''; \"$0\" find '' --plain; \"$0\" brief '#1' --json; \"$0\" nosuch\u{1b}[2J; \"$0\" find \u{9b}2J; \"$0\" --db \u{1b}[2J/x find ''",
    ] {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_regulars")]);
        command.env("REGULARS_DB", shop.file());
        command.env("NO_COLOR", "1");
        command.env("TERM", "xterm-256color");
        let mut pty = Pty::start(command);
        pty.ended();
        let written = String::from_utf8_lossy(&pty.written);
        assert!(written.len() > 20_000, "{written}");
        let is_bad = |letter| is_hostile(letter) && !['\r', '\n', '\t'].contains(&letter);
        let at = written.find(is_bad);
        let around = at.map(|at| written[at..].chars().take(40).collect::<String>());
        assert_eq!(around, None, "{script}");
    }
}
