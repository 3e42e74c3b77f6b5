//! Shows what an app becomes as text that is read by people: every resource in every world, with where each value is
//! written and why it is what it is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use plimsoll::frontend::cdk::{App, Programs};
use plimsoll::model::{Alternative, Resource, Scenario};
use plimsoll::program::{Language, csharp, go, java, python, typescript};
use plimsoll::source::{FileId, LineIndex, Location};
use plimsoll::value::{Because, Data, Origin, Part, Reference, Target, Unknown, Value};

/// The files of an app, by number.
struct Files {
    paths: Vec<Arc<str>>,
    texts: Vec<Arc<str>>,
}

/// What the files of a folder become.
pub(crate) fn app(folder: &Path) -> String {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    show(&Files { paths: found.keys().cloned().collect(), texts: found.values().cloned().collect() })
}

/// What a single file becomes.
pub(crate) fn text(path: &str, text: &str) -> String {
    show(&Files { paths: vec![path.into()], texts: vec![text.into()] })
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<Arc<str>, Arc<str>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            collect(root, &path, found);
        } else if name != "expected.txt" {
            found.insert(name.into(), fs::read_to_string(&path).unwrap().into());
        }
    }
}

fn show(files: &Files) -> String {
    let mut programs = Programs::new(&files.paths);
    for (number, (path, text)) in files.paths.iter().zip(&files.texts).enumerate() {
        let file = FileId(u32::try_from(number).unwrap());
        if let Some(folder) = path.strip_suffix("cdk.json") {
            programs.context(folder, serde_json::from_str(text).unwrap());
        } else if let Some(folder) = path.strip_suffix("tsconfig.json") {
            programs.compiler_options(folder, text);
        } else if path.ends_with(".py") {
            programs.insert(file, Arc::new(python::lower(text)), Language::Python);
            programs.text(file, text.clone());
        } else if path.ends_with(".java") {
            programs.insert(file, Arc::new(java::lower(text)), Language::Java);
            programs.text(file, text.clone());
        } else if path.ends_with(".go") {
            programs.insert(file, Arc::new(go::lower(text)), Language::Go);
            programs.text(file, text.clone());
        } else if path.ends_with(".cs") {
            programs.insert(file, Arc::new(csharp::lower(text)), Language::CSharp);
            programs.text(file, text.clone());
        } else if let Some(dialect) = typescript::Dialect::of_path(path) {
            programs.insert(file, Arc::new(typescript::lower(text, dialect)), Language::TypeScript);
            programs.text(file, text.clone());
        }
    }
    let app = App::new(&programs);
    let mut out = String::new();
    for number in 0..files.paths.len() {
        if let Some(cut) = app.cut(FileId(u32::try_from(number).unwrap())) {
            let _ = writeln!(out, "{}: {}", files.paths[number], cut.reason());
        }
        for declaration in app.declarations(FileId(u32::try_from(number).unwrap())) {
            let _ =
                writeln!(out, "{} {} at {}", declaration.id, declaration.resource_type, files.place(declaration.key));
            let mut shown: Vec<(String, Vec<String>)> = Vec::new();
            let worlds = app.worlds(&declaration.alternatives);
            for world in &worlds.worlds {
                let text = match app.resource(&declaration, world) {
                    Some(resource) => files.resource(&resource),
                    None => "  does not exist\n".to_owned(),
                };
                match shown.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, worlds)) => worlds.push(named(world)),
                    None => shown.push((text, vec![named(world)])),
                }
            }
            for (text, worlds) in &shown {
                if shown.len() > 1 {
                    let _ = writeln!(out, "  where {}", worlds.join(" or "));
                }
                out.push_str(text);
            }
        }
    }
    out
}

fn named(world: &Scenario) -> String {
    let alternative = |(name, alternative): (&Arc<str>, &Alternative)| match alternative {
        Alternative::Condition(truth) => format!("{name} is {truth}"),
        Alternative::Label(label) => format!("{name}: {label}"),
    };
    world.iter().map(alternative).collect::<Vec<_>>().join(", ")
}

impl Files {
    fn place(&self, at: Location) -> String {
        let text = &self.texts[at.file.0 as usize];
        let position = LineIndex::new(text).position(text, at.span.start);
        let written: String = text[at.span.range()].chars().take(40).map(|c| if c == '\n' { '⏎' } else { c }).collect();
        format!("{}:{}:{} `{written}`", self.paths[at.file.0 as usize], position.line, position.column)
    }

    fn resource(&self, resource: &Resource) -> String {
        let mut out = String::new();
        let Data::Map(map) = &resource.properties.data else {
            self.value("Properties", &resource.properties, 1, &mut out);
            return out;
        };
        for entry in &map.entries {
            self.value(&entry.key, &entry.value, 1, &mut out);
        }
        if let Some(reason) = &map.open {
            let _ = writeln!(out, "  … ({reason})");
        }
        out
    }

    fn value(&self, key: &str, value: &Value, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let _ = write!(out, "{indent}{key}:");
        match &value.data {
            Data::Map(map) => {
                let open = map.open.as_ref().map(|reason| format!(" … ({reason})")).unwrap_or_default();
                let _ = writeln!(out, "{open}");
                for entry in &map.entries {
                    self.value(&entry.key, &entry.value, depth + 1, out);
                }
            }
            Data::List(items) => {
                out.push('\n');
                for item in items {
                    self.value("-", item, depth + 1, out);
                }
            }
            Data::Composite(pieces) => {
                let text: String = pieces
                    .iter()
                    .map(|piece| match &piece.part {
                        Part::Known(text) => text.to_string(),
                        Part::Hole { name, unknown } => format!("${{{name}{}}}", reference(unknown)),
                    })
                    .collect();
                let _ = writeln!(out, " {text:?} {}", self.origin(&value.origin));
                if let Some(last) = pieces.last() {
                    let _ = writeln!(out, "{indent}  last part {}", self.origin(&last.origin));
                }
            }
            Data::Unknown(unknown) => {
                let _ = writeln!(out, " ? {}{} {}", unknown.reason, reference(unknown), self.origin(&value.origin));
            }
            Data::Null => out.push_str(" null\n"),
            Data::Bool(_) | Data::Number(_) | Data::Text(_) => {
                let _ = writeln!(out, " {} {}", value.text().unwrap(), self.origin(&value.origin));
            }
        }
    }

    fn origin(&self, origin: &Origin) -> String {
        let mut out = format!("@ {}", self.place(origin.at));
        let mut next = origin.because.as_deref();
        while let Some(Because { source, message, at, next: more }) = next {
            let _ = write!(out, " < {} ({message}) {}", source.as_str(), self.place(*at));
            next = more.as_deref();
        }
        out
    }
}

fn reference(unknown: &Unknown) -> String {
    match &unknown.reference {
        Some(Reference { target: Target::Resource { file, id }, attribute }) => {
            format!(" -> {}#{id}{}", file.0, attribute.as_ref().map(|name| format!(".{name}")).unwrap_or_default())
        }
        _ => String::new(),
    }
}
