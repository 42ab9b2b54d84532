//! The formats' specification: each one read back by a reader that nobody here wrote, on the report of
//! every fixture cluster and on reports that nobody should get.
#![allow(missing_docs)]

#[path = "render/forms.rs"]
mod forms;
#[path = "render/support.rs"]
mod support;
