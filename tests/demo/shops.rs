//! The made-up shops: Corner Coffee is whole and believable, and one of any size is the same every time.

use std::collections::{BTreeSet, HashMap};

use chrono::Datelike;
use regulars::{
    commands::demo,
    domain::{
        ActionState, Change, Complaint, Customer, CustomerId, Heat, Interaction, Kept, Pace,
        Promise, PromiseState, Refusal, Source, Stamp, State, StepKind, Tier,
    },
    store::Store,
};

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap()
}

/// Corner Coffee as a new data file would hold it.
#[derive(Default)]
struct Shop {
    people: Vec<Customer>,
    contacts: Vec<Interaction>,
    promises: Vec<Promise>,
    complaints: Vec<Complaint>,
}

fn corner_coffee() -> Shop {
    let mut shop = Shop::default();
    let acts = demo::shop(noon()).unwrap();
    for change in acts.into_iter().flat_map(|act| act.changes) {
        match change {
            Change::AddCustomer(one) => shop.people.push(*one),
            Change::AddInteraction(one) => shop.contacts.push(one),
            Change::AddPromise(one) => shop.promises.push(one),
            Change::AddComplaint(one) => shop.complaints.push(one),
            Change::AddStep(who, id, step) => {
                let complaint = &mut shop.complaints[id.0 as usize - 1];
                assert_eq!(complaint.customer, who, "{}", complaint.what);
                complaint.steps.push(step);
            }
            _ => {}
        }
    }
    shop
}

impl Shop {
    fn named(&self, name: &str) -> &Customer {
        let mut all = self.people.iter().filter(|one| one.shown_name() == name);
        all.next().unwrap()
    }
}

#[test]
fn corner_coffee_is_of_a_believable_size() {
    let shop = corner_coffee();
    assert!(
        (40..=60).contains(&shop.people.len()),
        "{}",
        shop.people.len()
    );
    assert!(shop.contacts.len() > 300, "{}", shop.contacts.len());
    for (at, one) in shop.people.iter().enumerate() {
        assert_eq!(one.id, CustomerId(at as i64 + 1));
        assert!(one.referred_by.is_none_or(|by| by < one.id));
    }
}

#[test]
fn no_sentence_of_the_year_is_said_twice() {
    let shop = corner_coffee();
    let mut said = BTreeSet::new();
    for contact in &shop.contacts {
        assert!(said.insert(&contact.summary), "{}", contact.summary);
    }
}

#[test]
fn every_state_of_a_complaint_can_be_seen() {
    let shop = corner_coffee();
    let states: Vec<State> = shop.complaints.iter().map(Complaint::state).collect();
    for state in State::ALL {
        assert!(states.contains(state), "no complaint is {state}");
    }
    let has = |test: &dyn Fn(&Complaint) -> bool| shop.complaints.iter().any(test);
    for heat in Heat::ALL {
        assert!(
            has(&|one| one.heat == *heat && !one.is_ended()),
            "none is {heat}"
        );
    }
    for source in Source::ALL {
        assert!(has(&|one| one.source == *source), "none is {source}");
    }
    for kind in StepKind::ALL {
        assert!(
            has(&|one| one.steps.iter().any(|step| step.kind == *kind)),
            "no step {kind}"
        );
    }
    assert!(has(&|one| one.state() == State::Closed && one.lamps().all()));
    let mut causes = HashMap::new();
    for cause in shop.complaints.iter().filter_map(Complaint::cause) {
        *causes.entry(cause).or_insert(0) += 1;
    }
    assert!(
        causes.values().filter(|count| **count >= 3).count() >= 2,
        "{causes:?}"
    );
}

#[test]
fn promises_stand_in_every_way_around_today() {
    let shop = corner_coffee();
    let today = noon().day();
    let standing = |promise: &Promise| promise.state(today);
    for state in PromiseState::ALL {
        assert!(
            shop.promises.iter().any(|one| standing(one) == *state),
            "none is {state}"
        );
    }
    let due = |days: i64| {
        let agreed = shop
            .promises
            .iter()
            .filter(|one| standing(one) == PromiseState::Agreed);
        agreed
            .filter(|one| one.due.is_some_and(|due| (due - today).num_days() == days))
            .count()
    };
    assert!(due(0) > 0 && due(1) > 0);
    assert!(shop.promises.iter().all(|one| one.due.is_some()));
}

