//! The house itself: what its sources, its map and its README say of it is so.

mod licences;
mod map;
mod order;
mod readme;
