//! The house itself: what its sources, its map and its README say of it is so.

mod map;
mod order;
mod readme;
