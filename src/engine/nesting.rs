//! What regorus' parser and evaluator cannot bear, found in the text before they see it.
//!
//! The parser tries each bracket as a comprehension first and reads it again when it is none, so that its time
//! doubles or triples with every level of literals. Brackets of every kind and long chains of operators are
//! followed by recursion without a bound.

use std::sync::Arc;

use crate::rule::PackError;
use crate::source::Span;

/// How deep array, set and object literals and comprehensions may stand in each other.
const LITERALS: usize = 8;

/// How deep brackets of every kind may.
const BRACKETS: usize = 32;

/// How high an expression may be as a tree: its operators, indices and calls in a row, and what is in its brackets.
const HEIGHT: usize = 200;

/// Refuses a text that is too deep.
pub(super) fn check(path: &Arc<str>, text: &Arc<str>) -> Result<(), Box<PackError>> {
    let Some((span, message, help)) = fault(text) else { return Ok(()) };
    Err(Box::new(PackError {
        path: path.clone(),
        text: text.clone(),
        span,
        message,
        label: None,
        help: Some(help.to_owned()),
    }))
}

fn fault(text: &str) -> Option<(Span, String, &'static str)> {
    if let Some(at) = text.find('\0') {
        // The lexer takes it as the end of the file, and what follows would be no part of the rule.
        return Some((Span::new(at, at + 1), "a NUL character".to_owned(), "remove it; Rego is text"));
    }
    let mut open: Vec<Level> = vec![Level::default()];
    let mut before = Before::Start;
    for (span, token) in Tokens::new(text) {
        let word = &text[span.range()];
        let depth = open.len();
        let level = open.last_mut()?;
        match token {
            Token::Open => {
                let follows_operand = before.is_operand_next_to(span.start);
                level.operators += usize::from(follows_operand);
                level.operand(!follows_operand && before.is_operand());
                let is_literal = word != "(" && !before.begins_body(word) && !(word == "[" && follows_operand);
                open.push(Level { is_literal, ..Level::default() });
            }
            Token::Close if depth > 1 => {
                let inner = open.pop()?.highest();
                let outer = open.last_mut()?;
                outer.inner = outer.inner.max(inner + 1);
            }
            Token::Operand => level.operand(before.is_operand()),
            Token::Operator => level.operators += 1,
            Token::Separator => level.operand(true),
            Token::Keyword | Token::Close => {}
        }
        if let Some((message, help)) = excess(&open) {
            return Some((span, message, help));
        }
        before = Before::Token(token, word, span);
    }
    None
}

fn excess(open: &[Level]) -> Option<(String, &'static str)> {
    if open.iter().filter(|level| level.is_literal).count() > LITERALS {
        let message = format!("literals are nested more than {LITERALS} deep");
        return Some((message, "give an inner part a name of its own: `part := {…}`"));
    }
    if open.len() > BRACKETS {
        let message = format!("brackets are nested more than {BRACKETS} deep");
        return Some((message, "give an inner part a name of its own: `part := …`"));
    }
    if open.last()?.highest() > HEIGHT {
        let message = format!("this expression has more than {HEIGHT} operators in a row");
        return Some((message, "break it up into several statements"));
    }
    None
}

/// Whether a text has keywords that Rego v0 lacks without an import of `future.keywords` or `rego.v1`.
pub(super) fn has_new_keywords(text: &str) -> bool {
    let mut words = Tokens::new(text).map(|(span, _)| &text[span.range()]).peekable();
    while let Some(word) = words.next() {
        match (word, words.peek()) {
            // Whatever it imports of them, it means them.
            ("import", Some(&"future" | &"rego")) => return false,
            ("if" | "in" | "every", _) => return true,
            ("contains", Some(next)) if *next != "(" => return true,
            _ => {}
        }
    }
    false
}

/// What is between two brackets.
#[derive(Default)]
struct Level {
    is_literal: bool,
    /// The operators of the expression so far.
    operators: usize,
    /// The highest of the brackets in the expression so far.
    inner: usize,
    /// The highest expression before this one.
    before: usize,
}

impl Level {
    /// An operand begins; after another one, or after a separator, it begins a new expression.
    fn operand(&mut self, is_new: bool) {
        if is_new {
            self.before = self.highest();
            self.operators = 0;
            self.inner = 0;
        }
    }

    fn highest(&self) -> usize {
        self.before.max(self.operators + self.inner)
    }
}

/// The token before.
enum Before<'t> {
    Start,
    Token(Token, &'t str, Span),
}

impl Before<'_> {
    const fn is_operand(&self) -> bool {
        matches!(self, Self::Token(Token::Operand | Token::Close, ..))
    }

    /// A bracket without space before it is an index or a call.
    fn is_operand_next_to(&self, offset: u32) -> bool {
        self.is_operand() && matches!(self, Self::Token(_, _, span) if span.end == offset)
    }

    /// `if {`, `else {`, and `every x in xs {`: a literal cannot follow an operand.
    fn begins_body(&self, bracket: &str) -> bool {
        bracket == "{" && (self.is_operand() || matches!(self, Self::Token(Token::Keyword, "if" | "else", _)))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A name, number or text.
    Operand,
    Keyword,
    Operator,
    /// What stands between expressions: `,`, `;`, `:`, `:=`, `=`.
    Separator,
    Open,
    Close,
}

