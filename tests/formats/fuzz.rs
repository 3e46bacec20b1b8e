//! Anything at all into everything that reads what people and programs write: an answer or a sentence, never a fault.
//!
//! In the check each law is tried some hundred times, about a second each. By hand for longer, in a build that is quick:
//! `PROPTEST_CASES=500000 cargo test --release --test formats fuzz`. A file that breaks a law is made small and said.

use std::{fs, path::Path, sync::LazyLock};

use chrono::NaiveDate;
use proptest::prelude::*;
use regulars::{
    clock::Clock,
    commands::{self, Context, Exit, Nobody, Style},
    domain::{
        Change, Currency, Customer, Money, PartialDate, Phone, Settings, Stamp,
        dates::{read_day, read_past_day},
        line::{LineContext, LineKind, read as read_line},
        phone,
    },
    formats::{Reading, Row, csv, json, read, till, vcard},
    store::{self, Store},
    text::{self, SafeText, safe},
};

use crate::shop::noon;

/// How often a law is tried: so often, or as the environment says.
fn cases(here: u32) -> ProptestConfig {
    let said = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|it| it.parse().ok());
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(said.unwrap_or(here))
    }
}

/// Files that programs really write, and some that only claim to be such.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folders = ["assets/samples", "assets/samples/till"];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| fs::read(path).unwrap())
        .collect()
});

/// What readers of these formats turn on.
const PIECES: [&str; 64] = [
    "BEGIN:VCARD\r\n",
    "END:VCARD\r\n",
    "\r\nEND:VCARD",
    "VERSION:2.1\r\n",
    "VERSION:4.0\r\n",
    "\r\n ",
    "\r\n\t",
    "=\r\n",
    "=C3",
    "=",
    ";ENCODING=QUOTED-PRINTABLE:",
    ";CHARSET=SHIFT_JIS",
    ";ENCODING=b:",
    "item1.TEL:",
    "item1.X-ABLabel:",
    "_$!<Mobile>!$_",
    "BDAY:--0614",
    "BDAY:19610230",
    "N:;;;;;;;",
    "FN:",
    "NOTE:\\n\\,\\;\\",
    "X-REGULARS-KEPT:",
    "X-REGULARS-FACT;",
    "RELATED:",
    "\u{feff}",
    "sep=;\n",
    "sep=",
    "\"",
    "\"\"",
    "\";\"",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    "\r\n\r\n",
    "name,phone,email\n",
    "First Name,Last Name,Mobile Phone\n",
    "Date,Time,Item,Qty,Gross Sales,Customer Name\n",
    "4.91761E+11",
    "5550109999.0",
    "-0.0000001",
    "99999999999999999999",
    "1,234.56",
    "1.234,56",
    "31/02/2026",
    "2026-13-45",
    "00/00/0000",
    "=cmd|' /C calc'!A0",
    "{",
    "}",
    "[",
    "]",
    "{\"regulars\":",
    "\"customers\":[",
    "null",
    "1e999",
    "\"\\ud800\"",
    "\0",
    "\u{85}",
    "\u{202e}",
    "王小明",
    "e\u{301}\u{301}",
];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
        1 => (0..1000_usize, any::<prop::sample::Index>(), 0..200_usize).prop_map(|(file, from, length)| {
            let file = &SAMPLES[file % SAMPLES.len()];
            let from = if file.is_empty() { 0 } else { from.index(file.len()) };
            file[from..file.len().min(from + length)].to_vec()
        }),
    ]
}

