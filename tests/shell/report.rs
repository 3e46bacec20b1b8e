//! The manual of the shell, continued: the page of figures.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use regulars::{clock::Clock, commands::demo, store::Store};
use serde_json::json;

use crate::shop::{NOON, Shop};

/// Corner Coffee as the made-up shop has it, with a year behind it.
fn with_a_year() -> Shop {
    let shop = Shop::empty();
    let mut store = Store::open(&shop.file()).unwrap();
    let noon = Clock::fixed(&format!("{NOON}:00+02:00")).unwrap().now();
    demo::fill(&mut store, noon).unwrap();
    shop
}

#[test]
fn the_page_of_a_quarter_reads_well_as_it_stands() {
    let (exit, page, words) = with_a_year().run(&["report"]);
    assert_eq!((exit, words.as_str()), (0, ""));
    insta::assert_snapshot!(page);
    for table in page.split("\n\n").filter(|it| it.starts_with('|')) {
        let first = table.lines().next().map(|line| line.chars().count());
        let as_wide = |line: &str| Some(line.chars().count()) == first;
        assert!(table.lines().all(as_wide), "{table}");
    }
}

#[test]
fn csv_has_a_row_for_each_figure_and_nothing_where_it_is_too_few() {
    let shop = Shop::open();
    for sale in [
        "2 rye 7.80 on 9.6.",
        "rye 3.90 on 12.5.",
        "rye 4.00 on 3.3.",
    ] {
        assert_eq!(shop.run(&["bought", "#1", sale]).0, 0, "{sale}");
    }
    shop.run(&["turnedaway", "party of 6", "why=closing"]);
    let (exit, rows, _) = shop.run(&["report", "--format", "csv"]);
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!((exit, rows[0]), (0, "key,value,n,previous,previous_n,unit"));
    for row in [
        "repeat_rate,,1,,1,share",
        "median_gap,,2,,0,days",
        "average_spend,,2,,1,EUR",
        "spent,11.70,2,4.00,1,EUR",
        "new_customers,0,0,1,1,count",
        "promises_kept,,0,,0,share",
        "complaints,0,0,0,0,count",
        "our_nos,1,1,0,0,count",
    ] {
        assert!(rows.contains(&row), "{row} is not in {rows:#?}");
    }
    let (_, plain, _) = shop.run(&["report", "--plain"]);
    assert_eq!(plain.lines().next(), Some("repeat_rate\t\t1\t\t1\tshare"));
}

#[test]
fn programs_get_the_figures_with_months_causes_and_the_ladder() {
    let shop = with_a_year();
    let page = shop.json(&["report", "--month", "2026-05"]);
    assert_eq!(
        page["period"],
        json!({"from": "2026-05-01", "to": "2026-05-31"})
    );
    assert_eq!(
        page["previous"],
        json!({"from": "2026-04-01", "to": "2026-04-30"})
    );
    let measures = page["measures"].as_array().unwrap();
    for measure in measures {
        let key = measure["key"].as_str().unwrap();
        assert!(
            measure["definition"]
                .as_str()
                .is_some_and(|it| it.ends_with('.')),
            "{key}"
        );
        assert!(
            measure["n"].is_u64() && measure["previous_n"].is_u64(),
            "{key}"
        );
        let (n, enough) = (measure["n"].as_u64(), measure["enough"].as_u64());
        if n < enough {
            assert!(measure["value"].is_null(), "{measure}");
        }
        let months = measure["months"].as_array().unwrap();
        assert_eq!(
            (months.len(), &months[11]["month"]),
            (12, &json!("2026-05"))
        );
        assert_eq!(months[11]["value"], measure["value"], "{key}");
    }
    let ladder = page["ladder"].as_object().unwrap();
    let rungs: Vec<&str> = ladder.keys().map(String::as_str).collect();
    assert_eq!(rungs.len(), 5, "{rungs:?}");
    let year = shop.json(&["report"]);
    let causes = year["causes"].as_array().unwrap();
    let last = causes.last().unwrap();
    assert_eq!(last["cumulative"], 1.0);
    assert_eq!(last["cost"]["currency"], "EUR");
    assert_eq!(
        page,
        shop.json(&["report", "--month", "2026-05", "--format", "json"])
    );
}

#[test]
fn a_month_that_is_none_or_has_not_begun_is_said() {
    let shop = Shop::open();
    shop.shows(
        &["report", "--month", "2026-07"],
        3,
        "",
        "July 2026 has not begun yet; name a month that has.\n",
    );
    let (exit, _, words) = shop.run(&["report", "--month", "may"]);
    assert_eq!(exit, 2);
    assert!(words.contains("write it like 2026-05"), "{words}");
    let (exit, page, _) = shop.run(&["report", "--month", "2026-Q1"]);
    assert_eq!(exit, 0);
    assert!(
        page.starts_with("# Corner Coffee: January to March 2026\n"),
        "{page}"
    );
}

#[test]
fn words_of_the_shop_stay_in_their_place_on_the_page() {
    let shop = Shop::open();
    shop.run(&["settings", "shop", "a | b <script> # *"]);
    shop.run(&["turnedaway", "party of 6", "why=no | table *now*"]);
    let (_, page, _) = shop.run(&["report"]);
    assert!(
        page.starts_with("# a \\| b \\<script\\> \\# \\*: April to June 2026, so far\n"),
        "{page}"
    );
    assert!(page.contains("no \\| table \\*now\\* |"), "{page}");
}

#[test]
fn the_page_goes_to_a_file_that_is_not_replaced_unasked() {
    let shop = Shop::open();
    let file = shop.file().with_file_name("may.md");
    let page = [
        "report",
        "--month",
        "2026-05",
        "--output",
        file.to_str().unwrap(),
    ];
    let (exit, said, _) = shop.run(&page);
    assert_eq!(
        (exit, said),
        (0, format!("Written to {}.\n", file.display()))
    );
    let (_, shown, _) = shop.run(&page[..3]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), shown);
    assert_eq!(shop.run(&page).0, 4);
    assert_eq!(shop.run(&[&page[..], &["--yes"]].concat()).0, 0);
}
