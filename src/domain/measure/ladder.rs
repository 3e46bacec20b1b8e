//! How many stand on each rung of the ladder, and who moved.

use crate::domain::{Rung, phrase::grouped};

/// So many rungs.
const RUNGS: usize = Rung::ALL.len();

/// How many moved from one rung to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moves([[u32; RUNGS]; RUNGS]);

impl Moves {
    /// Counts one who stood on a rung and stands on another.
    pub const fn count(&mut self, from: Rung, to: Rung) {
        self.0[from as usize][to as usize] += 1;
    }

    /// Those who moved: from, to, how many.
    fn iter(&self) -> impl Iterator<Item = (Rung, Rung, u32)> {
        let pairs = Rung::ALL
            .iter()
            .flat_map(|from| Rung::ALL.iter().map(move |to| (*from, *to)));
        pairs
            .map(|(from, to)| (from, to, self.0[from as usize][to as usize]))
            .filter(|(from, to, count)| from != to && *count > 0)
    }

    /// How many moved up.
    pub fn up(&self) -> u32 {
        self.sum(|from, to| from < to)
    }

    /// How many moved down.
    pub fn down(&self) -> u32 {
        self.sum(|from, to| from > to)
    }

    /// From where to where they moved: "prospect to customer 9, customer to client 3"; empty where nobody did.
    pub fn words(&self) -> String {
        let way = |(from, to, count): (Rung, Rung, u32)| {
            format!("{from} to {to} {}", grouped(count as usize))
        };
        self.iter().map(way).collect::<Vec<_>>().join(", ")
    }

    fn sum(&self, which: impl Fn(Rung, Rung) -> bool) -> u32 {
        let moved = self.iter().filter(|(from, to, _)| which(*from, *to));
        moved.map(|(.., count)| count).sum()
    }
}

/// The ladder at the end of a time, and who moved on it. What was chosen by hand counts as if it always had been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rungs {
    /// How many stand on each rung at the end, in the order of [`Rung::ALL`].
    pub counts: [u32; RUNGS],
    /// Who moved in the time; everybody begins as a prospect.
    pub moves: Moves,
    /// Who moved in the time before.
    pub before: Moves,
}

impl Rungs {
    /// How many stand on a rung.
    pub const fn on(&self, rung: Rung) -> u32 {
        self.counts[rung as usize]
    }

    /// Who moved: "12 moved up, 3 down; in the time before 8 up, 5 down".
    pub fn moved(&self) -> String {
        let [up, down, then_up, then_down] = [
            self.moves.up(),
            self.moves.down(),
            self.before.up(),
            self.before.down(),
        ]
        .map(|it| grouped(it as usize));
        format!("{up} moved up, {down} down; in the time before {then_up} up, {then_down} down")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stays_has_not_moved() {
        let mut moves = Moves::default();
        moves.count(Rung::Prospect, Rung::Customer);
        moves.count(Rung::Client, Rung::Client);
        moves.count(Rung::Advocate, Rung::Customer);
        moves.count(Rung::Prospect, Rung::Customer);
        assert_eq!((moves.up(), moves.down()), (2, 1));
        let all: Vec<_> = moves.iter().collect();
        assert_eq!(all[0], (Rung::Prospect, Rung::Customer, 2));
        assert_eq!(all.len(), 2);
        assert_eq!(
            moves.words(),
            "prospect to customer 2, advocate to customer 1"
        );
        let rungs = Rungs {
            moves,
            ..Rungs::default()
        };
        assert_eq!(
            rungs.moved(),
            "2 moved up, 1 down; in the time before 0 up, 0 down"
        );
    }
}
