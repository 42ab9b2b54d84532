//! Options that every command has: what is said, and how it looks.

use clap::ValueEnum;

/// What is said, and how it looks.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[command(next_help_heading = "Terminal")]
pub struct Terminal {
    /// Print neither report nor notes: the exit status and errors alone tell
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also say on standard error what is used and what was read
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Whether to use colours; auto: on a terminal, and not where NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub color: When,
    /// Whether rules and places are links; auto: on a terminal that knows links
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub hyperlinks: When,
}

/// When something is done to what is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where it is of use
    #[default]
    Auto,
    /// Into files and pipes too
    Always,
    /// Nowhere
    Never,
}
