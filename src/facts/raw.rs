//! A YAML or JSON document as Conftest's parsers give it, which is not how `CloudFormation` reads it: a tag such as
//! `!Ref` is dropped, what it stands before stays, and plain scalars are what Go's YAML takes them for.

use serde::ser::{Serialize, Serializer};

use crate::syntax::{Kind, Node, Style, Tree};

/// A node of a document as plain JSON.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'t>(Node<'t>);

/// What a plain scalar is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Plain {
    Null,
    Bool(bool),
    Integer(i64),
    /// Above the largest `i64`.
    Large(u64),
    Float(f64),
    Text,
}

/// The documents of a file. One that says nothing is left out.
pub fn raw(tree: &Tree) -> impl Iterator<Item = Raw<'_>> {
    tree.roots().filter(|root| plain(*root) != Plain::Null).map(Raw)
}

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.kind() {
            Kind::Mapping => {
                let entry = |(name, value)| Some((key(name)?, Raw(value)));
                serializer.collect_map(self.0.entries().filter_map(entry))
            }
            Kind::Sequence => serializer.collect_seq(self.0.items().map(Raw)),
            Kind::Scalar => scalar(self.0, serializer),
            Kind::Alias => serializer.serialize_unit(),
        }
    }
}

fn scalar<S: Serializer>(node: Node<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match plain(node) {
        Plain::Null => serializer.serialize_unit(),
        Plain::Bool(truth) => serializer.serialize_bool(truth),
        Plain::Integer(number) => serializer.serialize_i64(number),
        Plain::Large(number) => serializer.serialize_u64(number),
        Plain::Float(number) => serializer.serialize_f64(number),
        Plain::Text => serializer.serialize_str(node.text().unwrap_or("")),
    }
}

/// A key as a text; none for a collection, which no key of JSON is.
fn key(node: Node<'_>) -> Option<String> {
    let text = node.text()?;
    Some(match plain(node) {
        Plain::Bool(truth) => truth.to_string(),
        Plain::Integer(number) => number.to_string(),
        Plain::Large(number) => number.to_string(),
        Plain::Float(number) => number.to_string(),
        Plain::Null | Plain::Text => text.to_owned(),
    })
}

/// What a scalar is; a collection is text here.
fn plain(node: Node<'_>) -> Plain {
    let Some(text) = node.text() else { return Plain::Text };
    match node.tag() {
        None if node.style() == Style::Plain => of_text(text),
        Some("!!int" | "!!float" | "!!bool" | "!!null") => of_text(text),
        _ => Plain::Text,
    }
}

fn of_text(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Plain::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Plain::Bool(false);
        }
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return Plain::Text;
    }
    let digits = text.replace('_', "");
    integer(&digits).or_else(|| float(&digits)).unwrap_or(Plain::Text)
}

/// An integer as Go reads it, with the base that its prefix says: `012` is ten.
fn integer(text: &str) -> Option<Plain> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if !digits.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return None;
    }
    let number = i128::from(u64::from_str_radix(digits, base).ok()?);
    let number = if negative { -number } else { number };
    i64::try_from(number).map(Plain::Integer).or_else(|_| u64::try_from(number).map(Plain::Large)).ok()
}

fn float(text: &str) -> Option<Plain> {
    // Rust would take `inf` and `nan` too, which are no numbers of JSON.
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    let number = text.parse::<f64>().ok().filter(|number| is_number && number.is_finite())?;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and far from the bounds")]
    let whole = (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64);
    Some(whole.map_or(Plain::Float(number), Plain::Integer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Format;

    fn json(text: &str) -> String {
        let tree = Tree::parse(text.into(), Format::Yaml);
        let documents: Vec<Raw<'_>> = raw(&tree).collect();
        serde_json::to_string(&documents).unwrap()
    }

    /// What the YAML library of Conftest makes of the same texts.
    #[test]
    fn scalars_are_what_conftest_takes_them_for() {
        let cases = [
            ("12", "12"),
            ("012", "10"),
            ("018", "18"),
            ("0x1f", "31"),
            ("-0X1F", "-31"),
            ("0b11", "3"),
            ("0o14", "12"),
            ("1_000", "1000"),
            ("12e5", "1200000"),
            ("1.5e3", "1500"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("+1", "1"),
            ("1.50", "1.5"),
            ("00", "0"),
            ("yes", "true"),
            ("y", "true"),
            ("N", "false"),
            ("Off", "false"),
            ("2010-09-09", "\"2010-09-09\""),
            ("1:30", "\"1:30\""),
            ("_1", "\"_1\""),
            ("0xG", "\"0xG\""),
            ("1e400", "\"1e400\""),
            ("012345678901", "12345678901"),
            ("12345678901234567890", "12345678901234567890"),
            ("'12'", "\"12\""),
            ("\"yes\"", "\"yes\""),
            ("!!str 12", "\"12\""),
            ("!!int '12'", "12"),
            ("! 12", "\"12\""),
        ];
        for (text, expected) in cases {
            assert_eq!(json(&format!("[{text}]")), format!("[[{expected}]]"), "{text}");
        }
    }

    #[test]
    fn short_tags_are_dropped() {
        assert_eq!(json("[!Ref Topic, !GetAtt A.Arn, !Foo 12, !Foo true]"), r#"[["Topic","A.Arn","12","true"]]"#);
        assert_eq!(json("!If [C, !Ref A, !Ref AWS::NoValue]"), r#"[["C","A","AWS::NoValue"]]"#);
        assert_eq!(json("a: !Sub\n  - '${X}'\n  - {X: 1}\n"), r#"[{"a":["${X}",{"X":1}]}]"#);
    }

    #[test]
    fn keys_are_texts() {
        assert_eq!(json("{1: a, 1.5: a, on: a, 012: b}"), r#"[{"1":"a","1.5":"a","true":"a","10":"b"}]"#);
    }

    #[test]
    fn every_document_with_content_counts() {
        assert_eq!(json("# nothing\n---\na: 1\n---\n- b\n"), r#"[{"a":1},["b"]]"#);
    }
}
