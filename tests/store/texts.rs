//! The longer texts of the shop: what waits outside the index, and what does not.

use regulars::{domain::Change, search::Query};

use crate::support::{Shop, add, dump, now, person, talk};

#[test]
fn a_few_short_texts_wait_and_a_long_one_takes_all_of_them_in() {
    let shop = Shop::new();
    let mut store = shop.open();
    let ada = add(&mut store, person("Ada", "555 0101"));
    let waiting = || -> i64 {
        let count = "SELECT count(*) FROM search_stale WHERE id & 15 = 6";
        let file = dump::foreign(&shop.path);
        file.query_row(count, [], |row| row.get(0)).unwrap()
    };
    for (text, wait) in [
        ("some short words".to_owned(), 1),
        ("biscuit ".repeat(10_000), 0),
    ] {
        let said = Change::AddInteraction(talk(Some(ada), &text));
        store.apply(&[said], now()).unwrap();
        assert_eq!(waiting(), wait);
        for word in text.split_whitespace().take(2) {
            assert_eq!(
                store.texts(&Query::read(word, "DE")).unwrap(),
                [[ada]],
                "{word}"
            );
        }
    }
}
