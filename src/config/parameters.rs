//! Files of parameter values, in the forms that the tools read which deploy a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::parameter;
use super::reader::{Reader, first_place};
use crate::rule::PackError;
use crate::source::{SourceFile, Span};
use crate::syntax::{Format, Kind, Node, Tree};

/// Values by the name of the parameter.
type Values = BTreeMap<Arc<str>, Arc<str>>;

/// The sections of samconfig.toml that can have values; of those that have some the first counts.
const SAM_COMMANDS: [&str; 3] = ["deploy", "sync", "global"];

/// The values in a file, given the path that it is shown under.
///
/// JSON or YAML is what `aws cloudformation --parameters` takes (a list of `ParameterKey` and `ParameterValue`), what
/// `--parameter-overrides` takes (a list of `NAME=VALUE`), or a template configuration of `CodePipeline`
/// (`{"Parameters": {…}}`). TOML is a samconfig.toml, of which one environment is read: the one that is asked for, else
/// `default`, else the only one with values.
///
/// # Errors
/// Every mistake in the file.
pub fn read_parameters(path: &str, text: &Arc<str>, environment: Option<&str>) -> Result<Values, Vec<PackError>> {
    let mut reader = Reader::new(Arc::new(SourceFile::new(path, text.clone())));
    let is_toml = path.rsplit('.').next() == Some("toml");
    let values = match environment {
        _ if is_toml => samconfig(&mut reader, text, environment),
        None => document(&mut reader, text),
        Some(name) => {
            let message = format!("only a samconfig.toml has environments; there is no `{name}` in this file");
            reader.complain(Span::default(), message);
            Values::new()
        }
    };
    let mistakes = reader.finish();
    if mistakes.is_empty() { Ok(values) } else { Err(mistakes) }
}

fn document(reader: &mut Reader, text: &Arc<str>) -> Values {
    // Strict JSON is YAML, too; the words of a mistake are better if it is known to be JSON.
    let format = if text.trim_start().starts_with(['{', '[']) { Format::Json } else { Format::Yaml };
    let tree = Tree::parse(text.clone(), format);
    reader.grammar(&tree);
    let mut values = Values::new();
    match tree.root().map(|root| (root, root.kind())) {
        _ if !reader.errors.is_empty() => {}
        Some((root, Kind::Sequence)) => list(reader, root, &mut values),
        Some((root, Kind::Mapping)) => match root.get("Parameters").map(|node| (node, node.kind())) {
            Some((node, Kind::Sequence)) => list(reader, node, &mut values),
            Some((node, _)) => {
                for (name, node) in reader.entries(node, "`Parameters`") {
                    values.extend(parameter(reader, node).map(|value| (name.value, value)));
                }
            }
            None => unknown_form(reader, first_place(root)),
        },
        Some((root, _)) => unknown_form(reader, root.site()),
        None => unknown_form(reader, Span::default()),
    }
    values
}

fn unknown_form(reader: &mut Reader, at: Span) {
    reader.complain(at, "this is no file of parameter values").help(
        "it is a list of {\"ParameterKey\": …, \"ParameterValue\": …} or of \"NAME=VALUE\", or {\"Parameters\": {…}}",
    );
}

fn list(reader: &mut Reader, list: Node<'_>, values: &mut Values) {
    for item in list.items() {
        let Some(text) = item.text() else {
            values.extend(member(reader, item));
            continue;
        };
        match text.split_once('=').filter(|(name, _)| !name.is_empty()) {
            Some((name, value)) => drop(values.insert(name.into(), value.into())),
            None => drop(reader.complain(item.site(), "this must be NAME=VALUE").clone()),
        }
    }
}

/// A parameter as the AWS CLI takes it. One that keeps its previous value has none here.
fn member(reader: &mut Reader, item: Node<'_>) -> Option<(Arc<str>, Arc<str>)> {
    let Some(name) = item.get("ParameterKey").and_then(Node::text) else {
        reader.complain(first_place(item), "this item has no `ParameterKey`");
        return None;
    };
    match item.get("ParameterValue") {
        Some(value) => Some((name.into(), parameter(reader, value)?)),
        None if item.get("UsePreviousValue").is_some() => None,
        None => {
            reader.complain(first_place(item), format!("{name} has no `ParameterValue`"));
            None
        }
    }
}

fn samconfig(reader: &mut Reader, text: &str, environment: Option<&str>) -> Values {
    let file = match DeTable::parse(text) {
        Ok(file) => file,
        Err(error) => {
            let at = error.span().map_or(Span::default(), |range| Span::new(range.start, range.end));
            reader.complain(at, error.message());
            return Values::new();
        }
    };
    let environments: BTreeMap<&str, &Spanned<DeValue<'_>>> = file
        .get_ref()
        .iter()
        .filter_map(|(name, section)| Some((&**name.get_ref(), overrides(section.get_ref())?)))
        .collect();
    let names: Vec<&str> = environments.keys().copied().collect();
    let chosen = match environment {
        Some(name) => environments.get(name),
        None => environments.get("default").or_else(|| environments.values().next().filter(|_| names.len() == 1)),
    };
    let Some(chosen) = chosen else {
        let wanted = environment.map(|name| format!("`{name}` of ")).unwrap_or_default();
        let message = match names.as_slice() {
            [] => format!("{wanted}this file has no parameter_overrides"),
            _ => format!("{wanted}this file has no parameter_overrides; those that have are {}", names.join(", ")),
        };
        let help = names.first().map(|name| format!("name one after a `#`, as in samconfig.toml#{name}"));
        reader.complain(Span::default(), message).help = help;
        return Values::new();
    };
    sam_values(reader, chosen)
}

