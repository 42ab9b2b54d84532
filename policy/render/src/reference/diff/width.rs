//! Lines that fit on a page.

/// Columns of a line.
const WIDTH: usize = 100;
/// Characters of base64 from which it says nothing to a reader.
const BASE64: usize = 80;

/// The line, cut to the width. Of base64 a piece from the middle stays, since certificates begin and end
/// alike.
pub(super) fn fit(line: &str) -> String {
    let length = line.chars().count();
    if length <= WIDTH {
        return line.to_owned();
    }
    let (before, value) = line.rsplit_once(' ').unwrap_or(("", line));
    let is_base64 = |one: char| one.is_ascii_alphanumeric() || "+/=".contains(one);
    if value.len() >= BASE64 && value.chars().all(is_base64) {
        let piece =
            |from: usize, count: usize| value.chars().skip(from).take(count).collect::<String>();
        let (start, middle) = (piece(0, 12), piece(value.len() / 2, 12));
        let shown = format!("{before} {start}…{middle}… ({} characters)", value.len());
        return cut(&shown);
    }
    cut(line)
}

fn cut(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    line.chars().take(WIDTH - 1).chain(['…']).collect()
}

/// A remark between the lines of a diff.
pub(super) fn note(text: &str) -> Vec<String> {
    let options = textwrap::Options::new(WIDTH).subsequent_indent("  ");
    textwrap::wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, fit, note};

    #[test]
    fn no_line_is_wider_than_the_page_and_short_ones_stay() {
        for line in ["+ a: ".to_owned() + &"b".repeat(300), "ü ".repeat(200), "x".repeat(101)] {
            assert!(fit(&line).chars().count() <= WIDTH);
        }
        assert_eq!(fit("+  name: deis-router"), "+  name: deis-router");
        assert!(note(&"word ".repeat(60)).iter().all(|line| line.chars().count() <= WIDTH));
    }

    #[test]
    fn two_keys_that_begin_and_end_alike_stay_different() {
        let key = |middle: &str| format!("  tls.key: {}{middle}{}", "A".repeat(50), "B".repeat(50));
        assert_ne!(fit(&key("0123456789")), fit(&key("9876543210")));
        assert!(fit(&key("")).ends_with("… (100 characters)"));
    }
}
