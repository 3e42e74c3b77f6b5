//! The page of a rule, where one of its findings is.

use std::path::Path;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::server::Server;
use crate::finding::{Finding, RuleInfo};
use crate::render;

/// How many findings at one place are explained.
const MAX_EXPLAINED: usize = 3;

/// What is to be said of the findings at a place; nothing where there are none.
pub(super) fn hover(server: &Server, path: &Path, position: Position) -> Option<Hover> {
    let folder = server.folder(path)?;
    let shown = folder.shown.get(path)?;
    let encoding = server.client().abilities.encoding;
    let offset = shown.text.offset(position, encoding);
    let is_here = |finding: &&Finding| {
        let span = finding.place.span.range();
        span.contains(&offset) || offset == span.end
    };
    let here: Vec<&Finding> = folder.findings(path).filter(is_here).take(MAX_EXPLAINED).collect();
    let first = here.first()?;
    let parts: Vec<String> = here.iter().map(|finding| explained(finding, folder.rule(&finding.rule))).collect();
    let kind = if server.client().abilities.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: parts.join("\n\n---\n\n") }),
        range: Some(shown.text.range(first.place.span, encoding)),
    })
}

/// A finding and the page of its rule.
fn explained(finding: &Finding, rule: Option<&RuleInfo>) -> String {
    let page = rule.and_then(|rule| rule.page.as_deref());
    let parts = [
        Some(format!("**{}**: {}", finding.rule, render::message(finding))),
        finding.help.as_deref().map(str::to_owned),
        finding.url.as_ref().map(|url| format!("[{url}]({url})")),
        page.map(|page| format!("---\n\n{}", page.trim_end())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}