/// The tokens of a text, without comments. Nothing is validated; that is the parser's business.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The length of what is up to and with the end that `is_end` finds; the rest of the text without one.
    fn until(&self, is_end: impl FnMut(char) -> bool) -> usize {
        let rest = &self.text[self.at + 1..];
        rest.find(is_end).map_or(self.text.len() - self.at, |end| end + 2)
    }

    fn text_length(&self) -> usize {
        let mut escaped = false;
        self.until(|character| {
            let ends = !escaped && matches!(character, '"' | '\n');
            escaped = !escaped && character == '\\';
            ends
        })
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Span, Token);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            if first == '#' {
                self.at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            if first.is_whitespace() {
                self.at += first.len_utf8();
                continue;
            }
            let (length, token) = match first {
                '"' => (self.text_length(), Token::Operand),
                '`' => (self.until(|character| character == '`'), Token::Operand),
                '(' | '[' | '{' => (1, Token::Open),
                ')' | ']' | '}' => (1, Token::Close),
                ',' | ';' => (1, Token::Separator),
                ':' => (if rest.starts_with(":=") { 2 } else { 1 }, Token::Separator),
                '=' if !rest.starts_with("==") => (1, Token::Separator),
                '=' | '!' | '<' | '>' if rest[1..].starts_with('=') => (2, Token::Operator),
                '+' | '-' | '*' | '/' | '%' | '|' | '&' | '<' | '>' | '.' => (1, Token::Operator),
                _ => word(rest),
            };
            let span = Span::new(self.at, self.at + length);
            self.at += length;
            return Some((span, token));
        }
    }
}

fn word(rest: &str) -> (usize, Token) {
    let length = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
    let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
    let token = match &rest[..length] {
        "in" => Token::Operator,
        "if" | "else" | "not" | "some" | "every" | "contains" | "with" | "as" | "default" | "import" | "package" => {
            Token::Keyword
        }
        _ => Token::Operand,
    };
    (length, token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> Option<String> {
        fault(text).map(|(_, message, _)| message)
    }

    #[test]
    fn literals_are_bounded() {
        let nested = |depth: usize| format!("package a\nx := {}1{}\n", "{\"a\": ".repeat(depth), "}".repeat(depth));
        assert_eq!(complaint(&nested(8)), None);
        assert_eq!(complaint(&nested(9)).unwrap(), "literals are nested more than 8 deep");
        let lists = |depth: usize| format!("x := {}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(complaint(&lists(8)), None);
        assert!(complaint(&lists(9)).is_some());
    }

    #[test]
    fn indices_and_bodies_are_no_literals() {
        let indices = format!("x := a{}0{}", "[a".repeat(20), "]".repeat(20));
        assert_eq!(complaint(&indices), None);
        let bodies = "deny contains x if {\n\tevery a in b {\n\t\tevery c in a.d[0] {\n\t\t\tx := {{[[{{{{1}}}}]]}}\n\t\t}\n\t}\n}";
        assert_eq!(complaint(bodies), None, "eight literals in three bodies");
        assert!(complaint(&bodies.replace("{1}", "{[1]}")).is_some());
    }

    #[test]
    fn brackets_in_texts_and_comments_do_not_count() {
        let deep = "[".repeat(40);
        assert_eq!(complaint(&format!("# {deep}\nx := \"\\\"{deep}\" + `{deep}`")), None);
        assert_eq!(complaint(&format!("x := \"ä{deep}")), None, "an open text ends with the file");
    }

    #[test]
    fn calls_and_chains_are_bounded() {
        let calls = |depth: usize| format!("x := {}1{}", "f(\n".repeat(depth), ")".repeat(depth));
        assert_eq!(complaint(&calls(31)), None);
        assert_eq!(complaint(&calls(32)).unwrap(), "brackets are nested more than 32 deep");
        assert_eq!(complaint(&format!("x := 1{}", "\n+ 1".repeat(200))), None);
        assert_eq!(
            complaint(&format!("x := 1{}", "\n+ 1".repeat(201))).unwrap(),
            "this expression has more than 200 operators in a row"
        );
        assert!(complaint(&format!("x := {}1", "-\n".repeat(300))).is_some());
        assert!(complaint(&format!("x := a{}", ".b".repeat(300))).is_some());
        assert!(complaint(&format!("x := a{}", "[0]".repeat(300))).is_some());
        let left =
            |levels: usize| format!("x := {}1{}", "(".repeat(levels), format!("{})", "+ 1".repeat(20)).repeat(levels));
        assert_eq!(complaint(&left(9)), None);
        assert!(complaint(&left(10)).is_some(), "what is in brackets is below what follows them");
        let statements = "x if {\n".to_owned() + &"\ta.b == c.d[0]\n".repeat(1000) + "}";
        assert_eq!(complaint(&statements), None, "statements are no chain");
    }
}
