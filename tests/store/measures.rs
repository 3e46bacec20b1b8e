//! The page of figures over the made-up shop: what the store reads in few statements is what all rows say, row by row.

use std::collections::HashMap;

use chrono::NaiveDate;
use regulars::{
    domain::{
        Change, Customer, CustomerId, FeedbackKind, Figures, Kept, Measure, Money, OfferKind,
        Outcome, Pace, Period, Rung, Stamp, StepKind,
        measure::{Beside, Buying, By, Clocked, Heard, Part, Subject, Times, Unit},
    },
    search::fold,
    store::{LogFilter, Store},
};

use crate::{
    coffee::corner_coffee as fill,
    support::{Shop, now},
};

/// Corner Coffee as it is at noon on 10 June 2026.
fn corner_coffee() -> (Shop, Store) {
    let shop = Shop::new();
    fill(&shop.path, now());
    let mut store = shop.open();
    by_hand(&mut store);
    (shop, store)
}

/// Puts some by hand a rung up or down, one of them a prospect; two more ask on the last day of a month and on the day after.
fn by_hand(store: &mut Store) {
    let never_bought = |it: &Customer| store.bought_by(it.id).unwrap().is_empty();
    let everybody = people(store);
    let prospect = everybody.iter().find(|it| never_bought(it)).unwrap();
    let stepped = [(prospect, 1), (&everybody[0], -1), (&everybody[7], 1)];
    let changes = stepped.map(|(before, rung_step)| Change::EditCustomer {
        before: Box::new(before.clone()),
        after: Box::new(Customer {
            rung_step,
            ..before.clone()
        }),
    });
    store.apply(&changes, now()).unwrap();
    for day in ["2026-05-31", "2026-06-01"] {
        let at = Stamp::from_rfc3339(&format!("{day}T12:00:00+01:00")).unwrap();
        let asked = Customer {
            name: format!("asked on {day}"),
            ..Customer::default()
        };
        let new = Change::AddCustomer(Box::new(asked));
        store.apply(&[new], at).unwrap();
    }
}

const PERIODS: [&str; 5] = ["2026-Q2", "2026-Q1", "2026-06", "2026-05", "2025-Q4"];

fn people(store: &Store) -> Vec<Customer> {
    let mut all = Vec::new();
    store
        .each_customer(&mut |customer| {
            all.push(customer);
            Ok(())
        })
        .unwrap();
    all
}

fn heard(store: &Store, times: &Times, page: &mut Figures) {
    let mut heard = Heard::new(times);
    store
        .promises()
        .unwrap()
        .iter()
        .for_each(|it| heard.promise(it));
    for kept in store.every_kept().unwrap() {
        if let Kept::Feedback(it) = kept {
            heard.feedback(it.at.day(), it.method, it.kind.satisfied(it.score));
        }
    }
    for customer in people(store).iter().filter(|it| it.referred_by.is_some()) {
        heard.referral(customer.created.day());
    }
    let every = store
        .interactions(&LogFilter::default(), 0, 1_000_000)
        .unwrap();
    for contact in every.iter().filter(|it| it.outcome == Some(Outcome::No)) {
        let why = contact.why_not.trim();
        heard.no(contact.at, (fold(why), why));
    }
    page.measures.extend(heard.figures());
    page.nos = Some(heard.nos());
}

