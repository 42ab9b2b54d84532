//! Places in a document.

/// An RFC 6901 pointer into an object, built one step at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer along a path of member names.
    pub fn to(path: &[&str]) -> Pointer {
        path.iter().fold(Pointer::default(), |pointer, name| pointer.key(name))
    }

    /// One step down, to the member of that name.
    #[must_use]
    pub fn key(mut self, name: &str) -> Pointer {
        self.0.push('/');
        if !name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.0.push_str(name);
            return self;
        }
        for character in name.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// One step down, to the element at that place.
    #[must_use]
    pub fn index(self, index: usize) -> Pointer {
        self.key(&index.to_string())
    }

    /// One step down, to the place after an array's last element, as RFC 6902 writes it.
    #[must_use]
    pub fn end(self) -> Pointer {
        self.key("-")
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Pointer> for String {
    fn from(pointer: Pointer) -> String {
        pointer.0
    }
}
