//! Our no's: how many contacts ended in a no, and why, as one line.

use std::collections::HashMap;

use crate::{domain::Interaction, search::fold};

/// Reasons beyond these are only counted.
const SHOWN: usize = 5;

/// "our no's 12 · closing 5 · no table 4 · 3 without a why": the most frequent first, each in the spelling used last.
pub fn words(newest_first: &[Interaction]) -> String {
    let mut counts: HashMap<String, (usize, usize, &str)> = HashMap::new();
    for (at, row) in newest_first.iter().enumerate() {
        let why = counts
            .entry(fold(&row.why_not))
            .or_insert((0, at, &row.why_not));
        why.0 += 1;
    }
    let silent = counts.remove("").map_or(0, |(count, ..)| count);
    let mut counts: Vec<(usize, usize, &str)> = counts.into_values().collect();
    counts.sort_unstable_by_key(|(count, at, _)| (std::cmp::Reverse(*count), *at));
    let mut words = format!("our no's {}", newest_first.len());
    for (count, _, why) in counts.iter().take(SHOWN) {
        words += &format!(" · {why} {count}");
    }
    let more: usize = counts.iter().skip(SHOWN).map(|(count, ..)| count).sum();
    for (count, what) in [(more, "for other reasons"), (silent, "without a why")] {
        if count > 0 {
            words += &format!(" · {count} {what}");
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Channel, Direction, InteractionId, Outcome, Stamp};

    #[test]
    fn nos_are_counted_by_why_in_whatever_spelling() {
        let no = |why: &str| Interaction {
            id: InteractionId::NEW,
            customer: None,
            at: Stamp::EPOCH,
            channel: Channel::Visit,
            direction: Direction::In,
            by: String::new(),
            summary: "party of 6".into(),
            mood: None,
            reason: String::new(),
            outcome: Some(Outcome::No),
            why_not: why.into(),
            tags: Vec::new(),
        };
        let rows = ["no table", "closing", "Closing", "", "closing"].map(no);
        assert_eq!(
            words(&rows),
            "our no's 5 · closing 3 · no table 1 · 1 without a why"
        );
        let many: Vec<Interaction> = (0..7).map(|n| no(&format!("why {n}"))).collect();
        assert!(words(&many).ends_with("why 4 1 · 2 for other reasons"));
        assert_eq!(words(&[]), "our no's 0");
    }
}
