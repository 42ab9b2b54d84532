//! The parts of an AdmissionRequest that decide, read in the order that lets most requests go early:
//! from its own namespace, kind and operation.

use std::borrow::Cow;

use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::kind::Kind;
use crate::rules;
use crate::settings::Settings;
use crate::wire::{self, Members};

/// Whom a request concerns.
pub enum Concern<'a> {
    /// The namespace of that name goes, with all that is in it.
    Namespace(Cow<'a, str>, Request<'a>),
    /// An object of that kind; of a Scale what it scales.
    Object(Kind, Request<'a>),
}

/// A request that somebody has to look at.
pub struct Request<'a> {
    /// `name`; empty for a collection, and where the API server makes the name.
    pub name: Cow<'a, str>,
    /// `namespace`
    pub namespace: Cow<'a, str>,
    /// What is to happen.
    pub change: Change,
    members: Members<'a>,
}

/// What is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// There is a new object.
    Create,
    /// An object changes.
    Update,
    /// The number of a workload's pods changes, by its subresource `scale`.
    Scale,
    /// An object goes.
    Delete,
}

/// Who asks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct User {
    /// The name; empty where nobody is named.
    pub name: String,
    /// The groups.
    pub groups: Vec<String>,
}

impl<'a> Concern<'a> {
    /// Whom a request concerns; none where no rule looks at it, and it is nothing that the platform cannot lose.
    ///
    /// # Errors
    /// It has not the form of an AdmissionRequest.
    pub fn of(
        mut members: Members<'a>,
        settings: &Settings,
    ) -> Result<Option<Concern<'a>>, String> {
        // What is no text is the name of no namespace.
        let namespace = match members.get("namespace") {
            None => Cow::default(),
            Some(text) if !text.starts_with('"') && !text.starts_with('n') => return Ok(None),
            Some(text) => wire::text_of("namespace", text)?.unwrap_or_default(),
        };
        let ours = |namespace: &str| settings.namespaces.iter().any(|one| one == namespace);
        if !namespace.is_empty() && !ours(&namespace) {
            return Ok(None);
        }
        let gvk = members.take("kind")?;
        let group = gvk.get("group").as_str().unwrap_or_default();
        let word = gvk.get("kind").as_str().ok_or("`kind` names no kind")?;
        let kind = wire::kind(&gvk);
        if kind.is_none() && !matches!(word, "Namespace" | "Scale") {
            return Ok(None);
        }
        let operation = members.text("operation")?.unwrap_or_default();
        let name = members.text("name")?.unwrap_or_default();
        if word == "Namespace" && group.is_empty() {
            let mut request = Request { name, namespace, change: Change::Delete, members };
            let name = request.name_or_old()?;
            let goes = operation == "DELETE" && ours(&name);
            return Ok(goes.then_some(Concern::Namespace(name, request)));
        }
        if namespace.is_empty() {
            return Ok(None);
        }
        let (kind, change) = match members.text("subResource")?.as_deref().unwrap_or_default() {
            "" => (kind, change(&operation)),
            "scale" => (scaled(&members)?, (operation == "UPDATE").then_some(Change::Scale)),
            _ => return Ok(None),
        };
        let Some((kind, change)) = kind.zip(change) else { return Ok(None) };
        if change != Change::Delete && !rules::look_at(kind) {
            return Ok(None);
        }
        Ok(Some(Concern::Object(kind, Request { name, namespace, change, members })))
    }
}

fn change(operation: &str) -> Option<Change> {
    match operation {
        "CREATE" => Some(Change::Create),
        "UPDATE" => Some(Change::Update),
        "DELETE" => Some(Change::Delete),
        _ => None,
    }
}

/// What a Scale scales: its own kind says only that it is one, of whatever group.
fn scaled(members: &Members<'_>) -> Result<Option<Kind>, String> {
    let resource = members.value("resource")?;
    let word = |name: &str| resource.get(name).as_str().unwrap_or_default();
    Ok(Kind::of_resource(word("group"), word("resource")))
}

impl<'a> Request<'a> {
    /// `object`; `null` where there is none.
    ///
    /// # Errors
    /// It cannot be judged.
    pub fn take_object(&mut self) -> Result<Json<'a>, String> {
        self.members.take("object")
    }

    /// `oldObject`; `null` where there is none.
    ///
    /// # Errors
    /// It cannot be judged.
    pub fn take_old(&mut self) -> Result<Json<'a>, String> {
        self.members.take("oldObject")
    }

    /// The name of what goes: of a collection each object in turn is the old one, and before Kubernetes
    /// 1.15 there is only the name (apiserver: pkg/registry/rest/delete.go).
    ///
    /// # Errors
    /// The old object cannot be read.
    pub fn name_or_old(&mut self) -> Result<Cow<'a, str>, String> {
        if !self.name.is_empty() {
            return Ok(self.name.clone());
        }
        let old = self.members.value("oldObject")?;
        let name = old.at(&["metadata", "name"]).as_str().unwrap_or_default();
        Ok(Cow::Owned(name.to_owned()))
    }

    /// Who asks.
    ///
    /// # Errors
    /// `userInfo` cannot be read.
    pub fn user(&self) -> Result<User, String> {
        let info = self.members.value("userInfo")?;
        let groups = info.get("groups").items().iter().filter_map(Json::as_str);
        Ok(User {
            name: info.get("username").as_str().unwrap_or_default().to_owned(),
            groups: groups.map(str::to_owned).gathered(),
        })
    }

    /// Whether an audit scanner asks: it sends what is there as if it were created, by nobody, names the
    /// kind in the resource's place and has the object's uid for its own (kubewarden: audit-scanner).
    ///
    /// # Errors
    /// A part of it cannot be read.
    pub fn is_audit(&self, kind: Kind, object: &Json<'_>) -> Result<bool, String> {
        let told = self.members.get("userInfo").unwrap_or_default();
        // Whoever asks has a name, groups and more; only a short text has to be read to tell.
        if self.change != Change::Create || told.len() > 64 || self.user()? != User::default() {
            return Ok(false);
        }
        let resource = self.members.value("resource")?;
        let uid = self.members.text("uid")?.unwrap_or_default();
        let own = object.at(&["metadata", "uid"]).as_str();
        Ok(resource.get("resource").as_str() == Some(kind.name())
            || !uid.is_empty() && own == Some(&*uid))
    }
}