fn bought(store: &Store, times: &Times, page: &mut Figures) {
    let mut buying = Buying::new(times);
    let everybody = people(store);
    let mut prospects: HashMap<i8, u32> = HashMap::new();
    let end = times.all[0].to().min(times.today);
    for customer in &everybody {
        let feedback = store.feedback_of(customer.id).unwrap();
        let praise = feedback
            .iter()
            .filter(|it| it.kind == FeedbackKind::Praise || it.score >= Some(4));
        let brought = everybody
            .iter()
            .filter(|it| it.referred_by == Some(customer.id));
        let complaints = store.complaints_of(customer.id).unwrap();
        let closed = complaints.iter().filter_map(|it| {
            let closings = it.steps.iter().filter(|step| step.kind == StepKind::Closed);
            closings.map(|step| step.at).max()
        });
        let offers = store.offers_of(customer.id).unwrap();
        let asked = offers.iter().filter(|it| it.kind == OfferKind::WinBack);
        let sorted = |stamps: Vec<Stamp>| {
            let mut days: Vec<NaiveDate> = stamps.into_iter().map(Stamp::day).collect();
            days.sort_unstable();
            days
        };
        let (closed, asked) = (
            sorted(closed.collect()),
            sorted(asked.map(|it| it.at).collect()),
        );
        let beside = Beside {
            since: customer.since,
            complained: !complaints.is_empty(),
            closed: &closed,
            asked: &asked,
            praised: praise.map(|it| it.at.day()).min(),
            brought: brought.map(|it| it.created.day()).min(),
            step: customer.rung_step,
        };
        let rows = store.bought_by(customer.id).unwrap();
        let pace = Pace::of(&rows, NaiveDate::MAX);
        match &pace {
            Some(pace) => buying.customer(pace, &rows, &beside),
            None => buying.asked(&asked),
        }
        let bought = pace.is_some_and(|pace| pace.first <= end);
        if !bought && customer.created.day() <= end {
            *prospects.entry(customer.rung_step).or_default() += 1;
        }
    }
    for (step, count) in prospects {
        let rung = if step > 0 {
            Rung::Customer
        } else {
            Rung::Prospect
        };
        buying.standing(rung, count);
    }
    page.measures.extend(buying.figures());
    let (rungs, visits) = buying.pictures();
    (page.rungs, page.visits) = (Some(rungs), Some(visits));
}

fn complaints(store: &Store, times: &Times, page: &mut Figures) {
    let (settings, actions) = (store.settings().unwrap(), store.actions(true).unwrap());
    let mut clocked = Clocked::new(times, (&settings, now()), &actions);
    let buyers = store.buyers(now()).unwrap();
    for complaint in store.complaints(true).unwrap() {
        let customer = complaint
            .customer
            .map(|id| store.customer(id).unwrap().unwrap());
        let tier = customer.map_or(regulars::domain::Tier::B, |it| buyers.tier(it.id, it.tier));
        let cost = complaint.steps.iter().filter_map(|step| step.amount);
        clocked.complaint(&complaint, (tier, Money(cost.map(|it| it.0).sum())));
    }
    let words = store.cause_words().unwrap();
    page.measures.extend(clocked.figures());
    page.causes = Some(clocked.causes(|cause| words[&cause].clone()));
}

#[test]
fn the_page_is_what_all_rows_say() {
    let (_folder, store) = corner_coffee();
    for period in PERIODS {
        let period: Period = period.parse().unwrap();
        let times = Times::of(period, now().day());
        let mut known = Figures::of(period, now().day());
        heard(&store, &times, &mut known);
        bought(&store, &times, &mut known);
        complaints(&store, &times, &mut known);
        known.measures.sort_by_key(|it| it.measure);
        known.parts = Part::ALL.to_vec();
        let page = store.figures(period, now()).unwrap();
        for (one, other) in page.measures.iter().zip(&known.measures) {
            assert_eq!(one, other, "{period}");
        }
        assert_eq!(page, known, "{period}");
        assert_eq!(page.measures.len(), Measure::ALL.len());
    }
}

#[test]
fn the_parts_come_one_by_one_and_make_the_same_page_in_any_order() {
    let (_folder, store) = corner_coffee();
    let period = Period::current(now());
    let mut page = Figures::of(period, now().day());
    for part in Part::ALL.iter().rev() {
        assert!(!page.is_whole());
        page.take(store.figures_part(*part, period, now()).unwrap());
        assert!(
            Measure::ALL
                .iter()
                .filter(|it| it.part() == *part)
                .all(|it| page.get(*it).is_some())
        );
    }
    // The same part again, after a change.
    page.take(store.figures_part(Part::Bought, period, now()).unwrap());
    page.parts = Part::ALL.to_vec();
    assert_eq!(page, store.figures(period, now()).unwrap());
}

