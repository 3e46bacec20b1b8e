//! Values of one line stay on one line: however a text with line breaks comes into the shop, no row of it is torn, and nothing that is
//! printed or exported has a line that somebody's text made.

use std::fs;

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::shop::Shop;

/// Every sign that breaks a line somewhere, and on each line what a format, a shell or a spreadsheet would take for its own.
const BREAKS: &str = "\r\nEND:VCARD\nBEGIN:VCARD\rFN:forged\u{b}END:VEVENT\u{c}# forged\u{85}x,y,z\u{2028}=1+1\u{2029}last";

/// The columns that may hold several lines, as a letter or an address has them.
const OF_SEVERAL_LINES: [&str; 4] = [
    "customer.kept",
    "address.street",
    "fact.text",
    "preference.text",
];

fn breaks_a_line(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Every text in the shop that breaks a line where one line is meant, as `table.column: text`.
fn torn(shop: &Shop) -> Vec<String> {
    let file = Connection::open_with_flags(shop.file(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut columns = file
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'TEXT'
            AND t.name NOT LIKE 'undo%' AND t.name NOT LIKE 'search%'",
        )
        .unwrap();
    let columns = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let columns: Vec<(String, String)> = columns.unwrap().map(Result::unwrap).collect();
    assert!(columns.len() > 70, "{columns:?}");
    let mut torn = Vec::new();
    for (table, column) in columns {
        let name = format!("{table}.{column}");
        if OF_SEVERAL_LINES.contains(&name.as_str()) {
            continue;
        }
        let sql = format!("SELECT \"{column}\" FROM \"{table}\" WHERE \"{column}\" IS NOT NULL");
        let mut texts = file.prepare(&sql).unwrap();
        let texts = texts.query_map([], |row| row.get(0)).unwrap();
        let texts = texts.map(|text| text.unwrap());
        let broken = texts.filter(|text: &String| text.contains(breaks_a_line));
        torn.extend(broken.map(|text| format!("{name}: {text:?}")));
    }
    torn
}

/// Writes a file beside the shop and imports it.
#[track_caller]
fn import(shop: &Shop, name: &str, text: &str) {
    fs::write(shop.file().with_file_name(name), text).unwrap();
    let (exit, out, err) = shop.run(&["import", name, "--yes"]);
    assert_eq!((exit, err.as_str()), (0, ""), "{out}");
}

/// A table in which every cell breaks lines.
fn table() -> String {
    let columns = "name,call_me,say,sort_key,phone,phone_label,more_phones,email,email_label,company,street,postcode,city,country,\
                   address_label,tags,hook,do,dont,going_through,handover,source,tier_why,till_number,uid,likes,facts,unheard";
    let cells = columns
        .split(',')
        .map(|name| format!("\"{name} 4471{BREAKS}\""));
    format!("{columns}\n{}\n", cells.collect::<Vec<_>>().join(","))
}

/// A card in which every value breaks lines, as far as a card can.
fn card() -> String {
    let names = "FN NICKNAME ORG TEL;TYPE=CELL EMAIL CATEGORIES X-PHONETIC-FIRST-NAME SORT-STRING item1.X-ABLabel X-REGULARS-HOOK \
                 X-REGULARS-DO X-REGULARS-SOURCE X-REGULARS-TILL-NUMBER UID";
    let value = BREAKS
        .replace("\r\n", "\\n")
        .replace(['\n', '\r'], "\\n")
        .replace(',', "\\,");
    let lines = names
        .split_whitespace()
        .map(|name| format!("{name}:b 4472{value}\r\n"));
    let address = ["", "", "street", "city", "region", "70173", "country"]
        .map(|part| format!("{part}{value}"));
    format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\n{}item1.TEL:4473\r\nADR:{}\r\nEND:VCARD\r\n",
        lines.collect::<String>(),
        address.join(";")
    )
}

#[test]
fn no_way_in_tears_what_has_one_line() {
    let shop = Shop::open();
    import(&shop, "people.csv", &table());
    import(&shop, "people.vcf", &card());
    let words = format!("one{BREAKS}");
    let words = words.as_str();
    let field = |name: &str| format!("{name}={words}");
    let (group, why) = (field("group"), field("closing why"));
    for arguments in [
        &[
            "log",
            "#1",
            words,
            &format!("!fri {words}"),
            &format!("#tag{words}"),
        ][..],
        &["promise", "#1", "fri", words],
        &["want", "#1", words],
        &["feedback", "#1", "idea:", words],
        &["observe", words],
        &["thanks", "#1", words],
        &["extra", "#1", words],
        &["complain", "#1", words],
        &["complaint", "1", "answered", words],
        &["complaint", "1", "cause", words],
        &["complaint", "1", "remedy", "refund", "3.00", words],
        &["action", "1", words],
        &["bought", "#1", "2", words, "7.80"],
        &["product", words, &group, "price=3.90"],
        &["turnedaway", words, &why],
        &["staff", "add", "TB", words],
        &["kudos", "TB", words],
        &["worksheet", "new", words],
        &["parting", "begin", "#1", words],
    ] {
        let (exit, out, err) = shop.run(arguments);
        assert_eq!(exit, 0, "{arguments:?}: {out}{err}");
    }
    for arguments in [
        &["settings", "shop", words][..],
        &["me", words],
        &["view", "save", words, "ana"],
    ] {
        assert_eq!(shop.run(arguments).0, 4, "{arguments:?}");
    }
    let torn = torn(&shop);
    assert!(torn.is_empty(), "{}", torn.join("\n"));
}

/// A shop brought in from an export of everything, which holds texts as they are; behind each of them stands this.
fn shop(behind: &str) -> Shop {
    let word = |name: &str| format!("{name}{behind}");
    let names = "name call_me say hook sort_key company handling_do handling_dont going_through handover source tier_why till_number";
    let mut ada: serde_json::Map<String, Value> = names
        .split_whitespace()
        .map(|name| (name.to_owned(), word(name).into()))
        .collect();
    let more = json!({
        "id": 1, "uid": word("uid"), "birthday": "1961-06-14", "created": "2026-06-01T09:00:00+02:00",
        "phones": [{"raw": word("0711 4471"), "label": word("door")}, {"raw": word("0711 4472"), "label": word("desk")}],
        "emails": [{"address": word("a@example.org"), "label": word("post")}, {"address": word("b@example.org")}],
        "addresses": [{"street": "Lane 5", "city": word("Ulm"), "postcode": word("1"), "country": word("DE"), "label": word("at")}],
        "tags": [word("vip"), word("late")],
        "facts": [{"label": word("pet"), "text": "Miso"}],
        "channels": [{"channel": "text", "leave": "prefer", "best_time": word("late")}],
    });
    ada.extend(more.as_object().unwrap().clone());
    let document = json!({
        "format": "regulars", "version": 1,
        "customers": [ada],
        "causes": [{"id": 1, "text": word("stale")}],
        "staff": [{"id": 1, "initials": "SK", "name": word("Sam")}],
        "promises": [{"id": 1, "customer": 1, "what": word("ring"), "due": "2026-06-12", "by": "SK", "agreed": "2026-06-07T10:00:00+02:00"}],
        "complaints": [{
            "id": 1, "customer": 1, "opened": "2026-06-05T09:00:00+02:00", "by": "MR", "what": word("leaks"), "heat": "upset",
            "source": "direct", "steps": [{"at": "2026-06-05T10:00:00+02:00", "by": "MR", "kind": "cause", "cause": 1}],
        }],
        "interactions": [{
            "id": 1, "customer": 1, "at": "2026-06-07T10:00:00+02:00", "channel": "call", "direction": "in", "by": "SK",
            "summary": word("said"),
        }],
    });
    let shop = Shop::empty();
    import(&shop, "all.json", &document.to_string());
    shop
}

/// What is printed, as lines; those of cards and calendars unfolded, and only what they are.
#[track_caller]
fn lines(shop: &Shop, arguments: &[&str]) -> Vec<String> {
    let (exit, out, err) = shop.run(arguments);
    assert_eq!(exit, 0, "{arguments:?}: {err}");
    let is_card = arguments.iter().any(|it| it.starts_with("vcard"));
    assert!(
        !is_card || !out.contains("\\n"),
        "{arguments:?}: a value of one line has two: {out}"
    );
    if arguments.contains(&"--for-customer") {
        // A paper for reading: what goes on on the next line stands in from the margin.
        let lines = out
            .split(breaks_a_line)
            .filter(|line| !line.starts_with(' '));
        return lines.map(str::to_owned).collect();
    }
    if !is_card && !arguments.contains(&"--ics") {
        // JSON knows one sign that breaks lines.
        let breaks =
            |letter| letter == '\n' || !arguments.contains(&"json") && breaks_a_line(letter);
        return out.split(breaks).map(str::to_owned).collect();
    }
    let out = out.replace("\r\n ", "");
    let lines = out.split("\r\n").flat_map(|line| line.split(breaks_a_line));
    lines
        .map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn no_text_of_a_restored_shop_makes_a_line_of_its_own() {
    let (tame, hostile) = (shop(""), shop(BREAKS));
    assert!(torn(&hostile).len() > 30, "{:?}", torn(&hostile));
    for arguments in [
        &["export", "--format", "vcard"][..],
        &["export", "--format", "vcard4"],
        &["today", "--ics"],
    ] {
        let (expected, found) = (lines(&tame, arguments), lines(&hostile, arguments));
        assert_eq!(found, expected, "{arguments:?}");
    }
    for arguments in [
        &["export", "--format", "csv"][..],
        &["export", "--format", "json"],
        &["find", "", "--plain"],
        &["brief", "#1"],
        &["complaints"],
        &["complaint", "1"],
        &["promises", "--plain"],
        &["today", "--plain"],
        &["card", "#1", "--for-customer"],
        &["report", "--format", "csv"],
        &["report"],
    ] {
        let (expected, found) = (lines(&tame, arguments), lines(&hostile, arguments));
        assert_eq!(found.len(), expected.len(), "{arguments:?}: {found:#?}");
    }
}
