//! Lists of what iterators give. The standard library's `collect` and `extend` ask an iterator for its first items by
//! themselves, and so have all of its code two or three times: 10 KB of the module.

/// Gathers what an iterator gives.
pub trait Gather: Iterator + Sized {
    /// All of it, in order.
    fn gathered(self) -> Vec<Self::Item> {
        let mut all = Vec::with_capacity(self.size_hint().0);
        self.for_each(|one| all.push(one));
        all
    }

    /// All of it in order, or the first error.
    ///
    /// # Errors
    /// The iterator's own.
    fn gathered_or<T, E>(mut self) -> Result<Vec<T>, E>
    where
        Self: Iterator<Item = Result<T, E>>,
    {
        let mut all = Vec::new();
        self.try_for_each(|one| one.map(|one| all.push(one)))?;
        Ok(all)
    }
}

impl<I: Iterator> Gather for I {}

/// What can take in more.
pub trait TakeIn<T> {
    /// Takes in all of it, in order.
    fn take_in(&mut self, more: impl IntoIterator<Item = T>);
}

impl<T> TakeIn<T> for Vec<T> {
    fn take_in(&mut self, more: impl IntoIterator<Item = T>) {
        more.into_iter().for_each(|one| self.push(one));
    }
}
