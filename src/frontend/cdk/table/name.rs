//! How jsii spells a name in each language.

use std::borrow::Cow;

use crate::program::Language;

/// A member's or parameter's name in Python: `imageScanOnPush` is `image_scan_on_push`, `enforceSSL` is `enforce_ssl`.
pub fn python_name(jsii: &str) -> String {
    let mut name = String::with_capacity(jsii.len() + 4);
    let characters: Vec<char> = jsii.replace("MiB", "Mib").replace("GiB", "Gib").chars().collect();
    for (position, character) in characters.iter().enumerate() {
        let before = position.checked_sub(1).map(|before| characters[before]);
        let behind = characters.get(position + 1);
        let begins_word = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_ascii_uppercase() && behind.is_some_and(char::is_ascii_lowercase))
            });
        if begins_word {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    if PYTHON_KEYWORDS.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// The keywords of Python that are spelled in lower case; a name that is one gets a `_` behind.
const PYTHON_KEYWORDS: [&str; 32] = [
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

/// Whether a name in a source is this name of jsii's.
pub fn matches(language: Language, written: &str, jsii: &str) -> bool {
    match language {
        Language::TypeScript => written == jsii,
        Language::Python => python_name(jsii) == written,
        // `enforceSSL` is `enforceSsl`.
        Language::Java => {
            written.eq_ignore_ascii_case(jsii) || getter(written).is_some_and(|name| name.eq_ignore_ascii_case(jsii))
        }
        // Parameters keep their names.
        Language::CSharp => written == jsii || upper_first(jsii) == written,
        Language::Go => upper_first(jsii) == written,
    }
}

/// jsii's spelling of a name, where nothing but the rules tell it: `image_scan_on_push` is `imageScanOnPush`.
pub(super) fn camel_case(language: Language, written: &str) -> Cow<'_, str> {
    match language {
        Language::TypeScript | Language::Java => Cow::Borrowed(written),
        Language::CSharp | Language::Go => Cow::Owned(lower_first(written)),
        Language::Python => Cow::Owned(from_python(written)),
    }
}

fn from_python(written: &str) -> String {
    let mut name = String::with_capacity(written.len());
    for (position, word) in written.trim_end_matches('_').split('_').enumerate() {
        if position == 0 { name.push_str(word) } else { name.push_str(&upper_first(word)) }
    }
    name
}

fn getter(written: &str) -> Option<String> {
    let name = written.strip_prefix("get").filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    Some(lower_first(name))
}

pub fn upper_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
