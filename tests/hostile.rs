//! Input that wants to hang, crash or drown the program. Every case is linted beside a good file whose finding must
//! still be there, within ten seconds and two gigabytes of address space.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "hostile/baseline.rs"]
mod baseline;
#[path = "hostile/bounds.rs"]
mod bounds;
#[path = "hostile/configuration.rs"]
mod configuration;
#[allow(dead_code, reason = "what only the tests of the command line need")]
#[path = "cli/program.rs"]
mod program;
#[path = "hostile/entries.rs"]
mod entries;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/nesting.rs"]
mod nesting;
#[path = "hostile/programs.rs"]
mod programs;
#[path = "hostile/rules.rs"]
mod rules;
#[path = "hostile/size.rs"]
mod size;
#[path = "hostile/stacks.rs"]
mod stacks;
#[path = "hostile/templates.rs"]
mod templates;
#[path = "hostile/worlds.rs"]
mod worlds;
