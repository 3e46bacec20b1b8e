//! The screens, one a file, and the one place where a route becomes a screen.

mod brief;
mod customers;
mod help;
mod line;
mod profile;
mod text;

pub use customers::Customers;
pub use help::Help;
pub use line::TypedLine;
pub use profile::Profile;
pub use text::Text;

use super::{Route, Screen, keymap::Layers};

/// Makes the screen of a route. `below` is what the screen it is opened over can do, for the help.
pub fn open(route: Route, below: Option<(String, Layers)>) -> Box<dyn Screen> {
    match route {
        Route::Help => Box::new(Help::new(below)),
        Route::Customers => Box::new(Customers::new()),
        Route::Log => Box::new(Help::new(below)),
        Route::Complaints => Box::new(Help::new(below)),
        Route::Profile { customer, list } => Box::new(Profile::new(customer, list)),
        Route::CustomerForm { .. } => Box::new(Help::new(below)),
        Route::Complaint(_) => Box::new(Help::new(below)),
        Route::Line {
            kind,
            customer,
            complaint,
            typed,
        } => Box::new(TypedLine::new(kind, (customer, complaint), typed)),
        Route::Text { title, lines } => Box::new(Text::new(title, &lines)),
        Route::LineForAll { .. } => Box::new(Help::new(below)),
        Route::Command => Box::new(Help::new(below)),
    }
}
