//! The casebook holds nobody's name: not of the made-up shop, and not of one where names are hidden in words, scripts and accents.

use regulars::{
    commands::{self, Context, Nobody, Style, demo},
    domain::{Change, Complaint, Customer, Email, Phone, Stamp, Step, StepKind},
    search::fold,
    store::Store,
};
use serde_json::json;

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap()
}

fn casebook(store: &mut Store) -> Vec<String> {
    let mut context = Context {
        now: noon(),
        me: "SK".into(),
        style: Style::Columns,
        desk: &mut Nobody,
    };
    let command = commands::parse("casebook").unwrap();
    commands::run(&command, store, &mut context).unwrap().lines
}

/// What comes out of the shop's rows: the lines without what stands in every casebook.
fn told(lines: &[String]) -> Vec<&str> {
    let lines = lines.iter().skip(3).map(String::as_str);
    let told = lines.map(|line| match line.split_once("**: ") {
        Some((head, _)) if head.ends_with("it took") => "",
        Some((_, text)) => text,
        None => line.trim_start_matches(['#', ' ']),
    });
    told.filter(|line| !line.is_empty() && *line != "Of no category")
        .collect()
}

/// Words that stand in names and that a text may have all the same.
const PARTICLES: [&str; 12] = [
    "the", "of", "and", "de", "da", "la", "van", "von", "al", "den", "der", "do",
];

fn is_asian(text: &str) -> bool {
    text.chars().any(|it| {
        ('\u{3041}'..='\u{d7a3}').contains(&it) || ('\u{1100}'..='\u{11ff}').contains(&it)
    })
}

/// Is this name, or a part of it that tells, in a line? Another way than the program's own.
fn has(line: &str, name: &str) -> Option<String> {
    let (line, name) = (fold(line), fold(name));
    let words: Vec<&str> = line.split(' ').collect();
    let within = |part: &str| {
        let letters = part.chars().count();
        match (is_asian(part), letters) {
            (true, 0..3) | (false, 0 | 1) => false,
            (true, _) => line.replace(' ', "").contains(part),
            (false, 2) => words.contains(&part),
            (false, 3 | 4) => words.iter().any(|word| word.starts_with(part)),
            (false, _) => words.iter().any(|word| word.contains(part)),
        }
    };
    let parts = name.split(' ').filter(|part| !PARTICLES.contains(part));
    let mut parts = parts.map(str::to_owned).chain([name.replace(' ', "")]);
    parts.find(|part| within(part))
}

#[track_caller]
fn holds_nobody(lines: &[String], people: &[Customer]) {
    for line in told(lines) {
        for one in people {
            for name in [&one.name, &one.call_me] {
                assert_eq!(has(line, name), None, "{name:?} is in {line:?}");
            }
            let digits: String = line.chars().filter(char::is_ascii_digit).collect();
            for phone in &one.phones {
                let number: String = phone.raw.chars().filter(char::is_ascii_digit).collect();
                assert!(!digits.contains(&number), "{number} is in {line:?}");
            }
            for email in &one.emails {
                assert!(!line.contains(&email.address), "{line:?}");
            }
        }
    }
}

fn people(store: &Store) -> Vec<Customer> {
    let mut people = Vec::new();
    store
        .each_customer(&mut |one| {
            people.push(one);
            Ok(())
        })
        .unwrap();
    people
}

#[test]
fn the_casebook_of_corner_coffee_holds_nobodys_name_and_still_says_something() {
    let folder = crate::blank::folder();
    let mut store = crate::blank::open(&folder.path().join("shop.db"));
    demo::fill(&mut store, noon()).unwrap();
    let lines = casebook(&mut store);
    holds_nobody(&lines, &people(&store));
    let text = lines.join("\n");
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let gaps = text.matches('…').count();
    assert!(
        letters > 100 * gaps.max(1),
        "{gaps} gaps in {letters} letters"
    );
    for words in [
        "## delivery",
        "- **cause**: ",
        "- **why**: ",
        "- **we changed**: training: ",
        "- **they got**: refund",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
    for initials in ["SK", "TB", "MR"] {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        assert!(!words.any(|word| word == initials), "{initials}");
    }
}

const NAMES: [(&str, &str); 14] = [
    ("Zoë Müller", "Zo"),
    ("Björn Ångström", ""),
    ("Łukasz Żak", "Luki"),
    ("Siobhán Ní Dhonnchadha", ""),
    ("王小明", "小明"),
    ("佐藤さくら", "さくら"),
    ("김민준", "민준"),
    ("Нина Петрова", "Нина"),
    ("Ελένη Παπαδοπούλου", ""),
    ("فاطمة الزهراء", ""),
    ("שירה כהן", ""),
    ("สมชาย ใจดี", ""),
    ("Jean-Luc d'Aubigné", "JL"),
    ("Bo Li", "Bo"),
];

/// A name as people get it into a text: in capitals, without accents, with them apart, behind and before other letters.
fn disguised(name: &str) -> Vec<String> {
    let first = name.split(' ').next().unwrap();
    let apart: String = name.chars().flat_map(|it| [it, '\u{ad}']).collect();
    let mut all = vec![
        name.to_owned(),
        name.to_uppercase(),
        name.to_lowercase(),
        fold(name),
        format!("{name}'s"),
        format!("({first})"),
        format!("{first}, {first}."),
        format!("{first}:{name}"),
        name.replace(' ', "-"),
        name.replace(' ', "\u{200b} "),
        apart,
    ];
    let letters = fold(first).chars().count();
    if letters >= 3 || is_asian(name) {
        all.push(format!("{first}s"));
    }
    if letters >= 5 || is_asian(name) {
        all.push(format!("un{first}isch"));
    }
    all
}

#[test]
fn names_hidden_in_words_scripts_and_accents_are_found() {
    let folder = crate::blank::folder();
    let mut store = crate::blank::open(&folder.path().join("shop.db"));
    let mut changes = Vec::new();
    for (at, (name, call_me)) in NAMES.iter().enumerate() {
        changes.push(Change::AddCustomer(Box::new(Customer {
            name: (*name).into(),
            call_me: (*call_me).into(),
            phones: vec![Phone {
                raw: format!("+49 (0)711 55{at:02} 44{at:02}"),
                ..Phone::default()
            }],
            emails: vec![Email {
                address: format!("c{at}@example.org"),
                ..Email::default()
            }],
            ..Customer::default()
        })));
    }
    for (at, (name, call_me)) in NAMES.iter().enumerate() {
        let called = if call_me.is_empty() { name } else { call_me };
        for words in disguised(name).into_iter().chain(disguised(called)) {
            let number = format!("0711/55{at:02}44{at:02}");
            let text = format!("then {words} said: cold; c{at}@example.org, {number}");
            let step = |kind| Step::new(kind, text.clone(), (noon(), "SK"));
            let complaint = json!({"id": 0, "customer": at + 1, "opened": noon(), "what": text, "wants": text,
                "heat": "calm", "source": "direct", "category": words,
                "steps": [step(StepKind::Fix), step(StepKind::Closed)]});
            let complaint: Complaint = serde_json::from_value(complaint).unwrap();
            changes.push(Change::AddComplaint(complaint));
        }
    }
    store
        .apply_as("names", &changes, noon(), &mut |_| true)
        .unwrap();
    let lines = casebook(&mut store);
    holds_nobody(&lines, &people(&store));
    let said = lines
        .iter()
        .filter(|line| line.contains("said: cold"))
        .count();
    assert!(said > 100, "only {said} lines still say what was wrong");
}
