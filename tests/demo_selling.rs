//! Corner Coffee shows what a shop knows of its sales: who is due, who stays away, what goes with what, and what came of it.

use std::collections::BTreeSet;

use chrono::Weekday;
use regulars::{
    commands::demo,
    domain::{
        Customer, CustomerId, Habits, ItemKind, LoyaltyCard, Occasion, Offer, OfferKind, Outcome,
        PartingState, Purchase, Rung, Stamp, Suggestion, Tier,
        promotion::{Candidate, Promotion, Reason, channel},
        quiet::WinBack,
        reach::Reach,
        today::Matter,
    },
    store::Store,
};
use tempfile::TempDir;

fn noon() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+01:00").unwrap()
}

/// Corner Coffee on one day.
struct Shop {
    _folder: TempDir,
    store: Store,
    now: Stamp,
    people: Vec<Customer>,
}

fn corner_coffee(now: Stamp) -> Shop {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(&folder.path().join("shop.db")).unwrap();
    demo::fill(&mut store, now).unwrap();
    let mut people = Vec::new();
    let mut each = |one| {
        people.push(one);
        Ok(())
    };
    store.each_customer(&mut each).unwrap();
    Shop {
        _folder: folder,
        store,
        now,
        people,
    }
}

impl Shop {
    fn id(&self, name: &str) -> CustomerId {
        let mut all = self.people.iter();
        all.find(|one| one.shown_name() == name).unwrap().id
    }

    fn offers(&self, kind: OfferKind) -> Vec<Offer> {
        let all = self.people.iter();
        let all = all.flat_map(|one| self.store.offers_of(one.id).unwrap());
        all.filter(|it| it.kind == kind).collect()
    }

    fn purchases(&self) -> Vec<Purchase> {
        let all = self.people.iter();
        all.flat_map(|one| self.store.purchases_of(one.id).unwrap())
            .collect()
    }

    fn suggestion(&self, name: &str) -> Option<(String, Suggestion)> {
        let found = self
            .store
            .suggestion_for(self.id(name), self.now)
            .unwrap()?;
        let product = self.store.product(found.product).unwrap().unwrap();
        Some((product.name, found))
    }

    /// Who is likely to buy, has gone quiet, and is to be won back.
    fn silent(&self) -> [Vec<&str>; 3] {
        let today = self.now.day();
        let buyers = self.store.buyers(self.now).unwrap();
        let complaints = self.store.complaints(true).unwrap();
        let mut found = [const { Vec::new() }; 3];
        for one in &self.people {
            let Some(pace) = buyers.pace(one.id) else {
                continue;
            };
            let complained = complaints.iter().any(|it| it.customer == Some(one.id));
            let parted = self.store.partings_of(one.id).unwrap();
            let let_go = parted.iter().any(|it| it.is_let_go());
            let is = [
                pace.is_likely_due(today),
                pace.is_quiet(complained, today),
                pace.is_to_win_back(let_go, today),
            ];
            for (found, _) in found.iter_mut().zip(is).filter(|(_, is)| *is) {
                found.push(one.shown_name());
            }
        }
        found
    }
}

#[test]
fn some_are_due_some_are_quiet_and_some_are_to_be_won_back() {
    let shop = corner_coffee(noon());
    let [due, quiet, away] = shop.silent();
    assert!(due.len() >= 5 && due.contains(&"Zoë Müller"), "{due:?}");
    assert_eq!(quiet, ["Ana Lima", "Gülşen Yıldız", "ნინო ბერიძე"]);
    assert_eq!(away, ["Ana Lima", "Gülşen Yıldız"]);
    let rows = shop.store.bought_by(shop.id("ნინო ბერიძე")).unwrap();
    let value = Habits::of(&rows, noon().day()).yearly_value;
    assert!(value.0 > 200_00, "what is at stake: {value:?}");
}

