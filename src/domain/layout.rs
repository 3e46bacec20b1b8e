//! What the columns of a till's files mean, as somebody mapped them once.

use serde::{Deserialize, Serialize};

use super::{Kept, id::LayoutId};

/// The files of one till: how their first line looks, and what each of its columns means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Row number.
    pub id: LayoutId,
    /// The first line of the file: its column names, folded, with tabs between them.
    pub header: String,
    /// `field=Column`, one a line.
    pub columns: String,
}

impl From<Layout> for Kept {
    fn from(layout: Layout) -> Self {
        Self::Layout(layout)
    }
}
