//! Properties of the policy over generated clusters.
