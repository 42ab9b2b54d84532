//! Texts that are packed, since they are needed seldom and whole: in a quarter of their length.
//!
//! All of them are one sequence of parts. The first byte of each says what it is, the bits `x` how long, and `y` less one
//! from how far back:
//!
//! | first byte | | |
//! | --- | --- | --- |
//! | `0xxxxxxx` | `x` and one bytes, which stand behind it | |
//! | `10xxxyyy yyyyyyyy` | `x` and three bytes from before | the lower bits of `y` in the second byte |
//! | `11xxxxxx yyyyyyyy yyyyyyyy` | `x` and four bytes from before | the lower bits of `y` first |
//!
//! Of libraries, lz4_flex is the smallest, and adds 4.7 KB to the module; this adds 0.3.

use crate::json::Json;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts"));

/// A text that `build.rs` has packed: where it stands among all of them, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed {
    start: usize,
    end: usize,
}

impl Packed {
    /// The text; empty, if it is not what was packed.
    pub(crate) fn text(self) -> String {
        let all = unpacked(TEXTS).unwrap_or_default();
        let own = all.get(self.start..self.end).unwrap_or_default();
        String::from_utf8_lossy(own).into_owned()
    }

    /// The value that the text is.
    ///
    /// # Errors
    /// Never, for what was packed; in words.
    pub(crate) fn json(self) -> Result<Json<'static>, String> {
        let text = self.text();
        Json::parse(&text).map(Json::into_owned).map_err(|error| error.to_string())
    }
}

fn unpacked(mut packed: &[u8]) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::new();
    while let Some((first, behind)) = packed.split_first() {
        if *first < 0x80 {
            let (plain, behind) = behind.split_at_checked(usize::from(*first).saturating_add(1))?;
            out.extend_from_slice(plain);
            packed = behind;
            continue;
        }
        let (low, behind) = behind.split_first()?;
        let (length, high, behind) = if *first < 0xc0 {
            ((*first >> 3 & 7).saturating_add(3), *first & 7, behind)
        } else {
            let (high, behind) = behind.split_first()?;
            ((*first & 63).saturating_add(4), *high, behind)
        };
        let back = usize::from(u16::from_le_bytes([*low, high])).saturating_add(1);
        for _ in 0..length {
            out.push(*out.get(out.len().checked_sub(back)?)?);
        }
        packed = behind;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{DEIS, DEIS_DEFAULTS, DRYCC, DRYCC_DEFAULTS, REPORT_SCHEMA, SETTINGS_SCHEMA};
    use super::{Packed, unpacked};
    use crate::json::Json;

    #[test]
    fn what_was_packed_comes_out_again() {
        let texts: [(Packed, &str); 6] = [
            (DEIS, include_str!("chart/deis.json")),
            (DEIS_DEFAULTS, include_str!("chart/deis-defaults.json")),
            (DRYCC, include_str!("chart/drycc.json")),
            (DRYCC_DEFAULTS, include_str!("chart/drycc-defaults.json")),
            (SETTINGS_SCHEMA, include_str!("../../docs/settings.schema.json")),
            (REPORT_SCHEMA, include_str!("../../docs/report.schema.json")),
        ];
        for (packed, text) in texts {
            assert_eq!(packed.json().as_ref(), Ok(&Json::parse(text).unwrap()));
        }
    }

    #[test]
    fn each_part_is_read_as_it_is_written() {
        assert_eq!(unpacked(b"\x02abc\x90\x02"), Some(b"abcabcab".to_vec()));
        assert_eq!(unpacked(b"\x02abc\x90\x00"), Some(b"abcccccc".to_vec()));
        assert_eq!(unpacked(b"\x02abc\xc1\x01\x00"), Some(b"abcbcbcb".to_vec()));
    }

    #[test]
    fn a_part_reaches_as_far_back_and_as_long_as_it_can_say() {
        let plain: Vec<u8> = (0..=u16::MAX).map(|n| (n % 251) as u8).collect();
        let mut packed: Vec<u8> = Vec::new();
        for some in plain.chunks(128) {
            packed.push(some.len() as u8 - 1);
            packed.extend(some);
        }
        let furthest = [&packed[..], b"\xff\xff\xff"].concat();
        assert_eq!(unpacked(&furthest), Some([&plain[..], &plain[..67]].concat()));
        let near = [&packed[..], b"\xbf\xff"].concat();
        let from = plain.len() - 2048;
        assert_eq!(unpacked(&near), Some([&plain[..], &plain[from..from + 10]].concat()));
    }

    #[test]
    fn what_is_broken_is_nothing() {
        for broken in
            [&b"\x02ab"[..], b"\x00a\x80", b"\x00a\x80\x01", b"\x00a\xc0\x00", b"\x00a\xc0\x00\x01"]
        {
            assert_eq!(unpacked(broken), None, "{broken:?}");
        }
    }
}
