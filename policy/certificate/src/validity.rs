//! The points in time of a certificate (RFC 5280, 4.1.2.5).

use der::Tag;
use der::asn1::AnyRef;
use time::{Date, Month, Time};

/// Unix seconds of a UTCTime or a GeneralizedTime in universal time. Seconds may be missing, as in
/// certificates of before RFC 2459.
pub(crate) fn unix_seconds(value: AnyRef<'_>) -> Option<i64> {
    let digits = value.value().strip_suffix(b"Z")?;
    let mut pairs = digits.chunks(2).map(two_digits);
    let century = match value.header().tag() {
        Tag::GeneralizedTime => Some(pairs.next()??),
        Tag::UtcTime => None,
        _ => return None,
    };
    let year = pairs.next()??;
    let century = century.unwrap_or(if year < 50 { 20 } else { 19 });
    let year = i32::from(century).checked_mul(100)?.checked_add(i32::from(year))?;
    let month = Month::try_from(pairs.next()??).ok()?;
    let date = Date::from_calendar_date(year, month, pairs.next()??).ok()?;
    let (hour, minute) = (pairs.next()??, pairs.next()??);
    let second = pairs.next().unwrap_or(Some(0))?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    pairs.next().is_none().then(|| date.with_time(time).assume_utc().unix_timestamp())
}

fn two_digits(pair: &[u8]) -> Option<u8> {
    match pair {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            tens.wrapping_sub(b'0').checked_mul(10)?.checked_add(ones.wrapping_sub(b'0'))
        }
        _ => None,
    }
}
