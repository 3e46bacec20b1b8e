//! Two customers who look alike and are not the same: nobody asks about them again.

use serde::{Deserialize, Serialize};

use super::{
    Kept, Stamp,
    id::{ApartId, CustomerId},
};

/// Two customers who are not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// Row number.
    pub id: ApartId,
    /// The one with the smaller number.
    pub one: CustomerId,
    /// The other.
    pub other: CustomerId,
    /// When somebody said so.
    pub noted: Stamp,
}

impl Apart {
    /// That two are not the same, in whichever order they are named; `None` for one and the same.
    pub fn of(one: CustomerId, other: CustomerId, noted: Stamp) -> Option<Self> {
        (one != other).then(|| Self {
            id: ApartId::NEW,
            one: one.min(other),
            other: one.max(other),
            noted,
        })
    }
}

impl From<Apart> for Kept {
    fn from(apart: Apart) -> Self {
        Self::Apart(apart)
    }
}
