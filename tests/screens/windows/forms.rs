//! Two windows edit the same thing: what differs is put together, what both wrote is shown to choose, what is gone can be saved anew.

use regulars::{
    domain::{
        ActionId, CauseId, Change, ComplaintId, CustomerId, Fact, InteractionId, Kept, KeptId,
        ProductId, PromiseId, RuleId, StaffId, Worksheet, WorksheetId,
    },
    store::Store,
    tui::Route,
};

use super::{Shop, now, says, shows};

/// A form, how many fields down two of its fields are, and what fits into the second.
type Fields = (Route, usize, (usize, &'static str));

fn forms(shop: &Shop) -> Vec<Fields> {
    let mut talk = Worksheet::new(None, (now(), "SK"));
    talk.title = "about the rent".into();
    shop.apply(Change::Add(talk.into()));
    let kept = shop.store().every_kept().unwrap();
    let ids = kept.iter().filter_map(Kept::id);
    let want = ids
        .clone()
        .find(|id| matches!(id, KeptId::Want(_)))
        .unwrap();
    let feedback = ids
        .clone()
        .find(|id| matches!(id, KeptId::Feedback(_)))
        .unwrap();
    let customer = Some(CustomerId(1));
    let card = Route::CardForm {
        slug: Some("greeting".into()),
        category: String::new(),
    };
    vec![
        (
            Route::CustomerForm {
                customer,
                typed: String::new(),
            },
            0,
            (1, "qqtwo"),
        ),
        (Route::InteractionForm(InteractionId(1)), 0, (6, "qqtwo")),
        (Route::PromiseForm(PromiseId(1)), 0, (2, "X")),
        (Route::ComplaintForm(ComplaintId(1)), 0, (1, "qqtwo")),
        (Route::CauseForm(CauseId(1)), 0, (1, "qqtwo")),
        (
            Route::ActionForm {
                action: Some(ActionId(1)),
                complaint: None,
            },
            1,
            (3, "X"),
        ),
        (
            Route::WorksheetForm {
                worksheet: Some(WorksheetId(1)),
                complaint: None,
                customer: None,
            },
            0,
            (1, "qqtwo"),
        ),
        (Route::StaffForm(Some(StaffId(1))), 1, (0, "X")),
        (Route::ProductForm(Some(ProductId(1))), 0, (1, "qqtwo")),
        (Route::RuleForm(Some(RuleId(1))), 4, (2, "7")),
        (Route::KeptForm(want), 0, (1, "")),
        (Route::KeptForm(feedback), 0, (1, "")),
        (card, 0, (1, "qqtwo")),
    ]
}

/// The keys that type this text so many fields down.
fn typing(fields: usize, text: &str) -> String {
    format!("{}'{text}'", "Tab ".repeat(fields))
}

#[test]
fn what_two_windows_wrote_in_different_fields_is_put_together() {
    let shop = Shop::new();
    for (route, one, (other, text)) in forms(&shop).into_iter().filter(|it| !it.2.1.is_empty()) {
        let mut here = shop.window(route.clone());
        let mut there = shop.window(route.clone());
        there.press(&typing(one, "qqone")).press("Ctrl-S");
        assert!(
            there.app.ended(),
            "{route:?}: {:?}\n{}",
            there.app.message(),
            there.text()
        );
        here.press(&typing(other, text)).press("Ctrl-S");
        assert!(
            here.app.ended(),
            "{route:?}: {:?}\n{}",
            here.app.message(),
            here.text()
        );
        let after = shop.window(route.clone());
        shows(&after, "qqone");
        shows(&after, text);
    }
}

#[test]
fn what_another_window_wrote_where_the_form_has_no_field_stays() {
    let shop = Shop::new();
    let customer = || shop.store().customer(CustomerId(1)).unwrap().unwrap();
    let mut here = shop.window(Route::CustomerForm {
        customer: Some(CustomerId(1)),
        typed: String::new(),
    });
    here.press(&typing(0, "qqone"));
    let mut after = customer();
    (after.lost, after.lost_why) = (Some(now().day()), "moved away".into());
    after.facts.push(Fact {
        text: "qqfact".into(),
        ..Fact::default()
    });
    shop.apply(Change::EditCustomer {
        before: Box::new(customer()),
        after: Box::new(after),
    });
    here.press("Ctrl-S");
    assert!(
        here.app.ended(),
        "{:?}\n{}",
        here.app.message(),
        here.text()
    );
    let saved = customer();
    assert!(saved.name.contains("qqone"), "{}", saved.name);
    assert_eq!(saved.lost_why, "moved away");
    assert!(saved.facts.iter().any(|fact| fact.text == "qqfact"));
}

#[test]
fn what_two_windows_wrote_in_the_same_field_is_shown_to_choose() {
    let shop = Shop::new();
    for (route, field, _) in forms(&shop) {
        let mut mine = shop.window(route.clone());
        let mut theirs = shop.window(route.clone());
        let mut there = shop.window(route.clone());
        there.press(&typing(field, "qqone")).press("Ctrl-S");
        for window in [&mut mine, &mut theirs] {
            window.press(&typing(field, "qqtwo")).press("Ctrl-S");
            says(
                window,
                "was changed in another window meanwhile; nothing was saved. Ctrl-T takes",
            );
            shows(window, "qqtwo");
        }
        assert!(
            !shop.window(route.clone()).text().contains("qqtwo"),
            "{route:?}"
        );
        theirs.press("Ctrl-T");
        shows(&theirs, "qqone");
        assert!(
            !theirs.text().contains("qqtwo"),
            "{route:?}\n{}",
            theirs.text()
        );
        mine.press("Ctrl-S");
        assert!(
            mine.app.ended(),
            "{route:?}: {:?}\n{}",
            mine.app.message(),
            mine.text()
        );
        shows(&shop.window(route), "qqtwo");
    }
}

/// Takes out what a form edits.
fn take_out(store: &mut Store, route: &Route) -> Option<Change> {
    let kept = |row: Option<Kept>| row.map(Change::Remove);
    let change = match route {
        Route::CustomerForm { customer, .. } => customer.map(Change::RemoveCustomer),
        Route::InteractionForm(id) => Some(Change::RemoveInteraction(None, *id)),
        Route::PromiseForm(id) => {
            let promise = store.promise(*id).unwrap().unwrap();
            Some(Change::RemovePromise(promise.customer, *id))
        }
        Route::ComplaintForm(id) => Some(Change::RemoveComplaint(None, *id)),
        Route::StaffForm(Some(id)) => kept(
            store
                .staff()
                .unwrap()
                .into_iter()
                .find(|it| it.id == *id)
                .map(Kept::from),
        ),
        Route::RuleForm(Some(id)) => kept(
            store
                .rules()
                .unwrap()
                .into_iter()
                .find(|it| it.id == *id)
                .map(Kept::from),
        ),
        Route::KeptForm(id) => kept(store.kept(*id).unwrap()),
        Route::CardForm {
            slug: Some(slug), ..
        } => {
            let card = store
                .cards()
                .unwrap()
                .into_iter()
                .find(|it| it.slug == *slug);
            kept(card.filter(|it| !it.id.is_new()).map(Kept::from))
        }
        _ => None,
    }?;
    Some(change)
}

#[test]
fn what_another_window_took_out_is_told_and_saved_as_new() {
    let mut told = 0;
    let base = Shop::new();
    for (route, field, _) in forms(&base) {
        let shop = Shop::new();
        let mut store = shop.store();
        let Some(change) = take_out(&mut store, &route) else {
            continue;
        };
        let mut here = shop.window(route.clone());
        here.press(&typing(field, "zebra"));
        store.apply(&[change], now()).unwrap();
        here.tick();
        shows(&here, "took it out");
        shows(&here, "zebra");
        here.press("Ctrl-S");
        shows(&here, "here as a new one?");
        here.press("n");
        shows(&here, "zebra");
        let rows = store.every_kept().unwrap().len();
        here.press("Ctrl-S y");
        assert!(
            !here
                .app
                .message()
                .unwrap_or_default()
                .starts_with("Not saved"),
            "{route:?}: {:?}",
            here.app.message()
        );
        if let Route::KeptForm(_) = route {
            assert_eq!(store.every_kept().unwrap().len(), rows + 1);
        }
        told += 1;
    }
    assert!(told >= 7, "{told}");
}

#[test]
fn a_setting_that_another_window_changed_is_told_while_it_is_typed() {
    let shop = Shop::new();
    let mut here = shop.window(Route::Settings);
    here.press("Enter 'zebra'");
    let key = regulars::domain::Settings::KEYS[0].0;
    shop.apply(regulars::domain::Settings::set(key, "Corner Tea").unwrap());
    here.tick();
    shows(&here, "zebra");
    shows(&here, "Another window has now: Corner Tea");
}
