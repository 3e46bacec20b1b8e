//! Keys are tables: footer, help and README are made from them.

/// What a key means, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A letter typed into a text box.
    Type(char),
}

/// One row of a key table.
#[derive(Debug)]
pub struct Binding {}
