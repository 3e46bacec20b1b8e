//! Which one thing to suggest: by the shop's own rules, else a better grade of what they buy, else what others take with it.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::{Pair, Suggestion};
use crate::domain::{
    Bought, Feedback, FeedbackKind, Offer, OfferKind, Outcome, Product, Rule, Season,
    id::ProductId, phrase::ago_days,
};

/// What they bought, or were told of, within so many days is not suggested again.
const QUIET_DAYS: i64 = 180;
/// A better grade is proposed once in so many days.
const UP_SELL_DAYS: i64 = 90;
/// So many sales of a grade, before the next one is proposed.
const UP_SELL_FROM: usize = 3;
/// A rule shows for so many days,
const RULE_DAYS: i64 = 60;
/// and in its months when they bought within so many days.
const RULE_MONTHS_DAYS: i64 = 365;
/// A score of so much or less is bad feedback.
const BAD_SCORE: u8 = 2;

/// What is known of one customer and of what is sold, as far as it matters for a suggestion.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What they bought, oldest first.
    pub rows: &'a [Bought],
    /// What is sold.
    pub products: &'a [Product],
    /// The shop's own rules, the first one first.
    pub rules: &'a [Rule],
    /// What was proposed to them.
    pub offers: &'a [Offer],
    /// What they said.
    pub feedback: &'a [Feedback],
    /// What goes with what they bought.
    pub pairs: &'a [Pair],
}

/// The one thing to suggest today, with its evidence; `None` when there is too little to say, or nothing new.
pub fn suggest(known: &Known<'_>, today: NaiveDate) -> Option<Suggestion> {
    let view = View::of(known, today);
    let by_rule = known.rules.iter().find_map(|rule| view.by_rule(rule));
    by_rule
        .or_else(|| view.up_sell())
        .or_else(|| view.by_pair())
}

/// What is known, looked up by product.
struct View<'a> {
    known: &'a Known<'a>,
    today: NaiveDate,
    products: HashMap<ProductId, &'a Product>,
    /// When they last bought each.
    bought: HashMap<ProductId, NaiveDate>,
}

impl<'a> View<'a> {
    fn of(known: &'a Known<'a>, today: NaiveDate) -> Self {
        let sales = known.rows.iter().filter(|row| row.is_sale);
        let bought = sales.filter_map(|row| Some((row.product?, row.day)));
        Self {
            known,
            today,
            products: known.products.iter().map(|it| (it.id, it)).collect(),
            bought: bought.collect(),
        }
    }

