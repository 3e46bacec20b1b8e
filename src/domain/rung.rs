//! How loyal a customer is: the ladder from prospect to advocate.

use super::words;

words! {
    /// How loyal a customer is, from the lowest rung up.
    Rung {
        /// Has not bought yet.
        Prospect = "prospect",
        /// Bought.
        Customer = "customer",
        /// Bought three times in twelve months.
        Client = "client",
        /// A client who praised the shop.
        Supporter = "supporter",
        /// Brought somebody.
        Advocate = "advocate",
    }
}
