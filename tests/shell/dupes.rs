//! The manual of the shell, continued: who may be in the shop twice, making one of two, and what an import says of those it knows.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use serde_json::json;

use crate::shop::Shop;

/// Corner Coffee with a card of Zoë written by somebody else, and Tom who shares her number.
fn twice() -> Shop {
    let shop = Shop::open();
    let file = shop.file().with_file_name("more.csv");
    let rows = "name,phone,email,note\n\
        Zoe Mueller,0176 5554471,,likes rye\n\
        Tom Müller,0176 5554471,,\n\
        B. Okafor,,ben@example.org,\n";
    std::fs::write(&file, rows).unwrap();
    shop.run(&["import", "more.csv", "--yes"]);
    std::fs::remove_file(file).unwrap();
    shop
}

#[test]
fn pairs_are_listed_with_what_speaks_for_them_and_a_household_stays_apart() {
    let shop = twice();
    let asks = "1 pair that may be one person; regulars merge '#12' '#31' makes one of two.\n";
    shop.shows(
        &["dupes"],
        0,
        "high  #1  Zoë Müller  #5  Zoe Mueller  same number +49 176 555 4471, same name\n",
        asks,
    );
    assert_eq!(
        shop.json(&["dupes"]),
        json!({"pairs": [{
            "one": {"id": 1, "name": "Zoë Müller"},
            "other": {"id": 5, "name": "Zoe Mueller"},
            "because": ["same number +49 176 555 4471", "same name"],
            "sure": "high",
        }]})
    );
    shop.shows(
        &["dupes", "--apart", "#5", "#1"],
        0,
        "",
        "Zoe Mueller and Zoë Müller are not shown as one person again.\n",
    );
    shop.shows(&["dupes"], 3, "", "Nobody looks like anybody else.\n");
    shop.shows(
        &["undo"],
        0,
        "Undone: noted that somebody else is not the same as Zo.\n",
        "",
    );
    assert_eq!(shop.run(&["dupes"]).0, 0);
}

#[test]
fn two_are_made_one_after_asking_and_undo_makes_two_of_them_again() {
    let shop = twice();
    shop.run(&["log", "#5", "call in: wants rye"]);
    let before = shop.run(&["export", "--format", "json"]).1;
    let preview = "Zoë Müller #1 stays; Zoe Mueller #5 is merged into them.\n  \
        name  Zoë Müller  not Zoe Mueller\n  \
        added: likes rye\n  \
        goes over: 1 contact\n";
    shop.shows(
        &["merge", "#1", "#5"],
        0,
        preview,
        "Nothing was merged; say --yes to merge them.\n",
    );
    shop.shows(
        &["merge", "#1", "#5", "--take", "hook", "--yes"],
        4,
        "",
        "regulars: Both say the same of \"hook\", or one nothing; they differ in: name\n",
    );
    shop.shows(
        &["merge", "#1", "#1", "--yes"],
        4,
        "",
        "Both are Zoë Müller #1.\n",
    );
    shop.shows(
        &["merge", "#1", "#5", "--take", "name", "--yes"],
        0,
        "Zoë Müller #1 stays; Zoe Mueller #5 is merged into them.\n  \
        name  Zoe Mueller  not Zoë Müller\n  \
        added: likes rye\n  \
        goes over: 1 contact\n\
        Saved: merged Zoe Mueller into Zoë Müller. regulars undo makes two of them again.\n",
        "",
    );
    assert_eq!(
        shop.json(&["find", "mueller"])["hits"][0]["name"],
        "Zoe Mueller"
    );
    shop.shows(&["dupes"], 3, "", "Nobody looks like anybody else.\n");
    shop.run(&["undo"]);
    assert_eq!(shop.run(&["export", "--format", "json"]).1, before);
}

#[test]
fn an_older_file_still_finds_who_was_merged() {
    let shop = twice();
    shop.run(&["export", "--format", "vcard", "--output", "old.vcf"]);
    shop.run(&["merge", "#1", "#5", "--yes"]);
    let old = std::fs::read_to_string(shop.file().with_file_name("old.vcf")).unwrap();
    let renamed = old
        .replace("Zoe Mueller", "Zora Miller")
        .replace("likes rye", "likes oats");
    std::fs::write(shop.file().with_file_name("old.vcf"), renamed).unwrap();
    let plan = shop.json(&["import", "old.vcf"]);
    assert_eq!(plan["files"][0]["new"], 0, "{plan}");
}

#[test]
fn an_import_says_who_looks_like_somebody_known() {
    let shop = twice();
    let file = shop.file().with_file_name("new.csv");
    let rows = "name,phone,email\n\
        Zoe Miller,0049 176 5554471,\n\
        Tim Müller,0176 5554471,\n\
        Ben Okafor,030 999 8877,ben@example.org\n";
    std::fs::write(file, rows).unwrap();
    shop.shows(
        &["import", "new.csv"],
        0,
        "new.csv: 3 in it, 3 new, 0 changed, 0 same, 0 refused\n  \
        2 of the new ones look like somebody known\n  \
        line 2: Zoe Miller looks like Zoë Müller #1 (same number +491765554471, names nearly alike)\n  \
        line 4: Ben Okafor looks like B. Okafor #7 (same e-mail ben@example.org, names nearly alike)\n",
        "Nothing was imported; say --yes to import that.\n",
    );
    assert_eq!(
        shop.json(&["import", "new.csv"])["files"][0]["looks_known"],
        2
    );
}

#[test]
fn pairs_go_along_in_an_export_of_everything() {
    let shop = twice();
    shop.run(&["dupes", "--apart", "#1", "#5"]);
    shop.run(&["export", "--format", "json", "--output", "all.json"]);
    let other = Shop::empty();
    let from = shop.file().with_file_name("all.json");
    other.run(&["import", from.to_str().unwrap(), "--yes"]);
    assert_eq!(
        other.json(&["find", "mueller"])["hits"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    other.shows(&["dupes"], 3, "", "Nobody looks like anybody else.\n");
}