fn overrides<'t>(environment: &'t DeValue<'t>) -> Option<&'t Spanned<DeValue<'t>>> {
    let get = |value: &'t DeValue<'t>, key: &str| value.as_table()?.get(key);
    SAM_COMMANDS.iter().find_map(|command| {
        let section = get(environment, command)?.get_ref();
        get(get(section, "parameters")?.get_ref(), "parameter_overrides")
    })
}

fn sam_values(reader: &mut Reader, overrides: &Spanned<DeValue<'_>>) -> Values {
    let mut values = Values::new();
    let at = |value: &Spanned<DeValue<'_>>| Span::new(value.span().start, value.span().end);
    match overrides.get_ref() {
        DeValue::String(text) => words(reader, text, at(overrides), &mut values),
        DeValue::Array(items) => {
            for item in items {
                match item.get_ref().as_str() {
                    Some(text) => words(reader, text, at(item), &mut values),
                    None => drop(reader.complain(at(item), "this must be NAME=VALUE").clone()),
                }
            }
        }
        _ => {
            reader.complain(at(overrides), "parameter_overrides must be a text or a list of texts");
        }
    }
    values
}

/// The values of a text such as `Env=prod Tags="a b"` or `ParameterKey=Env,ParameterValue=prod`.
fn words(reader: &mut Reader, text: &str, at: Span, values: &mut Values) {
    for word in split(text) {
        let pair = match word.strip_prefix("ParameterKey=") {
            Some(rest) => rest.split_once(",ParameterValue="),
            None => word.split_once('='),
        };
        match pair.filter(|(name, _)| !name.is_empty()) {
            Some((name, value)) => drop(values.insert(name.into(), value.into())),
            None => drop(reader.complain(at, format!("`{word}` is not NAME=VALUE")).clone()),
        }
    }
}

/// The words of a text, as a shell would see them: quotes keep blanks, a backslash keeps the next character.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => word.get_or_insert_default().extend(characters.next()),
            '"' | '\'' if quote == Some(character) => quote = None,
            '"' | '\'' if quote.is_none() => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            blank if blank.is_whitespace() && quote.is_none() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, text: &str, environment: Option<&str>) -> Result<Vec<String>, Vec<String>> {
        let values = read_parameters(path, &text.into(), environment);
        let values = values.map(|values| values.iter().map(|(name, value)| format!("{name}={value}")).collect());
        values.map_err(|errors| errors.into_iter().map(|error| error.message).collect())
    }

    #[test]
    fn the_forms_of_the_aws_cli_and_of_codepipeline() {
        let list = r#"[{"ParameterKey": "Env", "ParameterValue": "prod"},
                       {"ParameterKey": "Old", "UsePreviousValue": true},
                       {"ParameterKey": "Account", "ParameterValue": 012}]"#;
        assert_eq!(read("a.json", &list.replace("012", "\"012\""), None).unwrap(), ["Account=012", "Env=prod"]);
        assert_eq!(read("a.json", r#"["Env=prod", "Url=a=b"]"#, None).unwrap(), ["Env=prod", "Url=a=b"]);
        let pipeline = r#"{"Parameters": {"Env": "prod", "Zones": ["a", "b"]}, "Tags": {"Env": "x"}}"#;
        assert_eq!(read("a.json", pipeline, None).unwrap(), ["Env=prod", "Zones=a,b"]);
        assert_eq!(read("a.yaml", "Parameters:\n  Version: 1.10\n", None).unwrap(), ["Version=1.10"]);
        let input = r#"{"StackName": "s", "Parameters": [{"ParameterKey": "Env", "ParameterValue": ""}]}"#;
        assert_eq!(read("a.json", input, None).unwrap(), ["Env="]);
    }

    #[test]
    fn samconfig_has_environments() {
        let text = "version = 0.1\n[default.deploy.parameters]\nparameter_overrides = 'Env=dev Words=\"a b\" Path=a\\ b'\n\
                    [prod.global.parameters]\nparameter_overrides = [\"Env=prod\", \"ParameterKey=Size,ParameterValue=3\"]\n";
        assert_eq!(read("samconfig.toml", text, None).unwrap(), ["Env=dev", "Path=a b", "Words=a b"]);
        assert_eq!(read("samconfig.toml", text, Some("prod")).unwrap(), ["Env=prod", "Size=3"]);
        let known = "this file has no parameter_overrides; those that have are default, prod";
        assert_eq!(read("samconfig.toml", text, Some("test")).unwrap_err(), [format!("`test` of {known}")]);
        assert_eq!(read("samconfig.toml", "a = ", None).unwrap_err().len(), 1);
        let single = text.replace("default", "stage").replace("prod.global", "prod.other");
        assert_eq!(read("samconfig.toml", &single, None).unwrap().len(), 3);
    }

    #[test]
    fn what_is_no_file_of_values_says_so() {
        let message = |text: &str| read("a.json", text, None).unwrap_err().join(", ");
        assert_eq!(message("{}"), "this is no file of parameter values");
        assert_eq!(message(""), "this is no file of parameter values");
        assert_eq!(message("[1, {}]"), "this must be NAME=VALUE, this item has no `ParameterKey`");
        assert_eq!(message(r#"[{"ParameterKey": "A"}]"#), "A has no `ParameterValue`");
        assert_eq!(message(r#"{"Parameters": {"A": {}}}"#), "the value of a parameter is a text or a list of texts");
        assert!(message("[{]").contains("expected") || !message("[{]").is_empty());
        let error = read("a.json", "[]", Some("prod")).unwrap_err().join("");
        assert_eq!(error, "only a samconfig.toml has environments; there is no `prod` in this file");
    }
}
