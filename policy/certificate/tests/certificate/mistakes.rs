//! The usual mistakes are told from one another, in words that say what to do.

use certificate::{Chain, Content, Damage, Mistake, PrivateKey, Wanted};

use crate::{base64, block, der, text};

fn of_certificate(bytes: &[u8]) -> Mistake {
    Chain::read(bytes).expect_err("a mistake")
}

fn of_key(bytes: &[u8]) -> Mistake {
    PrivateKey::read(bytes).expect_err("a mistake")
}

fn of_both(bytes: &[u8]) -> Mistake {
    assert_eq!(of_certificate(bytes), of_key(bytes));
    of_key(bytes)
}

fn instead_of_certificate(found: Content) -> Mistake {
    Mistake::Holds { found, wanted: Wanted::Certificate }
}

fn instead_of_key(found: Content) -> Mistake {
    Mistake::Holds { found, wanted: Wanted::PrivateKey }
}

#[test]
fn nothing_and_blanks_are_empty() {
    assert_eq!(of_both(b""), Mistake::Empty);
    assert_eq!(of_both(b" \r\n\t\n"), Mistake::Empty);
}

#[test]
fn der_is_named() {
    assert_eq!(of_certificate(&der(data!("rsa2048.pem"))), Mistake::Der(Wanted::Certificate));
    assert_eq!(of_certificate(&der(data!("ec.pem"))), Mistake::Der(Wanted::Certificate));
    assert_eq!(of_key(&der(data!("rsa2048-pkcs1-key.pem"))), Mistake::Der(Wanted::PrivateKey));
    // 48 bytes long: the second byte could be a character.
    assert_eq!(of_key(&der(data!("ed25519-key.pem"))), Mistake::Der(Wanted::PrivateKey));
    assert_eq!(of_key(&der(data!("ec-pkcs8-key.pem"))), Mistake::Der(Wanted::PrivateKey));
}

#[test]
fn base64_twice_is_named() {
    assert_eq!(of_certificate(&base64(data!("chain.pem"))), Mistake::EncodedTwice);
    assert_eq!(of_key(&base64(data!("ec-key.pem"))), Mistake::EncodedTwice);
    let wrapped: Vec<_> = base64(data!("ec.pem")).chunks(76).map(text).collect();
    assert_eq!(of_certificate(wrapped.join("\n").as_bytes()), Mistake::EncodedTwice);
    assert_eq!(of_both(&base64(data!("ec.p12"))), Mistake::EncodedTwice);
}

#[test]
fn base64_of_der_is_named() {
    assert_eq!(of_certificate(&base64(&der(data!("ec.pem")))), Mistake::BareBase64);
    assert_eq!(of_key(&base64(&der(data!("ed25519-key.pem")))), Mistake::BareBase64);
}

#[test]
fn swapped_files_are_named() {
    assert_eq!(
        of_certificate(data!("rsa2048-key.pem")),
        instead_of_certificate(Content::PrivateKey)
    );
    assert_eq!(of_certificate(data!("ec-key.pem")), instead_of_certificate(Content::PrivateKey));
    let encrypted = of_certificate(data!("encrypted-traditional-key.pem"));
    assert_eq!(encrypted, instead_of_certificate(Content::PrivateKey));
    assert_eq!(of_key(data!("chain.pem")), instead_of_key(Content::Certificate));
}

#[test]
fn other_pem_files_are_named() {
    assert_eq!(of_certificate(data!("request.pem")), instead_of_certificate(Content::Request));
    assert_eq!(of_key(data!("request.pem")), instead_of_key(Content::Request));
    assert_eq!(of_certificate(data!("pkcs7.pem")), instead_of_certificate(Content::Pkcs7));
    let public = data!("rsa2048-public.pem");
    assert_eq!(of_key(public), instead_of_key(Content::PublicKey));
    assert_eq!(of_certificate(public), instead_of_certificate(Content::PublicKey));
    assert_eq!(of_key(data!("openssh-key.pem")), instead_of_key(Content::OpenSsh));
    assert_eq!(of_key(data!("parameters.pem")), instead_of_key(Content::Other));
    let telling = [data!("parameters.pem"), data!("rsa2048-public.pem")].concat();
    assert_eq!(of_key(&telling), instead_of_key(Content::PublicKey));
}

