//! What the bytes of a file say before anything is parsed.

use memchr::memmem;

use crate::source::Span;
use crate::syntax::Format;

/// How far a file is searched for bytes that no text has.
const BINARY_PREFIX: usize = 8 * 1024;

/// How far a file is searched for a section name in UTF-16.
const WIDE_PREFIX: usize = 1024 * 1024;

/// How many lines, items and collections a file may have: a tree takes some 250 bytes for each.
const MAX_PARTS: usize = 3_000_000;

/// Names of files that may quote templates and never are one.
const OTHER_LANGUAGES: &[&str] = &[
    "adoc", "bash", "c", "cc", "cpp", "cs", "css", "go", "h", "html", "ipynb", "java", "kt", "lock", "lua", "md",
    "mdx", "php", "pl", "ps1", "rb", "rego", "rs", "rst", "scala", "sh", "snap", "sql", "svg", "swift", "tf", "toml",
    "vue", "xml", "zsh",
];

/// What a file lacks that may be a document all the same.
pub(super) const NO_SECTION: &str = "no template, and no document of a known kind";

/// How a file would be parsed as a template; or why it is none, without parsing it.
pub(super) fn format(path: &str, bytes: &[u8]) -> Result<Format, &'static str> {
    if bytes.is_empty() {
        return Err("empty");
    }
    let head = &bytes[..bytes.len().min(BINARY_PREFIX)];
    if memchr::memchr(0, head).is_some() && memmem::find(head, b"AWS::").is_none() {
        return Err("binary");
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if OTHER_LANGUAGES.iter().any(|other| extension.eq_ignore_ascii_case(other)) {
        return Err("source code or prose in another language");
    }
    if memmem::find(bytes, b"Resources").is_none() && memmem::find(bytes, b"AWSTemplateFormatVersion").is_none() {
        return Err(NO_SECTION);
    }
    Ok(notation(bytes, b"{"))
}

/// Whether the tree of a file would be larger than any template needs.
pub(super) fn has_too_many_parts(bytes: &[u8]) -> bool {
    let is_mark = |byte: &&u8| matches!(byte, b'\n' | b',' | b'[' | b'{');
    bytes.len() > MAX_PARTS && bytes.iter().filter(is_mark).count() > MAX_PARTS
}

/// JSON where a file begins with one of these, YAML otherwise.
pub(super) fn notation(bytes: &[u8], json: &[u8]) -> Format {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(first) if json.contains(first) => Format::Json,
        _ => Format::Yaml,
    }
}

/// Whether a text that cannot be parsed wants to be a template all the same.
pub(super) fn claims_to_be_a_template(text: &str) -> bool {
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let section = |name: &str| {
        let quoted = format!("\"{name}\"");
        let key = |line: &str| line.starts_with(&format!("{name}:")) || line.trim_start().starts_with(&quoted);
        json && text.contains(&quoted) || text.lines().any(key)
    };
    section("AWSTemplateFormatVersion") || section("Resources") && text.contains("AWS::")
}

/// The encoding of a template that is not UTF-8 but says what it is, or is full of zero bytes as only UTF-16 is.
pub(super) fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    let wide = |little: bool| -> Vec<u8> {
        b"Resources".iter().flat_map(|byte| if little { [*byte, 0] } else { [0, *byte] }).collect()
    };
    let head = &bytes[..bytes.len().min(WIDE_PREFIX)];
    if memmem::find(head, &wide(true)).is_some() {
        return Some("UTF-16 (little-endian)");
    }
    memmem::find(head, &wide(false)).map(|_| "UTF-16 (big-endian)")
}

/// A language that is filled in before a template comes out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub what: &'static str,
    /// The first place that shows it.
    pub span: Span,
}

/// Whether a text that does not parse is written in a template language of another program.
pub fn foreign(text: &str) -> Option<Foreign> {
    let found = |what: &'static str, start: usize, end: usize| Some(Foreign { what, span: Span::new(start, end) });
    if let Some(start) = text.find("{%") {
        return found("a Jinja template", start, start + 2);
    }
    if let Some(start) = text.find("<%") {
        return found("an ERB template", start, start + 2);
    }
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|found| from + found) {
        from = start + 2;
        let rest = &text[start + 2..];
        if rest.starts_with("resolve:") {
            continue;
        }
        let inner = rest.trim_start_matches('-').trim_start();
        let word = inner.split(|character: char| !character.is_alphanumeric()).next().unwrap_or("");
        let call = inner.split("}}").next().unwrap_or("");
        let go = inner.starts_with(['.', '$', '/'])
            || call.contains(" .")
            || call.contains(" $")
            || call.contains("(.")
            || matches!(word, "if" | "range" | "with" | "define" | "template" | "end" | "else" | "block" | "include");
        let what = match inner.as_bytes().first() {
            Some(b'#' | b'>') => "a Handlebars template",
            _ if go => "a Go template",
            _ => "a Jinja or Handlebars template",
        };
        return found(what, start, start + 2);
    }
    placeholder(text).and_then(|(start, end)| found("a text with %PLACEHOLDERS%", start, end))
}

/// The first `%NAME%` that begins a value, where YAML takes no `%`.
fn placeholder(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = text[from..].find('%').map(|found| from + found) {
        from = start + 1;
        let name = text[start + 1..].bytes().take_while(|byte| byte.is_ascii_uppercase() || *byte == b'_').count();
        let end = start + 1 + name;
        if name > 1 && text.as_bytes().get(end) == Some(&b'%') {
            return Some((start, end + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_template_languages_are_told_apart() {
        let what = |text| foreign(text).map(|foreign| foreign.what);
        assert_eq!(what("A: {{ .Values.x }}"), Some("a Go template"));
        assert_eq!(what("{{- range $i := .Items }}"), Some("a Go template"));
        assert_eq!(what("A: {{logicalIDSafe .Name}}"), Some("a Go template"));
        assert_eq!(what("{% if x %}"), Some("a Jinja template"));
        assert_eq!(what("A: {{ name }}"), Some("a Jinja or Handlebars template"));
        assert_eq!(what("{{#each x}}"), Some("a Handlebars template"));
        assert_eq!(what("A: %BUCKET_NAME%"), Some("a text with %PLACEHOLDERS%"));
        assert_eq!(what("A: '{{resolve:ssm:/a}}' at 50% or 60%"), None);
    }

    #[test]
    fn the_bytes_decide_before_anything_is_parsed() {
        assert_eq!(format("a", b""), Err("empty"));
        assert_eq!(format("a.bin", b"\0Resources"), Err("binary"));
        assert_eq!(format("README.md", b"Resources: x"), Err("source code or prose in another language"));
        assert_eq!(format("a.yaml", b"a: b"), Err(NO_SECTION));
        assert_eq!(format("a.yaml", b"\xef\xbb\xbf {\"Resources\": {}}"), Ok(Format::Json));
        assert_eq!(format("a", b"Resources:\n"), Ok(Format::Yaml));
    }
}
