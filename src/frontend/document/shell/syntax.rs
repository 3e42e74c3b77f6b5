//! The grammar, the first line of a script, and the marks of what another language puts into its text.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use tree_sitter::{Node, ParseOptions, ParseState, Parser, Tree};

use super::Setting;
use crate::source::Span;

/// What stands for something that is put into the text before a shell sees it: private characters around anything.
pub(super) const OPEN: char = '\u{f8f0}';
pub(super) const CLOSE: char = '\u{f8f1}';

/// How often the parser may report progress, which it does after a fixed number of steps: once for so many bytes, and in
/// all. Scripts that somebody wrote take one report for a hundred bytes; there are others whose steps become ever longer.
const BYTES_OF_REPORT: usize = 40;
const MAX_REPORTS: usize = 1_000;

/// Parses a text; `None` where that takes far more steps than any script that somebody wrote.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_bash::LANGUAGE.into())
        .expect("internal error: the grammar does not fit the parser");
    let most = (text.len() / BYTES_OF_REPORT + 40).min(MAX_REPORTS);
    let mut reports = 0;
    let mut progress = |_: &ParseState| {
        reports += 1;
        if reports > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut read = |offset: usize, _| &text.as_bytes()[offset.min(text.len())..];
    parser.parse_with_options(&mut read, None, Some(ParseOptions::new().progress_callback(&mut progress)))
}

/// A text of the same length in which what stands between `open` and `close` is marked as put in by others.
pub(in super::super) fn mark(text: &str, open: &str, close: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let Some(length) = rest[start..].find(close).map(|found| found + close.len()) else { break };
        marked.push_str(&rest[..start]);
        match length.checked_sub(OPEN.len_utf8() + CLOSE.len_utf8()) {
            Some(fill) => {
                marked.push(OPEN);
                marked.extend(std::iter::repeat_n('_', fill));
                marked.push(CLOSE);
            }
            None => marked.push_str(&rest[start..start + length]),
        }
        rest = &rest[start + length..];
    }
    marked.push_str(rest);
    marked
}

/// The comments of a script.
pub(in super::super) fn comments(text: &str) -> Vec<Span> {
    let Some(tree) = parse(text) else { return Vec::new() };
    let mut comments = Vec::new();
    walk(tree.root_node(), |node| {
        if node.kind() == "comment" {
            comments.push(Span::new(node.start_byte(), node.end_byte()));
        }
    });
    comments
}

/// Every node below a node and itself, in written order.
pub(super) fn walk<'t>(root: Node<'t>, mut visit: impl FnMut(Node<'t>)) {
    let mut cursor = root.walk();
    loop {
        visit(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// The named children but comments.
pub(super) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect()
}

pub(super) fn range(node: Node<'_>) -> Range<usize> {
    node.start_byte()..node.end_byte()
}

/// How a script is started whose first line is this: `#!/usr/bin/env bash`, `#!/bin/sh -eu`.
pub(super) fn shebang(text: &str) -> Setting {
    text.lines().next().and_then(|line| line.strip_prefix("#!")).map(started).unwrap_or_default()
}

/// How a script is started by a line of words: `/usr/bin/env bash`, `bash -e`.
pub(in super::super) fn started(line: &str) -> Setting {
    let mut words = line.split_whitespace().skip_while(|word| {
        let name = word.rsplit('/').next().unwrap_or(word);
        name == "env" || word.starts_with('-') || word.contains('=')
    });
    let Some(shell) = words.next().and_then(|word| word.rsplit('/').next()) else { return Setting::default() };
    let mut setting =
        Setting { shell: Some(Arc::from(shell)), errexit: Some(false), pipefail: Some(false), ..Setting::default() };
    let words: Vec<&str> = words.collect();
    for (option, on) in options(&words) {
        match option {
            "errexit" => setting.errexit = Some(on),
            "pipefail" => setting.pipefail = Some(on),
            _ => {}
        }
    }
    setting
}

/// The options that words such as `-euo pipefail` switch on and off, of those that count here.
pub(super) fn options<'w>(words: &[&'w str]) -> Vec<(&'w str, bool)> {
    let mut options = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let Some(sign) = word.chars().next().filter(|sign| matches!(sign, '-' | '+')) else { break };
        if word.starts_with("--") {
            break;
        }
        for letter in word.chars().skip(1) {
            match letter {
                'e' => options.push(("errexit", sign == '-')),
                'o' => options.extend(rest.next().map(|name| (*name, sign == '-'))),
                _ => {}
            }
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_how_a_script_is_started() {
        let of = |line: &str| {
            let setting = shebang(line);
            (setting.shell.as_deref().map(str::to_owned), setting.errexit, setting.pipefail)
        };
        assert_eq!(of("#!/bin/bash\n"), (Some("bash".to_owned()), Some(false), Some(false)));
        assert_eq!(of("#!/usr/bin/env -S bash -eo pipefail"), (Some("bash".to_owned()), Some(true), Some(true)));
        assert_eq!(of("#! /bin/sh -eu\n"), (Some("sh".to_owned()), Some(true), Some(false)));
        assert_eq!(of("echo a"), (None, None, None));
    }

    #[test]
    fn what_others_put_in_keeps_its_length() {
        let text = "docker push a:${{ github.sha }} é ${{}}";
        let marked = mark(text, "${{", "}}");
        assert_eq!(marked.len(), text.len());
        assert!(marked.starts_with("docker push a:\u{f8f0}"));
        assert!(!mark("${{ x", "${{", "}}").contains(OPEN));
    }
}
