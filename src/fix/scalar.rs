//! How a value is spelled in YAML and JSON.

use serde_json::Value as Json;

use crate::syntax::Style;

/// A line of a document that is laid out is broken when it would be longer.
const MAX_LINE: usize = 80;

/// Whether keys and texts are quoted as JSON has it. YAML that is written so is continued so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    Json,
    Yaml,
}

impl Spelling {
    /// The spelling of something beside a key of this style.
    pub(super) fn of_key(style: Style) -> Self {
        if style == Style::DoubleQuoted { Self::Json } else { Self::Yaml }
    }

    pub(super) fn key(self, key: &str) -> String {
        self.text(key)
    }

    /// A scalar on one line.
    pub(super) fn scalar(self, value: &Json) -> String {
        match value {
            Json::String(text) => self.text(text),
            other => other.to_string(),
        }
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::Json => Json::from(text).to_string(),
            Self::Yaml if is_plain(text) => text.to_owned(),
            Self::Yaml if text.contains(|c: char| c.is_control()) => Json::from(text).to_string(),
            Self::Yaml => format!("'{}'", text.replace('\'', "''")),
        }
    }
}

/// A scalar in the place of one of this style.
pub(super) fn instead_of(style: Style, spelling: Spelling, value: &Json) -> String {
    match (style, value) {
        (Style::SingleQuoted, Json::String(text)) if !text.contains(|c: char| c.is_control()) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        (Style::DoubleQuoted, Json::String(_)) => Spelling::Json.scalar(value),
        _ => spelling.scalar(value),
    }
}

/// The lines of a text that holds JSON, laid out for reading, where the text is a collection.
pub(super) fn laid_out(text: &str) -> Option<Vec<String>> {
    let json: Json = serde_json::from_str(text).ok()?;
    let collection = matches!(&json, Json::Array(items) if !items.is_empty())
        || matches!(&json, Json::Object(members) if !members.is_empty());
    collection.then(|| lines("", &json, ""))
}

/// What fits on a line stands on one.
fn lines(key: &str, value: &Json, margin: &str) -> Vec<String> {
    let single = format!("{margin}{key}{}", super::flow::single(value, Spelling::Json));
    let inner = format!("{margin}  ");
    let (open, close, mut members): (_, _, Vec<Vec<String>>) = match value {
        Json::Object(members) if key.is_empty() || single.len() > MAX_LINE => {
            let member =
                |(key, value): (&String, &Json)| lines(&format!("{}: ", Spelling::Json.key(key)), value, &inner);
            ('{', '}', members.iter().map(member).collect())
        }
        Json::Array(items) if single.len() > MAX_LINE => {
            ('[', ']', items.iter().map(|item| lines("", item, &inner)).collect())
        }
        _ => return vec![single],
    };
    let count = members.len();
    for member in members.iter_mut().take(count.saturating_sub(1)) {
        if let Some(last) = member.last_mut() {
            last.push(',');
        }
    }
    let first = std::iter::once(format!("{margin}{key}{open}"));
    first.chain(members.into_iter().flatten()).chain(std::iter::once(format!("{margin}{close}"))).collect()
}

/// Whether a text can stand without quotes wherever a value may, and means itself to every reader of YAML.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.'))
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mean_something_else_is_quoted() {
        let spelled = |text: &str| Spelling::Yaml.scalar(&Json::from(text));
        assert_eq!(spelled("Enabled"), "Enabled");
        assert_eq!(spelled("Yes"), "'Yes'");
        assert_eq!(spelled("1.50"), "'1.50'");
        assert_eq!(spelled("it's: so"), "'it''s: so'");
        assert_eq!(spelled("a\nb"), "\"a\\nb\"");
        assert_eq!(Spelling::Json.scalar(&Json::from("Enabled")), "\"Enabled\"");
        assert_eq!(Spelling::Yaml.scalar(&Json::from(true)), "true");
    }

    #[test]
    fn quotes_stay_what_they_are() {
        let text = Json::from("Enabled");
        assert_eq!(instead_of(Style::SingleQuoted, Spelling::Yaml, &text), "'Enabled'");
        assert_eq!(instead_of(Style::DoubleQuoted, Spelling::Yaml, &text), "\"Enabled\"");
        assert_eq!(instead_of(Style::Plain, Spelling::Yaml, &text), "Enabled");
        assert_eq!(instead_of(Style::DoubleQuoted, Spelling::Yaml, &Json::from(true)), "true");
    }
}
