//! Feedback of a long list, read in parts: each part is what all of it has there, in every view.

use regulars::{
    domain::{Change, CustomerId, Feedback, FeedbackKind, IdeaState, Method},
    store::FeedbackFilter,
};
use serde_json::json;

use crate::support::{Shop, now, person};

/// Eighty pieces, several in each second.
fn said() -> Vec<Change> {
    let one = |row: usize| {
        let at = format!("2026-06-0{}T10:00:0{}+02:00", row % 7 + 1, row % 3);
        let kind = FeedbackKind::ALL[row % 3];
        let one = json!({"id": 0, "customer": (!row.is_multiple_of(4)).then_some(row % 4), "at": at, "kind": kind,
            "method": Method::ALL[row % 5], "text": format!("said {row}"), "answered": row.is_multiple_of(5).then_some(&at)});
        Change::Add(serde_json::from_value::<Feedback>(one).unwrap().into())
    };
    (0..80).map(one).collect()
}

fn shows(filter: &FeedbackFilter, it: &Feedback) -> bool {
    filter
        .customer
        .is_none_or(|customer| it.customer == Some(customer))
        && filter.kind.is_none_or(|kind| it.kind == kind)
        && filter.method.is_none_or(|method| it.method == method)
        && (!filter.open || it.state() == Some(IdeaState::Open))
}

#[test]
fn every_part_of_every_list_is_what_the_whole_has_there() {
    let shop = Shop::new();
    let mut store = shop.open();
    let people =
        ["Ada", "Ben", "Eva"].map(|name| Change::AddCustomer(Box::new(person(name, "030 555"))));
    store.apply(&people, now()).unwrap();
    store.apply(&said(), now()).unwrap();
    let every = FeedbackFilter::default();
    let all = store.feedback_rows(&every, 0..usize::MAX).unwrap();
    assert!(all.is_sorted_by(|one, other| (one.at, one.id) > (other.at, other.id)));
    assert_eq!(all.len(), 80);
    let kinds = FeedbackKind::ALL.iter().map(|it| FeedbackFilter {
        kind: Some(*it),
        ..every
    });
    let methods = Method::ALL.iter().map(|it| FeedbackFilter {
        method: Some(*it),
        ..every
    });
    let open = FeedbackFilter {
        open: true,
        ..every
    };
    let theirs = FeedbackFilter {
        customer: Some(CustomerId(2)),
        ..open
    };
    for filter in kinds.chain(methods).chain([every, open, theirs]) {
        let own: Vec<&Feedback> = all.iter().filter(|it| shows(&filter, it)).collect();
        assert!(!own.is_empty(), "{filter:?}");
        assert_eq!(
            store.feedback_count(&filter).unwrap(),
            own.len(),
            "{filter:?}"
        );
        for (from, to) in [(0, 7), (3, 4), (5, 200), (200, 300)] {
            let part: Vec<&Feedback> = own.iter().copied().take(to).skip(from).collect();
            let read = store.feedback_rows(&filter, from..to).unwrap();
            assert_eq!(read.iter().collect::<Vec<_>>(), part, "{filter:?}");
        }
        for it in &all {
            let before = own
                .iter()
                .filter(|own| (own.at, own.id) > (it.at, it.id))
                .count();
            assert_eq!(
                store.feedback_before(&filter, it).unwrap(),
                before,
                "{filter:?}"
            );
        }
    }
}
