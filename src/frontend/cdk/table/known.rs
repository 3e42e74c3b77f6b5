//! Which classes of the first level there are: `classes.txt`.

use std::collections::HashSet;

use super::module::Module;
use super::parse;

const CLASSES: &str = include_str!("classes.txt");

/// The names of modules with those of their classes, without `Cfn`.
pub(super) type Known = HashSet<(&'static str, &'static str)>;

/// Reads the data.
pub(super) fn load() -> Known {
    let of_module = |block: parse::Block| {
        let (module, classes) = block.head.split();
        classes.words().map(move |class| (module, class))
    };
    parse::blocks(CLASSES).flat_map(of_module).collect()
}

/// Whether a module has a class of the first level, as far as the data tells.
pub(super) fn has(known: &Known, module: &Module, class: &str) -> bool {
    class.strip_prefix("Cfn").is_some_and(|name| known.contains(&(module.name, name)))
}
