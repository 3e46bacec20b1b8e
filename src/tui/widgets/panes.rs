//! Two places of which one belongs to the other: side by side in a wide window, else one above the other.

use ratatui::layout::Rect;

/// From this width on they stand side by side.
const BESIDE: u16 = 110;

/// The first and the second place. Side by side the first has this part of the width, one of so many, and a column stays free between
/// them; else the first has as many rows as `above` says.
pub fn panes(area: Rect, (part, of): (u16, u16), above: impl FnOnce() -> u16) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let width = area.width * part / of;
        let x = area.x + width + 1;
        let second = Rect::new(x, area.y, area.right() - x, area.height);
        return (Rect { width, ..area }, second);
    }
    let height = above();
    let second = Rect::new(area.x, area.y + height, area.width, area.height - height);
    (Rect { height, ..area }, second)
}
