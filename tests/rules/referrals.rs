//! Who brought whom makes no circle, whoever closes it: two windows, or a file.

use std::fs;

use regulars::{
    commands::import::{self, Options},
    domain::{Change, Customer, CustomerId, Refusal},
    store::Store,
};

use crate::support::{Shop, add, now, person};

/// Says that `own` was brought by somebody.
fn bring(store: &mut Store, own: CustomerId, by: CustomerId) -> anyhow::Result<()> {
    let before = store.customer(own)?.unwrap();
    let after = Customer {
        referred_by: Some(by),
        ..before.clone()
    };
    let change = Change::EditCustomer {
        before: Box::new(before),
        after: Box::new(after),
    };
    store.apply(&[change], now()).map(|_| ())
}

#[test]
fn two_windows_cannot_close_a_circle() {
    let shop = Shop::new();
    let (mut here, mut there) = (shop.open(), shop.open());
    let [ada, ben, zoe] = ["Ada", "Ben", "Zoë"].map(|name| add(&mut here, person(name, "4471")));
    bring(&mut here, ben, ada).unwrap();
    bring(&mut there, zoe, ben).unwrap();
    let error = bring(&mut here, ada, zoe).unwrap_err();
    let refusal: &Refusal = error.downcast_ref().unwrap();
    assert_eq!(
        refusal.0,
        "Zoë came through Ada; name somebody else who brought Ada, or nobody."
    );
    let error = bring(&mut here, ada, ada).unwrap_err();
    assert!(error.to_string().starts_with("Nobody brings themselves;"));
    assert_eq!(here.customer(ada).unwrap().unwrap().referred_by, None);
}

#[test]
fn a_file_that_would_close_a_circle_leaves_that_open_and_says_so() {
    let shop = Shop::new();
    let mut store = shop.open();
    let [ada, ben, zoe] = ["Ada", "Ben", "Zoë"].map(|name| add(&mut store, person(name, "4471")));
    bring(&mut store, ben, ada).unwrap();
    bring(&mut store, zoe, ben).unwrap();
    let uid = |id| store.customer(id).unwrap().unwrap().uid;
    let path = shop.folder.path().join("people.csv");
    let text = format!(
        "name,uid,referred_by\nAda,{},{}\nCy,new,{}\n",
        uid(ada),
        uid(zoe),
        uid(ada)
    );
    fs::write(&path, text).unwrap();
    let options = Options {
        files: vec![path],
        ..Options::default()
    };
    let plan = import::plan(&options, &store).unwrap();
    let remarks: Vec<&str> = plan.files[0]
        .remarks
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(remarks, ["who brought them is not to be found; left open"]);
    import::carry_out(&plan, &mut store, now(), &mut |_, _| true).unwrap();
    assert_eq!(store.customer(ada).unwrap().unwrap().referred_by, None);
    let cy = store.customer(CustomerId(4)).unwrap().unwrap();
    assert_eq!(cy.referred_by, Some(ada));
}
