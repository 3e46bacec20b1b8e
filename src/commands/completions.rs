//! `completions`: what makes the user's shell complete our commands with Tab.

use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use serde::Serialize;

use super::{
    Cli, Report, Style,
    report::{Answer, Page},
};

/// For which shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars completions bash > ~/.local/share/bash-completion/completions/regulars
  regulars completions fish > ~/.config/fish/completions/regulars.fish")]
pub struct Completions {
    /// Your shell
    shell: Shell,
}

#[derive(Serialize)]
struct Script {
    shell: String,
    script: String,
}

impl Answer for Script {
    fn write(&self, page: &mut Page) {
        // Tabs of the script are between words or in front of lines, where a space means the same.
        self.script.lines().for_each(|line| page.line(line));
    }
}

/// Writes the script.
///
/// # Errors
/// Never, but for JSON that cannot be written.
pub fn run(args: &Completions, style: Style) -> Result<Report> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "regulars", &mut script);
    let script = Script {
        shell: args.shell.to_string(),
        script: String::from_utf8_lossy(&script).into_owned(),
    };
    Report::of(&script, style)
}