#[test]
fn four_digits_find_three_people_and_zoe_is_as_in_the_picture() {
    let shop = corner_coffee();
    let digits = |raw: &str| raw.chars().filter(char::is_ascii_digit).collect::<String>();
    let found: Vec<&str> = shop
        .people
        .iter()
        .filter(|one| {
            one.phones
                .iter()
                .any(|phone| digits(&phone.raw).contains("4471"))
        })
        .map(Customer::shown_name)
        .collect();
    assert_eq!(found, ["Zoë Müller", "Ben Okafor", "Ana Lima"]);
    let zoe = shop.named("Zoë Müller");
    assert_eq!((zoe.call_me.as_str(), zoe.say.as_str()), ("Zo", "ZOH-ee"));
    let last = shop
        .contacts
        .iter()
        .rfind(|one| one.customer == Some(zoe.id))
        .unwrap();
    assert_eq!(last.summary, "asked about decaf, was in a hurry");
    assert_eq!((noon().day() - last.at.day()).num_days(), 3);
}

#[test]
fn names_birthdays_and_households_show_what_names_can_be() {
    let shop = corner_coffee();
    let birthday = |test: &dyn Fn(&regulars::domain::PartialDate) -> bool| {
        shop.people
            .iter()
            .filter_map(|one| one.birthday)
            .any(|day| test(&day))
    };
    assert!(birthday(
        &|day| (day.month(), day.day()) == (Some(2), Some(29))
    ));
    assert!(birthday(&|day| day.year().is_none()));
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for phone in shop.people.iter().flat_map(|one| &one.phones) {
        *numbers.entry(&phone.raw).or_default() += 1;
    }
    assert!(numbers.values().any(|people| *people == 3));
    let scripts = [
        'ł', '王', 'Н', 'ف', 'י', '佐', '김', 'प', 'ễ', 'ı', 'Ε', 'ส', 'ሰ', 'ნ', 'র',
    ];
    for letter in scripts {
        assert!(
            shop.people.iter().any(|one| one.name.contains(letter)),
            "{letter}"
        );
    }
    assert!(shop.people.iter().any(|one| one.name.is_empty()));
}

#[test]
fn acts_stand_in_the_order_of_time_and_none_is_still_to_come() {
    for now in [
        "2026-06-10T00:05:00+01:00",
        "2026-03-01T23:59:00-08:00",
        "2028-02-29T12:00:00Z",
    ] {
        let now = Stamp::from_rfc3339(now).unwrap();
        let acts = demo::shop(now).unwrap();
        assert!(acts.len() > 5);
        assert!(acts.is_sorted_by_key(|act| act.at));
        assert!(acts.iter().all(|act| act.at <= now));
    }
}

fn made_up(count: u64) -> Vec<Change> {
    demo::changes(count, noon()).unwrap()
}

#[test]
fn a_made_up_customer_is_the_same_in_a_shop_of_any_size() {
    let bought = |change: &Change| matches!(change, Change::Add(Kept::Purchase(_)));
    let [(small_bought, small), (large_bought, large)] =
        [40, 400].map(|count| made_up(count).into_iter().partition::<Vec<_>, _>(bought));
    assert_eq!(small[..], large[..small.len()]);
    assert!(matches!(large[small.len()], Change::AddCustomer(_)));
    assert_eq!(small_bought[..], large_bought[..small_bought.len()]);
    assert!(matches!(&large_bought[small_bought.len()],
        Change::Add(Kept::Purchase(next)) if next.customer > CustomerId(40)));
}

#[test]
fn made_up_customers_have_names_of_their_own_and_a_history() {
    let changes = made_up(2_000);
    let customers: Vec<&Customer> = changes
        .iter()
        .filter_map(|change| match change {
            Change::AddCustomer(customer) => Some(customer.as_ref()),
            _ => None,
        })
        .collect();
    let names: BTreeSet<&str> = customers.iter().map(|one| one.name.as_str()).collect();
    assert!(names.len() > 1_400, "{}", names.len());
    assert!(names.iter().any(|name| !name.is_ascii()));
    let count = |test: &dyn Fn(&Change) -> bool| changes.iter().filter(|one| test(one)).count();
    let contacts = count(&|one| matches!(one, Change::AddInteraction(_)));
    assert!((6_000..20_000).contains(&contacts), "{contacts}");
    assert!(count(&|one| matches!(one, Change::AddPromise(_))) > 500);
    assert!(count(&|one| matches!(one, Change::AddComplaint(_))) > 50);
    let bought = count(&|one| matches!(one, Change::Add(Kept::Purchase(_))));
    assert!((6_000..20_000).contains(&bought), "{bought}");
    assert!(customers.iter().all(|one| one.created.day().year() < 2026));
}