#[test]
fn on_any_day_of_the_week_it_is_the_same_people() {
    for now in [
        "2026-06-11T09:00:00+01:00",
        "2026-06-14T00:05:00+01:00",
        "2027-01-02T18:00:00Z",
        "2028-02-29T12:00:00Z",
    ] {
        let shop = corner_coffee(Stamp::from_rfc3339(now).unwrap());
        let [due, quiet, away] = shop.silent();
        assert!(due.contains(&"Zoë Müller"), "{now}: {due:?}");
        assert_eq!(quiet, ["Ana Lima", "Gülşen Yıldız", "ნინო ბერიძე"], "{now}");
        assert_eq!(away, ["Ana Lima", "Gülşen Yıldız"], "{now}");
    }
}

#[test]
fn one_was_asked_back_in_vain_and_one_came() {
    let shop = corner_coffee(noon());
    let asked = shop.offers(OfferKind::WinBack);
    let tries = asked.iter().map(|it| {
        let offers = shop.store.offers_of(it.customer).unwrap();
        let rows = shop.store.bought_by(it.customer).unwrap();
        WinBack::of(&offers, &rows).unwrap().back.is_some()
    });
    assert_eq!(tries.collect::<Vec<_>>(), [false, true]);
    assert_eq!(asked[0].customer, shop.id("Gülşen Yıldız"));
}

#[test]
fn a_usual_basket_and_a_weekday_are_told() {
    let shop = corner_coffee(noon());
    for (name, usual, weekday) in [
        ("Gráinne Ní Dhomhnaill", "Soda loaf", Weekday::Fri),
        ("प्रिया शर्मा", "Coffee carrier", Weekday::Thu),
        ("Bluebell Nursery", "Plain rolls (24)", Weekday::Wed),
        ("Ngozi Adeyemi-Clarke", "Office box", Weekday::Mon),
    ] {
        let rows = shop.store.bought_by(shop.id(name)).unwrap();
        let habits = Habits::of(&rows, noon().day());
        let (product, _) = habits.basket[0];
        let product = shop.store.product(product).unwrap().unwrap();
        assert_eq!(
            (product.name.as_str(), habits.weekday.map(|(day, _)| day)),
            (usual, Some(weekday))
        );
    }
}

#[test]
fn tiers_are_told_apart_and_there_is_somebody_on_every_rung() {
    let shop = corner_coffee(noon());
    let buyers = shop.store.buyers(noon()).unwrap();
    assert!(buyers.bounds().buyers >= 40);
    let computed: Vec<Tier> = shop
        .people
        .iter()
        .map(|one| buyers.tier(one.id, None))
        .collect();
    for tier in Tier::ALL {
        let count = computed.iter().filter(|it| *it == tier).count();
        assert!(count >= 8, "{count} of {tier}");
    }
    let ranks = shop.people.iter();
    let ranks = ranks.map(|one| shop.store.ranks(one, noon()).unwrap().climb.rung);
    let rungs: BTreeSet<Rung> = ranks.collect();
    assert_eq!(rungs.len(), Rung::ALL.len(), "{rungs:?}");
}

#[test]
fn prospects_are_open_won_and_lost_with_a_reason() {
    let shop = corner_coffee(noon());
    let buyers = shop.store.buyers(noon()).unwrap();
    let [open, won, lost] = ["Aoife Kearns", "Fionnuala Keane", "Rupert Askham"].map(|name| {
        let one = shop.people.iter().find(|it| it.name == name).unwrap();
        let bought = buyers.pace(one.id).map(|pace| pace.first);
        assert!(bought.is_none_or(|day| day > one.created.day()), "{name}");
        (bought.is_some(), one.lost.is_some(), one.lost_why.as_str())
    });
    assert_eq!((open, won), ((false, false, ""), (true, false, "")));
    assert_eq!(
        lost,
        (false, true, "wanted the house blend at half its price")
    );
}

