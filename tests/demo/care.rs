//! Corner Coffee shows everything the shop does afterwards, in every state there is.

use regulars::{
    domain::{
        ActionState, CustomerId, Favour, Feedback, FeedbackKind, IdeaState, Kept, Method, Occasion,
        Stamp, ThanksDue, Tier, WantState,
        complaint::{ClockState, Clocks},
        today::Matter,
    },
    store::{FeedbackFilter, Store},
};
use tempfile::TempDir;

use crate::coffee;

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap()
}

fn corner_coffee() -> (TempDir, Store) {
    let folder = crate::blank::folder();
    let path = folder.path().join("shop.db");
    coffee::corner_coffee(&path, noon());
    let store = Store::open(&path).unwrap();
    (folder, store)
}

#[test]
fn wants_stand_in_every_way_and_one_is_late() {
    let (_folder, store) = corner_coffee();
    let rows = store.every_kept().unwrap();
    let wants: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            Kept::Want(want) => Some(want),
            _ => None,
        })
        .collect();
    for state in WantState::ALL {
        assert!(wants.iter().any(|want| want.state() == *state), "{state}");
    }
    let settings = store.settings().unwrap();
    let late = |late: bool| {
        let mut from = wants.iter().filter_map(|want| want.late_from(&settings));
        from.any(|day| (noon().day() >= day) == late)
    };
    assert!(late(true) && late(false));
    let both = wants.iter().filter(|want| want.what.contains("rye flour"));
    assert_eq!(both.count(), 2, "two wait for the same thing");
}

#[test]
fn feedback_extras_and_thanks_are_of_every_kind() {
    let (_folder, store) = corner_coffee();
    let rows = store.every_kept().unwrap();
    let has = |test: &dyn Fn(&Kept) -> bool| rows.iter().any(test);
    for kind in FeedbackKind::ALL {
        assert!(has(
            &|row| matches!(row, Kept::Feedback(it) if it.kind == *kind)
        ));
    }
    for method in [Method::Asked, Method::Survey, Method::MysteryShopper] {
        assert!(has(
            &|row| matches!(row, Kept::Feedback(it) if it.method == method)
        ));
    }
    for favour in Favour::ALL {
        assert!(has(
            &|row| matches!(row, Kept::Extra(it) if it.direction == *favour)
        ));
    }
    assert!(has(&|row| matches!(row, Kept::Thanks(_))));
    let due = store.thanks_owed(None, noon()).unwrap();
    for occasion in [Occasion::Feedback, Occasion::Complaint, Occasion::Enquiry] {
        assert!(due.iter().any(|due| due.occasion == occasion), "{occasion}");
    }
    let days = |since: Stamp| (noon().day() - since.day()).num_days();
    let mut enquiries = due.iter().filter(|due| due.occasion == Occasion::Enquiry);
    assert!(enquiries.any(|due| days(due.since) == 8));
}

#[test]
fn actions_stand_in_every_way_a_cause_returned_and_a_rule_was_bent() {
    let (_folder, store) = corner_coffee();
    let actions = store.actions(true).unwrap();
    for state in ActionState::ALL
        .iter()
        .filter(|it| **it != ActionState::Dropped)
    {
        let today = noon().day();
        assert!(
            actions.iter().any(|it| it.state(today) == *state),
            "{state}"
        );
    }
    let complaints = store.complaints(true).unwrap();
    let returned = complaints
        .iter()
        .filter(|it| it.returned(&actions).is_some());
    assert!(returned.filter(|it| !it.is_ended()).count() > 0);
    let steps = || complaints.iter().flat_map(|it| &it.steps);
    assert!(steps().any(|step| !step.bent.is_empty()));
    assert!(steps().any(|step| step.until > Some(noon().day())));
    let recoveries = complaints
        .iter()
        .map(|it| store.recoveries_of(it.id).unwrap().len());
    assert!(recoveries.sum::<usize>() >= 3);
    let owners: Vec<bool> = store.staff().unwrap().iter().map(|it| it.owner).collect();
    assert_eq!(owners.len(), 3);
    assert_eq!(owners.iter().filter(|owner| **owner).count(), 1);
    let causes = store.causes().unwrap();
    assert!(causes.iter().any(|it| it.cause.whys.lines().count() == 3));
    assert!(causes.iter().any(|it| !it.cause.beyond.is_empty()));
}

#[test]
fn every_state_of_a_clock_can_be_seen() {
    let (_folder, store) = corner_coffee();
    let settings = store.settings().unwrap();
    let complaints = store.complaints(true).unwrap();
    let clocks: Vec<Clocks> = complaints
        .iter()
        .map(|complaint| {
            let whose = complaint
                .customer
                .and_then(|id| store.customer(id).unwrap());
            let buyers = store.buyers(noon()).unwrap();
            let tier = whose.map_or(Tier::B, |it| buyers.tier(it.id, it.tier));
            complaint.clocks(tier, &settings, noon())
        })
        .collect();
    for state in ClockState::ALL {
        let seen = clocks
            .iter()
            .any(|it| it.first_answer.state == *state || it.resolution.state == *state);
        assert!(seen, "no clock is {state}");
    }
}

#[test]
fn tiers_rhythms_and_birthdays_are_around_today() {
    let (_folder, store) = corner_coffee();
    let mut people = Vec::new();
    store
        .each_customer(&mut |one| {
            people.push(one);
            Ok(())
        })
        .unwrap();
    for tier in [Tier::A, Tier::C] {
        assert!(people.iter().any(|one| one.tier == Some(tier)), "{tier}");
    }
    assert!(people.iter().any(|one| one.check_in == Some(0)));
    assert!(people.iter().any(|one| one.check_in > Some(0)));
    let zoe = store.customer(CustomerId(1)).unwrap().unwrap();
    let ranks = store.ranks(&zoe, noon()).unwrap();
    assert!(ranks.tier_why.starts_with("A: chosen by hand, because "));
    let soon = people
        .iter()
        .filter_map(|one| one.birthday?.next(noon().day()));
    let days: Vec<i64> = soon.map(|day| (day - noon().day()).num_days()).collect();
    assert!(days.contains(&0) && days.iter().any(|days| (1..=7).contains(days)));
}

#[test]
fn ideas_stand_in_every_way_and_the_shop_sees_for_itself() {
    let (_folder, store) = corner_coffee();
    let all = FeedbackFilter::default();
    let said = store.feedback_rows(&all, 0..usize::MAX).unwrap();
    for state in IdeaState::ALL {
        assert!(said.iter().any(|it| it.state() == Some(*state)), "{state}");
    }
    let seen = |it: &&Feedback| it.method == Method::Observed && it.customer.is_none();
    assert!(said.iter().find(seen).is_some_and(|it| it.stage.is_some()));
    let today = store.today(noon()).unwrap();
    let shown = |test: &dyn Fn(&Matter) -> bool| today.lines.iter().any(|line| test(&line.matter));
    assert!(shown(&|matter| matches!(matter, Matter::Idea(_))));
    let adopted =
        |due: &ThanksDue| due.occasion == Occasion::Feedback && due.what.contains("shelf for cups");
    assert!(shown(
        &|matter| matches!(matter, Matter::Thanks(due) if adopted(due))
    ));
}
