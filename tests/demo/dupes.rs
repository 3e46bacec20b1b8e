//! Corner Coffee has one customer twice, and a household that is three people; a made-up crowd has hardly anybody twice.

use regulars::{commands::demo, domain::Stamp, search::alike::Sure};

#[test]
fn one_is_in_twice_and_the_household_on_his_number_stays_apart() {
    let folder = crate::blank::folder();
    let mut store = crate::blank::open(&folder.path().join("shop.db"));
    let noon = Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap();
    demo::fill(&mut store, noon).unwrap();
    let pairs = store.alike().unwrap();
    let [pair] = pairs.as_slice() else {
        panic!("{pairs:?}");
    };
    let name = |id| store.name(id).unwrap();
    let names = [name(pair.one), name(pair.other)];
    assert_eq!(names, ["Paweł Kaczmarek", "Pawel Kaczmarek"]);
    assert_eq!(
        (pair.words().as_str(), pair.sure),
        ("same number 085 555 0143, same name", Sure::High)
    );
    assert_eq!(store.household(pair.one).unwrap().len(), 3);
}
