//! The data file: how it is opened and refused, what two windows see of each other, and what the search index keeps.

mod support;

use regulars::store::Store;
use support::{Shop, add, now, person};

#[test]
fn a_new_file_takes_a_customer_and_gives_them_back() {
    let shop = Shop::new();
    let mut store = shop.open();
    let id = add(&mut store, person("Zoë Müller", "+49 176 5554471"));
    let zoe = store.customer(id).unwrap().unwrap();
    assert_eq!(zoe.name, "Zoë Müller");
    assert_eq!(zoe.created, now());
    assert_eq!(zoe.phones[0].raw, "+49 176 5554471");
    drop(store);
    assert_eq!(Store::open(&shop.path).unwrap().customer(id).unwrap(), Some(zoe));
}
