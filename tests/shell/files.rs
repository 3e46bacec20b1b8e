//! Importing and exporting from the shell: previews, questions, counts, and files that are never lost.

#[cfg(unix)]
use std::io::Write;
use std::{
    fs,
    process::{Command, Stdio},
};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::shop::Shop;

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Søren Ødegård\r\nTEL;TYPE=CELL:+47 555 01 234\r\nEND:VCARD\r\n\
                     BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小明\r\nTEL:555 0199\r\nEND:VCARD\r\n\
                     BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n";

/// A shop with a file of three cards beside its data, of which one has no name and no phone.
fn shop_with_cards() -> Shop {
    let shop = Shop::open();
    fs::write(shop.file().with_file_name("contacts.vcf"), CARDS).unwrap();
    shop
}

#[test]
fn an_import_is_a_preview_until_it_is_allowed() {
    let shop = shop_with_cards();
    let counts = "contacts.vcf: 3 in it, 2 new, 0 changed, 0 same, 1 refused\n";
    let refused = "  line 11: refused: no name, call-me or phone\n";
    shop.shows(
        &["import", "contacts.vcf"],
        0,
        &format!("{counts}{refused}"),
        "Nothing was imported; say --yes to import that.\n",
    );
    assert_eq!(shop.json(&["find", ""])["total"], 4);
    let saved = "The refused rows are in contacts.refused.vcf.\n\
                 Saved: imported 2 customers from contacts.vcf.\n";
    let shown = format!("{counts}{refused}{saved}");
    shop.shows(&["import", "contacts.vcf", "--yes"], 0, &shown, "");
    assert!(shop.file().with_file_name("contacts.refused.vcf").exists());
    assert_eq!(shop.json(&["find", "soren"])["total"], 1);
    shop.shows(
        &["undo"],
        0,
        "Undone: imported 2 customers from contacts.vcf.\n",
        "",
    );
    assert_eq!(shop.json(&["find", ""])["total"], 4);
}

