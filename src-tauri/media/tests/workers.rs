//! Decoding in worker processes. This program is the tests and also the workers that they start: with a first
//! argument that names a role it plays that role, else it runs the tests whose names contain an argument.
fn main() {}
