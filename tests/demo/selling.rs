//! Corner Coffee shows what a shop knows of its sales: who is due, who stays away, what goes with what, and what came of it.

use std::collections::BTreeSet;

use chrono::Weekday;
use regulars::{
    domain::{
        Customer, CustomerId, Habits, ItemKind, LoyaltyCard, Occasion, Offer, OfferKind, Outcome,
        PartingState, Purchase, Rung, Stamp, Suggestion, Tier,
        promotion::{Promotion, Reason},
        prospect::Ending,
        today::Matter,
    },
    store::Store,
};
use tempfile::TempDir;

use crate::coffee;

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
    let folder = crate::blank::folder();
    let path = folder.path().join("shop.db");
    coffee::corner_coffee(&path, now);
    let store = Store::open(&path).unwrap();
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

    fn names(&self, of: &[CustomerId]) -> Vec<&str> {
        let all = self.people.iter().filter(|one| of.contains(&one.id));
        all.map(Customer::shown_name).collect()
    }

    /// Who is likely to buy, has gone quiet, and is to be won back.
    fn silent(&self) -> [Vec<&str>; 3] {
        let buyers = self.store.buyers(self.now).unwrap();
        let due = buyers.iter();
        let due = due.filter(|(_, pace)| pace.is_likely_due(self.now.day()));
        let due: Vec<CustomerId> = due.map(|(id, _)| id).collect();
        let lists = [
            self.store.quiet(None, self.now),
            self.store.win_back(None, self.now),
        ];
        let [quiet, away] = lists.map(|list| {
            let silent = list.unwrap().silent;
            silent.iter().map(|it| it.customer).collect::<Vec<_>>()
        });
        [due, quiet, away].map(|ids| self.names(&ids))
    }
}

#[test]
fn some_are_due_some_are_quiet_and_some_are_to_be_won_back() {
    let shop = corner_coffee(noon());
    let [due, quiet, away] = shop.silent();
    assert!(due.len() >= 5 && due.contains(&"Zoë Müller"), "{due:?}");
    assert_eq!(quiet, ["Ana Lima", "Gülşen Yıldız", "ნინო ბერიძე"]);
    assert_eq!(away, ["Ana Lima", "Gülşen Yıldız"]);
    let quiet = shop.store.quiet(None, noon()).unwrap();
    let most = &quiet.silent[0];
    assert_eq!(most.customer, shop.id("ნინო ბერიძე"), "the most at stake");
    assert!(most.yearly_value.0 > 20_000, "{most:?}");
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
    let away = shop.store.win_back(None, noon()).unwrap();
    let back = |name: &str| away.tries[&shop.id(name)].back.is_some();
    assert_eq!(away.tries.len(), 2);
    assert!(!back("Gülşen Yıldız") && back("Ελένη Παπαδοπούλου"));
    assert!(!away.tries.contains_key(&shop.id("Ana Lima")));
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
    let prospects = shop.store.prospects(None, noon()).unwrap();
    let of = |name: &str| {
        let id = shop.id(name);
        let found = prospects.iter().find(|it| it.customer == id).unwrap();
        assert!(found.answer_minutes().is_some(), "{name}");
        &found.ending
    };
    assert_eq!(of("Aoife Kearns"), &Ending::Open);
    assert!(matches!(of("Fionnuala Keane"), Ending::Won(_)));
    let Ending::Lost(_, why) = of("Rupert Askham") else {
        panic!("{prospects:?}");
    };
    assert_eq!(why, "wanted the house blend at half its price");
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
    let told = shop.store.promotion(&Promotion::of(cake), None, noon());
    let told = told.unwrap();
    let left_out: Vec<Reason> = told.iter().filter_map(|it| it.channel.err()).collect();
    let words: BTreeSet<&str> = left_out.iter().map(|it| it.word()).collect();
    assert_eq!(words.len(), 8, "{words:?}");
    assert!(left_out.contains(&Reason::NoConsent { refused: true }));
    assert_eq!(told.len(), shop.people.len());
    assert!(told.len() - left_out.len() >= 3, "somebody is told");
}

#[test]
fn a_campaign_was_told_and_every_answer_came() {
    let shop = corner_coffee(noon());
    let campaigns = shop.store.campaigns(noon()).unwrap();
    let [lately, honey] = campaigns.as_slice() else {
        panic!("{campaigns:?}");
    };
    assert_eq!((lately.told, honey.told), (2, 7));
    assert_eq!((honey.said, honey.open()), ([4, 1, 1], 1));
    let slow = shop.offers(OfferKind::SlowDay);
    assert_eq!((slow.len(), slow[0].result), (1, Some(Outcome::Yes)));
    let invited = shop.store.slow_day(None, noon()).unwrap();
    assert_eq!(invited.len(), 10);
    assert!(invited.iter().all(|it| it.customer != slow[0].customer));
}

#[test]
fn the_best_have_something_in_common_and_people_bring_people() {
    let shop = corner_coffee(noon());
    let best = shop.store.tally(None, noon()).unwrap().best();
    assert!(best.iter().any(|it| it.word == "office"), "{best:?}");
    assert!(shop.store.referrers(None, noon()).unwrap().len() >= 5);
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
    assert!(of("Tilda Brack").is_empty(), "nobody began");
    let (reviews, open) = shop.store.partings(None, noon()).unwrap();
    let mut reviews = reviews.iter().map(|(id, _)| *id);
    assert!(
        reviews.any(|id| id == shop.id("Tilda Brack")),
        "it proposes"
    );
    assert_eq!(open.len(), 2);
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
