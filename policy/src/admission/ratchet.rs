//! An update is held against what it adds: what the stored object already has is no reason to refuse
//! it, as Kubernetes' own validation has it. Nothing that runs today may become un-editable.

use crate::engine::Judgement;

/// The judgements of the stored object that no new one has been matched with yet.
pub struct Stored(Vec<Judgement>);

impl Stored {
    /// These judgements.
    pub fn of(judgements: Vec<Judgement>) -> Stored {
        Stored(judgements)
    }

    /// Whether the stored object had the same finding, or one of the same field that lacks as much or
    /// more. Each stored finding stands for one new one.
    pub fn had(&mut self, new: &Judgement) -> bool {
        let same = |old: &&Judgement| old.rule.id == new.rule.id && old.outcome == new.outcome;
        let exact = self.0.iter().position(|old| same(&old) && old.said() == new.said());
        let lesser = || {
            let lacks = |old: &Judgement| {
                old.pointer == new.pointer
                    && old.lack.zip(new.lack).is_some_and(|(old, new)| new.is_within(old))
            };
            self.0.iter().position(|old| same(&old) && lacks(old))
        };
        let place = exact.or_else(lesser);
        place.map(|place| self.0.swap_remove(place)).is_some()
    }
}
