//! The fields of the facts, as a rule sees them in `input`. This is the one place that lists them for the check of
//! paths; the properties of resources are not part of it.

/// What stands at a path of `input`.
#[derive(Debug)]
pub(super) enum Field {
    /// Anything: properties of resources, arguments of calls, contents of documents.
    Free,
    /// A text, number, boolean or null; nothing stands below it.
    Leaf,
    /// These members and no others.
    Object(&'static [(&'static str, Self)]),
    /// Members of any name, all of one shape.
    Map(&'static Self),
    List(&'static Self),
    /// The options that the rule declares.
    Options,
}

/// Members that every value may have: an unknown says why, a reference what it refers to, a text with holes its
/// known parts.
pub(super) static OF_UNKNOWNS: [(&str, Field); 3] =
    [("$unknown", Field::Leaf), ("$ref", REFERENCE), ("$text", Field::List(&Field::Leaf))];

/// The whole `input`.
pub(super) static INPUT: Field = Field::Object(&[
    ("file", Field::Object(&[("path", Field::Leaf), ("kind", Field::Leaf), ("language", Field::Leaf)])),
    ("scenario", Field::Map(&Field::Leaf)),
    ("options", Field::Options),
    ("resources", Field::Map(&RESOURCE)),
    ("types", Field::Map(&Field::Map(&RESOURCE))),
    ("images", Field::List(&IMAGE)),
    ("constructs", Field::List(&CONSTRUCT)),
    ("documents", Field::List(&DOCUMENT)),
    ("project", Field::Object(&[("types", Field::Map(&Field::List(&PROJECT_RESOURCE)))])),
]);

/// What functions of the library give, so that a path is followed through them.
pub(super) static GIVEN: [(&str, Field); 1] = [("data.plimsoll.lib.facts.resources", Field::Map(&RESOURCE))];

/// Every path into `input` that has a name, sorted: `images[].tag.value`, `resources.*.properties`.
pub fn fields() -> Vec<String> {
    let mut paths = Vec::new();
    list(&INPUT, "", &mut paths);
    paths.sort();
    paths
}

fn list(field: &Field, path: &str, paths: &mut Vec<String>) {
    match field {
        Field::Free | Field::Leaf | Field::Options => paths.push(path.to_owned()),
        Field::Map(of) => list(of, &format!("{path}.*"), paths),
        Field::List(of) => list(of, &format!("{path}[]"), paths),
        Field::Object(members) => {
            for (name, member) in *members {
                let dot = if path.is_empty() { "" } else { "." };
                list(member, &format!("{path}{dot}{name}"), paths);
            }
        }
    }
}

static RESOURCE: Field = Field::Object(&[
    ("resourceType", Field::Leaf),
    ("condition", Field::Leaf),
    ("deletionPolicy", Field::Leaf),
    ("updateReplacePolicy", Field::Leaf),
    ("metadata", Field::Free),
    ("construct", Field::Free),
    ("properties", Field::Free),
    ("parameters", Field::List(&PATH)),
    ("referencedBy", Field::List(&USE)),
]);

static PROJECT_RESOURCE: Field = Field::Object(&[
    ("file", Field::Leaf),
    ("id", Field::Leaf),
    ("resourceType", Field::Leaf),
    ("condition", Field::Leaf),
    ("properties", Field::Free),
]);

static USE: Field = Field::Object(&[
    ("file", Field::Leaf),
    ("id", Field::Leaf),
    ("resourceType", Field::Leaf),
    ("how", Field::Leaf),
    ("attribute", Field::Leaf),
    ("form", Field::Leaf),
    ("at", PATH),
]);

static IMAGE: Field = Field::Object(&[
    ("owner", Field::Leaf),
    ("property", PATH),
    ("resourceType", Field::Leaf),
    ("api", Field::Leaf),
    ("text", Field::Leaf),
    (
        "registry",
        Field::Object(&[
            ("kind", Field::Leaf),
            ("host", Field::Leaf),
            ("account", Field::Leaf),
            ("region", Field::Leaf),
        ]),
    ),
    ("repository", Field::Object(&[("name", Field::Leaf), ("resource", TARGET)])),
    ("tag", Field::Object(&[("value", Field::Leaf), ("origin", Field::Leaf), ("because", Field::Leaf)])),
    ("digest", Field::Leaf),
]);

static CONSTRUCT: Field = Field::Object(&[
    ("api", Field::Leaf),
    ("id", Field::Leaf),
    ("scope", Field::Leaf),
    ("receiver", Field::Leaf),
    ("arguments", Field::Free),
]);

static DOCUMENT: Field = Field::Object(&[
    ("kind", Field::Leaf),
    ("owner", Field::Object(&[("id", Field::Leaf), ("property", PATH)])),
    ("content", Field::Free),
    ("error", Field::Leaf),
    ("size", Field::Leaf),
]);

const TARGET: Field = Field::Object(&[("file", Field::Leaf), ("id", Field::Leaf)]);

const REFERENCE: Field = Field::Object(&[("file", Field::Leaf), ("id", Field::Leaf), ("attribute", Field::Leaf)]);

const PATH: Field = Field::List(&Field::Leaf);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::parse;
    use crate::ruleset::RuleSet;

    #[test]
    fn the_functions_that_give_something_are_in_the_library() {
        let set = RuleSet::builtin();
        let modules: Vec<_> = set.libraries.iter().map(|of| parse(&of.path, &of.text).unwrap()).collect();
        for (path, _) in &GIVEN {
            let is_there = modules.iter().any(|module| {
                let name = path.strip_prefix(&format!("{}.", module.package));
                module.definitions.iter().any(|definition| Some(&*definition.name) == name)
            });
            assert!(is_there, "{path}");
        }
    }

    #[test]
    fn fields_are_listed_by_path() {
        let fields = fields();
        for path in ["images[].tag.value", "resources.*.properties", "types.*.*.referencedBy[].at[]", "options"] {
            assert!(fields.iter().any(|field| field == path), "{path} in {fields:#?}");
        }
    }
}
