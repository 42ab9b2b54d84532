//! Numbers, which stay as they are written.

use super::broken::{Parsed, Reason, broken};
use super::parse::behind;

/// What stands behind a number.
pub(super) fn behind_number(rest: &str) -> Parsed<&str> {
    let rest = behind(rest, b'-').unwrap_or(rest);
    let (whole, mut left) = behind_digits(rest);
    if whole == 0 || rest.starts_with('0') && whole > 1 {
        return broken(left, Reason::Number);
    }
    if let Some(fraction) = behind(left, b'.') {
        left = some_digits(fraction)?;
    }
    if let Some(exponent) = behind(left, b'e').or_else(|| behind(left, b'E')) {
        let sign = behind(exponent, b'+').or_else(|| behind(exponent, b'-'));
        left = some_digits(sign.unwrap_or(exponent))?;
    }
    Ok(left)
}

fn some_digits(rest: &str) -> Parsed<&str> {
    match behind_digits(rest) {
        (0, rest) => broken(rest, Reason::Number),
        (_, rest) => Ok(rest),
    }
}

/// How many digits stand first, and what stands behind them.
#[inline]
fn behind_digits(rest: &str) -> (usize, &str) {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits, rest.get(digits..).unwrap_or_default())
}