#[test]
fn binary_files_are_named() {
    assert_eq!(of_both(data!("ec.p12")), Mistake::Pkcs12);
    assert_eq!(of_certificate(&der(data!("pkcs7.pem"))), instead_of_certificate(Content::Pkcs7));
    assert_eq!(of_both(b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\0"), Mistake::KeyStore);
}

#[test]
fn lost_and_escaped_line_ends_are_named() {
    let certificate = text(data!("chain.pem"));
    assert_eq!(of_both(certificate.replace('\n', "\\n").as_bytes()), Mistake::EscapedLineEnds);
    let quoted = format!("\"{}\"", certificate.trim_end().replace('\n', "\\n"));
    assert_eq!(of_both(quoted.as_bytes()), Mistake::EscapedLineEnds);
    for instead in [" ", "", "\r"] {
        let joined = certificate.replace('\n', instead);
        assert_eq!(of_both(joined.as_bytes()), Mistake::MarkersWithinLines, "{instead:?}");
    }
    let indented = certificate.replace("-----BEGIN", "  -----BEGIN");
    assert_eq!(of_both(indented.as_bytes()), Mistake::MarkersWithinLines);
}

#[test]
fn other_encodings_of_text_are_named() {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let certificate = text(data!("ec.pem"));
    assert_eq!(of_both(&wide(&certificate)), Mistake::Utf16);
    assert_eq!(of_both(&wide(&format!("\u{feff}{certificate}"))), Mistake::Utf16);
    assert_eq!(of_both(&wide("\u{feff}changeme")), Mistake::Utf16);
    assert_eq!(of_both(format!("\u{feff}{certificate}").as_bytes()), Mistake::ByteOrderMark);
    let comment_first = format!("\u{feff}# a comment\n{certificate}");
    assert!(Chain::read(comment_first.as_bytes()).is_ok());
}

#[test]
fn an_encrypted_key_is_named() {
    assert_eq!(of_key(data!("encrypted-pkcs8-key.pem")), Mistake::Encrypted);
    assert_eq!(of_key(data!("encrypted-traditional-key.pem")), Mistake::Encrypted);
}

#[test]
fn damage_within_a_block_is_named() {
    let key = text(data!("ec-pkcs8-key.pem"));
    let damaged = |damage| Mistake::Damaged { block: 1, damage };
    assert_eq!(
        of_key(key.replace("-----END PRIVATE KEY-----", "").as_bytes()),
        damaged(Damage::End)
    );
    assert_eq!(of_key(key.replace("\nM", "\n*").as_bytes()), damaged(Damage::Base64));
    assert_eq!(of_key(key.replace("\nM", "\nX: y\n\nM").as_bytes()), damaged(Damage::Lines));
    assert_eq!(of_key(&block("EC PRIVATE KEY", b"0\x03\x02\x01\x01")), damaged(Damage::Content));
    assert_eq!(of_key(&block("DSA PRIVATE KEY", b"0\0")), damaged(Damage::Content));
}

#[test]
fn anything_else_has_no_pem_block() {
    assert_eq!(of_both(b"changeme"), Mistake::NoPem);
    assert_eq!(of_both(b"0. a list"), Mistake::NoPem);
    assert_eq!(of_both(b"----BEGIN CERTIFICATE----"), Mistake::NoPem);
    assert_eq!(of_both(b"\x7fELF\0"), Mistake::NoPem);
}

#[test]
fn a_mistake_is_a_phrase_that_says_what_to_do() {
    let said = [
        (of_certificate(b""), "it is empty"),
        (of_key(&data!("parameters.pem").repeat(101)), "it has more than 100 PEM blocks"),
        (
            of_certificate(&der(data!("ec.pem"))),
            "it is binary DER, not PEM: convert it with `openssl x509 -inform der`",
        ),
        (
            of_certificate(data!("ec-key.pem")),
            "it holds a private key, not a certificate: are the two swapped?",
        ),
        (of_key(data!("rsa2048-public.pem")), "it holds a public key, not a private key"),
        (
            of_certificate(data!("request.pem")),
            "it holds a certificate request, not a certificate: the authority that you send it to \
             answers with the certificate",
        ),
        (
            of_certificate(data!("pkcs7.pem")),
            "it holds a PKCS#7 bundle, not a certificate: convert it with \
             `openssl pkcs7 -print_certs`, and `-inform der` if it is binary",
        ),
        (
            of_key(data!("openssh-key.pem")),
            "it holds a private key in the format of OpenSSH, not a private key, which nginx cannot \
             read: convert it with `ssh-keygen -p -m PEM`",
        ),
        (
            of_key(b"-----BEGIN PRIVATE KEY-----\n"),
            "its PEM block 1 is damaged: its `-----END` line is missing or does not fit its \
             `-----BEGIN` line",
        ),
    ];
    for (mistake, words) in said {
        assert_eq!(mistake.to_string(), words);
    }
}
