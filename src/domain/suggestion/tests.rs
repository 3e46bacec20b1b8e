//! Which suggestion wins, and each of its limits at the day before and after.

use chrono::{Days, NaiveDate};

use super::*;
use crate::domain::{
    Bought, Feedback, FeedbackKind, Money, Offer, Outcome, Product, Rule, Season, Stamp,
    id::{CustomerId, FeedbackId, OfferId, RuleId},
};

const RYE: ProductId = ProductId(1);
const HONEY: ProductId = ProductId(2);
const HOUSE: ProductId = ProductId(3);
const KENYA: ProductId = ProductId(4);
const GEISHA: ProductId = ProductId(5);
const JAM: ProductId = ProductId(6);

/// A shop, and what one customer did `ago` days ago.
struct Shop {
    products: Vec<Product>,
    rules: Vec<Rule>,
    rows: Vec<Bought>,
    offers: Vec<Offer>,
    feedback: Vec<Feedback>,
    pairs: Vec<Pair>,
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 10).unwrap()
}

fn ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

fn at(days: u64) -> Stamp {
    let noon = Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap();
    noon.on(ago(days))
}

fn pair(bought: ProductId, other: ProductId, together: u32) -> Pair {
    Pair {
        bought,
        other,
        together,
        bought_by: 10,
        other_by: 8,
        buyers: 40,
    }
}

impl Shop {
    fn new() -> Self {
        let product = |id, name: &str, group: &str, grade| Product {
            id,
            name: name.into(),
            group: group.into(),
            grade,
            ..Product::default()
        };
        Self {
            products: vec![
                product(GEISHA, "Geisha", "coffee", Some(3)),
                product(HONEY, "honey", "", None),
                product(HOUSE, "House blend", "coffee", Some(1)),
                product(JAM, "jam", "", None),
                product(KENYA, "Kenya AA", "coffee", Some(2)),
                product(RYE, "rye", "bread", None),
            ],
            rules: Vec::new(),
            rows: Vec::new(),
            offers: Vec::new(),
            feedback: Vec::new(),
            pairs: vec![pair(RYE, HONEY, 6)],
        }
    }

    fn bought(mut self, product: ProductId, days: &[u64]) -> Self {
        self.rows.extend(days.iter().map(|days| Bought {
            day: ago(*days),
            product: Some(product),
            amount: Money(310),
            is_sale: true,
            same_sale: false,
        }));
        self.rows.sort_by_key(|row| row.day);
        self
    }

    fn rule(mut self, after_days: Option<u16>, months: &str) -> Self {
        self.rules.push(Rule {
            id: RuleId(1),
            bought: RYE,
            then: JAM,
            after_days,
            season: Season::read(months).unwrap(),
            why: "fresh from the farm".into(),
        });
        self
    }

    fn told(
        mut self,
        product: ProductId,
        kind: OfferKind,
        days: u64,
        result: Option<Outcome>,
    ) -> Self {
        self.offers.push(Offer {
            id: OfferId(1),
            customer: CustomerId(1),
            kind,
            product: Some(product),
            what: String::new(),
            channel: None,
            at: at(days),
            by: String::new(),
            result,
            note: String::new(),
        });
        self
    }

    fn said(mut self, kind: FeedbackKind, score: Option<u8>, days: u64) -> Self {
        self.feedback.push(Feedback {
            id: FeedbackId(1),
            score,
            ..Feedback::new(kind, Some(CustomerId(1)), "x".into(), (at(days), ""))
        });
        self
    }

    fn edited(mut self, id: ProductId, edit: impl Fn(&mut Product)) -> Self {
        self.products
            .iter_mut()
            .filter(|it| it.id == id)
            .for_each(edit);
        self
    }

    fn suggestion(&self) -> Option<Suggestion> {
        let known = Known {
            rows: &self.rows,
            products: &self.products,
            rules: &self.rules,
            offers: &self.offers,
            feedback: &self.feedback,
            pairs: &self.pairs,
        };
        suggest(&known, today())
    }

    fn product(&self) -> Option<ProductId> {
        self.suggestion().map(|it| it.product)
    }
}

fn rye() -> Shop {
    Shop::new().bought(RYE, &[10])
}

#[test]
fn six_of_ten_rye_buyers_who_take_honey_are_evidence_and_four_are_not() {
    let six = pair(RYE, HONEY, 6);
    assert!((six.confidence() - 0.6).abs() < 1e-9 && (six.lift() - 3.0).abs() < 1e-9);
    assert!(six.holds() && !pair(RYE, HONEY, 4).holds());
}

