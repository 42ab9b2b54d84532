//! The formats' specification: each one read back by a reader that nobody here wrote, on the report of
//! every fixture cluster and on reports that nobody should get.
#![allow(clippy::disallowed_types, clippy::disallowed_methods, missing_docs)]

#[path = "render/forms.rs"]
mod forms;
#[path = "render/hostile.rs"]
mod hostile;
#[path = "render/html.rs"]
mod html;
#[path = "render/junit.rs"]
mod junit;
#[path = "render/markdown.rs"]
mod markdown;
#[path = "render/sarif.rs"]
mod sarif;
#[path = "render/support.rs"]
mod support;
