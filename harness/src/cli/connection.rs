//! Options of what asks the live cluster.

use std::path::PathBuf;

/// How the live cluster is reached.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The live cluster")]
pub struct Connection {
    /// Another context of the kubeconfig than the current one
    #[arg(long, value_name = "C", conflicts_with = "paths")]
    pub context: Option<String>,
    /// Another kubeconfig than that of KUBECONFIG or ~/.kube/config
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub kubeconfig: Option<PathBuf>,
    /// How many seconds each answer of the cluster may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
}

impl Connection {
    /// Whether nothing says which cluster: then inside of a pod it is the pod's own.
    pub fn chooses_nothing(&self) -> bool {
        self.context.is_none()
            && self.kubeconfig.is_none()
            && std::env::var_os("KUBECONFIG").is_none()
    }
}
