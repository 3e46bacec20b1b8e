//! What is typed and not saved outlives the program, in every form there is.

use regulars::{
    domain::{
        ActionId, CauseId, Change, ComplaintId, CustomerId, InteractionId, KeptId, Phone,
        ProductId, PromiseId, RuleId, StaffId, line::LineKind,
    },
    tui::Route,
};

use super::{Shop, ended_window, now, says, shows};
use crate::screen::Screens;

/// Every form and line that there is, with a row to edit.
fn forms(shop: &Shop) -> Vec<Route> {
    let store = shop.store();
    let kept = store.every_kept().unwrap();
    let mut ids: Vec<KeptId> = Vec::new();
    // Offers and rewards have no form.
    let formless = |id: &KeptId| matches!(id, KeptId::Offer(_) | KeptId::Redemption(_));
    let known = kept.iter().filter_map(regulars::domain::Kept::id);
    for id in known.filter(|id| !formless(id)) {
        let noun = std::mem::discriminant(&id);
        if !ids
            .iter()
            .any(|other| std::mem::discriminant(other) == noun)
        {
            ids.push(id);
        }
    }
    let customer = Some(CustomerId(1));
    let mut forms: Vec<Route> = ids.into_iter().map(Route::KeptForm).collect();
    forms.extend([
        Route::CustomerForm {
            customer,
            typed: String::new(),
        },
        Route::CustomerForm {
            customer: None,
            typed: "Prospero".into(),
        },
        Route::InteractionForm(InteractionId(1)),
        Route::PromiseForm(PromiseId(1)),
        Route::ComplaintForm(ComplaintId(1)),
        Route::CauseForm(CauseId(1)),
        Route::ActionForm {
            action: Some(ActionId(1)),
            complaint: None,
        },
        Route::ActionForm {
            action: None,
            complaint: Some(ComplaintId(1)),
        },
        Route::WorksheetForm {
            worksheet: None,
            complaint: Some(ComplaintId(1)),
            customer: None,
        },
        Route::WorksheetForm {
            worksheet: None,
            complaint: None,
            customer,
        },
        Route::SelfCheckNote("2026-Q2".parse().unwrap()),
        Route::StaffForm(Some(StaffId(1))),
        Route::StaffForm(None),
        Route::ProductForm(Some(ProductId(1))),
        Route::ProductForm(None),
        Route::RuleForm(Some(RuleId(1))),
        Route::RuleForm(None),
        Route::OnTheSpot(ComplaintId(1)),
        Route::CardForm {
            slug: Some("greeting".into()),
            category: String::new(),
        },
        Route::CardForm {
            slug: None,
            category: "tea".into(),
        },
    ]);
    for kind in [
        LineKind::Log,
        LineKind::Promise,
        LineKind::Complaint,
        LineKind::Fact,
        LineKind::Bought,
    ] {
        let typed = String::new();
        forms.push(Route::Line {
            kind,
            customer,
            complaint: None,
            typed,
        });
    }
    forms
}

/// Drafts are kept every few seconds.
fn seconds_pass(screens: &mut Screens) {
    for _ in 0..4 {
        screens.tick();
    }
}

#[test]
fn what_was_typed_into_any_form_is_there_again_after_a_crash() {
    let shop = Shop::new();
    for route in forms(&shop) {
        let line = matches!(route, Route::Line { .. });
        // Where the first field is a choice, the next one is typed into.
        let choice = matches!(route, Route::ActionForm { .. } | Route::OnTheSpot(_));
        let to_text = if choice { "Tab" } else { "" };
        let mut crashed = shop.window_of(ended_window(), route.clone());
        crashed.press(to_text).press("'zebra'");
        seconds_pass(&mut crashed);
        let kept = shop.store().drafts().unwrap();
        assert_eq!(kept.len(), 1, "{route:?}\n{}", crashed.text());
        let mut next = shop.window(Route::Customers);
        shows(&next, "This was typed and not saved");
        let about: String = kept[0].about.chars().take(30).collect();
        shows(&next, &about);
        next.press("Enter");
        if line {
            shows(&next, "zebra");
        } else {
            next.press(to_text);
            let form = |text: String| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(form(next.text()), form(crashed.text()), "{route:?}");
        }
        next.press("Esc y").tick();
        assert_eq!(shop.store().drafts().unwrap(), [], "{route:?}");
    }
}

#[test]
fn a_line_that_became_a_form_is_one_again() {
    let shop = Shop::new();
    let route = Route::Line {
        kind: LineKind::Log,
        customer: Some(CustomerId(1)),
        complaint: None,
        typed: String::new(),
    };
    let mut crashed = shop.window_of(ended_window(), route);
    crashed.press("'call in: rye' Tab Tab Tab Tab Tab Tab Tab Tab 'enquiry'");
    seconds_pass(&mut crashed);
    shows(&crashed, "enquiry");
    let mut next = shop.window(Route::Customers);
    next.press("Enter");
    shows(&next, "enquiry");
    next.press("Ctrl-S").tick();
    says(&next, "logged a call");
    assert_eq!(shop.store().drafts().unwrap(), []);
}

