//! `plimsoll completions` and `plimsoll man`: what packagers install beside the program.

use std::io::{self, Write};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Arguments, CLEAN, Stop};
use crate::spelling;

#[derive(Args, Clone, Debug)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Args, Clone, Debug)]
pub(super) struct ManArguments {
    /// The command whose page is wanted, such as check or baseline-create; without it, that of the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints the script that completes command lines.
pub(super) fn completions(arguments: &CompletionsArguments) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "plimsoll", &mut script);
    io::stdout().write_all(&script)?;
    Ok(CLEAN)
}

/// Prints a manual page.
pub(super) fn man(arguments: &ManArguments) -> Result<u8, Stop> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let pages = pages("", &program);
    let wanted = arguments.command.as_deref().unwrap_or("plimsoll");
    let Some((_, page)) = pages.iter().find(|(name, _)| name == wanted) else {
        let hint = spelling::ending(wanted, pages.iter().map(|(name, _)| &**name));
        return Err(Stop::Usage(format!("there is no manual page of {wanted}{hint}")));
    };
    let source = concat!("plimsoll ", env!("CARGO_PKG_VERSION"));
    Man::new((*page).clone()).source(source).manual("Plimsoll").render(&mut io::stdout().lock())?;
    Ok(CLEAN)
}

/// The program and every command below it, with the names that their pages are asked for by.
fn pages<'c>(above: &str, command: &'c clap::Command) -> Vec<(String, &'c clap::Command)> {
    let below = command.get_subcommands().flat_map(|below| {
        let name = format!("{above}{}", below.get_name());
        let deeper = pages(&format!("{name}-"), below).into_iter().skip(1);
        std::iter::once((name, below)).chain(deeper).collect::<Vec<_>>()
    });
    std::iter::once(("plimsoll".to_owned(), command)).chain(below).collect()
}
