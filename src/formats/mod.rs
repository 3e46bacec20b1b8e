//! Files of the outside world: bytes to records and back, one format a file.
