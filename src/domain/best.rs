//! Who our best are: which tags, areas and sources are found in tier A more often than among all.

use std::collections::{BTreeMap, BTreeSet};

use super::{Customer, Tier, words};

words! {
    /// What customers may have in common.
    Mark {
        /// A tag.
        Tag = "tag",
        /// A town, or a postcode.
        Area = "area",
        /// How they found the shop.
        Source = "source",
    }
}

/// So many of tier A must have it.
const IN_A_FROM: u64 = 3;

/// Something that is found in tier A more often than among all customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// What it is.
    pub mark: Mark,
    /// The tag, the area, the source.
    pub word: String,
    /// How many of tier A have it,
    pub in_a: u64,
    /// of so many in tier A;
    pub a: u64,
    /// how many of all have it,
    pub in_all: u64,
    /// of so many.
    pub all: u64,
}

impl Best {
    /// How many times more often it is found in tier A than among all.
    #[expect(clippy::cast_precision_loss, reason = "counts of customers are small")]
    pub fn ratio(&self) -> f64 {
        let by_chance = self.in_all * self.a;
        (self.in_a * self.all) as f64 / by_chance.max(1) as f64
    }

    /// True when there are enough, and half as many again as by chance.
    fn holds(&self) -> bool {
        self.in_a >= IN_A_FROM && 2 * self.in_a * self.all >= 3 * self.in_all * self.a
    }

    /// "6 of 8 in tier A, 10 of 40 of all: 3.0 times as often"
    pub fn words(&self) -> String {
        let (in_a, a, in_all, all) = (self.in_a, self.a, self.in_all, self.all);
        let ratio = self.ratio();
        format!("{in_a} of {a} in tier A, {in_all} of {all} of all: {ratio:.1} times as often")
    }
}

/// Customers counted by what they have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    a: u64,
    all: u64,
    /// By mark and lower-case word: as it was first written, how many of tier A, how many of all.
    marks: BTreeMap<(Mark, String), (String, u64, u64)>,
}

impl Tally {
    /// Counts one customer of this tier with their tags, areas and source. What stands there twice counts once.
    pub fn add<'a>(&mut self, tier: Tier, marks: impl IntoIterator<Item = (Mark, &'a str)>) {
        let in_a = u64::from(tier == Tier::A);
        self.a += in_a;
        self.all += 1;
        let marks = marks.into_iter().map(|(mark, word)| (mark, word.trim()));
        let marks = marks.filter(|(_, word)| !word.is_empty());
        let keys: BTreeMap<_, _> = marks
            .map(|(mark, word)| ((mark, word.to_lowercase()), word))
            .collect();
        for (key, word) in keys {
            let counts = self
                .marks
                .entry(key)
                .or_insert_with(|| (word.to_owned(), 0, 0));
            counts.1 += in_a;
            counts.2 += 1;
        }
    }

    /// What is found in tier A at least one and a half times as often as among all, and at least three times; most of all first.
    pub fn best(&self) -> Vec<Best> {
        let marks = self.marks.iter();
        let each = marks.map(|((mark, _), (word, in_a, in_all))| Best {
            mark: *mark,
            word: word.clone(),
            in_a: *in_a,
            a: self.a,
            in_all: *in_all,
            all: self.all,
        });
        let mut best: Vec<Best> = each.filter(Best::holds).collect();
        best.sort_by_key(|it| {
            let most = it.in_a * self.all * 1000 / (it.in_all * self.a).max(1);
            std::cmp::Reverse((most, it.in_a))
        });
        best
    }

    /// From how many that was counted: "of 120 customers, 12 in tier A".
    pub fn words(&self) -> String {
        format!("of {} customers, {} in tier A", self.all, self.a)
    }
}

/// What a customer may have in common with others: tags, towns and postcodes, source.
pub fn marks(customer: &Customer) -> Vec<(Mark, &str)> {
    let tags = customer.tags.iter().map(|tag| (Mark::Tag, &*tag.word));
    let areas = customer.addresses.iter();
    let areas: BTreeSet<&str> = areas.flat_map(|it| [&*it.city, &*it.postcode]).collect();
    let areas = areas.into_iter().map(|area| (Mark::Area, area));
    let source = (Mark::Source, &*customer.source);
    tags.chain(areas).chain([source]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tally of so many: those of tier A with the tag, tier A, all with the tag, all.
    fn tally(in_a: u64, a: u64, in_all: u64, all: u64) -> Vec<Best> {
        let mut tally = Tally::default();
        let marked = |yes: bool| yes.then_some((Mark::Tag, "vip"));
        (0..a).for_each(|at| tally.add(Tier::A, marked(at < in_a)));
        (0..all - a).for_each(|at| tally.add(Tier::B, marked(at < in_all - in_a)));
        tally.best()
    }

    #[test]
    fn three_of_tier_a_and_half_as_many_again_as_by_chance_are_needed() {
        let vip = tally(6, 8, 10, 40);
        assert_eq!(
            vip[0].words(),
            "6 of 8 in tier A, 10 of 40 of all: 3.0 times as often"
        );
        assert_eq!(
            (tally(3, 10, 20, 100).len(), tally(2, 10, 2, 100).len()),
            (1, 0)
        );
        assert!(
            tally(3, 10, 21, 100).is_empty(),
            "just below one and a half"
        );
        assert!(tally(0, 0, 3, 10).is_empty());
    }

    #[test]
    fn the_same_word_in_another_case_is_counted_once_for_each() {
        let mut tally = Tally::default();
        for tag in ["Vip", "vip", "VIP"] {
            tally.add(
                Tier::A,
                [(Mark::Tag, tag), (Mark::Tag, " vip "), (Mark::Source, "")],
            );
        }
        (0..7).for_each(|_| tally.add(Tier::C, [(Mark::Source, "flyer")]));
        let best = tally.best();
        assert_eq!(best.len(), 1);
        assert_eq!(
            (best[0].in_a, best[0].in_all, best[0].word.to_lowercase()),
            (3, 3, "vip".into())
        );
        assert_eq!(tally.words(), "of 10 customers, 3 in tier A");
    }

    #[test]
    fn tags_towns_postcodes_and_source_are_what_customers_have_in_common() {
        let address = |city: &str, postcode: &str| crate::domain::Address {
            city: city.into(),
            postcode: postcode.into(),
            ..Default::default()
        };
        let ada = Customer {
            source: "flyer".into(),
            tags: vec!["vip".to_owned().into()],
            addresses: vec![address("Bonn", "53111"), address("Bonn", "53113")],
            ..Customer::default()
        };
        let words: Vec<_> = marks(&ada).into_iter().map(|(_, word)| word).collect();
        assert_eq!(words, ["vip", "53111", "53113", "Bonn", "flyer"]);
    }
}