#[test]
fn a_made_up_shop_has_staff_tiers_by_hand_and_actions_against_causes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
    store.apply(&made_up(2_000), noon()).unwrap();
    let owners = store.staff().unwrap().into_iter().map(|one| one.owner);
    assert_eq!(owners.collect::<Vec<_>>(), [false, true, false]);
    let mut tiers = [0; 4];
    let mut each = |one: Customer| {
        tiers[one.tier.map_or(3, |tier| tier as usize)] += 1;
        assert_eq!(one.tier.is_none(), one.tier_why.is_empty());
        Ok(())
    };
    store.each_customer(&mut each).unwrap();
    assert!(
        tiers[0] > 50 && tiers[2] > 20 && tiers[3] > 1_800,
        "{tiers:?}"
    );
    let actions = store.actions(true).unwrap();
    for action in &actions {
        let complaint = store.complaint(action.complaint.unwrap()).unwrap().unwrap();
        assert_eq!(action.cause, complaint.cause());
        assert!(action.cause.is_some() && action.agreed == complaint.opened);
    }
    for state in [ActionState::Done, ActionState::Verified, ActionState::Late] {
        let there = actions.iter().any(|it| it.state(noon().day()) == state);
        assert!(there, "none of {} is {state}", actions.len());
    }
}

#[test]
fn a_filled_file_holds_what_was_read_and_undo_names_the_last_act() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
    demo::fill(&mut store, noon()).unwrap();
    let shop = corner_coffee();
    let mut names = Vec::new();
    let mut each = |one: Customer| {
        names.push((one.id, one.shown_name().to_string()));
        Ok(())
    };
    store.each_customer(&mut each).unwrap();
    let read = shop.people.iter();
    let read: Vec<_> = read
        .map(|one| (one.id, one.shown_name().to_string()))
        .collect();
    assert_eq!(names, read);
    assert_eq!(store.settings().unwrap().shop, "Corner Coffee");
    let complaints = store.complaints(true).unwrap();
    let plain = |one: &Complaint| (one.customer, one.what.clone(), one.state(), one.steps.len());
    let (mut saved, mut read): (Vec<_>, Vec<_>) = (
        complaints.iter().map(plain).collect(),
        shop.complaints.iter().map(plain).collect(),
    );
    saved.sort_by(|a, b| a.1.cmp(&b.1));
    read.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(saved, read);
    let causes = store.causes().unwrap();
    assert!(causes[0].count >= 4, "{causes:?}");
    let (undo, _) = store.undo_labels().unwrap();
    assert_eq!(undo.as_deref(), Some("logged a visit"));
}

#[test]
fn a_made_up_file_is_filled_once_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("big.db");
    let mut heard = Vec::new();
    let mut progress = |done| {
        heard.push(done);
        true
    };
    demo::write(&file, 25, noon(), &mut progress).unwrap();
    assert_eq!(heard, [25]);
    let before = std::fs::read(&file).unwrap();
    let refused = demo::write(&file, 3, noon(), &mut |_| true).unwrap_err();
    assert!(refused.is::<Refusal>(), "{refused}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let store = Store::open(&file).unwrap();
    let saved = store.customer(CustomerId(25)).unwrap().unwrap();
    assert!(store.customer(CustomerId(26)).unwrap().is_none());
    let made = made_up(25);
    let mut made = made.iter().filter_map(|change| match change {
        Change::AddCustomer(one) => Some(one.name.as_str()),
        _ => None,
    });
    assert_eq!(made.next_back(), Some(saved.name.as_str()));
    assert!(store.interactions_of(CustomerId(25), 50).unwrap().len() >= 3);
}

#[test]
fn a_crowd_has_tiers_habits_and_people_who_stay_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("big.db")).unwrap();
    demo::generate(&mut store, 300, noon(), &mut |_| true).unwrap();
    let buyers = store.buyers(noon()).unwrap();
    let today = noon().day();
    assert!((200..300).contains(&buyers.iter().len()));
    let count = |test: &dyn Fn(&Pace) -> bool| buyers.iter().filter(|(_, pace)| test(pace)).count();
    assert!(count(&|pace| pace.is_likely_due(today)) >= 10);
    assert!(count(&|pace| pace.is_quiet(false, today)) >= 10);
    assert!(count(&|pace| pace.is_to_win_back(false, today)) >= 10);
    for tier in Tier::ALL {
        assert!(
            count(&|pace| buyers.bounds().tier(Some(pace)) == *tier) >= 30,
            "{tier}"
        );
    }
    assert!(store.products().unwrap().len() >= 30);
    assert!(store.settings().unwrap().loyalty.is_some());
    let suggested = (1..=300).filter(|id| {
        let found = store.suggestion_for(CustomerId(*id), noon()).unwrap();
        found.is_some_and(|it| it.pair.is_some())
    });
    assert!(suggested.count() >= 5);
}
