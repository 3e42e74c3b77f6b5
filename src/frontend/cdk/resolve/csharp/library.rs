//! The collections and texts of C#'s own library.

use std::sync::Arc;

use super::super::Machine;
use super::super::val::{Arguments, Val, What};
use crate::source::Location;

/// Methods of collections that leave them as they are.
const PURE: [&str; 59] = [
    "Aggregate",
    "All",
    "Any",
    "Append",
    "AsEnumerable",
    "Average",
    "Cast",
    "Chunk",
    "Contains",
    "ContainsKey",
    "ContainsValue",
    "ConvertAll",
    "CopyTo",
    "Count",
    "DefaultIfEmpty",
    "Distinct",
    "DistinctBy",
    "ElementAt",
    "Except",
    "Exists",
    "Find",
    "FindAll",
    "FindIndex",
    "First",
    "FirstOrDefault",
    "GetEnumerator",
    "GroupBy",
    "IndexOf",
    "Intersect",
    "Last",
    "LastOrDefault",
    "Max",
    "MaxBy",
    "Min",
    "MinBy",
    "OfType",
    "OrderBy",
    "OrderByDescending",
    "Prepend",
    "SelectMany",
    "SequenceEqual",
    "Single",
    "SingleOrDefault",
    "Skip",
    "SkipWhile",
    "Sum",
    "Take",
    "TakeWhile",
    "ThenBy",
    "ToDictionary",
    "ToFrozenSet",
    "ToHashSet",
    "ToImmutableArray",
    "ToImmutableList",
    "TrueForAll",
    "TryGetValue",
    "Union",
    "Where",
    "Zip",
];

/// What methods of C#'s library are called in those languages whose methods are followed.
const METHODS: [(&str, &str); 10] = [
    ("ForEach", "forEach"),
    ("Select", "map"),
    ("Concat", "concat"),
    ("GetValueOrDefault", "get"),
    ("ToLower", "toLowerCase"),
    ("ToLowerInvariant", "toLowerCase"),
    ("ToUpper", "toUpperCase"),
    ("ToUpperInvariant", "toUpperCase"),
    ("Trim", "trim"),
    ("join", "join"),
];

/// Those of them that collections have.
const SHARED: [&str; 5] = ["ForEach", "Select", "Concat", "GetValueOrDefault", "join"];

/// The name under which a method of C#'s library is followed.
pub(in crate::frontend::cdk::resolve) fn shared_name(name: &str) -> &str {
    METHODS.iter().find(|(written, _)| *written == name).map_or(name, |(_, shared)| shared)
}

impl Machine<'_> {
    /// A method of a list, a dictionary or a text, in the words of the others; `None` where it is called like theirs.
    pub(in crate::frontend::cdk::resolve) fn csharp_library_call(
        &mut self,
        object: &Val,
        name: &str,
        arguments: &Arguments,
        at: Location,
    ) -> Option<Val> {
        let unknown = || Some(Val::unknown("what this call gives is not followed", at));
        match (&object.what, name) {
            (What::List(_), "Add") => Some(self.extend(object, &arguments.positional, at)),
            (What::List(_), "AddRange") => match arguments.positional.first().map(|more| &more.what) {
                Some(What::List(more)) if more.open.is_none() => Some(self.extend(object, &more.items.clone(), at)),
                _ => Some(self.forget(object, at)),
            },
            (What::Map(_), "Add") => match arguments.positional.as_slice() {
                [key, value] => {
                    let key: Option<Arc<str>> = key.text().map(Into::into);
                    self.assign_key(object, key.as_ref(), value, at);
                    Some(Val::absent(at))
                }
                _ => Some(self.forget(object, at)),
            },
            (What::List(_) | What::Map(_), name) if PURE.contains(&name) => {
                self.hand_over(arguments, at);
                unknown()
            }
            (What::List(_) | What::Map(_), name) if !SHARED.contains(&name) => {
                self.hand_over(arguments, at);
                Some(self.forget(object, at))
            }
            _ => None,
        }
    }
}
