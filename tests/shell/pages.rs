//! Pages to print: the sheet to hand out, the brief, the queue; each says what the text of the shell says.

use crate::{page, shop::Shop};

#[test]
fn the_sheet_to_hand_out_fits_a_page_and_is_safe_to_open() {
    let shop = Shop::open();
    let (code, text, words) = shop.run(&["survey-sheet"]);
    assert_eq!((code, words.as_str()), (0, ""));
    assert!(text.starts_with("Corner Coffee\n10 June 2026\n"), "{text}");
    assert!(text.lines().count() <= 60, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(
        text.contains("[ ] 1     [ ] 2") && text.contains("May we ring you"),
        "{text}"
    );
    let (code, html, _) = shop.run(&["survey-sheet", "--format", "html"]);
    assert_eq!(code, 0);
    let page = page::read(&html).unwrap();
    assert_eq!(page.all("h1")[0].text.trim(), "Corner Coffee");
    assert_eq!(page.all("h2").len(), 5);
    let lines = page.all("span");
    let lines = lines.iter().filter(|it| it.get("class") == Some("write"));
    // Each takes 12 mm of paper; with these the sheet is two thirds of a page.
    assert_eq!(lines.count(), 8);
    shop.shows(
        &["survey-sheet", "--output", "sheet.txt"],
        0,
        "Written to sheet.txt.\n",
        "",
    );
    shop.shows(
        &["survey-sheet", "--output", "sheet.txt"],
        4,
        "",
        "sheet.txt is there already. Replace it? Nothing was written; say --yes if so.\n",
    );
    shop.shows(
        &["survey-sheet", "--output", "sheet.txt", "--yes"],
        0,
        "Written to sheet.txt.\n",
        "",
    );
    let written = std::fs::read_to_string(shop.file().with_file_name("sheet.txt")).unwrap();
    assert_eq!(written, text);
    let (code, _, why) = shop.run(&["survey-sheet", "--output", "shop.db", "--yes"]);
    assert_eq!(
        (code, why.contains("is the shop itself")),
        (4, true),
        "{why}"
    );
}

#[test]
fn the_brief_is_a_page_with_the_same_words() {
    let shop = Shop::open();
    shop.run(&["log", "#1", "call in: wants <rye> & *honey* !fri ring back"]);
    let (_, text, _) = shop.run(&["brief", "#1"]);
    let (code, html, _) = shop.run(&["brief", "#1", "--format", "html"]);
    assert_eq!(code, 0);
    let page = page::read(&html).unwrap();
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let shown = format!("{} · {}", page.all("h1")[0].text, page.all("main")[0].text);
    let shown = words(&shown.replace('·', " · "));
    for line in text.lines() {
        let (_, said) = line.split_once("  ").unwrap_or(("", line));
        assert!(shown.contains(&words(said)), "{said:?} is not in {shown}");
    }
    let (_, md, _) = shop.run(&["brief", "#1", "--format", "md"]);
    assert!(md.starts_with("# Zoë Müller\n"), "{md}");
    assert!(md.contains("wants \\<rye\\> \\& \\*honey\\*"), "{md}");
    assert!(md.contains("\n- **promise** ring back · "), "{md}");
    shop.shows(
        &["brief", "#1", "--format", "md", "--output", "zo.md"],
        0,
        "Written to zo.md.\n",
        "",
    );
    assert_eq!(shop.run(&["brief", "#1", "--format", "md", "--json"]).0, 2);
    shop.shows(
        &["brief", "#1", "--output", "zo.txt"],
        0,
        "Written to zo.txt.\n",
        "",
    );
    let written = std::fs::read_to_string(shop.file().with_file_name("zo.txt")).unwrap();
    assert_eq!(written, text);
}

#[test]
fn the_queue_is_a_page_with_the_fields_of_the_list() {
    let shop = Shop::open();
    let (_, empty, _) = shop.run(&["complaints", "--format", "html"]);
    let page = page::read(&empty).unwrap();
    assert!(page.all("main")[0].text.contains("No complaint is open."));
    shop.shows(
        &["complaints", "--counts", "--output", "counts.txt"],
        0,
        "Written to counts.txt.\n",
        "",
    );
    shop.run(&["complain", "#1", "furious: grinder <leaks>"]);
    let (_, text, _) = shop.run(&["complaints", "--plain"]);
    let (_, html, _) = shop.run(&["complaints", "--format", "html"]);
    let page = page::read(&html).unwrap();
    let cells = page.all("tbody")[0].all("tr")[0];
    let cells: Vec<&str> = cells
        .children
        .iter()
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(cells.join("\t"), text.trim_end());
}
