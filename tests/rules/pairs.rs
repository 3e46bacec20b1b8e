//! Lift of two products, against what chance would expect.

use proptest::prelude::*;
use regulars::domain::{Pair, ProductId};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

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
