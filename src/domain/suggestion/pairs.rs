//! Counting which products the same customers bought.

use std::collections::HashMap;

use super::Pair;
use crate::domain::id::ProductId;

/// Which products the same customers bought, and how many did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    /// The products, in order of their numbers.
    products: Vec<ProductId>,
    /// How many customers bought each.
    bought_by: Vec<u32>,
    /// For each product the places of those behind it that the same customers bought, and how many did.
    together: Vec<Vec<(u32, u32)>>,
    /// How many bought anything.
    buyers: u32,
}

impl Pairs {
    /// Counts the pairs in these baskets, one of each customer: what they ever bought, in any order. What is in a basket twice counts
    /// once, and an empty one is nobody's.
    pub fn count<'a>(baskets: impl IntoIterator<Item = &'a [ProductId]>) -> Self {
        let baskets: Vec<&[ProductId]> = baskets.into_iter().filter(|it| !it.is_empty()).collect();
        let products = products(&baskets);
        let holders = Holders::of(&baskets, &products);
        let mut counts = vec![0_u32; products.len()];
        let mut together = Vec::with_capacity(products.len());
        for held in &holders.held {
            for (from, to) in held {
                for place in &holders.places[*from..*to] {
                    counts[*place as usize] += 1;
                }
            }
            let there = (0..).zip(&mut counts).filter(|(_, count)| **count > 0);
            together.push(
                there
                    .map(|(place, count)| (place, std::mem::take(count)))
                    .collect(),
            );
        }
        let bought_by = holders.held.iter().map(|held| whole(held.len()));
        Self {
            bought_by: bought_by.collect(),
            products,
            together,
            buyers: whole(baskets.len()),
        }
    }

    /// How many bought anything.
    pub fn buyers(&self) -> u32 {
        self.buyers
    }

    /// How many bought each product, in order of the products.
    pub fn bought_by(&self) -> impl Iterator<Item = (ProductId, u32)> {
        let counts = self.bought_by.iter().copied();
        self.products.iter().copied().zip(counts)
    }

    /// Every pair that somebody bought, each once with the lower number first, and how many bought both.
    pub fn iter(&self) -> impl Iterator<Item = (ProductId, ProductId, u32)> {
        let rows = self.products.iter().zip(&self.together);
        rows.flat_map(|(first, others)| {
            let others = others.iter();
            others.map(|(place, count)| (*first, self.products[*place as usize], *count))
        })
    }

    /// What goes with a product: the pairs in which it is what somebody buys.
    pub fn of(&self, product: ProductId) -> Vec<Pair> {
        let Ok(place) = self.products.binary_search(&product) else {
            return Vec::new();
        };
        let before = self.together[..place].iter().enumerate();
        let before = before.filter_map(|(other, row)| {
            let found = row.binary_search_by_key(&whole(place), |(place, _)| *place);
            found.ok().map(|at| (other, row[at].1))
        });
        let behind = self.together[place].iter();
        let behind = behind.map(|(other, together)| (*other as usize, *together));
        let pair = |(other, together): (usize, u32)| Pair {
            bought: product,
            other: self.products[other],
            together,
            bought_by: self.bought_by[place],
            other_by: self.bought_by[other],
            buyers: self.buyers,
        };
        before.chain(behind).map(pair).collect()
    }
}

/// Who holds each product: for each a place among all baskets, of which what stands behind it in the same basket begins and ends there.
struct Holders {
    /// The places of the products in every basket, rising in each.
    places: Vec<u32>,
    /// For each product, where what stands behind it begins and ends, once for each basket with it.
    held: Vec<Vec<(usize, usize)>>,
}

impl Holders {
    fn of(baskets: &[&[ProductId]], products: &[ProductId]) -> Self {
        let place: HashMap<ProductId, u32> = products.iter().copied().zip(0..).collect();
        let mut places: Vec<u32> = Vec::with_capacity(baskets.iter().map(|it| it.len()).sum());
        let mut held = vec![Vec::new(); products.len()];
        let mut own: Vec<u32> = Vec::new();
        for basket in baskets {
            own.clear();
            own.extend(basket.iter().map(|product| place[product]));
            own.sort_unstable();
            own.dedup();
            let start = places.len();
            let end = start + own.len();
            for (at, place) in (start + 1..).zip(&own) {
                held[*place as usize].push((at, end));
            }
            places.extend_from_slice(&own);
        }
        Self { places, held }
    }
}

fn products(baskets: &[&[ProductId]]) -> Vec<ProductId> {
    let all = baskets.iter().copied().flatten().copied();
    let mut products: Vec<ProductId> = all
        .collect::<std::collections::HashSet<_>>()
        .into_iter()
        .collect();
    products.sort_unstable();
    products
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RYE: ProductId = ProductId(1);
    const HONEY: ProductId = ProductId(2);
    const KENYA: ProductId = ProductId(4);
    const JAM: ProductId = ProductId(6);

    fn pair(bought: ProductId, other: ProductId, (bought_by, other_by): (u32, u32)) -> Pair {
        Pair {
            bought,
            other,
            together: 6,
            bought_by,
            other_by,
            buyers: 40,
        }
    }

    #[test]
    fn pairs_are_counted_by_customer_and_looked_up_from_both_sides() {
        let mut baskets: Vec<Vec<ProductId>> = vec![vec![HONEY, RYE, RYE]; 6];
        baskets.extend(vec![vec![RYE]; 4]);
        baskets.extend(vec![vec![HONEY]; 2]);
        baskets.extend(vec![vec![KENYA]; 28]);
        baskets.push(Vec::new());
        let pairs = Pairs::count(baskets.iter().map(Vec::as_slice));
        assert_eq!(pairs.of(RYE), [pair(RYE, HONEY, (10, 8))]);
        assert_eq!(pairs.of(HONEY), [pair(HONEY, RYE, (8, 10))]);
        assert_eq!((pairs.of(KENYA), pairs.of(JAM)), (vec![], vec![]));
        assert_eq!(pairs.iter().collect::<Vec<_>>(), [(RYE, HONEY, 6)]);
        assert_eq!(pairs.bought_by().last(), Some((KENYA, 28)));
        assert_eq!(pairs.buyers(), 40);
    }
}
