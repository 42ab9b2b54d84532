//! Generated clusters, and a model of what holds in them.
