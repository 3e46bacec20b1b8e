//! The page of figures for a browser: a page like all others, whole in one file, every picture with words and a table beside it.

use std::fs;

use clap::Parser;
use regulars::{
    clock::Clock,
    commands::{Cli, Context, Nobody, Report, Style, demo, run},
    domain::{Cause, Change, Figures, Measure, Settings, Stamp},
    store::Store,
};

use crate::{
    hostile::texts,
    page::{self, Element},
};

fn now() -> Stamp {
    Clock::fixed("2026-06-10T12:00:00+02:00").unwrap().now()
}

fn html(store: &mut Store, more: &[&str]) -> String {
    let folder = crate::blank::folder();
    let file = folder.path().join("page.html");
    let place = file.to_str().unwrap();
    let words = ["regulars", "report", "--format", "html", "--output", place];
    let cli = Cli::try_parse_from(words.iter().chain(more)).unwrap();
    let mut context = Context {
        now: now(),
        me: String::new(),
        style: Style::default(),
        desk: &mut Nobody,
    };
    let answer: Report = run(&cli.command.unwrap(), store, &mut context).unwrap();
    assert_eq!(answer.lines, [format!("Written to {place}.")]);
    fs::read_to_string(file).unwrap()
}

fn markdown(store: &mut Store) -> String {
    let cli = Cli::try_parse_from(["regulars", "report"]).unwrap();
    let mut context = Context {
        now: now(),
        me: String::new(),
        style: Style::default(),
        desk: &mut Nobody,
    };
    run(&cli.command.unwrap(), store, &mut context)
        .unwrap()
        .lines
        .join("\n")
}

fn shop() -> (tempfile::TempDir, Store) {
    let folder = crate::blank::folder();
    let store = crate::blank::open(&folder.path().join("shop.db"));
    (folder, store)
}

#[test]
fn it_is_well_formed_says_every_figure_and_has_words_for_every_picture() {
    let (_folder, mut store) = shop();
    demo::fill(&mut store, now()).unwrap();
    for more in [&[][..], &["--month", "2026-05"], &["--month", "2026-Q1"]] {
        let text = html(&mut store, more);
        let page = page::read(&text).unwrap_or_else(|why| panic!("{why}\n{text}"));
        let tables: Vec<&str> = page
            .all("caption")
            .iter()
            .map(|it| it.text.trim())
            .collect();
        for caption in [
            "The ladder",
            "Visits by day of the week",
            "The twelve months from ",
        ] {
            let has = tables.iter().any(|it| it.starts_with(caption));
            assert!(has, "{caption}: {tables:?}");
        }
        let pictures = page.all("svg");
        assert!(pictures.len() > 5, "{}", pictures.len());
        for measure in Measure::ALL {
            assert!(page.text.contains(measure.name()), "{measure}");
            assert!(page.text.contains(measure.definition()), "{measure}");
        }
    }
}

#[test]
fn an_empty_shop_has_a_page_without_pictures() {
    let (_folder, mut store) = shop();
    let text = html(&mut store, &[]);
    let page = page::read(&text).unwrap_or_else(|why| panic!("{why}\n{text}"));
    assert!(page.text.contains("April to June 2026, so far"));
    assert!(page.text.contains(Figures::NOTHING));
    assert_eq!((page.all("svg").len(), page.all("table").len()), (0, 0));
    let written = markdown(&mut store);
    assert!(
        written.contains(Figures::NOTHING) && !written.contains('|'),
        "{written}"
    );
}

/// The fields of a row of Markdown.
fn fields(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{1}");
    let fields = row.trim_matches('|').split('|');
    fields
        .map(|it| it.trim().replace('\\', "").replace('\u{1}', "|"))
        .collect()
}

#[test]
fn every_table_of_markdown_stands_in_the_page_with_the_same_words() {
    let (_folder, mut store) = shop();
    demo::fill(&mut store, now()).unwrap();
    let page = page::read(&html(&mut store, &[])).unwrap();
    let text = |it: &&Element| it.text.trim().to_owned();
    let rows = page.all("tr");
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.children
                .iter()
                .collect::<Vec<_>>()
                .iter()
                .map(text)
                .collect()
        })
        .collect();
    let written = markdown(&mut store);
    let mut figures = 0;
    for row in written.lines().filter(|it| it.starts_with("| ")) {
        let mut row = fields(row);
        // Its money is named once, above the column.
        row.iter_mut()
            .filter(|it| *it == "cost")
            .for_each(|it| it.push_str(", EUR"));
        assert!(rows.contains(&row), "{row:?} is not in {rows:#?}");
        figures += usize::from(Measure::ALL.iter().any(|it| it.name() == row[0]));
    }
    assert_eq!(figures, Measure::ALL.len());
}

#[test]
fn whatever_the_shop_and_its_causes_are_called_the_page_stays_one() {
    let (_folder, mut store) = shop();
    demo::fill(&mut store, now()).unwrap();
    for text in texts() {
        let mut changes = vec![Settings::set("shop", &text)];
        changes.retain(Result::is_ok);
        let mut changes: Vec<Change> = changes.into_iter().flatten().collect();
        for used in store.causes().unwrap() {
            let before = used.cause;
            let after = Cause {
                text: format!("{text} {}", before.id),
                ..before.clone()
            };
            changes.push(Change::EditCause { before, after });
        }
        store.apply(&changes, now()).unwrap();
        let text = html(&mut store, &[]);
        page::read(&text).unwrap_or_else(|why| panic!("{why}\n{text}"));
    }
}
