//! A file of the first released version.

/// The rows, history and search index that the released program wrote: people imported, Ada and Cem added, called, promised,
/// complaining; Ada edited, Cem and one of the import removed; a fact about Ada noted and undone.
pub const RELEASED: &str = concat!(
    "PRAGMA application_id = 0x72676C72; PRAGMA user_version = 3; BEGIN;\n",
    include_str!("../../assets/migrations/001_call_desk.sql"),
    include_str!("../../assets/migrations/002_undo.sql"),
    include_str!("../../assets/migrations/003_search.sql"),
    include_str!("released.sql"),
    "COMMIT;",
);
