//! A promotion: everybody is told, or left out for a reason that is said; nobody is told twice within fourteen days.

use regulars::{
    domain::{
        CustomerId, Outcome, ProductId,
        promotion::{Promotion, Reason},
    },
    store::Store,
};
use serde_json::json;

use super::{RYE, ago, bakery, noon, open, person};

#[test]
fn each_reason_leaves_out_exactly_one() {
    let shop = bakery();
    let store = Store::open(&shop.file()).unwrap();
    let rye = Promotion::of(&store.product(ProductId(RYE)).unwrap().unwrap());
    let told = store.promotion(&rye, None, noon()).unwrap();
    let left_out = |reason: Reason| {
        let mut found = told.iter().filter(|it| it.channel == Err(reason));
        let who = found.next().map(|it| it.customer.0);
        assert_eq!(found.next(), None, "{reason:?}");
        who
    };
    for (customer, reason) in [
        (3, Reason::NoConsent { refused: false }),
        (4, Reason::NoConsent { refused: true }),
        (5, Reason::Never),
        (6, Reason::Unreachable),
        (
            7,
            Reason::Bought {
                day: ago(179),
                itself: true,
            },
        ),
        (
            8,
            Reason::Bought {
                day: ago(30),
                itself: false,
            },
        ),
        (9, Reason::OpenComplaint),
        (10, Reason::HardTime),
        (11, Reason::LetGo),
        (12, Reason::Campaign(ago(13))),
    ] {
        assert_eq!(left_out(reason), Some(customer), "{reason:?}");
    }
    let chosen = told.iter().filter(|it| it.channel.is_ok());
    assert_eq!(
        chosen.map(|it| it.customer.0).collect::<Vec<_>>(),
        [1, 2, 13]
    );
    let only = [CustomerId(2), CustomerId(3)];
    let told = store.promotion(&rye, Some(&only), noon()).unwrap();
    assert_eq!(told.len(), 2);
}

#[test]
fn the_shell_lists_whom_to_tell_and_who_is_left_out() {
    let shop = bakery();
    shop.shows(
        &["campaign", "rye"],
        0,
        "#2   Ben  by mail                             has not bought yet                                   0.00\n\
         #13  Mia  by text                             last bought 6 months ago                             13.00\n\
         #1   Ada  by text                             last bought 40 days ago                              5.00\n\
         #7   Gil  left out: bought lately             bought it 6 months ago\n\
         #8   Hal  left out: bought lately             bought something like it 30 days ago\n\
         #5   Eve  left out: channel not allowed       said yes to news, but never on that channel\n\
         #10  Jon  left out: hard time                 is going through a hard time\n\
         #11  Kim  left out: let go                    was let go\n\
         #3   Cem  left out: no consent                has not said yes to news\n\
         #4   Dot  left out: no consent                would rather have no news\n\
         #6   Fay  left out: nothing to reach them on  said yes to news, but left nothing to reach them on\n\
         #9   Ida  left out: open complaint            has an open complaint; that comes first\n\
         #12  Leo  left out: told lately               was told of something 13 days ago\n",
        "3 of 13: yes to news, not bought it or its like in 180 days, told of nothing in 14, nothing in the way.\n",
    );
}

#[test]
fn another_program_reads_both_parts() {
    let shop = bakery();
    let told = shop.json(&["campaign", "rye bread"]);
    assert_eq!(
        told["chosen"],
        json!([
            {"id": 2, "name": "Ben", "channel": "mail"},
            {"id": 13, "name": "Mia", "channel": "text"},
            {"id": 1, "name": "Ada", "channel": "text"},
        ])
    );
    assert_eq!(told["left_out"].as_array().unwrap().len(), 10);
    assert_eq!(
        told["left_out"][0],
        json!({"id": 7, "name": "Gil", "reason": "bought it 6 months ago"})
    );
    let only = shop.json(&["campaign", "rye", "ada"]);
    assert_eq!(
        only["chosen"],
        json!([{"id": 1, "name": "Ada", "channel": "text"}])
    );
    assert_eq!(only["left_out"], json!([]));
}

