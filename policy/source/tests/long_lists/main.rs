//! A long List is read item by item, and is what it is at once.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

mod items;
mod lists;
mod pipe;