    /// The product, where it is sold today.
    fn sold(&self, product: ProductId) -> Option<&'a Product> {
        let product = *self.products.get(&product)?;
        let ended = product.ended.is_some_and(|day| day <= self.today);
        (!ended && product.season.has(self.today)).then_some(product)
    }

    fn days_since(&self, day: NaiveDate) -> i64 {
        (self.today - day).num_days()
    }

    fn bought_lately(&self, product: ProductId) -> bool {
        let day = self.bought.get(&product);
        day.is_some_and(|day| self.days_since(*day) < QUIET_DAYS)
    }

    /// Were they told of it within so many days? After a no it is never less than half a year.
    fn told(&self, product: ProductId, days: i64) -> bool {
        let kinds = [OfferKind::Suggestion, OfferKind::UpSell];
        let offers = self.known.offers.iter();
        let mut told = offers.filter(|it| it.product == Some(product) && kinds.contains(&it.kind));
        told.any(|it| {
            let no = it.result == Some(Outcome::No);
            let days = if no { QUIET_DAYS } else { days };
            self.days_since(it.at.day()) < days
        })
    }

    /// What a rule of the shop's own proposes.
    fn by_rule(&self, rule: &Rule) -> Option<Suggestion> {
        self.sold(rule.then)?;
        if self.bought_lately(rule.then) || self.told(rule.then, QUIET_DAYS) {
            return None;
        }
        let mut sales = self.known.rows.iter().rev();
        let sale = sales.find(|row| {
            row.is_sale && row.product == Some(rule.bought) && self.shows(rule, row.day)
        })?;
        let bought = self.products.get(&rule.bought).map_or("it", |it| &it.name);
        let ago = ago_days(sale.day, self.today);
        let why = match rule.why.trim() {
            "" => "our own rule",
            why => why,
        };
        Some(Suggestion {
            product: rule.then,
            kind: OfferKind::Suggestion,
            because: format!("bought {bought} {ago}: {why}"),
            pair: None,
        })
    }

    /// Does a rule show today after a purchase on this day?
    fn shows(&self, rule: &Rule, day: NaiveDate) -> bool {
        let wait = Days::new(rule.after_days.unwrap_or(0).into());
        let since = day.checked_add_days(wait).map(|day| self.days_since(day));
        let Some(since) = since.filter(|since| *since >= 0) else {
            return false;
        };
        match rule.season {
            Season::ALL_YEAR => since < RULE_DAYS,
            season => season.has(self.today) && self.days_since(day) < RULE_MONTHS_DAYS,
        }
    }

    /// The next grade of what they bought most often without a bad word.
    fn up_sell(&self) -> Option<Suggestion> {
        let offers = self.known.offers.iter();
        let mut before = offers.filter(|it| it.kind == OfferKind::UpSell);
        if before.any(|it| self.days_since(it.at.day()) < UP_SELL_DAYS) {
            return None;
        }
        let mut grades: Vec<_> = self.grades().into_iter().collect();
        grades.sort_unstable_by_key(|((group, grade), days)| {
            (std::cmp::Reverse((days.len(), *grade)), *group)
        });
        grades
            .into_iter()
            .find_map(|((group, grade), days)| self.next_grade((group, grade), &days))
    }

    /// The days of their sales, by group and grade of what was sold.
    fn grades(&self) -> HashMap<(&'a str, u8), Vec<NaiveDate>> {
        let mut grades: HashMap<(&str, u8), Vec<NaiveDate>> = HashMap::new();
        for sale in self.known.rows.chunk_by(|_, next| next.same_sale) {
            let sold = sale.iter().filter(|row| row.is_sale);
            let sold = sold.filter_map(|row| self.products.get(&row.product?));
            let sold = sold.filter_map(|it| Some((it.group.as_str(), it.grade?)));
            let mut sold: Vec<_> = sold.filter(|(group, _)| !group.is_empty()).collect();
            sold.sort_unstable();
            sold.dedup();
            for grade in sold {
                grades.entry(grade).or_default().push(sale[0].day);
            }
        }
        grades
    }

    fn next_grade(&self, (group, grade): (&str, u8), days: &[NaiveDate]) -> Option<Suggestion> {
        let first = *days.get(days.len().checked_sub(UP_SELL_FROM)?)?;
        if self.bad_word_since(first) {
            return None;
        }
        let in_group = self.known.products.iter().filter(|it| it.group == group);
        let better = in_group.filter(|it| it.grade > Some(grade));
        if better.clone().any(|it| self.bought_lately(it.id)) {
            return None;
        }
        let next = better.filter(|it| it.grade == grade.checked_add(1));
        let next = next.filter(|it| self.sold(it.id).is_some());
        let mut next = next.filter(|it| !self.told(it.id, UP_SELL_DAYS));
        let next = next.next()?;
        let count = days.len();
        Some(Suggestion {
            product: next.id,
            kind: OfferKind::UpSell,
            because: format!(
                "bought {group} of grade {grade} {count} times without a bad word; this is grade {}",
                grade + 1
            ),
            pair: None,
        })
    }

    /// Did they say something bad on this day or later?
    fn bad_word_since(&self, day: NaiveDate) -> bool {
        let mut since = self.known.feedback.iter().filter(|it| it.at.day() >= day);
        since.any(|it| {
            let bad = it.score.is_some_and(|score| score <= BAD_SCORE);
            bad || it.kind == FeedbackKind::Criticism
        })
    }

    /// What others take with what they buy.
    fn by_pair(&self) -> Option<Suggestion> {
        let new = self.known.pairs.iter().filter(|pair| {
            let theirs = |product| self.bought.contains_key(product);
            pair.holds() && theirs(&pair.bought) && !theirs(&pair.other)
        });
        let new = new.filter_map(|pair| Some((pair, self.sold(pair.other)?)));
        let new = new.filter(|(pair, _)| !self.told(pair.other, QUIET_DAYS));
        let (best, other) = new.min_by(|(a, a_other), (b, b_other)| {
            let names = |pair: &Pair, other: &Product| (other.name.clone(), other.id, pair.bought);
            b.cmp_strength(a)
                .then_with(|| names(a, a_other).cmp(&names(b, b_other)))
        })?;
        let bought = self.products.get(&best.bought)?;
        Some(Suggestion {
            product: best.other,
            kind: OfferKind::Suggestion,
            because: best.words(&bought.name, &other.name),
            pair: Some(*best),
        })
    }
}
