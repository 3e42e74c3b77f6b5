//! The program: parse the command line, run, exit with its status.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Evaluating rules is mostly making and dropping small values.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    plimsoll::cli::run()
}
