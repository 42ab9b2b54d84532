//! What helps in a shell: help, completions, manual pages.

use std::process::{Command, Stdio};

use crate::support::{folder, read, run, stdout};

const COMMANDS: [&str; 11] = [
    "review",
    "snapshot",
    "collect",
    "admit",
    "fix",
    "rules",
    "explain",
    "guide",
    "schema",
    "completions",
    "man",
];

#[test]
fn each_command_has_examples_and_its_exit_statuses() {
    for command in COMMANDS {
        for help in [run(&[command, "--help"]), run(&[command, "-h"]), run(&["help", command])] {
            assert_eq!(help.status.code(), Some(0));
            let text = stdout(&help);
            assert!(text.contains("\nExamples:\n  "), "{command}: {text}");
            assert!(text.contains("\nExit status:\n  0  "), "{command}: {text}");
        }
    }
    let text = stdout(&run(&["--help"]));
    assert!(COMMANDS.iter().all(|command| text.contains(&format!("\n  {command} "))), "{text}");
    assert!(text.contains("\nExit status:\n"), "{text}");
}

#[test]
fn each_shell_gets_a_script_that_knows_commands_options_and_rules() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        let script = stdout(&output);
        // In elvish and PowerShell clap_complete gives words to nothing.
        let rules = ["sarif", "routers-replicas", "tls-dhparam"];
        let words = if ["elvish", "powershell"].contains(&shell) { &[][..] } else { &rules };
        for word in ["review", "require-ready"].iter().chain(words) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn bash_takes_its_script_and_completes_a_rule() {
    if Command::new("bash").arg("--version").stdout(Stdio::null()).status().is_err() {
        return;
    }
    let path = folder("shell-bash").join("completions.bash");
    std::fs::write(&path, stdout(&run(&["completions", "bash"]))).expect("written");
    let complete = "source \"$1\"; COMP_WORDS=(workflow-readiness explain routers-rep); COMP_CWORD=2; \
                    [[ $(complete -p workflow-readiness) =~ -F\\ ([^ ]+) ]]; ${BASH_REMATCH[1]} \
                    workflow-readiness routers-rep explain; echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash")
        .args(["--norc", "-c", complete, "bash"])
        .arg(&path)
        .output()
        .expect("bash runs");
    assert_eq!(stdout(&output), "routers-replicas\n");
}

#[test]
fn each_command_has_a_manual_page() {
    let folder = folder("shell-man").join("man1");
    let output = run(&["man", "--dir", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(0));
    let whole = read(&folder.join("workflow-readiness.1"));
    assert_eq!(whole, stdout(&run(&["man"])));
    for command in COMMANDS {
        let page = read(&folder.join(format!("workflow-readiness-{command}.1")));
        assert_eq!(page, stdout(&run(&["man", command])));
        for heading in [".TH workflow", ".SH NAME", ".SH SYNOPSIS", ".SH EXAMPLES"] {
            assert!(page.contains(heading), "{command}: {heading}");
        }
        assert!(page.contains(".SH \"EXIT STATUS\""), "{command}: {page}");
        assert!(whole.contains(&format!("workflow\\-readiness\\-{command}(1)")), "{command}");
    }
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), COMMANDS.len() + 1);
}
