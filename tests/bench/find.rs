//! How long one key in the find box takes: `cargo bench --bench find`, with `CUSTOMERS=customers.csv` over people of your own
//! (columns `id name org phone phone2 email tags`), else over made-up ones.

use std::{
    collections::HashMap,
    hint::black_box,
    time::{Duration, Instant},
};

use divan::Bencher;
use regulars::{
    domain::{Customer, CustomerId, Email, Phone, Tag},
    search::{BLOCK_SPAN, Index, Query, block_line, fold},
};

/// What a shopkeeper types, letter by letter.
const TYPED: [&str; 16] = [
    "siobhan",
    "muller",
    "zoe mu",
    "4471",
    "0176 12",
    "+49 171 88",
    "james smith",
    "obrien",
    "wang",
    "petrova",
    "小明",
    "dalaigh siob",
    "example.org",
    "vip",
    "900417",
    "thorvadlsdottir",
];

fn main() {
    let sizes: &[usize] = if std::env::var_os("CUSTOMERS").is_some() {
        &[0]
    } else {
        &[20_000, 100_000]
    };
    for size in sizes {
        key_by_key(&people(*size));
    }
    divan::main();
}

/// Prints the median and the 99th of a hundred keys.
fn key_by_key(people: &[Customer]) {
    let blocks = blocks(people);
    let bytes: usize = blocks.iter().map(|(_, lines)| lines.len()).sum();
    let begun = Instant::now();
    let mut index = index(&blocks);
    println!(
        "{} customers, {} bytes each, loaded in {:?}",
        people.len(),
        bytes / people.len().max(1),
        begun.elapsed()
    );
    let keys = |text: &'static str| {
        text.char_indices()
            .map(move |(at, letter)| &text[..at + letter.len_utf8()])
    };
    let keys: Vec<&str> = TYPED.iter().copied().flat_map(keys).collect();
    let mut times = vec![(Duration::MAX, "", 0); keys.len()];
    // The best of five rounds, so that what else the machine does is left out.
    for _ in 0..5 {
        for (typed, best) in keys.iter().zip(&mut times) {
            let begun = Instant::now();
            let mut hits = index.find(&Query::read(typed, "DE"), None, &[]);
            black_box(hits.page(0..50));
            *best = (*best).min((begun.elapsed(), typed, hits.total()));
        }
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "a key: median {:?}, 99th {:?}, slowest {:?}",
        at(50).0,
        at(99),
        at(100)
    );
    if std::env::var_os("KEYS").is_some() {
        println!("{times:#?}");
    }
}

fn blocks(people: &[Customer]) -> Vec<(i64, String)> {
    let number = |one: &Customer| one.id.0 / BLOCK_SPAN;
    let blocks = people.chunk_by(|a, b| number(a) == number(b));
    blocks
        .map(|block| (number(&block[0]), block.iter().map(block_line).collect()))
        .collect()
}

fn index(blocks: &[(i64, String)]) -> Index {
    let mut index = Index::default();
    for (number, lines) in blocks {
        index.take_lines(*number, lines.as_str());
    }
    index
}

type Row = HashMap<String, String>;

/// People of one's own, or so many made-up ones.
fn people(size: usize) -> Vec<Customer> {
    match std::env::var_os("CUSTOMERS") {
        Some(file) => csv::Reader::from_path(file)
            .expect("CUSTOMERS names a readable CSV file")
            .deserialize::<Row>()
            .filter_map(Result::ok)
            .map(|row| person(&row))
            .collect(),
        None => made_up().take(size).map(|row| person(&row)).collect(),
    }
}

fn person(row: &Row) -> Customer {
    let column = |name: &str| row.get(name).map_or("", String::as_str);
    let phones = [column("phone"), column("phone2")]
        .into_iter()
        .filter(|raw| !raw.is_empty());
    let tags = column("tags").split(',').filter(|tag| !tag.is_empty());
    Customer {
        id: CustomerId(column("id").parse().unwrap_or_default()),
        name: column("name").into(),
        company: column("org").into(),
        phones: phones
            .map(|raw| Phone {
                raw: raw.into(),
                ..Phone::default()
            })
            .collect(),
        emails: vec![Email {
            address: column("email").into(),
            ..Email::default()
        }],
        tags: tags.map(|tag| Tag::from(tag.to_owned())).collect(),
        ..Customer::default()
    }
}

/// The same people every time.
fn made_up() -> impl Iterator<Item = Row> {
    const GIVEN: [&str; 12] = [
        "James",
        "Siobhán",
        "Jürgen",
        "Zoë",
        "María",
        "Łucja",
        "Нина",
        "Anne-Marie",
        "Björk",
        "Ayşe",
        "Đức",
        "小明",
    ];
    const SYLLABLES: [&str; 14] = [
        "mül", "ler", "berg", "son", "ton", "ó dá", "wang", "petro", "va", "ski", "ño", "dottir",
        "smith", "ash",
    ];
    let mut dice = 7_u64;
    let mut roll = move |sides: usize| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    (1..).map(move |id: i64| {
        let family = [(); 3].map(|()| SYLLABLES[roll(14)]).concat();
        let row = [
            ("id", id.to_string()),
            ("name", format!("{} {family}", GIVEN[roll(12)])),
            (
                "phone",
                format!("0{} {:07}", 150 + roll(30), roll(10_000_000)),
            ),
            (
                "email",
                format!("{}{}@example.org", SYLLABLES[roll(14)], roll(10_000)),
            ),
            (
                "tags",
                if roll(10) == 0 {
                    "vip".into()
                } else {
                    String::new()
                },
            ),
        ];
        row.map(|(column, text)| (column.to_owned(), text)).into()
    })
}

#[divan::bench(args = [20_000, 100_000])]
fn load_blocks(bencher: Bencher, size: usize) {
    let people = made_up()
        .take(size)
        .map(|row| person(&row))
        .collect::<Vec<_>>();
    let blocks = blocks(&people);
    bencher.bench(|| index(&blocks));
}

#[divan::bench]
fn fold_one_name() -> String {
    fold(black_box("Siobhán Ó Dálaigh"))
}

#[divan::bench]
fn one_line(bencher: Bencher) {
    let person = people(1).remove(0);
    bencher.bench(|| block_line(black_box(&person)));
}
