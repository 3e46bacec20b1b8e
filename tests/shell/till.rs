//! The manual of the shell, for what a till or a web shop sold.

use std::{fs, path::PathBuf};

use crate::shop::Shop;

/// A file beside the shop's own.
fn beside(shop: &Shop, name: &str, text: &str) -> PathBuf {
    let path = shop.file().with_file_name(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn what_a_till_sold_is_shown_then_taken_then_known() {
    let shop = Shop::open();
    let rows = "receipt;date;kundennummer;phone;product;qty;amount;status\n\
                1;2.5.2026;17;0176 5554471;Rye loaf;2;22.200000000000003;paid\n\
                2;3.5.2026;18;;Rye loaf;1;-3,90;paid\n\
                3;3.5.2026;18;;Honey;1;7,00;cancelled\n\
                4;3.5.2026;;;Honey;1;7,00;paid\n\
                5;soon;18;;Honey;1;7,00;paid\n";
    let till = beside(&shop, "till.csv", rows);
    let preview = "till.csv: 5 in it, 2 new (18.30 EUR), 0 same, 2 left out, 1 refused\n\
        \x20 1 new customer\n\
        \x20 1 new product\n\
        \x20 1 refund among the new ones\n\
        \x20 1 row left out: cancelled or not paid\n\
        \x20 1 row left out: without a customer\n\
        \x20 1 amount had floating-point dust, 22.200000000000003 read as 22.20\n\
        \x20 line 6: refused: \"soon\" is no day\n";
    let asks = "Nothing was imported; say --yes to import that.\n";
    shop.shows(&["import", "till.csv", "--purchases"], 0, preview, asks);
    let saved = format!(
        "{preview}The refused rows are in till.refused.csv.\nSaved: imported 2 purchases from till.csv.\n"
    );
    shop.shows(
        &["import", "till.csv", "--purchases", "--yes"],
        0,
        &saved,
        "",
    );
    fs::write(&till, rows.replace("soon", "4.5.2026")).unwrap();
    let (exit, out, _) = shop.run(&["import", "till.csv", "--purchases", "--yes"]);
    assert_eq!(exit, 0);
    assert!(
        out.starts_with("till.csv: 5 in it, 1 new (7.00 EUR), 2 same, 2 left out, 0 refused\n"),
        "{out}"
    );
    shop.shows(
        &["undo"],
        0,
        "Undone: imported 1 purchase from till.csv.\n",
        "",
    );
    shop.shows(
        &["undo"],
        0,
        "Undone: imported 2 purchases from till.csv.\n",
        "",
    );
}

#[test]
fn columns_of_another_name_are_said_once() {
    let shop = Shop::open();
    let rows = "Wer,Wann,Wieviel\n17,2026-05-02,3.90\n";
    beside(&shop, "may.csv", rows);
    beside(&shop, "june.csv", &rows.replace("05-02", "06-02"));
    shop.shows(
        &["import", "may.csv", "--purchases"],
        1,
        "",
        "regulars: may.csv: no column for the amount. Its columns are Wer, Wann, Wieviel. Say which is which: --map amount=\"COLUMN\".\n",
    );
    let map = [
        "--map",
        "customer=Wer",
        "--map",
        "day=Wann",
        "--map",
        "amount=Wieviel",
    ];
    let first = [&["import", "may.csv", "--purchases", "--yes"][..], &map].concat();
    assert_eq!(shop.run(&first).0, 0);
    let june = shop.json(&["import", "june.csv", "--purchases", "--yes"]);
    assert_eq!(june["saved"], "imported 1 purchase from june.csv");
    shop.shows(
        &["import", "may.csv"],
        1,
        "",
        "regulars: may.csv: no column for a name or a phone. Its columns are Wer, Wann, Wieviel. Say which is which: --map name=\"COLUMN\".\n",
    );
}

#[test]
fn a_receipt_that_is_cancelled_later_is_taken_back() {
    let shop = Shop::open();
    let may = "receipt;date;kundennummer;product;amount;status\n\
               1;2.5.2026;17;Rye loaf;3,90;paid\n\
               2;3.5.2026;17;Rye loaf;7,80;paid\n\
               2;3.5.2026;17;Honey;7,00;paid\n";
    beside(&shop, "may.csv", may);
    let import = ["import", "may.csv", "--purchases", "--yes"];
    assert_eq!(shop.run(&import).0, 0);
    // Of another day is another receipt of the same number; and who cancels one row has not cancelled the receipt.
    let june = "receipt;date;kundennummer;product;amount;status\n\
                1;2.6.2026;17;Rye loaf;3,90;cancelled\n\
                2;3.5.2026;17;Rye loaf;7,80;cancelled\n";
    beside(
        &shop,
        "june.csv",
        &format!("{june}2;3.5.2026;17;Honey;7,00;paid\n"),
    );
    let kept = shop.json(&["import", "june.csv", "--purchases"]);
    assert_eq!(kept["files"][0]["taken_back"], 0, "{kept}");
    beside(&shop, "june.csv", june);
    let preview = "june.csv: 2 in it, 0 new (0.00 EUR), 0 same, 2 left out, 0 refused\n\
        \x20 2 purchases taken back: cancelled meanwhile\n\
        \x20 2 rows left out: cancelled or not paid\n";
    let saved = format!("{preview}Saved: imported 0 purchases, took 2 back, from june.csv.\n");
    let import = ["import", "june.csv", "--purchases", "--yes"];
    shop.shows(&import, 0, &saved, "");
    let spent =
        |shop: &Shop| shop.json(&["brief", "#5"])["habits"]["spend_12_months"]["minor"].clone();
    assert_eq!(spent(&shop), 390);
    let again = shop.json(&import);
    assert_eq!(again["files"][0]["taken_back"], 0, "{again}");
    assert_eq!(shop.run(&["undo"]).0, 0);
    assert_eq!(spent(&shop), 390 + 780 + 700);
}