#[test]
fn an_import_as_json_has_a_shape_to_rely_on() {
    let shop = shop_with_cards();
    let first = shop.json(&["import", "contacts.vcf", "--yes"]);
    let file = &first["files"][0];
    assert_eq!(file["file"], "contacts.vcf");
    let counts = ["records", "new", "changed", "same"].map(|count| file[count].clone());
    assert_eq!(counts, [3, 2, 0, 0].map(|count| json!(count)));
    assert_eq!(file["refused"][0]["line"], 11);
    assert!(file["refused"][0]["reason"].is_string());
    assert!(file["ignored_properties"].is_array());
    let again = shop.json(&["import", "contacts.vcf", "--yes"]);
    assert_eq!(
        (&again["files"][0]["same"], &again["files"][0]["new"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(again["saved"], json!(null));
    let preview = shop.json(&["import", "contacts.vcf"]);
    assert_eq!(preview["files"][0]["records"], 3);
}

#[test]
fn what_is_no_contact_file_is_said_and_nothing_changes() {
    let shop = shop_with_cards();
    fs::write(
        shop.file().with_file_name("photo.vcf"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    )
    .unwrap();
    for file in ["photo.vcf", "nosuch.vcf", "."] {
        let (exit, out, err) = shop.run(&["import", "contacts.vcf", file, "--yes"]);
        assert_eq!((exit, out.as_str()), (1, ""), "{file}");
        assert!(err.starts_with("regulars: ") && err.contains(file), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
    assert_eq!(shop.json(&["find", ""])["total"], 4);
}

#[test]
fn a_column_is_named_by_hand() {
    let shop = Shop::open();
    fs::write(
        shop.file().with_file_name("till.csv"),
        "Name;Handgerät\nInês Prata;0151 999 8877\n",
    )
    .unwrap();
    let map = "phone=Handgerät";
    assert_eq!(
        shop.run(&["import", "till.csv", "--yes", "--map", map]).0,
        0
    );
    assert_eq!(
        shop.json(&["find", "8877"])["hits"][0]["name"],
        "Inês Prata"
    );
}

#[test]
fn an_export_goes_where_it_is_sent_and_replaces_nothing_unasked() {
    let shop = Shop::open();
    let (exit, table, err) = shop.run(&["export"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(table.contains("Zoë Müller"), "{table}");
    assert!(
        shop.run(&["export", "--format", "vcard4"])
            .1
            .contains("VERSION:4.0")
    );
    assert!(shop.json(&["export"])["customers"].is_array());

    shop.shows(
        &["export", "--output", "all.vcf"],
        0,
        "Exported 4 customers to all.vcf.\n",
        "",
    );
    let cards = fs::read_to_string(shop.file().with_file_name("all.vcf")).unwrap();
    assert!(cards.contains("VERSION:3.0"), "the ending says what it is");
    shop.run(&["log", "#1", "call in: hello"]);
    shop.shows(
        &["export", "--output", "all.vcf", "--format", "csv"],
        4,
        "",
        "all.vcf is there already. Replace it? Nothing was written; say --yes if so.\n",
    );
    assert_eq!(
        fs::read_to_string(shop.file().with_file_name("all.vcf")).unwrap(),
        cards
    );
    let replaced = shop.json(&["export", "--output", "all.vcf", "--format", "csv", "--yes"]);
    assert_eq!(replaced["customers"], 4);
    assert_eq!(
        fs::read_to_string(shop.file().with_file_name("all.vcf")).unwrap(),
        table
    );
    assert_eq!(shop.run(&["export", "--output", "no/such/folder.csv"]).0, 1);
}

#[test]
fn everything_exported_comes_back_the_same() {
    let shop = Shop::open();
    shop.run(&[
        "log",
        "#1",
        "call in: wants rye !fri ring back #delivery +1",
    ]);
    shop.run(&["complain", "#2", "furious: grinder leaks"]);
    for format in ["csv", "vcard", "vcard4", "json"] {
        let name = format!("all.{format}");
        assert_eq!(
            shop.run(&["export", "--format", format, "--output", &name])
                .0,
            0
        );
        let new = format!("{format}.db");
        let (exit, _, err) = shop.run(&["--db", &new, "import", &name, "--yes"]);
        assert_eq!(exit, 0, "{err}");
        let again = shop.run(&["--db", &new, "export", "--format", format]).1;
        assert_eq!(
            again,
            fs::read_to_string(shop.file().with_file_name(&name)).unwrap(),
            "{format}"
        );
    }
}

#[test]
fn an_export_into_a_closed_pipe_is_a_quiet_end() {
    let shop = Shop::open();
    for format in ["csv", "vcard", "json"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = shop.command(&["export", "--format", format]);
        let ended = command.stdout(writer).output().unwrap();
        assert_eq!(
            (ended.status.code(), ended.stderr.len()),
            (Some(0), 0),
            "{format}"
        );
    }
}

#[test]
fn an_export_with_find_words_holds_only_these_customers_and_what_is_theirs() {
    let shop = Shop::open();
    shop.run(&["log", "Ana Lima", "call in: wants rye"]);
    shop.run(&["complain", "Ben", "the lid leaks"]);
    shop.run(&["complain", "Zoë", "cold cup"]);
    let (_, cards, _) = shop.run(&["export", "ben", "--format", "vcard"]);
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 1);
    let (_, all, _) = shop.run(&["export", "ben", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["customers"].as_array().unwrap().len(), 1);
    assert_eq!(all["interactions"], json!([]));
    assert_eq!(all["complaints"].as_array().unwrap().len(), 1);
    assert_eq!(all["complaints"][0]["what"], "the lid leaks");
    shop.shows(
        &["export", "nosuchbody"],
        3,
        "",
        "Nobody fits \"nosuchbody\"; nothing was written.\n",
    );
    assert_eq!(shop.run(&["export", "foo:bar"]).0, 2);
}

#[test]
#[cfg(unix)]
fn a_stream_without_end_is_not_taken_into_memory() {
    let shop = Shop::open();
    shop.shows(
        &["import", "/dev/zero", "--yes"],
        1,
        "",
        "regulars: /dev/zero: larger than 256 MB; split it into several files.\n",
    );
}

#[test]
fn a_file_that_is_not_there_is_said_in_our_words() {
    Shop::open().shows(
        &["import", "nosuch.vcf", "--yes"],
        1,
        "",
        "regulars: there is no file nosuch.vcf; look how it is called, and in which folder it is.\n",
    );
}

#[test]
#[cfg(unix)]
fn a_pipe_is_read_when_somebody_writes_into_it_and_waited_for_by_nobody_else() {
    let shop = Shop::open();
    let pipe = shop.file().with_file_name("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let empty = "regulars: pipe: empty; there is nobody in it.\n";
    shop.shows(&["import", "pipe", "--yes"], 1, "", empty);
    let script = "printf 'name\\nInês Prata\\n' | \"$0\" import /dev/stdin --yes";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_regulars")]);
    let shell = shell.env("REGULARS_DB", shop.file()).output().unwrap();
    assert!(shell.status.success(), "{shell:?}");
    assert_eq!(shop.json(&["find", "ines"])["total"], 1);
}

#[cfg(unix)]
/// What an import of this text through a pipe ends with and says.
fn piped(shop: &Shop, text: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = shop.command(&[&["import"], arguments].concat());
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut import = command.stderr(Stdio::piped()).spawn().unwrap();
    import
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = import.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
#[cfg(unix)]
fn refused_rows_of_a_pipe_go_to_a_file_that_is_named_or_nothing_is_imported() {
    let shop = Shop::open();
    let people = || shop.json(&["find", ""])["total"].clone();
    let rows = "name;phone\nInês;1234\n;;x\n";
    for pipe in ["-", "/dev/stdin"] {
        for yes in [&[pipe, "--yes"][..], &[pipe]] {
            let (exit, said) = piped(&shop, rows, yes);
            let why = format!(
                "{pipe}: 2 in it, 1 new, 0 changed, 0 same, 1 refused\n  line 3: refused: 3 values, but 2 columns\n\
                 Refused rows of {pipe} have no place: nothing can be written beside a pipe. Name a file for them with --refused FILE. \
                 Nothing was imported.\n"
            );
            assert_eq!((exit, said), (Some(4), why));
        }
    }
    let nowhere = piped(
        &shop,
        rows,
        &["-", "--yes", "--refused", "no/such/rest.csv"],
    );
    assert_eq!(nowhere.0, Some(1), "{}", nowhere.1);
    assert_eq!(people(), 4, "nothing was imported");
    let (exit, said) = piped(&shop, rows, &["-", "--yes", "--refused", "rest.csv"]);
    let end =
        "The refused rows are in rest.csv.\nSaved: imported 1 customer from what was piped in.\n";
    assert!(exit == Some(0) && said.ends_with(end), "{said}");
    let rest = fs::read_to_string(shop.file().with_file_name("rest.csv"));
    assert_eq!(rest.unwrap(), "name;phone\n;;x\n");
    assert_eq!(people(), 5);
    let again = piped(
        &shop,
        "name;phone\n;\n;;y\n",
        &["-", "--yes", "--refused", "rest.csv"],
    );
    assert!(again.1.contains("are in rest-2.csv."), "{}", again.1);
}

#[test]
#[cfg(unix)]
fn refused_rows_of_a_file_that_is_redirected_stand_beside_it() {
    let shop = shop_with_cards();
    let cards = shop.file().with_file_name("contacts.vcf");
    let mut command = shop.command(&["import", "/dev/stdin", "--yes"]);
    let output = command.stdin(fs::File::open(&cards).unwrap()).output();
    assert_eq!(output.unwrap().status.code(), Some(0));
    assert!(cards.with_file_name("contacts.refused.vcf").exists());
}

#[test]
#[cfg(unix)]
fn an_export_that_is_interrupted_leaves_nothing_behind() {
    let shop = Shop::open();
    let crowd = crate::crowd(&shop);
    let folder = shop.file().with_file_name("out");
    fs::create_dir(&folder).unwrap();
    let part = || {
        let mut files = fs::read_dir(&folder).unwrap().map(Result::unwrap);
        files.find(|file| file.file_name().to_string_lossy().ends_with(".part"))
    };
    let mut export = shop.command(&["export", "--output", "out/all.csv", "--db", &crowd]);
    let mut export = export.stderr(Stdio::null()).spawn().unwrap();
    while part().is_none_or(|file| file.metadata().is_ok_and(|about| about.len() == 0)) {
        assert_eq!(export.try_wait().unwrap(), None);
        std::thread::yield_now();
    }
    kill_process(Pid::from_child(&export), Signal::INT).unwrap();
    assert_eq!(export.wait().unwrap().code(), Some(1));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn an_empty_shop_says_how_customers_come_in() {
    Shop::empty().shows(
        &["find", ""],
        3,
        "",
        "There is no customer yet; regulars import brings them in.\n",
    );
}
