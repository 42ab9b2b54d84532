//! One question to the API server: a GET, with a time limit, and repeated where that may help. What the
//! server says in an error is never repeated.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use http::header::{ACCEPT, RETRY_AFTER, USER_AGENT};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper_util::client::legacy;
use kube::Client;
use kube::client::{AuthError, Body};
use serde::de::DeserializeOwned;

use super::access::login;

/// The pauses before a question is asked again.
const PAUSES: [u64; 3] = [200, 500, 1200];
/// The longest pause that a server may ask for, in seconds.
const LONGEST: u64 = 10;
/// How often in a row there may be no answer before nothing more is asked.
const SILENCES: u32 = 3;
/// The most bytes of one answer.
const LIMIT: usize = 256 << 20;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// 401
    Unknown,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 410
    Gone,
    /// Another status than 200.
    Status(u16),
    /// There was no answer in time.
    Silent(Duration),
    /// The answer broke off, or is not what the API gives.
    Broken(&'static str),
    /// There is no connection, in words.
    Unreachable(String),
}

impl Trouble {
    /// Whether no other question will have an answer either.
    pub fn is_final(&self) -> bool {
        matches!(self, Trouble::Unknown | Trouble::Unreachable(_))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Unknown => formatter.write_str(
                "the cluster does not accept the credentials (401): log in again, or choose another context",
            ),
            Trouble::Forbidden => formatter.write_str("forbidden"),
            Trouble::NotFound => formatter.write_str("not found"),
            Trouble::Gone => formatter.write_str("it changed while it was read (410)"),
            Trouble::Status(status) => write!(formatter, "the cluster answers {status}"),
            Trouble::Silent(limit) => {
                let (seconds, s) = (limit.as_secs(), if limit.as_secs() == 1 { "" } else { "s" });
                write!(formatter, "no answer within {seconds} second{s}")
            }
            Trouble::Broken(words) => formatter.write_str(words),
            Trouble::Unreachable(words) => formatter.write_str(words),
        }
    }
}

/// An API server.
pub struct Server {
    client: Client,
    address: String,
    timeout: Duration,
    /// How often in a row there was no answer.
    silences: Cell<u32>,
}

/// What came back: the status, how long to wait before asking again, and the bytes.
type Answer = (StatusCode, Option<u64>, Vec<u8>);

impl Server {
    /// A server that has `timeout` for each answer.
    pub fn of(client: Client, address: String, timeout: Duration) -> Server {
        Server { client, address, timeout, silences: Cell::new(0) }
    }

    /// What stands at a path.
    ///
    /// # Errors
    /// There is no answer, or another than `T`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        let bytes = self.bytes(path).await?;
        serde_json::from_slice(&bytes).map_err(|error| {
            Trouble::Broken(match error.classify() {
                serde_json::error::Category::Eof => "the answer breaks off",
                serde_json::error::Category::Data => "the answer is not what the API gives",
                _ => "the answer is no JSON",
            })
        })
    }

    async fn bytes(&self, path: &str) -> Result<Vec<u8>, Trouble> {
        let mut pauses = PAUSES.iter();
        loop {
            if self.silences.get() >= SILENCES {
                return Err(Trouble::Silent(self.timeout));
            }
            let answer = tokio::time::timeout(self.timeout, self.once(path)).await;
            let Ok(answer) = answer else {
                self.silences.set(self.silences.get() + 1);
                return Err(Trouble::Silent(self.timeout));
            };
            self.silences.set(0);
            let (trouble, wanted) = match answer {
                Ok((StatusCode::OK, _, bytes)) => return Ok(bytes),
                Ok((status, wanted, _)) => (of_status(status), wanted),
                Err(trouble) => (trouble, None),
            };
            let passes = match &trouble {
                Trouble::Status(status) => *status == 429 || *status >= 500,
                Trouble::Broken(_) => true,
                _ => false,
            };
            let Some(pause) = pauses.next().filter(|_| passes) else { return Err(trouble) };
            let wanted = Duration::from_secs(wanted.unwrap_or_default().min(LONGEST));
            tokio::time::sleep(wanted.max(Duration::from_millis(*pause))).await;
        }
    }

    async fn once(&self, path: &str) -> Result<Answer, Trouble> {
        let agent = concat!("workflow-readiness/", env!("CARGO_PKG_VERSION"));
        let request = Request::get(path)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, agent)
            .body(Body::empty())
            .map_err(|_| Trouble::Broken("the path cannot be asked for"))?;
        let response = self.client.send(request).await.map_err(|error| self.lost(&error))?;
        let status = response.status();
        let wanted = response.headers().get(RETRY_AFTER);
        let wanted = wanted.and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        let body = Limited::new(response.into_body(), LIMIT).collect().await;
        let body = body.map_err(|_| Trouble::Broken("the answer breaks off"))?;
        Ok((status, wanted, body.to_bytes().to_vec()))
    }

    /// Why there is no answer at all.
    fn lost(&self, error: &kube::Error) -> Trouble {
        let mut last: &dyn Error = error;
        let mut is_connect = false;
        loop {
            if let Some(error) = last.downcast_ref::<AuthError>() {
                return Trouble::Unreachable(login(error));
            }
            is_connect |=
                last.downcast_ref::<legacy::Error>().is_some_and(legacy::Error::is_connect);
            last = match (
                last.source(),
                last.downcast_ref::<io::Error>().and_then(io::Error::get_ref),
            ) {
                (Some(inner), _) => inner,
                (None, Some(inner)) => inner,
                (None, None) => break,
            };
        }
        if is_connect {
            Trouble::Unreachable(format!("{} cannot be reached: {last}", self.address))
        } else {
            Trouble::Broken("the connection breaks off")
        }
    }
}

fn of_status(status: StatusCode) -> Trouble {
    match status {
        StatusCode::UNAUTHORIZED => Trouble::Unknown,
        StatusCode::FORBIDDEN => Trouble::Forbidden,
        StatusCode::NOT_FOUND => Trouble::NotFound,
        StatusCode::GONE => Trouble::Gone,
        status => Trouble::Status(status.as_u16()),
    }
}
