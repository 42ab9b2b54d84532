//! The moment that is judged for: given, or asked for where something depends on it. Most decisions do not, and a fresh
//! instance's host takes as long to answer as a rule.

use std::cell::OnceCell;

use words::words;

use crate::host::Host;
use crate::moment::Moment;

/// Tells the moment that is judged for, the same one each time.
pub struct Clock<'h> {
    host: Option<&'h dyn Host>,
    /// What was given or answered; none where the host has no clock.
    told: OnceCell<Option<Moment>>,
}

impl<'h> Clock<'h> {
    /// A clock that shows this moment.
    pub fn at(now: Moment) -> Clock<'static> {
        Clock { host: None, told: OnceCell::from(Some(now)) }
    }

    /// The clock of a host.
    pub fn of(host: &'h dyn Host) -> Clock<'h> {
        Clock { host: Some(host), told: OnceCell::new() }
    }

    /// The moment; where the host has no clock the beginning of 1970, and an error from [`Clock::check`] from then on.
    pub fn now(&self) -> &Moment {
        static BEGINNING: Moment = Moment::from_unix(0);
        self.told().unwrap_or(&BEGINNING)
    }

    /// Whether what was decided counts.
    ///
    /// # Errors
    /// Something depended on a clock that is not there.
    pub fn check(&self) -> Result<(), String> {
        match self.told.get() {
            Some(None) => Err(words!("there is no clock, and the payload has no `now`").text()),
            _ => Ok(()),
        }
    }

    fn told(&self) -> Option<&Moment> {
        let ask = || Some(Moment::from_unix(self.host?.now()?));
        self.told.get_or_init(ask).as_ref()
    }
}
