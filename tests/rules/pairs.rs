//! Counting pairs, against asking every customer about every two products.

use std::collections::HashSet;

use proptest::prelude::*;
use regulars::domain::{Pair, Pairs, ProductId};

fn baskets() -> impl Strategy<Value = Vec<Vec<ProductId>>> {
    let product = (1_i64..12).prop_map(|id| ProductId(id * id * 37));
    prop::collection::vec(prop::collection::vec(product, 0..9), 0..40)
}

/// How many of the baskets have all of these.
fn with(baskets: &[Vec<ProductId>], products: &[ProductId]) -> u32 {
    let all = |basket: &&Vec<ProductId>| products.iter().all(|it| basket.contains(it));
    baskets.iter().filter(all).count().try_into().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pairs_are_what_a_brute_force_count_finds(baskets in baskets()) {
        let pairs = Pairs::count(baskets.iter().map(Vec::as_slice));
        let products: HashSet<ProductId> = baskets.iter().flatten().copied().collect();
        let buyers = baskets.iter().filter(|it| !it.is_empty()).count();
        prop_assert_eq!(pairs.buyers() as usize, buyers);
        prop_assert_eq!(pairs.bought_by().count(), products.len());
        for (product, count) in pairs.bought_by() {
            prop_assert_eq!(count, with(&baskets, &[product]));
        }
        let mut found = 0;
        for bought in &products {
            let mut expected: Vec<Pair> = Vec::new();
            for other in products.iter().filter(|it| *it != bought) {
                let together = with(&baskets, &[*bought, *other]);
                if together > 0 {
                    expected.push(Pair {
                        bought: *bought,
                        other: *other,
                        together,
                        bought_by: with(&baskets, &[*bought]),
                        other_by: with(&baskets, &[*other]),
                        buyers: u32::try_from(buyers).unwrap(),
                    });
                }
            }
            expected.sort_by_key(|pair| pair.other);
            found += expected.len();
            prop_assert_eq!(pairs.of(*bought), expected);
        }
        prop_assert_eq!(pairs.iter().count() * 2, found);
    }

    #[test]
    fn lift_says_how_much_more_often_than_by_chance(
        (both, one, other, none) in (0_u32..50, 0_u32..50, 0_u32..50, 0_u32..50)
    ) {
        let pair = Pair {
            bought: ProductId(1),
            other: ProductId(2),
            together: both,
            bought_by: both + one,
            other_by: both + other,
            buyers: both + one + other + none,
        };
        // Expected together, were the two bought independently.
        let chance = f64::from(pair.bought_by) * f64::from(pair.other_by) / f64::from(pair.buyers.max(1));
        if chance > 0.0 {
            prop_assert!((pair.lift() - f64::from(both) / chance).abs() < 1e-9);
        }
        let by_hand = both >= 5 && both * pair.buyers * 10 >= pair.bought_by * pair.other_by * 12;
        prop_assert_eq!(pair.holds(), by_hand);
    }
}