#[test]
fn behind_each_figure_are_the_cases_it_counts() {
    let (_folder, store) = corner_coffee();
    for period in PERIODS {
        let period: Period = period.parse().unwrap();
        let page = store.figures(period, now()).unwrap();
        for figure in &page.measures {
            let measure = figure.measure;
            let behind = store.rows_behind(measure, period, now()).unwrap();
            assert_eq!(
                behind.rows.len(),
                behind.of,
                "{measure}: all of a small shop are shown"
            );
            assert!(
                behind
                    .rows
                    .is_sorted_by_key(|row| std::cmp::Reverse(row.day)),
                "{measure}"
            );
            assert!(behind.rows.iter().all(|row| !row.words.is_empty()));
            let named = |row: &regulars::domain::measure::RowBehind| {
                row.customer.is_some() != row.name.is_empty()
            };
            assert!(behind.rows.iter().all(named), "{measure}");
            let several = |row: &regulars::domain::measure::RowBehind| {
                matches!(row.subject, Subject::Customer(_))
            };
            let each_is_a_case = !behind.rows.iter().any(several)
                || matches!(
                    measure,
                    Measure::RepeatRate
                        | Measure::Tenure
                        | Measure::NewCustomers
                        | Measure::LostCustomers
                        | Measure::Referrals
                );
            if each_is_a_case {
                assert_eq!(behind.of, figure.now.n as usize, "{measure} in {period}");
            } else {
                assert!(
                    behind.of <= figure.now.n as usize && (behind.of == 0) == (figure.now.n == 0),
                    "{measure}"
                );
            }
            let yes = behind
                .rows
                .iter()
                .filter(|row| row.yes == Some(true))
                .count();
            if let (Unit::Share, true, Some(value)) =
                (measure.unit(), each_is_a_case, figure.now.value)
            {
                assert_eq!(value, yes as f64 / behind.of as f64, "{measure}");
            }
        }
    }
}

#[test]
fn behind_a_cause_stand_its_complaints_and_no_others() {
    let (_folder, store) = corner_coffee();
    let period = Period::current(now());
    let page = store.figures(period, now()).unwrap();
    let causes = page.causes.unwrap();
    let bars = causes.bars(By::Count);
    assert!(bars.len() > 1);
    for bar in bars {
        let behind = store
            .rows_behind_cause(bar.of.cause, period, now())
            .unwrap();
        assert_eq!(behind.of, bar.of.count as usize, "{}", bar.of.words);
        assert!(!behind.rows.iter().any(|row| row.words.is_empty()));
    }
}

#[test]
fn forgetting_somebody_leaves_the_sums_as_they_were() {
    let (_folder, mut store) = corner_coffee();
    let sums = |store: &Store| {
        let page = store.figures(Period::current(now()), now()).unwrap();
        let value = |measure| {
            let figure = page.get(measure).unwrap();
            let months = figure.months.iter().map(|it| it.value.unwrap_or(0.0));
            (
                figure.now.value,
                figure.before.value,
                months.collect::<Vec<_>>(),
            )
        };
        let causes = page.causes.as_ref().unwrap();
        let bars: Vec<_> = causes
            .bars(By::Count)
            .iter()
            .map(|bar| (bar.of.cause, bar.of.count, bar.of.cost))
            .collect();
        (
            value(Measure::Spent),
            value(Measure::Complaints),
            bars,
            causes.without,
        )
    };
    let before = sums(&store);
    for customer in [1, 2, 5, 9] {
        store.forget(CustomerId(customer), now()).unwrap();
    }
    store.finish_forgetting(&mut |_, _| true).unwrap();
    assert_eq!(sums(&store), before);
    assert!(!store.totals_of_forgotten().unwrap().is_empty());
}

#[test]
fn an_empty_shop_has_a_page_that_says_nothing() {
    let shop = Shop::new();
    let page = shop.open().figures(Period::current(now()), now()).unwrap();
    assert!(
        page.measures
            .iter()
            .all(|it| it.now.n == 0 && it.now.value.is_none_or(|value| value == 0.0))
    );
    assert_eq!(page.rungs.unwrap().counts, [0; 5]);
    assert!(page.causes.unwrap().bars(By::Count).is_empty());
}
