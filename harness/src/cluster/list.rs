//! Lists of objects, page by page.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ask::{Server, Trouble};
use super::served::Api;

/// The objects of one page.
const PAGE: usize = 500;
/// The most pages of one list: a server that never comes to an end is broken.
const PAGES: usize = 2_000;

#[derive(Deserialize)]
struct Page<T> {
    kind: String,
    #[serde(default)]
    metadata: Metadata,
    // Go writes an empty list as `null`.
    items: Option<Vec<T>>,
}

#[derive(Deserialize, Default)]
struct Metadata {
    #[serde(rename = "continue")]
    rest: Option<String>,
}

/// All objects of a kind: of one namespace, or of all of them. `each` says what to keep of an object. A list
/// that is too old to go on with is begun once more.
///
/// # Errors
/// Not all of them were given.
pub async fn list<T: DeserializeOwned, K>(
    server: &Server,
    api: &Api,
    namespace: Option<&str>,
    mut each: impl FnMut(T) -> Option<K>,
) -> Result<Vec<K>, Trouble> {
    let first = format!("{}?limit={PAGE}", api.path(namespace));
    let mut kept = Vec::new();
    let mut path = first.clone();
    let mut may_begin_again = true;
    for _ in 0..PAGES {
        let page: Page<T> = match server.get(&path).await {
            Err(Trouble::Gone) if may_begin_again => {
                may_begin_again = false;
                kept.clear();
                path.clone_from(&first);
                continue;
            }
            // A kind of somebody's own, whose group has a domain, was taken away since it was asked for.
            Err(Trouble::NotFound) if api.version.contains('.') => return Ok(Vec::new()),
            page => page?,
        };
        if !page.kind.ends_with("List") {
            return Err(Trouble::Broken("the answer is no list"));
        }
        kept.extend(page.items.into_iter().flatten().filter_map(&mut each));
        match page.metadata.rest.filter(|rest| !rest.is_empty()) {
            None => return Ok(kept),
            Some(rest) => {
                let rest: String = form_urlencoded::byte_serialize(rest.as_bytes()).collect();
                path = format!("{first}&continue={rest}");
            }
        }
    }
    Err(Trouble::Broken("the list has no end"))
}
