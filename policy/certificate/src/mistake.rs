//! What people get wrong when they put a certificate and a key into a Secret.

use std::error::Error;
use std::fmt;

use words::{Words, words};

use crate::pem::MAX_BLOCKS;

/// What a file should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A certificate, with its intermediates: `tls.crt`.
    Certificate,
    /// A private key: `tls.key`.
    PrivateKey,
}

/// What a file holds instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A certificate.
    Certificate,
    /// A private key.
    PrivateKey,
    /// A public key.
    PublicKey,
    /// A request for a certificate (PKCS#10).
    Request,
    /// A bundle in PKCS#7 (RFC 2315) or CMS (RFC 5652): `.p7b`.
    Pkcs7,
    /// A private key in the format of OpenSSH.
    OpenSsh,
    /// Something else in PEM, such as parameters of Diffie-Hellman or of a curve.
    Other,
}

/// What is wrong within a PEM block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// There is a line `-----BEGIN X-----`, and no `-----END X-----` for it.
    End,
    /// Blank lines, or lines of uneven length after one, where OpenSSL allows none.
    Lines,
    /// What should be base64 is not, or not all of it is there.
    Base64,
    /// The base64 holds no DER of what the block's label promises.
    Content,
}

/// Why a file cannot be used. It never holds a byte of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// There is nothing in it, or nothing but blanks.
    Empty,
    /// It is DER, not PEM.
    Der(Wanted),
    /// It is base64 of PEM: encoded twice on its way into the Secret.
    EncodedTwice,
    /// It is base64 of DER: encoded twice, or PEM without its first and last line.
    BareBase64,
    /// The line ends are written as `\n`: a backslash and a letter.
    EscapedLineEnds,
    /// The PEM markers share their lines with something else: line ends lost, or lines indented.
    MarkersWithinLines,
    /// It is UTF-16.
    Utf16,
    /// A UTF-8 byte order mark stands right before the first `-----BEGIN`. OpenSSL before 3.0, which
    /// every released router has, does not see that line.
    ByteOrderMark,
    /// It is a PKCS#12 file (RFC 7292): `.p12`, `.pfx`.
    Pkcs12,
    /// It is a Java key store: JKS or JCEKS.
    KeyStore,
    /// It holds something else.
    Holds {
        /// What it holds.
        found: Content,
        /// What it should hold.
        wanted: Wanted,
    },
    /// The private key is encrypted, and the router has no pass phrase.
    Encrypted,
    /// It is no PEM, and nothing else that could be recognised.
    NoPem,
    /// A PEM block in it is damaged.
    Damaged {
        /// Which one, counted from 1.
        block: usize,
        /// What is wrong with it.
        damage: Damage,
    },
    /// It has more than [`MAX_BLOCKS`] PEM blocks.
    TooMany,
}

impl Error for Mistake {}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Wanted::Certificate => "a certificate",
            Wanted::PrivateKey => "a private key",
        })
    }
}

impl Content {
    fn words(self) -> Words {
        match self {
            Content::Certificate => words!("a certificate"),
            Content::PrivateKey => words!("a private key"),
            Content::PublicKey => words!("a public key"),
            Content::Request => words!("a certificate request"),
            Content::Pkcs7 => words!("a PKCS#7 bundle"),
            Content::OpenSsh => words!("a private key in the format of OpenSSH"),
            Content::Other => words!("other PEM blocks"),
        }
    }

    /// What to do about it, where that is not plain.
    fn advice(self, wanted: Wanted) -> Words {
        match (self, wanted) {
            (Content::Certificate, _) | (Content::PrivateKey, _) => {
                words!(": are the two swapped?")
            }
            (Content::Request, Wanted::Certificate) => {
                words!(": the authority that you send it to answers with the certificate")
            }
            (Content::Pkcs7, Wanted::Certificate) => words!(
                ": convert it with `openssl pkcs7 -print_certs`, and `-inform der` if it is binary"
            ),
            (Content::OpenSsh, Wanted::PrivateKey) => {
                words!(", which nginx cannot read: convert it with `ssh-keygen -p -m PEM`")
            }
            _ => words!(""),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Damage::End => {
                words!("its `-----END` line is missing or does not fit its `-----BEGIN` line")
            }
            Damage::Lines => words!("it has blank lines or headers that do not belong there"),
            Damage::Base64 => words!("its base64 is broken or cut off"),
            Damage::Content => words!("what it holds cannot be read as what it is labelled"),
        };
        words.fmt(formatter)
    }
}

impl Mistake {
    fn words(&self) -> Words {
        match self {
            Mistake::Empty => words!("it is empty"),
            Mistake::EncodedTwice => {
                words!("it was base64-encoded twice: encode the PEM file once")
            }
            Mistake::BareBase64 => words!(
                "it is base64 of binary DER: either it was encoded twice, or its `-----BEGIN` and \
                 `-----END` lines are missing"
            ),
            Mistake::EscapedLineEnds => words!(
                "its line ends are written as a backslash and an `n`: they must be real line ends"
            ),
            Mistake::MarkersWithinLines => words!(
                "its `-----BEGIN` and `-----END` are not lines of their own: line ends are missing, \
                 or the lines are indented"
            ),
            Mistake::Utf16 => words!("it is UTF-16 text: save it as ASCII or UTF-8"),
            Mistake::ByteOrderMark => words!(
                "it starts with a byte order mark: save it as ASCII, or as UTF-8 without one"
            ),
            Mistake::Pkcs12 => words!(
                "it is a PKCS#12 file, not PEM: take the certificate out of it with `openssl pkcs12 \
                 -nokeys`, and the key with `openssl pkcs12 -nocerts -nodes`"
            ),
            Mistake::KeyStore => words!(
                "it is a Java key store, not PEM: convert it with `keytool -importkeystore \
                 -deststoretype pkcs12`, then take it apart with `openssl pkcs12`"
            ),
            Mistake::Encrypted => words!(
                "it is encrypted, and the router has no pass phrase: decrypt it with `openssl pkey`"
            ),
            Mistake::NoPem => {
                words!("it has no PEM block: no line like `-----BEGIN CERTIFICATE-----`")
            }
            // With values in them: see `fmt`.
            Mistake::Der(_)
            | Mistake::Holds { .. }
            | Mistake::Damaged { .. }
            | Mistake::TooMany => words!(""),
        }
    }
}

/// In plain words that go on after the name of the file: "it is empty".
impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Der(wanted) => {
                let command = match wanted {
                    Wanted::Certificate => "openssl x509",
                    Wanted::PrivateKey => "openssl pkey",
                };
                formatter.write_str(&words!(
                    "it is binary DER, not PEM: convert it with `{command} -inform der`"
                ))
            }
            Mistake::Holds { found, wanted } => {
                let (found, advice) = (found.words(), found.advice(*wanted));
                formatter.write_str(&words!("it holds {found}, not {wanted}{advice}"))
            }
            Mistake::Damaged { block, damage } => {
                formatter.write_str(&words!("its PEM block {block} is damaged: {damage}"))
            }
            Mistake::TooMany => {
                formatter.write_str(&words!("it has more than {MAX_BLOCKS} PEM blocks"))
            }
            other => other.words().fmt(formatter),
        }
    }
}