#[test]
fn everybody_chosen_is_noted_once_within_fourteen_days() {
    let shop = bakery();
    shop.shows(
        &["campaign", "rye", "--done", "--as", "SK"],
        0,
        "Saved: noted a campaign for Ben and 2 more.\n",
        "",
    );
    shop.shows(
        &["campaign", "rye", "--done"],
        3,
        "",
        "Nobody is left to be noted; who was asked within 14 days is left out.\n",
    );
    let later = |day: &str| shop.run(&["campaign", "rye", "--done", "--now", day]).0;
    assert_eq!(
        later("2026-06-23T12:00"),
        0,
        "two whose own fourteen days are over"
    );
    let store = Store::open(&shop.file()).unwrap();
    let offers = store.offers_of(CustomerId(1)).unwrap();
    assert_eq!(offers.len(), 1);
    assert_eq!(
        (offers[0].by.as_str(), offers[0].product),
        ("SK", Some(ProductId(RYE)))
    );
    drop(store);
    shop.shows(
        &["undo"],
        0,
        "Undone: noted a campaign for Gil and 1 more.\n",
        "",
    );
    shop.run(&["undo"]);
    assert_eq!(
        shop.json(&["campaign", "rye"])["chosen"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn the_chosen_are_written_for_a_phone_or_a_table() {
    let shop = bakery();
    shop.shows(
        &["campaign", "rye", "--output", "rye.vcf", "--done"],
        0,
        "Exported 3 customers to rye.vcf; saved: noted a campaign for Ben and 2 more.\n",
        "",
    );
    let file = shop.file().with_file_name("rye.vcf");
    let cards = std::fs::read_to_string(file).unwrap();
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 3);
    shop.shows(
        &["campaign", "rye", "--output", "again.csv"],
        3,
        "",
        "Nobody is on the list; nothing was written.\n",
    );
}

#[test]
fn a_product_is_named_by_its_beginning_and_filter_words_follow() {
    let shop = bakery();
    let (exit, _, err) = shop.run(&["campaign", "bread"]);
    assert_eq!(
        (exit, err.as_str()),
        (4, "\"bread\" is not one product: Rye bread, White bread.\n")
    );
    shop.shows(
        &["campaign", "milk"],
        3,
        "",
        "There is no product \"milk\".\n",
    );
    let (exit, _, err) = shop.run(&["campaign", "rye", "colour:red"]);
    assert_eq!((exit, err.contains("colour")), (2, true), "{err}");
    let nobody = open(vec![person("Ada", json!({}))]);
    let told = nobody.json(&["campaign", "honey"]);
    assert_eq!(told["chosen"], json!([]));
}

#[test]
fn campaigns_of_late_count_what_was_said() {
    let shop = bakery();
    shop.run(&["campaign", "rye", "--done"]);
    let mut store = Store::open(&shop.file()).unwrap();
    for (customer, said) in [(1, Outcome::Yes), (2, Outcome::Later)] {
        let before = store.offers_of(CustomerId(customer)).unwrap().remove(0);
        let mut after = before.clone();
        after.result = Some(said);
        store
            .apply(&[regulars::domain::Change::edit(before, after)], noon())
            .unwrap();
    }
    drop(store);
    shop.shows(
        &["campaign"],
        0,
        "Rye bread  yes 1 · no 0 · later 1 · open 1 · 10 Jun            3 told\n\
         Honey      yes 0 · no 0 · later 0 · open 2 · 27 May to 28 May  2 told\n",
        "2 campaigns in the last 12 months.\n",
    );
    let told = shop.json(&["campaign"]);
    assert_eq!(
        told["campaigns"][0],
        json!({"name": "Rye bread", "product": 1, "what": "", "told": 3, "yes": 1, "no": 0, "later": 1, "open": 1})
    );
}

#[test]
fn a_blank_phone_leads_nowhere_and_one_beside_it_does() {
    let news = |phones: serde_json::Value| json!({"phones": phones, "emails": [], "channels": super::news("text", "ok")});
    let shop = open(vec![
        person("Ada", news(json!([{"raw": " "}]))),
        person("Ben", news(json!([{"raw": ""}, {"raw": "0151 1"}]))),
        person("Cem", news(json!([]))),
    ]);
    let told = shop.json(&["campaign", "rye"]);
    assert_eq!(
        told["chosen"],
        json!([{"id": 2, "name": "Ben", "channel": "text"}])
    );
    let left_out = told["left_out"].as_array().unwrap().iter();
    assert_eq!(left_out.map(|it| &it["id"]).collect::<Vec<_>>(), [1, 3]);
}
