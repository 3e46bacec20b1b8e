//! What `regulars x` and `:x` do, one command a file; each gives back a report and prints nothing.