#[test]
fn a_suggestion_comes_from_a_rule_a_better_grade_or_a_pair_and_is_told_once() {
    let shop = corner_coffee(noon());
    let (product, by_rule) = shop.suggestion("Mbali Dlamini").unwrap();
    assert_eq!((product.as_str(), by_rule.pair), ("Grinder brush", None));
    assert_eq!(
        by_rule.because,
        "bought Hand grinder 44 days ago: by now there is a month of coffee in the burrs"
    );
    let (product, better) = shop.suggestion("Zoë Müller").unwrap();
    assert_eq!(
        (product.as_str(), better.kind),
        ("Kenya AA 250 g", OfferKind::UpSell)
    );
    let (product, pair) = shop.suggestion("Paweł Kaczmarek").unwrap();
    assert_eq!(product, "Heather honey");
    let counts = pair.pair.unwrap();
    assert!(counts.together >= 5 && counts.lift() > 2.0, "{counts:?}");
    assert_eq!(
        pair.because,
        "6 of 10 Rye loaf buyers also take Heather honey, lift 4.0"
    );
    let told = shop.offers(OfferKind::Suggestion);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].product, Some(pair.product));
    assert_eq!(shop.suggestion("Caoimhín Breathnach"), None);
    let refused = &shop.offers(OfferKind::UpSell)[0];
    assert_eq!(refused.result, Some(Outcome::No));
    assert_eq!(shop.suggestion("José Núñez"), None);
}

#[test]
fn today_asks_how_it_is_thanks_for_a_first_purchase_and_knows_who_buys() {
    let shop = corner_coffee(noon());
    let today = shop.store.today(noon()).unwrap();
    let asked = |item: &&regulars::domain::today::Item| matches!(item.matter, Matter::Purchase(..));
    let asked: Vec<_> = today.lines.iter().filter(asked).collect();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].what.contains("Pocket scale"), "{}", asked[0].what);
    for kind in [ItemKind::LikelyDue, ItemKind::GoneQuiet] {
        assert!(today.lines.iter().any(|it| it.kind == kind), "{kind}");
    }
    let due = shop.store.thanks_owed(None, noon()).unwrap();
    let first: Vec<_> = due
        .iter()
        .filter(|it| it.occasion == Occasion::FirstPurchase)
        .collect();
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].customer, shop.id("Fionnuala Keane"));
    let answered = shop.store.feedback_of(shop.id("Mbali Dlamini")).unwrap();
    let of = shop.store.purchase(answered[0].purchase.unwrap()).unwrap();
    let of = shop.store.product(of.unwrap().product.unwrap()).unwrap();
    assert_eq!(of.unwrap().name, "Hand grinder");
}

#[test]
fn a_loyalty_card_is_full_and_none_is_overdrawn() {
    let shop = corner_coffee(noon());
    let settings = shop.store.settings().unwrap();
    let rule = settings.loyalty.as_ref().unwrap();
    let products = shop.store.products().unwrap();
    let balance = |one: CustomerId| {
        let bought = shop.store.purchases_of(one).unwrap();
        let redeemed = shop.store.redemptions_of(one).unwrap();
        let card = LoyaltyCard::of((rule, &settings.currency), (&bought, &products), &redeemed);
        (card.balance(), redeemed.len())
    };
    assert_eq!(balance(shop.id("Siobhán O'Brien")), (10, 1));
    for one in &shop.people {
        let (left, redeemed) = balance(one.id);
        assert!(
            (0..40).contains(&left),
            "{}: {left} after {redeemed}",
            one.shown_name()
        );
    }
}

