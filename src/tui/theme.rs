//! The colours, by meaning.
/// Eight meanings.
#[derive(Debug)]
pub struct Theme {}
