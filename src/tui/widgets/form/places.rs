//! Where the fields of a form stand: below each other, some side by side, headings between them.

use crate::tui::widgets::field::Slot;

/// Columns of the label before a field that has its rows alone.
pub const LABEL: u16 = 16;

/// The fewest columns that a field keeps for its text when others stand beside it.
const ROOM: u16 = 20;

/// Fields that stand side by side stay together: farther apart the eye loses the row.
const WIDEST: u16 = 100;

/// Where a field stands, counted from the top left of the form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    /// Its first row.
    pub top: u16,
    /// Its first column.
    pub x: u16,
    /// Columns, with its label.
    pub width: u16,
    /// Columns of its label.
    pub label: u16,
    /// The row below the line it stands in: where its error is said.
    pub below: u16,
    /// Rows above it that belong to it: a heading, and the gap before that.
    pub above: u16,
}

/// The places of all fields in a form so many columns wide, and how many rows that takes.
pub fn spots(slots: &[Slot], width: u16) -> (Vec<Spot>, u16) {
    let mut spots = Vec::with_capacity(slots.len());
    let (mut top, mut last) = (0, None);
    for line in lines(slots, width) {
        let first = line.first().filter(|first| Some(first.part) != last);
        let heading = first.is_some_and(|first| !first.field.head.is_empty());
        let above = u16::from(heading) + u16::from(heading && top > 0);
        last = line.first().map(|first| first.part);
        top += above;
        let rows = line.iter().map(Slot::rows).max().unwrap_or(0);
        let side = line[1..].iter().map(|slot| slot.field.beside).sum::<u16>();
        let full = if side > 0 { width.min(WIDEST) } else { width };
        let mut x = 0;
        for (at, slot) in line.iter().enumerate() {
            let behind = at > 0;
            let width = if behind {
                slot.field.beside
            } else {
                full - side
            };
            spots.push(Spot {
                top,
                x,
                width,
                label: if behind { short(slots, slot) } else { LABEL }.min(width),
                below: top + rows,
                above: if behind { 0 } else { above },
            });
            x += width;
        }
        let failed = line.iter().any(|slot| !slot.error.is_empty());
        top += rows + u16::from(failed);
    }
    (spots, top)
}

/// Notes which fields share their line with others.
pub fn share_lines(slots: &mut [Slot]) {
    for at in 1..slots.len() {
        if slots[at].field.beside > 0 {
            slots[at - 1].small = true;
        }
    }
}

/// The fields that stand in one line each time; where there is no room for that, each alone.
fn lines(slots: &[Slot], width: u16) -> impl Iterator<Item = &[Slot]> {
    let together = slots.chunk_by(|_, next| next.field.beside > 0);
    together.flat_map(move |line| {
        let side: u16 = line[1..].iter().map(|slot| slot.field.beside).sum();
        let alone = width < LABEL + ROOM + side;
        line.chunks(if alone { 1 } else { line.len() })
    })
}

/// A label beside another field takes no more than it and its like need, so that what follows stands in a column.
fn short(slots: &[Slot], slot: &Slot) -> u16 {
    let alike = slots
        .iter()
        .filter(|other| other.field.beside == slot.field.beside);
    let letters = alike.map(|other| other.field.label.chars().count()).max();
    u16::try_from(letters.unwrap_or(0) + 2).unwrap_or(LABEL)
}