#[test]
fn a_promotion_leaves_people_out_for_every_reason_there_is() {
    let shop = corner_coffee(noon());
    let products = shop.store.products().unwrap();
    let cake = products.iter().find(|it| it.name == "Honey cake").unwrap();
    let promotion = Promotion::of(cake);
    let complaints = shop.store.complaints(false).unwrap();
    let reasons = shop.people.iter().map(|one| {
        let bought = shop.store.purchases_of(one.id).unwrap();
        let about = |it: &Purchase| {
            let product = products.iter().find(|one| Some(one.id) == it.product);
            product.is_some_and(|it| promotion.is_about(it))
        };
        let last = bought.iter().find(|it| about(it));
        let offers = shop.store.offers_of(one.id).unwrap();
        let mut campaigns = offers.iter().filter(|it| it.kind == OfferKind::Campaign);
        let parted = shop.store.partings_of(one.id).unwrap();
        let candidate = Candidate {
            customer: one.id,
            reach: Reach::of(one),
            bought: last.and_then(|it| Some((it.product?, it.day))),
            open_complaint: complaints.iter().any(|it| it.customer == Some(one.id)),
            hard_time: one.hard_time(noon().day()).is_some(),
            let_go: parted.iter().any(|it| it.is_let_go()),
            campaign: campaigns.next().map(|it| it.at.day()),
        };
        channel(&candidate, &promotion, noon().day())
    });
    let reasons: Vec<_> = reasons.collect();
    let words: BTreeSet<&str> = reasons
        .iter()
        .filter_map(|it| it.as_ref().err())
        .map(|why| why.word())
        .collect();
    assert_eq!(words.len(), 8, "{words:?}");
    assert!(reasons.contains(&Err(Reason::NoConsent { refused: true })));
    assert!(reasons.iter().filter(|it| it.is_ok()).count() >= 3);
}

#[test]
fn a_campaign_was_told_and_every_answer_came() {
    let shop = corner_coffee(noon());
    let told = shop.offers(OfferKind::Campaign);
    let honey = |it: &&Offer| (noon().day() - it.at.day()).num_days() > 100;
    let results: BTreeSet<Option<Outcome>> =
        told.iter().filter(honey).map(|it| it.result).collect();
    assert_eq!(
        results.len(),
        4,
        "yes, no, later and nothing yet: {results:?}"
    );
    assert_eq!(
        told.iter().filter(|it| !honey(it)).count(),
        2,
        "told lately"
    );
    let slow = shop.offers(OfferKind::SlowDay);
    assert_eq!((slow.len(), slow[0].result), (1, Some(Outcome::Yes)));
}

#[test]
fn parting_ways_is_thought_about_agreed_and_done() {
    let shop = corner_coffee(noon());
    let of = |name: &str| shop.store.partings_of(shop.id(name)).unwrap();
    let agreed = of("The Gull Guest House");
    let rows = shop.store.bought_by(agreed[0].customer).unwrap();
    let standing = agreed[0].standing(&rows, noon().day()).unwrap();
    let left = (standing.until - noon().day()).num_days();
    assert_eq!((left, standing.kept), (2, None));
    assert!(standing.spent > Default::default() && standing.spent < standing.amount);
    assert_eq!(of("Cosmo Pemberly")[0].state(), PartingState::LetGo);
    assert!(
        of("Tilda Brack").is_empty(),
        "the list proposes, nobody began"
    );
}

#[test]
fn sales_have_several_rows_something_came_back_and_people_buy_again_after_a_complaint() {
    let shop = corner_coffee(noon());
    let all = shop.purchases();
    assert!(all.len() > 1_500, "{}", all.len());
    assert!(all.iter().filter(|it| !it.is_sale()).count() >= 2);
    let receipt = all.iter().find(|it| !it.receipt.is_empty()).unwrap();
    let rows = shop.store.purchases_on(&receipt.receipt).unwrap();
    assert!(rows.len() >= 2);
    assert!(
        rows.iter()
            .all(|row| (row.customer, row.day) == (receipt.customer, receipt.day))
    );
    let products = shop.store.products().unwrap();
    assert!(products.iter().any(|it| it.ended.is_some()));
    assert!(products.iter().any(|it| it.season.text() == "may-sep"));
    assert_eq!(shop.store.rules().unwrap().len(), 2);
    let again = shop.store.again_share(noon()).unwrap();
    assert!(again.of >= 10 && again.again < again.of, "{again:?}");
}
