//! Turning a rule off in the configuration file.

use std::path::PathBuf;
use std::sync::Arc;

use super::Change;
use crate::config::{self, ConfigFile, Root, RuleLevel};
use crate::fix::{self, Patch};
use crate::lsp::Setup;
use crate::lsp::convert::Text;
use crate::lsp::folder::Folder;
use crate::lsp::server::Server;
use crate::source::Span;
use crate::syntax::{Format, Kind, Node, Scalar, Style, Tree};

/// The change that turns a rule off; `None` where the file is written in a way that cannot be edited without doubt.
pub(super) fn turn_off(server: &Server, folder: &Folder, rule: &str) -> Option<Change> {
    let setup = folder.setup()?;
    let name = || folder.root.join(config::NAMES[0]);
    let path: PathBuf = folder.configuration().map_or_else(name, std::path::Path::to_path_buf);
    let is_new = folder.configuration().is_none() && !server.documents().contains_key(&path);
    let text = match server.documents().get(&path) {
        Some(document) => Text::clone(&document.text),
        None => Text::of_disk(setup.config.source.as_ref().map_or("", |source| &*source.text)),
    };
    let patches = vec![patch(text.text(), rule)?];
    let edited = fix::apply(text.text(), &patches)?;
    is_off(folder, setup, &edited, rule).then_some(Change { path, text, patches, is_new })
}

/// Whether a configuration can be read and has a rule off.
fn is_off(folder: &Folder, setup: &Setup, text: &str, rule: &str) -> bool {
    let root = setup.config.root.clone().unwrap_or_else(|| Root::new(&folder.root, &folder.root));
    let file = ConfigFile::read(&config::NAMES[0].into(), &Arc::from(text), root);
    file.check(&setup.rules).is_ok_and(|config| config.level(rule, "") == Some(RuleLevel::Off))
}

fn patch(text: &str, rule: &str) -> Option<Patch> {
    let tree = Tree::parse(Arc::from(text), Format::Yaml);
    let rules = tree.root().and_then(|root| root.entry("rules"));
    let Some((key, rules)) = rules else {
        let line = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        return Some(insert(text.len(), format!("{line}rules:\n  {rule}: off\n")));
    };
    if let Some(setting) = rules.get(rule) {
        let level = if setting.kind() == Kind::Mapping { setting.get("level")? } else { setting };
        return (level.kind() == Kind::Scalar).then(|| Patch { span: level.span(), text: "off".to_owned() });
    }
    if rules.kind() != Kind::Mapping {
        let is_empty = rules.scalar() == Some(Scalar::Null);
        return is_empty.then(|| insert(end_of_line(text, key.span().end), format!("\n  {rule}: off")));
    }
    let entries: Vec<(Node<'_>, Node<'_>)> = rules.entries().collect();
    match (rules.style(), entries.last()) {
        (Style::Flow, last) => {
            let comma = if last.is_some() { ", " } else { "" };
            Some(insert(rules.span().start as usize + 1, format!("{rule}: off{comma}")))
        }
        (_, Some((last, value))) => {
            let line = text[..last.span().start as usize].rfind('\n').map_or(0, |end| end + 1);
            let indent = &text[line..last.span().start as usize];
            let end = last.span().end.max(value.span().end);
            Some(insert(end_of_line(text, end), format!("\n{indent}{rule}: off")))
        }
        (_, None) => None,
    }
}

fn insert(at: usize, text: String) -> Patch {
    Patch { span: Span::at(at), text }
}

fn end_of_line(text: &str, from: u32) -> usize {
    let rest = &text[from as usize..];
    let line = rest.split('\n').next().unwrap_or(rest);
    from as usize + line.trim_end_matches('\r').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_off(text: &str) -> Option<String> {
        patch(text, "a/b").and_then(|patch| fix::apply(text, &[patch]))
    }

    #[test]
    fn a_rule_is_turned_off_in_the_manner_of_the_file() {
        let cases = [
            ("", "rules:\n  a/b: off\n"),
            ("packs: [x]", "packs: [x]\nrules:\n  a/b: off\n"),
            ("rules:\n", "rules:\n  a/b: off\n"),
            ("rules: # none yet\n", "rules: # none yet\n  a/b: off\n"),
            ("rules:\n    c/d: error # why\nexclude: x\n", "rules:\n    c/d: error # why\n    a/b: off\nexclude: x\n"),
            ("rules:\n  c/d: {level: error}\n", "rules:\n  c/d: {level: error}\n  a/b: off\n"),
            ("rules: {c/d: off}\n", "rules: {a/b: off, c/d: off}\n"),
            ("rules: {}\n", "rules: {a/b: off}\n"),
            ("rules:\n  a/b: error\n", "rules:\n  a/b: off\n"),
            ("rules:\n  a/b:\n    level: info\n", "rules:\n  a/b:\n    level: off\n"),
            ("rules:\r\n  c/d: off\r\n", "rules:\r\n  c/d: off\n  a/b: off\r\n"),
        ];
        for (before, after) in cases {
            assert_eq!(turned_off(before).as_deref(), Some(after), "{before:?}");
        }
        assert_eq!(turned_off("rules:\n  a/b: {options: {}}\n"), None);
    }
}
