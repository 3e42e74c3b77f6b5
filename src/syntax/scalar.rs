//! What a scalar means: null, a boolean, a number or text, by the rules of YAML 1.1 as `CloudFormation`
//! and `PyYAML` read them. Knows nothing of where the scalar stands.

use super::node::Scalar;

/// Types a text. `json` allows the exponents of JSON, which in YAML 1.1 are text (`12e5` is a commit).
pub(super) fn typed<'t>(text: &'t str, plain: bool, tag: Option<&str>, json: bool) -> Scalar<'t> {
    match tag.and_then(standard) {
        Some("str") => Scalar::Text(text),
        Some("null" | "bool" | "int" | "float") => plain_scalar(text, json),
        _ if plain => plain_scalar(text, json),
        _ => Scalar::Text(text),
    }
}

/// The name of one of YAML's own tags. A lone `!` says that the scalar is text.
fn standard(tag: &str) -> Option<&str> {
    if tag == "!" {
        return Some("str");
    }
    let verbatim = || tag.strip_prefix("!<tag:yaml.org,2002:").and_then(|rest| rest.strip_suffix('>'));
    tag.strip_prefix("!!").or_else(verbatim)
}

fn plain_scalar(text: &str, json: bool) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Scalar::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        _ if is_number(text, json) => Scalar::Number(text),
        _ => Scalar::Text(text),
    }
}

/// Whether the text is a decimal integer or fraction without needless zeros before it.
fn is_number(text: &str, json: bool) -> bool {
    let Some(number) = Number::of(text) else { return false };
    match number.exponent {
        None => true,
        Some(exponent) => json || (number.has_fraction && exponent.starts_with(['+', '-'])),
    }
}

/// The parts of a number in JSON's grammar that matter to its reading.
pub(super) struct Number<'t> {
    has_fraction: bool,
    exponent: Option<&'t str>,
}

impl<'t> Number<'t> {
    /// The number that the whole text is.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let rest = digits_without_leading_zero(text.strip_prefix('-').unwrap_or(text))?;
        let (rest, has_fraction) = match rest.strip_prefix('.') {
            Some(fraction) => (digits(fraction)?, true),
            None => (rest, false),
        };
        if rest.is_empty() {
            return Some(Self { has_fraction, exponent: None });
        }
        let exponent = rest.strip_prefix(['e', 'E'])?;
        let rest = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
        rest.is_empty().then_some(Self { has_fraction, exponent: Some(exponent) })
    }
}

/// What follows one digit or more.
fn digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

fn digits_without_leading_zero(text: &str) -> Option<&str> {
    match text.strip_prefix('0') {
        Some(rest) => (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest),
        None => digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_typed_as_yaml_1_1_has_them() {
        let cases = [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("NULL", Scalar::Null),
            ("nULL", Scalar::Text("nULL")),
            ("Yes", Scalar::Bool(true)),
            ("off", Scalar::Bool(false)),
            ("y", Scalar::Text("y")),
            ("0", Scalar::Number("0")),
            ("-12", Scalar::Number("-12")),
            ("1.50", Scalar::Number("1.50")),
            ("1.5e+3", Scalar::Number("1.5e+3")),
            ("1.5e3", Scalar::Text("1.5e3")),
            ("12e5", Scalar::Text("12e5")),
            ("012", Scalar::Text("012")),
            ("0x1f", Scalar::Text("0x1f")),
            ("1_000", Scalar::Text("1_000")),
            ("2012-10-17", Scalar::Text("2012-10-17")),
            ("1.", Scalar::Text("1.")),
            (".5", Scalar::Text(".5")),
            ("-", Scalar::Text("-")),
            ("1.2.3", Scalar::Text("1.2.3")),
        ];
        for (text, expected) in cases {
            assert_eq!(typed(text, true, None, false), expected, "{text:?}");
        }
    }

    #[test]
    fn style_tag_and_format_decide_too() {
        assert_eq!(typed("12", false, None, false), Scalar::Text("12"));
        assert_eq!(typed("12", true, Some("!!str"), false), Scalar::Text("12"));
        assert_eq!(typed("12", true, Some("!"), false), Scalar::Text("12"));
        assert_eq!(typed("12", false, Some("!!int"), false), Scalar::Number("12"));
        assert_eq!(typed("yes", false, Some("!<tag:yaml.org,2002:bool>"), false), Scalar::Bool(true));
        assert_eq!(typed("12", true, Some("!Ref"), false), Scalar::Number("12"));
        assert_eq!(typed("1E5", true, None, true), Scalar::Number("1E5"));
    }
}
