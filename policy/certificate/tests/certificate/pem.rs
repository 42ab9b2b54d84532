//! What OpenSSL takes as PEM is taken here, and what it refuses is refused.

use certificate::{Chain, Damage, MAX_BLOCKS, Mistake};

use crate::{base64, chain, der, text};

/// How many certificates are read, or what is wrong.
fn read(text: impl AsRef<[u8]>) -> Result<usize, Mistake> {
    Chain::read(text.as_ref()).map(|chain| chain.certificates.len())
}

fn damaged(block: usize, damage: Damage) -> Result<usize, Mistake> {
    Err(Mistake::Damaged { block, damage })
}

/// The certificate in lines of that length.
fn in_lines_of(length: usize) -> String {
    let base64 = base64(&der(data!("ec.pem")));
    let lines: Vec<String> = base64.chunks(length).map(text).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", lines.join("\n"))
}

#[test]
fn text_before_and_between_blocks_is_skipped() {
    assert_eq!(read(data!("bag.pem")), Ok(1));
    let between = [data!("ec.pem"), b"# not UTF-8: \xff\xfe\n\n", data!("root.pem"), b"-----"];
    assert_eq!(read(between.concat()), Ok(2));
}

#[test]
fn blocks_of_something_else_are_skipped() {
    let mixed = [data!("parameters.pem"), data!("request.pem"), data!("ec.pem")].concat();
    assert_eq!(read(&mixed), Ok(1));
    assert!(!chain(&mixed).holds_key);
}

#[test]
fn old_and_trusted_labels_of_a_certificate_are_taken() {
    assert_eq!(read(data!("trusted.pem")), Ok(1));
    assert_eq!(read(text(data!("ec.pem")).replace("CERTIFICATE", "X509 CERTIFICATE")), Ok(1));
}

#[test]
fn line_ends_of_dos_are_taken_and_told() {
    let dos = text(data!("chain.pem")).replace('\n', "\r\n");
    assert_eq!(read(&dos), Ok(2));
    assert!(chain(dos.as_bytes()).has_crlf);
    assert!(!chain(data!("chain.pem")).has_crlf);
}

#[test]
fn blanks_at_the_ends_of_lines_and_a_missing_last_line_end_are_taken() {
    let blanks = text(data!("ec.pem")).replace('\n', " \t\n");
    assert_eq!(read(blanks.trim_end()), Ok(1));
    assert_eq!(read(format!("\n\n{blanks}\n \n")), Ok(1));
}

#[test]
fn lines_may_have_any_length() {
    for length in [1, 7, 64, 76, 253, 254, 255, 5000] {
        assert_eq!(read(in_lines_of(length)), Ok(1), "{length}");
    }
}

#[test]
fn one_blank_line_may_follow_the_first_one_before_lines_of_64() {
    let begin = "CERTIFICATE-----\nM";
    let blank = |text: String, blanks| text.replace(begin, &format!("CERTIFICATE-----\n{blanks}M"));
    assert_eq!(read(blank(in_lines_of(64), "\n")), Ok(1));
    assert_eq!(read(blank(in_lines_of(64), "\n\n")), damaged(1, Damage::Lines));
    assert_eq!(read(blank(in_lines_of(60), "\n")), damaged(1, Damage::Lines));
    assert_eq!(read(blank(in_lines_of(76), "\n")), damaged(1, Damage::Lines));
}

#[test]
fn a_blank_line_within_a_block_damages_it() {
    let lines = in_lines_of(64);
    let (start, end) = lines.split_at(lines.len() - 100);
    let end = end.replacen('\n', "\n\n", 1);
    assert_eq!(read(format!("{start}{end}")), damaged(1, Damage::Lines));
    assert_eq!(read(lines.replace("\n-----END", "\n\n-----END")), damaged(1, Damage::Lines));
}

#[test]
fn a_header_that_encrypts_nothing_damages_a_block() {
    let with = |header: &str| text(data!("ec.pem")).replacen("\nM", &format!("\n{header}\n\nM"), 1);
    assert_eq!(read(with("Proc-Type: 4,MIC-ONLY")), damaged(1, Damage::Lines));
    assert_eq!(read(with("X-Was: ENCRYPTED")), damaged(1, Damage::Lines));
    assert_eq!(read(with("Proc-Type: 4,ENCRYPTED")), Err(Mistake::Encrypted));
}

#[test]
fn a_block_without_its_end_is_damaged() {
    let text = text(data!("ec.pem"));
    assert_eq!(read(text.replace("-----END CERTIFICATE-----", "")), damaged(1, Damage::End));
    assert_eq!(read(text.replace("END CERT", "END TRUSTED CERT")), damaged(1, Damage::End));
    assert_eq!(read(text.split_at(text.len() / 2).0), damaged(1, Damage::End));
}

#[test]
fn damage_names_the_block_even_where_it_would_be_skipped() {
    let second = text(data!("ec.pem")).replace("\nM", "\n!");
    let both = format!("{}{second}", text(data!("ec.pem")));
    assert_eq!(read(both), damaged(2, Damage::Base64));
    let parameters = text(data!("parameters.pem")).replace("==", "=");
    assert_eq!(read([data!("ec.pem"), parameters.as_bytes()].concat()), damaged(2, Damage::Base64));
}

#[test]
fn a_certificate_that_is_cut_off_is_damaged() {
    let cut = der(data!("ec.pem"));
    for length in [0, 1, 2, 3, 4, 5, 60, 200, 300, cut.len() - 1] {
        let cut = crate::block("CERTIFICATE", &cut[..length]);
        assert_eq!(read(cut), damaged(1, Damage::Content), "{length}");
    }
}

#[test]
fn bytes_behind_the_first_certificate_damage_it_and_behind_others_do_not() {
    let more = crate::block("CERTIFICATE", &[der(data!("ec.pem")), vec![0]].concat());
    assert_eq!(read(&more), damaged(1, Damage::Content));
    assert_eq!(read([data!("ec.pem"), &more].concat()), Ok(2));
}

#[test]
fn a_hundred_blocks_are_read_and_no_more() {
    assert_eq!(read(data!("ec.pem").repeat(MAX_BLOCKS)), Ok(MAX_BLOCKS));
    assert_eq!(read(data!("ec.pem").repeat(MAX_BLOCKS + 1)), Err(Mistake::TooMany));
    assert_eq!(read(data!("parameters.pem").repeat(5000)), Err(Mistake::TooMany));
}
