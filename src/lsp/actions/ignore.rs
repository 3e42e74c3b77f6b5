//! A comment that excepts a finding, in the language of the file.

use crate::finding::Finding;
use crate::fix::{self, Action, Change, Patch, Wanted};
use crate::frontend::{self, Parsed, Reading, Understood};
use crate::model::Step;
use crate::source::{Content, FileId, LineIndex, Span};
use crate::suppress;

/// What stands where a person is to say why.
const REASON: &str = "because …";

/// What writes an exception for a finding; `None` where the file has no place for one.
pub(super) fn ignore(finding: &Finding, text: &str) -> Option<Vec<Patch>> {
    let parsed = read(finding, text)?;
    let (open, close) = match parsed.language() {
        "json" => return metadata(finding, &parsed),
        "yaml" | "python" | "shell" => ("# ", ""),
        "ini" => ("; ", ""),
        "xml" => ("<!-- ", " -->"),
        "typescript" | "java" | "csharp" | "go" => ("// ", ""),
        _ => return None,
    };
    let lines = LineIndex::new(text);
    let above = |at: Span| {
        let written = lines.line_span(lines.line_of(at.start), text);
        let line = parsed.source.slice(written).trim_start_matches('\u{feff}');
        let start = written.end as usize - line.len();
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = if text[written.end as usize..].starts_with("\r\n") { "\r\n" } else { "\n" };
        let comment = format!("{indent}{open}plimsoll: ignore[{}] {REASON}{close}{end}", finding.rule);
        let patch = Patch { span: Span::at(start), text: comment };
        is_exception(finding, &parsed, text, &patch).then(|| vec![patch])
    };
    // Within a text there is no comment; what stands above a resource is about all of it.
    above(finding.place.span).or_else(|| above(resource(finding, &parsed)?))
}

/// The key of the resource of a template that a finding is about.
fn resource(finding: &Finding, parsed: &Parsed) -> Option<Span> {
    let id = finding.resource.as_ref()?;
    let template = parsed.template(FileId(0))?;
    template.resources.iter().find(|declared| declared.id == *id).map(|declared| declared.key)
}

/// Whether what is inserted becomes an exception, and is no part of a text or an end of one.
fn is_exception(finding: &Finding, before: &Parsed, text: &str, patch: &Patch) -> bool {
    let edited = fix::apply(text, std::slice::from_ref(patch));
    let Some(after) = edited.and_then(|edited| read(finding, &edited)) else { return false };
    let exceptions = |parsed: &Parsed| suppress::read(FileId(0), parsed).count();
    faults(&after) <= faults(before) && exceptions(&after) == exceptions(before) + 1
}

fn faults(parsed: &Parsed) -> usize {
    let of_program = parsed.program().map(|(program, _)| program.errors.len());
    of_program.or_else(|| parsed.tree().map(|tree| tree.errors().len())).unwrap_or_default()
}

fn read(finding: &Finding, text: &str) -> Option<Parsed> {
    let path = &finding.place.path;
    let content = || Content::Whole(text.as_bytes().to_vec());
    let Reading { parsed, .. } = frontend::read(path, content());
    parsed.or_else(|| frontend::read_module(path, content()).parsed)
}

/// JSON has no comments; its resources have metadata.
fn metadata(finding: &Finding, parsed: &Parsed) -> Option<Vec<Patch>> {
    let Understood::Template { format, document, .. } = &parsed.content else { return None };
    let template = parsed.template(FileId(0))?;
    let resource = finding.resource.clone()?;
    let exception = serde_json::json!({"rule": finding.rule, "reason": REASON});
    let has = template.resources.iter().find(|declared| declared.id == resource)?;
    let list = has.body.get("Metadata").and_then(|metadata| metadata.get("Plimsoll")?.get("ignore"));
    let key = |key: &str| Step::Key(key.into());
    let mut path = vec![key("metadata"), key("Plimsoll"), key("ignore")];
    let action = match list {
        Some(_) => {
            path.push(Step::Index(0));
            Action::Insert(exception)
        }
        None => Action::Set(serde_json::json!([exception])),
    };
    let wanted = Wanted { title: String::new(), safe: true, changes: vec![Change { resource, path, action }] };
    fix::template(&template, *format, *document, &[&wanted]).pop()?.ok()
}