/// A sample with pieces put in and taken out; sometimes nothing but pieces.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), 0..60_usize, piece());
    let changes = prop::collection::vec(change, 0..6);
    let spoiled = (0..1000_usize, changes).prop_map(|(file, changes)| {
        let mut bytes = SAMPLES[file % SAMPLES.len()].clone();
        for (at, gone, new) in changes {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + gone);
            bytes.splice(at..end, new);
        }
        bytes
    });
    let pieces = prop::collection::vec(piece(), 0..30).prop_map(|all| all.concat());
    prop_oneof![3 => spoiled, 1 => pieces, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

/// What somebody may type: words that mean something, and any others.
fn typed() -> impl Strategy<Value = String> {
    const WORDS: [&str; 72] = [
        "call in:",
        "text out:",
        "visit:",
        "furious:",
        "!",
        "!fri",
        "!!",
        "!29.2.",
        "+2",
        "-2",
        "+3",
        "#",
        "#tag",
        "##",
        "@SK",
        "@",
        "on",
        "on 12.6.",
        "on yesterday",
        "2 rye 7.80",
        "-1",
        "0",
        "99999999999999999999",
        "1e9",
        "1.234,56",
        "7.80",
        "=7.80",
        "yesterday",
        "tom",
        "eom",
        "+3d",
        "+99999999999d",
        "-1w",
        "+2m",
        "14.6.",
        "6/14",
        "31.2.",
        "0.0.",
        "99/99",
        "2026-06-14",
        "0000-00-00",
        "-9999-01-01",
        "9999-12-31",
        "tag:",
        "tag:vip",
        "-bought:honey",
        "last:>90d",
        "last:<99999999999d",
        "spent:>100",
        "spent:>-1",
        "spent:>9999999999999999999",
        "since:2024",
        "since:99999",
        "tier:a",
        "tier:z",
        "rung:client",
        "birthday:this-month",
        "birthday:13",
        "owes:promise",
        "has:complaint",
        "by:SK",
        "nosuch:x",
        ":",
        "::",
        "a:b:c",
        "\"",
        "*",
        "'",
        "()",
        "NEAR",
        "-",
        "\u{202e}x",
    ];
    let word = prop_oneof![
        3 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => ".{0,6}",
        1 => "\\PC{0,4}",
        1 => "[0-9+ ./:<>-]{0,8}",
    ];
    prop::collection::vec(word, 0..7).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_is_read_from_any_file_can_be_written_and_is_read_again(bytes in file(), month_first in any::<bool>()) {
        let reading = Reading { month_first, ..Reading::default() };
        let Ok(contents) = read(&bytes, &reading) else { return Ok(()) };
        let row = |number: usize| Row { customer: &contents.records[number].customer, referred_by: "uid" };
        let all = 0..contents.records.len();
        let mut table = Vec::new();
        let mut out = csv::Writer::new(&mut table).unwrap();
        all.clone().for_each(|it| out.row(&row(it)).unwrap());
        out.finish().unwrap();
        let cards: String = all.clone().map(|it| vcard::write(&row(it), vcard::Version::Four)).collect();
        for written in [table.as_slice(), cards.as_bytes()] {
            if let Ok(again) = read(written, &reading) {
                prop_assert_eq!(again.records.len() + again.refused.len(), all.len());
            } else {
                prop_assert_eq!(all.len(), 0);
            }
        }
    }

    #[test]
    fn any_file_is_sales_of_a_till_or_is_not(bytes in file(), month_first in any::<bool>()) {
        let reading = Reading { month_first, ..Reading::default() };
        let currency = Settings::default().currency;
        let hand = till::Hand { reading: &reading, layouts: &[], currency: &currency };
        let _ = till::read(&bytes, hand);
    }

    #[test]
    fn any_text_is_an_export_of_everything_or_is_not(bytes in file()) {
        let _ = json::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_typed_line_is_read_out_and_says_what_it_is(line in typed(), kind in 0..6_usize) {
        let kinds = [LineKind::Log, LineKind::Bought, LineKind::Promise, LineKind::Complaint, LineKind::Feedback, LineKind::Extra];
        let context = LineContext::new(noon(), &Settings::default());
        let _ = read_line(kinds[kind], &line, &context);
        let _ = commands::parse(&line);
    }

    #[test]
    fn any_day_amount_and_number_is_one_or_none(word in typed(), date in ".{0,12}", month_first in any::<bool>(), day in 0..800_000_i32, cents in any::<i64>()) {
        let today = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        for word in [word.as_str(), &date] {
            let _ = read_day(word, today, month_first);
            let _ = read_past_day(word, today, month_first);
            let _ = PartialDate::read(word, month_first).map(|date| (date.words(), date.next(today), date.in_year(2023)));
            let _ = Stamp::from_rfc3339(word);
            let _ = Stamp::from_column(word);
            let _ = Clock::fixed(word).map(|clock| clock.now().local());
            let _ = (phone::digits(word), phone::dialled(word), phone::words(word), phone::canonical(word, "DE"));
            for (key, ..) in Settings::KEYS {
                let _ = Settings::set(key, word);
            }
            let currency = Currency::new("EUR").unwrap();
            let _ = (currency.read(word), currency.show(Money(cents)));
        }
    }

    #[test]
    fn any_text_is_made_safe_and_fits_where_it_is_said_to(text in prop::collection::vec(piece(), 0..12), width in 0..40_usize) {
        let text = String::from_utf8_lossy(&text.concat()).into_owned();
        let shown = safe(&text);
        let obeyed = |letter: char| letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter);
        prop_assert!(!shown.as_str().contains(obeyed), "{shown:?}");
        prop_assert_eq!(safe(shown.as_str()), shown.clone());
        prop_assert!(shown.fit(width).width() <= width);
        prop_assert!(shown.ending(width).0.width() <= width);
        let rows = SafeText::lines(&text).wrap(width);
        prop_assert!(rows.iter().all(|row| row.width() <= width.max(2)), "{:?}", rows);
        let kept = text::typed(&text);
        let is_kept = kept.contains(|letter: char| letter.is_control() && letter != '\n');
        prop_assert!(!is_kept, "{kept:?}");
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn any_find_words_find_somebody_or_nobody(words in typed()) {
        thread_local! {
            static SHOP: (tempfile::TempDir, Store) = shop();
        }
        fn shop() -> (tempfile::TempDir, Store) {
            let folder = crate::blank::folder();
            let mut store = crate::blank::open(&folder.path().join("shop.db"));
            let one = Customer {
                name: "Zoë Müller".into(),
                phones: vec![Phone { raw: "0711 4471".into(), ..Phone::default() }],
                ..Customer::default()
            };
            store.apply(&[Change::AddCustomer(Box::new(one))], noon()).unwrap();
            (folder, store)
        }
        SHOP.with(|(folder, _)| {
            let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
            let quoted = words.replace('\'', " ");
            let Ok(find) = commands::parse(&format!("find -- '{quoted}'")) else { return };
            let mut context = Context { now: noon(), me: String::new(), style: Style::Json, desk: &mut Nobody };
            let report = commands::run(&find, &mut store, &mut context).unwrap();
            assert!([Exit::Done, Exit::Nothing, Exit::Usage].contains(&report.exit), "{words:?}: {report:?}");
        });
    }

    #[test]
    fn any_files_in_the_folder_of_the_backups_are_listed_or_left_out(names in prop::collection::vec("[0-9]{0,8}-?[0-9-]{0,10}(\\.db)?(\\.sha256|\\.part)?", 1..6), bytes in file()) {
        let folder = crate::blank::folder();
        let backups = folder.path().join("shop-backups");
        fs::create_dir(&backups).unwrap();
        for name in names.iter().map(String::as_str).chain(["000001-2026-06-10.db", "000001-2026-06-10.db.sha256"]) {
            write(&backups.join(name), &bytes);
        }
        for backup in store::backups(&folder.path().join("shop.db")).unwrap() {
            prop_assert!(store::verify(&backup).is_err(), "{:?}", backup);
        }
    }
}

/// Names that no file can have are left out.
fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::write(path, bytes);
}
