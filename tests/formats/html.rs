//! Pages: whatever text comes in, a page stays one, says what it says, and does nothing.

use regulars::{
    formats::html::{Column, Html, Page, element, list, pairs, paragraph, picture, section, table},
    text::{SafeText, safe},
};

use crate::{
    hostile::texts,
    page::{self, Element},
};

/// A page with a text in every place that takes one.
fn everywhere(text: &str) -> String {
    let shapes: Html = [
        element("rect", &[("class", "bar"), ("width", text)], ""),
        element("text", &[("x", "3")], text),
    ]
    .into_iter()
    .collect();
    let rows = [[text, "2"], ["b", text]];
    let body = paragraph(text)
        .and(section(text, list([text, "b"])))
        .and(pairs([(text, text)]))
        .and(table(
            text,
            [Column::words(text), Column::figures("n")],
            rows,
        ))
        .and(picture(text, text, (100, 20), shapes));
    Page {
        title: text,
        under: text,
    }
    .with(body)
}

fn read(page: &str) -> Element {
    page::read(page).unwrap_or_else(|why| panic!("{why}\n{page}"))
}

#[test]
fn no_text_breaks_out_of_its_place_and_all_of_it_is_there() {
    let mine = [
        "</style></title><script>alert(1)</script>",
        "\" onload=\"x",
        "]]>",
        "<!--",
        "&amp;lt;",
        "'/><b>",
        "a\nb",
    ];
    let texts = texts().into_iter().chain(mine.map(str::to_owned));
    for text in texts {
        let page = read(&everywhere(&text));
        let shown = SafeText::lines(&text);
        let on_one_line = |text: &str| text.replace('\n', "");
        let shown = on_one_line(shown.as_str());
        for name in [
            "p",
            "h2",
            "li",
            "dt",
            "dd",
            "caption",
            "th",
            "td",
            "figcaption",
            "text",
        ] {
            let found = page.all(name);
            let says = |it: &&Element| on_one_line(&it.text).contains(&shown);
            assert!(found.iter().any(says), "{name}: {text:?}");
        }
        assert_eq!(
            page.all("title")[0].text.trim(),
            safe(&text).as_str().trim()
        );
    }
}

#[test]
fn a_table_says_what_its_rows_and_columns_are() {
    let rows = [["rye".to_owned(), "12".to_owned()]];
    let columns = [Column::words("product"), Column::figures("n")];
    let page = Page {
        title: "Shop",
        under: "",
    };
    let page = read(&page.with(table("Sold", columns, rows)));
    let scopes: Vec<_> = page
        .all("th")
        .iter()
        .map(|it| (it.text.as_str(), it.get("scope")))
        .collect();
    assert_eq!(
        scopes,
        [
            ("product", Some("col")),
            ("n", Some("col")),
            ("rye", Some("row"))
        ]
    );
    assert_eq!(page.all("td")[0].get("class"), Some("n"));
    assert!(page.all("p").is_empty(), "nothing stands under the title");
}

#[test]
fn the_reader_of_these_tests_refuses_what_is_no_page() {
    let good = everywhere("x");
    assert!(page::read(&good).is_ok());
    for (from, to) in [
        ("</main>", ""),
        ("</main>", "</div>"),
        ("class=\"bar\"", "class=bar"),
        ("class=\"bar\"", "class='bar'"),
        ("class=\"bar\"", "onclick=\"x\""),
        ("class=\"bar\"", "href=\"x\""),
        ("<p>x", "<p>&x"),
        ("<p>x", "<p>\u{7}x"),
        ("<p>x", "<script></script><p>x"),
        (" scope=\"row\"", ""),
        (" role=\"img\"", ""),
        (" lang=\"en\"", ""),
        ("<!DOCTYPE html>", ""),
        ("</html>", "</html>x"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from} stands in it");
        assert!(page::read(&bad).is_err(), "{from} → {to}");
    }
}
