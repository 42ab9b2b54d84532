//! Points in time, as values: the core has no clock.

use std::fmt;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The moment that a decision is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    instant: OffsetDateTime,
    text: String,
}

impl Moment {
    /// Reads an RFC 3339 date and time.
    pub fn parse(text: &str) -> Option<Moment> {
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Moment { instant, text: text.to_owned() })
    }

    /// Seconds since 1970, as a WASI host's clock counts them.
    pub fn from_unix(seconds: i64) -> Option<Moment> {
        let instant = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        Some(Moment { instant, text: String::new() })
    }

    /// The text it was read from; empty if it came from a clock.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Seconds since 1970.
    pub fn unix(&self) -> i64 {
        self.instant.unix_timestamp()
    }

    /// Whether the whole of `day` (in UTC) is over.
    pub fn is_after(&self, day: Day) -> bool {
        self.instant.to_offset(time::UtcOffset::UTC).date() > day.0
    }

    /// Whether `day` (in UTC) has begun.
    pub fn has_reached(&self, day: Day) -> bool {
        self.instant.to_offset(time::UtcOffset::UTC).date() >= day.0
    }
}

/// A calendar day in UTC, written `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(time::Date);

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Day> {
        if text.len() != 10 {
            return None;
        }
        let midnight = OffsetDateTime::parse(&format!("{text}T00:00:00Z"), &Rfc3339).ok()?;
        Some(Day(midnight.date()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(formatter, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}
