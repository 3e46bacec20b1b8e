//! Who our best are: which tags, areas and sources are found in tier A more often than among all.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use super::{Customer, CustomerId, Tier, words};

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
    counted: Vec<Counted>,
    /// Where the counts of a word stand, in whichever case it is written.
    places: [HashMap<String, usize>; Mark::ALL.len()],
    /// What others than tier A have, counted at last: most of their words too few of tier A have to matter.
    others: Vec<Other>,
    /// The words of the others, one behind the other.
    words: String,
}

/// A mark of somebody who is not of tier A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Other {
    customer: CustomerId,
    mark: Mark,
    /// Where the word ends.
    end: usize,
}

/// How many have a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Counted {
    mark: Mark,
    lower: String,
    /// As it was first written.
    word: String,
    /// Whose that was.
    first: CustomerId,
    in_a: u64,
    in_all: u64,
    /// Who was counted last.
    last: CustomerId,
}

impl Counted {
    /// Counts a customer once; true when that was the first time.
    fn count(&mut self, customer: CustomerId) -> bool {
        let new = self.last != customer;
        self.last = customer;
        self.in_all += u64::from(new);
        new
    }
}

impl Tally {
    /// Counts one customer of this tier.
    pub fn add(&mut self, tier: Tier) {
        self.a += u64::from(tier == Tier::A);
        self.all += 1;
    }

    /// Counts a tag, an area or the source of a customer of this tier. All marks of a kind of one customer come one after the other;
    /// what stands there twice counts once.
    pub fn mark(&mut self, (customer, tier): (CustomerId, Tier), mark: Mark, word: &str) {
        let word = word.trim();
        if word.is_empty() {
            return;
        }
        if tier != Tier::A {
            self.words.push_str(word);
            let end = self.words.len();
            return self.others.push(Other {
                customer,
                mark,
                end,
            });
        }
        let at = match self.places[mark as usize].get(word) {
            Some(at) => *at,
            None => self.place((mark, word), customer),
        };
        let counted = &mut self.counted[at];
        counted.in_a += u64::from(counted.count(customer));
    }

    /// The place for a word that is written like this for the first time.
    fn place(&mut self, (mark, word): (Mark, &str), first: CustomerId) -> usize {
        let lower = lower(word).into_owned();
        let places = &mut self.places[mark as usize];
        let at = places.get(&lower).copied().unwrap_or(self.counted.len());
        if at == self.counted.len() {
            self.counted.push(Counted {
                mark,
                lower: lower.clone(),
                word: word.to_owned(),
                first,
                in_a: 0,
                in_all: 0,
                last: CustomerId::NEW,
            });
            places.insert(lower, at);
        }
        places.insert(word.to_owned(), at);
        at
    }

    /// What is found in tier A at least one and a half times as often as among all, and at least three times; most of all first.
    pub fn best(mut self) -> Vec<Best> {
        self.count_others();
        let enough = self.counted.iter().filter(|it| it.in_a >= IN_A_FROM);
        let mut enough: Vec<&Counted> = enough.collect();
        enough.sort_unstable_by_key(|it| (it.mark, &it.lower));
        let each = enough.into_iter().map(|it| Best {
            mark: it.mark,
            word: it.word.clone(),
            in_a: it.in_a,
            a: self.a,
            in_all: it.in_all,
            all: self.all,
        });
        let mut best: Vec<Best> = each.filter(Best::holds).collect();
        best.sort_by_key(|it| {
            let most = it.in_a * self.all * 1000 / (it.in_all * self.a).max(1);
            std::cmp::Reverse((most, it.in_a))
        });
        best
    }

    /// Counts the others, for words that enough of tier A have.
    fn count_others(&mut self) {
        for places in &mut self.places {
            places.retain(|_, at| self.counted[*at].in_a >= IN_A_FROM);
        }
        let mut from = 0;
        for other in std::mem::take(&mut self.others) {
            let word = &self.words[from..other.end];
            from = other.end;
            let places = &self.places[other.mark as usize];
            let at = places.get(word).or_else(|| match lower(word) {
                Cow::Owned(lower) => places.get(&lower),
                Cow::Borrowed(_) => None,
            });
            if let Some(at) = at {
                let counted = &mut self.counted[*at];
                counted.count(other.customer);
                if other.customer < counted.first {
                    counted.first = other.customer;
                    word.clone_into(&mut counted.word);
                }
            }
        }
    }

    /// From how many that was counted: "of 120 customers, 12 in tier A".
    pub fn words(&self) -> String {
        format!("of {} customers, {} in tier A", self.all, self.a)
    }
}

/// A word in small letters; most have no others.
fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .any(|it| it.is_ascii_uppercase() || !it.is_ascii())
    {
        return Cow::Owned(word.to_lowercase());
    }
    Cow::Borrowed(word)
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

    /// The tally of customers with these marks.
    fn counted<'a>(all: impl Iterator<Item = (Tier, &'a [(Mark, &'a str)])>) -> Tally {
        let mut tally = Tally::default();
        for ((tier, marks), number) in all.zip(1..) {
            tally.add(tier);
            for (mark, word) in marks {
                tally.mark((CustomerId(number), tier), *mark, word);
            }
        }
        tally
    }

    /// A tally of so many: those of tier A with the tag, tier A, all with the tag, all.
    fn tally(in_a: u64, a: u64, in_all: u64, all: u64) -> Vec<Best> {
        let marked = |yes: bool| if yes { &[(Mark::Tag, "vip")][..] } else { &[] };
        let best = (0..a).map(|at| (Tier::A, marked(at < in_a)));
        let others = (0..all - a).map(|at| (Tier::B, marked(at < in_all - in_a)));
        counted(best.chain(others)).best()
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
        let vips = ["Vip", "vip", "VIP"]
            .map(|tag| [(Mark::Tag, tag), (Mark::Tag, " vip "), (Mark::Source, "")]);
        let vips = vips.iter().map(|marks| (Tier::A, &marks[..]));
        let tally = counted(vips.chain([(Tier::C, &[(Mark::Source, "flyer")][..]); 7]));
        let words = tally.words();
        let best = tally.best();
        assert_eq!(best.len(), 1);
        assert_eq!(
            (best[0].in_a, best[0].in_all, best[0].word.to_lowercase()),
            (3, 3, "vip".into())
        );
        assert_eq!(words, "of 10 customers, 3 in tier A");
    }

    #[test]
    fn a_word_is_shown_as_it_was_first_written_by_whomever() {
        let tags = ["VIP", "Vip", "vip", "Vip", "viP", "Vip"].map(|tag| [(Mark::Tag, tag)]);
        let tiers = [Tier::B, Tier::A, Tier::C, Tier::A, Tier::B, Tier::A];
        let tagged = tiers.into_iter().zip(tags.iter().map(|marks| &marks[..]));
        let none: &[(Mark, &str)] = &[];
        let best = counted(tagged.chain([(Tier::C, none); 9])).best();
        let found: Vec<_> = best
            .iter()
            .map(|it| (&*it.word, it.in_a, it.in_all))
            .collect();
        assert_eq!(found, [("VIP", 3, 6)]);
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
