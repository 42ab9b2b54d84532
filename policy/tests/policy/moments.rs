//! Points in time, held against the reader of the crate `time`.

use policy::moment::{Day, Moment};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const TEXTS: [&str; 34] = [
    "2026-11-01T12:00:00Z",
    "2026-11-01t12:00:00z",
    "2026-11-01T12:00:00.5Z",
    "2026-11-01T12:00:00.123456789+01:00",
    "2026-11-01T23:59:59-23:59",
    "2024-02-29T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2000-02-29T00:00:00+14:00",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-13-01T12:00:00Z",
    "2026-00-01T12:00:00Z",
    "2026-11-31T12:00:00Z",
    "2026-11-01T24:00:00Z",
    "2026-11-01T12:60:00Z",
    "2026-11-01T12:00:61Z",
    "2026-11-01T12:00:00",
    "2026-11-01T12:00:00+1:00",
    "2026-11-01T12:00:00+01:60",
    "2026-11-01T12:00:00+24:00",
    "2026-11-01T12:00:00.Z",
    "2026-11-01T12:00:00 Z",
    "2026-11-01",
    "2026-11-01T12:00Z",
    "2026-1-01T12:00:00Z",
    "+026-11-01T12:00:00Z",
    "2026-11-01T+2:00:00Z",
    "2026-11-01T12:00:00Zulu",
    "2026-11-01T12:00:00\u{e9}",
    "",
    "now",
];

#[test]
fn moments_are_read_as_a_well_kept_reader_reads_them() {
    for text in TEXTS {
        let known = OffsetDateTime::parse(text, &Rfc3339).ok().map(OffsetDateTime::unix_timestamp);
        assert_eq!(Moment::parse(text).map(|moment| moment.unix()), known, "{text}");
    }
}

#[test]
fn every_day_of_many_years_is_where_the_calendar_has_it() {
    for number in (0..40_000).step_by(7) {
        let seconds = i64::from(number) * 86_400;
        let date = OffsetDateTime::from_unix_timestamp(seconds).expect("a moment").date();
        let text = format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
        let day = Day::parse(&text).expect("a day");
        assert_eq!(day.to_string(), text);
        let moment = Moment::from_unix(seconds);
        assert!(moment.has_reached(day) && !moment.is_after(day), "{text}");
        assert!(!Moment::from_unix(seconds - 1).has_reached(day), "{text}");
        assert!(Moment::from_unix(seconds + 86_400).is_after(day), "{text}");
    }
}
