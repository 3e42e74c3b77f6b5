//! One fuzzer for all targets: `TARGET` says which of them runs.

#![no_main]

#[path = "targets.rs"]
mod targets;

use std::env;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use targets::Target;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = env::var("TARGET").unwrap_or_default();
    let names = || targets::ALL.map(|target| target.name).join(", ");
    targets::ALL
        .into_iter()
        .find(|target| target.name == name)
        .unwrap_or_else(|| panic!("TARGET is one of {}", names()))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
