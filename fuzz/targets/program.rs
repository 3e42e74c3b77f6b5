//! Programs: they are sound, and what is lowered from one text is the same every time. What a program declares is
//! followed to its end.

use std::collections::BTreeSet;
use std::sync::Arc;

use plimsoll::frontend::cdk::{self, App, Programs};
use plimsoll::model::Resource;
use plimsoll::program::typescript::Dialect;
use plimsoll::program::{Language, Program, lower};
use plimsoll::source::FileId;

use super::{report, sound_program as sound, value};

pub(super) fn check(path: &str, text: &str) {
    let language = language(path);
    let program = lower(path, text, language);
    sound::check(&program, text);
    assert_eq!(format!("{program:?}"), format!("{:?}", lower(path, text, language)), "two programs of one text");
    follow(path, text, program, language);
    report::read(&[(path, text.as_bytes())]);
}

fn language(path: &str) -> Language {
    match path.rsplit('.').next() {
        Some("py") => Language::Python,
        Some("java") => Language::Java,
        Some("cs") => Language::CSharp,
        Some("go") => Language::Go,
        _ => {
            assert!(Dialect::of_path(path).is_some(), "{path} is no program");
            Language::TypeScript
        }
    }
}

/// Carries a program out as an app of its own, whether or not it imports CDK.
fn follow(path: &str, text: &str, program: Program, language: Language) {
    let paths: [Arc<str>; 1] = [path.into()];
    let mut programs = Programs::new(&paths);
    programs.insert(FileId(0), Arc::new(program), language);
    programs.text(FileId(0), text.into());
    let app = App::new(&programs);
    cdk::summary(&app, FileId(0), &BTreeSet::new());
    app.metadata(FileId(0)).iter().for_each(|(_, metadata)| value::check(metadata, text));
    for declaration in app.declarations(FileId(0)) {
        let resource = |resource: Option<Resource>| {
            if let Some(resource) = resource {
                assert_eq!(resource.id, declaration.id);
                value::location(resource.key, text);
                value::check(&resource.properties, text);
            }
        };
        resource(app.undecided(&declaration));
        for world in app.worlds(&declaration.alternatives).worlds {
            resource(app.resource(&declaration, &world));
        }
    }
    for number in 0..app.calls(FileId(0)).len() {
        for world in app.worlds(&app.call_alternatives(FileId(0), number)).worlds {
            app.call(FileId(0), number, &world);
        }
    }
}