#[test]
fn a_pair_is_suggested_with_its_evidence() {
    let suggestion = rye().suggestion().unwrap();
    assert_eq!(
        suggestion.because,
        "6 of 10 rye buyers also take honey, lift 3.0"
    );
    assert_eq!(
        (suggestion.product, suggestion.kind),
        (HONEY, OfferKind::Suggestion)
    );
    assert_eq!(suggestion.pair, Some(pair(RYE, HONEY, 6)));
}

#[test]
fn a_pair_is_silent_when_thin_bought_not_sold_or_about_something_else() {
    assert_eq!(Shop::new().product(), None, "never bought anything");
    assert_eq!(Shop::new().bought(JAM, &[10]).product(), None);
    assert_eq!(
        rye().bought(HONEY, &[900]).product(),
        None,
        "bought it once"
    );
    let ended = |days| {
        rye()
            .edited(HONEY, |it| it.ended = Some(ago(days)))
            .product()
    };
    assert_eq!(ended(0), None, "not sold from today on");
    let tomorrow = rye().edited(HONEY, |it| it.ended = today().succ_opt());
    assert_eq!(tomorrow.product(), Some(HONEY));
    let season = |months| rye().edited(HONEY, |it| it.season = Season::read(months).unwrap());
    assert_eq!(season("jul-may").product(), None);
    assert_eq!(season("jun").product(), Some(HONEY));
    let mut thin = rye();
    thin.pairs = vec![pair(RYE, HONEY, 4)];
    assert_eq!(thin.product(), None);
}

#[test]
fn a_pair_holds_from_five_together_and_a_lift_of_one_point_two() {
    let of = |together, bought_by, other_by, buyers| Pair {
        bought: RYE,
        other: HONEY,
        together,
        bought_by,
        other_by,
        buyers,
    };
    assert!(of(5, 10, 8, 40).holds() && !of(4, 10, 8, 40).holds());
    assert!(of(6, 10, 10, 20).holds(), "just 1.2");
    assert!(!of(599, 1000, 1000, 2000).holds(), "just below");
    assert!(!of(0, 0, 0, 0).holds());
}

#[test]
fn the_strongest_pair_wins_then_the_one_with_more_together_then_the_name() {
    let mut shop = rye();
    let weaker = pair(RYE, JAM, 5);
    shop.pairs = vec![weaker, pair(RYE, HONEY, 6)];
    assert_eq!(shop.product(), Some(HONEY));
    let wider = Pair {
        together: 12,
        bought_by: 20,
        ..pair(RYE, JAM, 6)
    };
    shop.pairs = vec![pair(RYE, HONEY, 6), wider];
    assert_eq!(shop.product(), Some(JAM), "the same lift, more together");
    shop.pairs = vec![pair(RYE, JAM, 6), pair(RYE, HONEY, 6)];
    assert_eq!(shop.product(), Some(HONEY), "honey comes before jam");
}

#[test]
fn what_they_were_told_of_rests_for_180_days() {
    let told = |kind, days| rye().told(HONEY, kind, days, Some(Outcome::Yes)).product();
    assert_eq!(told(OfferKind::Suggestion, 179), None);
    assert_eq!(told(OfferKind::Suggestion, 180), Some(HONEY));
    assert_eq!(told(OfferKind::UpSell, 179), None);
    assert_eq!(told(OfferKind::Campaign, 1), Some(HONEY));
    let other = rye().told(JAM, OfferKind::Suggestion, 1, None);
    assert_eq!(other.product(), Some(HONEY));
}

#[test]
fn a_rule_of_our_own_wins_and_shows_from_its_day_for_sixty_days() {
    let jam = |days: &[u64]| Shop::new().bought(RYE, days).rule(Some(30), "").product();
    assert_eq!(jam(&[29]), Some(HONEY), "not yet: the pair");
    assert_eq!((jam(&[30]), jam(&[89])), (Some(JAM), Some(JAM)));
    assert_eq!(jam(&[90]), Some(HONEY), "over");
    assert_eq!(jam(&[80, 2]), Some(JAM), "any of the purchases counts");
    let because = Shop::new()
        .bought(RYE, &[40])
        .rule(Some(30), "")
        .suggestion();
    assert_eq!(
        because.unwrap().because,
        "bought rye 40 days ago: fresh from the farm"
    );
    let at_once = Shop::new().bought(RYE, &[0]).rule(None, "");
    assert_eq!(at_once.product(), Some(JAM));
}

