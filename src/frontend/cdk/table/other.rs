//! What is known of the rest of CDK's API, of which `api.txt` says nothing: which names are those of options objects, and
//! names that the rules of a language do not lead back to (`other.txt`).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::name::{camel_case, python_name};
use super::parse;
use crate::program::Language;

const OTHER: &str = include_str!("other.txt");

/// Endings that only options objects have, but for the classes of the data.
const ENDINGS: [&str; 3] = ["Props", "Options", "Attributes"];

/// What breaks the rules.
#[derive(Debug)]
pub(super) struct Others {
    /// Options objects whose ending does not tell, and classes that end like one, by module and name.
    structs: HashSet<(&'static str, &'static str)>,
    classes: HashSet<(&'static str, &'static str)>,
    /// Names of arguments and methods by their spelling in Python.
    python: HashMap<String, &'static str>,
}

/// Reads the data.
pub(super) fn load() -> Others {
    let mut others = Others { structs: HashSet::new(), classes: HashSet::new(), python: HashMap::new() };
    for block in parse::blocks(OTHER) {
        let (keyword, rest) = block.head.split();
        if keyword == "python" {
            others.python.extend(rest.words().map(|name| (python_name(name), name)));
            continue;
        }
        let mut words = rest.words();
        let module = words.next().map_or("", |module| module.trim_start_matches('/'));
        let names = words.map(|name| (module, name));
        if keyword == "classes" { others.classes.extend(names) } else { others.structs.extend(names) }
    }
    others
}

impl Others {
    /// Whether a name is that of an options object.
    pub(super) fn is_struct(&self, module: &str, name: &str) -> bool {
        if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            return !self.classes.contains(&(module, name));
        }
        self.structs.contains(&(module, name))
    }

    /// jsii's spelling of an argument or a method.
    pub(super) fn name<'w>(&self, language: Language, written: &'w str) -> Cow<'w, str> {
        let odd = self.python.get(written).filter(|_| language == Language::Python);
        odd.map_or_else(|| camel_case(language, written), |name| Cow::Borrowed(*name))
    }
}
