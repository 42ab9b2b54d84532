//! Who decides about registration: the controller, or in later Drycc the passport.

use words::words;

use crate::context::Context;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::object::Object;
use crate::unknown::Unknown;

/// Who decides about registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registrar {
    /// The controller, by REGISTRATION_MODE.
    Controller,
    /// Not the controller: Drycc's reads no mode since v1.4.0 (drycc+controller: 8f9bef7e).
    Passport,
}

/// Who decides about registration in the installation of this controller.
///
/// # Errors
/// It cannot be told.
pub fn registrar<'a>(
    controller: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<Registrar, Unknown> {
    if context.installation.distribution != Distribution::Drycc {
        return Ok(Registrar::Controller);
    }
    let annotation = controller.annotation(Distribution::Drycc.version_annotation());
    match annotation.and_then(version) {
        Some(old) if old < [1, 4, 0] => Ok(Registrar::Controller),
        Some(_) => Ok(Registrar::Passport),
        None if controller.name == context.name(Component::Controller) => Ok(Registrar::Passport),
        None if context.component(Component::Passport)?.is_some() => Ok(Registrar::Passport),
        None => Err(Unknown::not_followed(words!(
            "which version this controller has is not said, and only those before v1.4.0 read `REGISTRATION_MODE`"
        ))),
    }
}