#[test]
fn a_rule_with_months_shows_in_them_within_a_year() {
    let jam = |days, months| {
        Shop::new()
            .bought(RYE, &[days])
            .rule(None, months)
            .product()
    };
    assert_eq!(jam(100, "jun-aug"), Some(JAM));
    assert_eq!(jam(100, "jul-may"), Some(HONEY));
    assert_eq!((jam(364, "jun"), jam(365, "jun")), (Some(JAM), Some(HONEY)));
    let later = Shop::new().bought(RYE, &[29]).rule(Some(30), "jun");
    assert_eq!(later.product(), Some(HONEY), "in its months, but too soon");
}

#[test]
fn a_rule_keeps_silent_on_what_they_bought_or_heard_of() {
    let shop = || rye().rule(None, "");
    assert_eq!(shop().bought(JAM, &[179]).product(), Some(HONEY));
    assert_eq!(shop().bought(JAM, &[180]).product(), Some(JAM));
    let told = |days| {
        shop()
            .told(JAM, OfferKind::Suggestion, days, None)
            .product()
    };
    assert_eq!((told(179), told(180)), (Some(HONEY), Some(JAM)));
    let ended = shop().edited(JAM, |it| it.ended = Some(ago(1)));
    assert_eq!(ended.product(), Some(HONEY));
}

#[test]
fn the_next_grade_is_proposed_after_three_sales_of_one() {
    let house = |days: &[u64]| Shop::new().bought(HOUSE, days);
    assert_eq!(house(&[30, 20]).product(), None);
    let up = house(&[30, 20, 10]).suggestion().unwrap();
    assert_eq!(
        (up.product, up.kind, up.pair),
        (KENYA, OfferKind::UpSell, None)
    );
    assert_eq!(
        up.because,
        "bought coffee of grade 1 3 times without a bad word; this is grade 2"
    );
    let mut one_sale = house(&[30, 10, 10]);
    one_sale.rows[2].same_sale = true;
    assert_eq!(
        one_sale.product(),
        None,
        "two rows of one receipt are one sale"
    );
    let mut back = house(&[30, 20, 10]);
    back.rows[2].is_sale = false;
    assert_eq!(back.product(), None, "one was given back");
    assert_eq!(
        house(&[30, 20, 10]).bought(RYE, &[5]).product(),
        Some(KENYA),
        "before a pair"
    );
    let top = Shop::new().bought(GEISHA, &[30, 20, 10]);
    assert_eq!(top.product(), None, "there is nothing above");
}

#[test]
fn the_next_grade_waits_for_a_good_word_and_is_not_what_they_have() {
    let house = || Shop::new().bought(HOUSE, &[40, 30, 20, 10]);
    let said = |kind, score, days| house().said(kind, score, days).product();
    assert_eq!(said(FeedbackKind::Criticism, None, 30), None);
    assert_eq!(
        said(FeedbackKind::Criticism, None, 31),
        Some(KENYA),
        "before the last three"
    );
    assert_eq!(said(FeedbackKind::Idea, Some(2), 5), None);
    assert_eq!(said(FeedbackKind::Idea, Some(3), 5), Some(KENYA));
    assert_eq!(
        house().bought(GEISHA, &[179]).product(),
        None,
        "they take a better one already"
    );
    assert_eq!(house().bought(GEISHA, &[180]).product(), Some(KENYA));
}

#[test]
fn a_better_grade_is_proposed_once_in_ninety_days_and_after_a_no_in_180() {
    let told = |product, result, days| {
        let house = Shop::new().bought(HOUSE, &[30, 20, 10]);
        house
            .told(product, OfferKind::UpSell, days, result)
            .product()
    };
    assert_eq!(told(RYE, None, 89), None, "another one counts, too");
    assert_eq!(told(RYE, None, 90), Some(KENYA));
    assert_eq!(told(KENYA, Some(Outcome::Later), 89), None);
    assert_eq!(told(KENYA, Some(Outcome::Later), 90), Some(KENYA));
    assert_eq!(told(KENYA, Some(Outcome::No), 179), None);
    assert_eq!(told(KENYA, Some(Outcome::No), 180), Some(KENYA));
}
