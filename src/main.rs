//! The program: parse the command line, run, exit with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    plimsoll::cli::run()
}