#[test]
fn rows_that_were_changed_added_and_taken_out_are_so_again() {
    let shop = Shop::new();
    let mut one = shop.store().customer(CustomerId(1)).unwrap().unwrap();
    let before = Box::new(one.clone());
    let phone = |raw: &str| Phone {
        raw: raw.into(),
        ..Phone::default()
    };
    one.phones = vec![phone("111"), phone("222")];
    let after = Box::new(one);
    shop.apply(Change::EditCustomer { before, after });
    let route = Route::CustomerForm {
        customer: Some(CustomerId(1)),
        typed: String::new(),
    };
    let mut crashed = shop.window_of(ended_window(), route);
    crashed.press(&"↓ ".repeat(20));
    while !crashed.text().contains("▌phone          111") {
        crashed.press("↑");
    }
    crashed.press("'0' ↓ Ctrl-D Ctrl-N '333'");
    seconds_pass(&mut crashed);
    drop(crashed);
    let mut store = shop.store();
    let before = Box::new(store.customer(CustomerId(1)).unwrap().unwrap());
    let mut after = before.clone();
    after.phones[0].raw = "199".into();
    after.hook = "green scarf".into();
    store
        .apply(&[Change::EditCustomer { before, after }], now())
        .unwrap();
    let mut next = shop.window(Route::Customers);
    next.press("Enter");
    shows(&next, "1110");
    shows(&next, "Another window wrote: 199");
    shows(&next, "green scarf");
    next.press("Ctrl-S Ctrl-S");
    let saved = store.customer(CustomerId(1)).unwrap().unwrap();
    let phones: Vec<&str> = saved.phones.iter().map(|it| it.raw.as_str()).collect();
    assert_eq!(phones, ["1110", "333"]);
    assert_eq!(saved.hook, "green scarf");
}

#[test]
fn a_draft_goes_with_the_save_and_with_leaving() {
    let shop = Shop::new();
    for keys in ["Ctrl-S", "Esc y"] {
        let mut here = shop.window(Route::InteractionForm(InteractionId(1)));
        here.press("'zz'");
        seconds_pass(&mut here);
        assert_eq!(shop.store().drafts().unwrap().len(), 1);
        here.press(keys);
        assert_eq!(shop.store().drafts().unwrap(), [], "{keys}");
    }
}

#[test]
fn a_draft_of_a_window_that_is_open_is_not_offered_and_wakes_nobody() {
    let shop = Shop::new();
    let other = shop.window(Route::Customers);
    let reader = shop.store();
    let seen = reader.version().unwrap();
    let mut here = shop.window(Route::InteractionForm(InteractionId(1)));
    here.press("'zz'");
    seconds_pass(&mut here);
    here.press("'zz'");
    seconds_pass(&mut here);
    assert_eq!(shop.store().drafts().unwrap().len(), 1);
    assert_eq!(reader.version().unwrap(), seen);
    shows(&other, "find");
    let third = shop.window(Route::Customers);
    assert!(!third.text().contains("not saved"), "{}", third.text());
    here.press("Ctrl-S");
    assert_ne!(reader.version().unwrap(), seen);
}

#[test]
fn quitting_in_the_middle_of_a_form_loses_nothing_and_dropping_asks() {
    let shop = Shop::new();
    let mut here = shop.window_of(ended_window(), Route::InteractionForm(InteractionId(1)));
    here.press("'zebra' Ctrl-C");
    assert!(here.app.ended());
    let mut next = shop.window(Route::Customers);
    shows(&next, "zebra");
    next.press("Del");
    shows(&next, "y yes");
    next.press("n");
    shows(&next, "zebra");
    next.press("Del y");
    shows(&next, "Nothing was left unsaved");
    assert_eq!(shop.store().drafts().unwrap(), []);
    next.press("Esc Esc : 'drafts' Enter");
    shows(&next, "Nothing was left unsaved");
}

#[test]
fn drafts_are_no_step_of_undo_and_go_along_in_no_export() {
    let shop = Shop::new();
    let labels = shop.store().undo_labels().unwrap();
    let mut here = shop.window(Route::InteractionForm(InteractionId(1)));
    here.press("'zebra'");
    seconds_pass(&mut here);
    let mut store = shop.store();
    assert_eq!(store.undo_labels().unwrap(), labels);
    assert!(!store.drafts().unwrap().is_empty());
    store.undo(now()).unwrap();
    assert!(!store.drafts().unwrap().is_empty());
}
