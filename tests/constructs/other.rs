//! What `other.txt` must say of the assembly.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use plimsoll::frontend::cdk::table::{Module, python_name, table};

use crate::assembly::{Assembly, Type, short};

/// Endings that tell an options object.
const ENDINGS: [&str; 3] = ["Props", "Options", "Attributes"];
/// Modules of types that no program names.
const INTERNAL: [&str; 3] = ["interfaces", "cloud_assembly_schema", "cx_api"];

/// The lines of the file below its head.
pub(crate) fn lines(assembly: &Assembly) -> String {
    let mut names = BTreeSet::new();
    let mut kinds: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (full, known) in &assembly.types {
        let Some((module, name)) = place(short(full)) else { continue };
        if table().struct_of_type(module, name).is_some() || table().resource_type(module, name).is_some() {
            continue;
        }
        names.extend(named(known));
        let ending = ENDINGS.iter().any(|ending| name.ends_with(ending));
        let kind = match known.kind.as_str() {
            "interface" if known.datatype && !ending && table().class(module, name).is_none() => "structs",
            "class" if ending => "classes",
            _ => continue,
        };
        let module = if module.name.is_empty() { "/" } else { module.name };
        kinds.entry((kind, module)).or_default().insert(name);
    }
    let mut lines = String::from("python");
    for name in names.into_iter().filter(|name| !name.starts_with('_') && by_rule(name) != *name) {
        let _ = write!(lines, " {name}");
    }
    lines.push('\n');
    for ((kind, module), names) in kinds {
        let _ = writeln!(lines, "{kind} {module} {}", names.into_iter().collect::<Vec<_>>().join(" "));
    }
    lines
}

/// The module of a type, and its name there.
fn place(name: &str) -> Option<(&Module, &str)> {
    let of = |module: &&Module| match name.strip_prefix(module.name) {
        Some(rest) if module.name.is_empty() => !rest.contains('.'),
        Some(rest) => rest.starts_with('.'),
        None => false,
    };
    let module = table().modules().iter().filter(of).max_by_key(|module| module.name.len())?;
    let name = name[module.name.len()..].trim_start_matches('.');
    let internal = INTERNAL.iter().any(|known| module.name.split('.').next() == Some(known));
    (!internal).then_some((module, name))
}

/// The names of a type that are spelled otherwise in other languages.
fn named(known: &Type) -> Vec<&str> {
    let callables = known.methods.iter().chain(&known.initializer);
    let called = callables.flat_map(|callable| {
        std::iter::once(callable.name.as_str()).chain(callable.parameters.iter().map(|parameter| &*parameter.name))
    });
    let members = known.properties.iter().filter(|_| known.datatype).map(|property| property.name.as_str());
    called.chain(members).collect()
}

/// What the rule makes of the name in Python.
fn by_rule(name: &str) -> String {
    let python = python_name(name);
    let mut words = python.trim_end_matches('_').split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        name + &letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    })
}
