//! Points in time, as values: the core has no clock.
//!
//! The calendar is the crate `time`'s; its reader of RFC 3339 alone would be a fiftieth of the module.

use std::fmt;

use time::{Date, Month};

/// What crate `time` counts for 1970-01-01.
const EPOCH: i32 = 2_440_588;
const DAY: i64 = 86_400;

/// The moment that a decision is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Since 1970.
    seconds: i64,
    text: String,
}

impl Moment {
    /// Reads an RFC 3339 date and time: `2026-11-01T12:00:00Z`, `2026-11-01 12:00:00.5+01:00`.
    pub fn parse(text: &str) -> Option<Moment> {
        let (day, rest) = text.split_at_checked(10)?;
        let day = Day::parse(day)?;
        let (time, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
        let [hour, minute, second] = numbers(time, ':')?;
        // 60 is a leap second.
        let in_range = hour < 24 && minute < 60 && second <= 60;
        let digits = rest.strip_prefix('.').map(|rest| rest.trim_start_matches(is_digit));
        let offset = match digits {
            Some(after) if after.len().checked_add(1)? < rest.len() => after,
            Some(_) => return None,
            None => rest,
        };
        let seconds = day
            .seconds()
            .checked_add(hour.checked_mul(3600)?)?
            .checked_add(minute.checked_mul(60)?)?
            .checked_add(second)?
            .checked_sub(offset_seconds(offset)?)?;
        in_range.then(|| Moment { seconds, text: text.to_owned() })
    }

    /// Seconds since 1970, as a WASI host's clock counts them.
    pub const fn from_unix(seconds: i64) -> Moment {
        Moment { seconds, text: String::new() }
    }

    /// The text it was read from; empty if it came from a clock.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Seconds since 1970.
    pub fn unix(&self) -> i64 {
        self.seconds
    }

    /// Whether the whole of `day` (in UTC) is over.
    pub fn is_after(&self, day: Day) -> bool {
        self.seconds.saturating_sub(day.seconds()) >= DAY
    }

    /// Whether `day` (in UTC) has begun.
    pub fn has_reached(&self, day: Day) -> bool {
        self.seconds >= day.seconds()
    }
}

/// How far a local time is ahead of UTC: `Z`, `+01:00`.
fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let ahead = text.starts_with('+');
    let [hours, minutes] = numbers(text.strip_prefix(['+', '-'])?, ':')?;
    let seconds = hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?;
    let in_range = hours < 24 && minutes < 60 && text.len() == 6;
    in_range.then_some(if ahead { seconds } else { seconds.saturating_neg() })
}

/// So many numbers of digits alone, with a sign between them.
fn numbers<const N: usize>(text: &str, between: char) -> Option<[i64; N]> {
    let mut parts = text.split(between);
    let mut found = [0; N];
    for number in &mut found {
        *number = parts.next().filter(|part| part.chars().all(is_digit))?.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// A calendar day in UTC, written `2027-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Day> {
        let [year, month, day] = numbers(text, '-')?;
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date =
            Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?);
        date.ok().filter(|_| text.len() == 10).map(Day)
    }

    fn seconds(self) -> i64 {
        i64::from(self.0.to_julian_day().saturating_sub(EPOCH)).saturating_mul(DAY)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        // Each type of number that is written is code of its own: these are of one that is there anyway.
        let [year, month, day]: [i64; 3] = [year.into(), u8::from(month).into(), day.into()];
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}
