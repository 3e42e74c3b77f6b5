//! Hostile input gets a bound and a message.

use std::time::{Duration, Instant};

use super::{json, yaml};
use plimsoll::syntax::{Kind, Node, Tree};

const DEEP: usize = 100_000;

fn depth(tree: &Tree) -> usize {
    fn below(node: Node<'_>) -> usize {
        1 + node.children().map(below).max().unwrap_or(0)
    }
    tree.roots().map(below).max().unwrap_or(0)
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn deep_nesting_is_refused_at_once() {
    let began = Instant::now();
    let flow = "[".repeat(DEEP);
    let closed = "[".repeat(DEEP) + &"]".repeat(DEEP);
    let objects = "{\"a\":".repeat(DEEP);
    let sequences = "- ".repeat(DEEP);
    let keys = "? ".repeat(DEEP);
    let braces = "{a: ".repeat(DEEP);
    let trees = [
        json(&flow),
        json(&closed),
        json(&objects),
        yaml(&flow),
        yaml(&closed),
        yaml(&sequences),
        yaml(&keys),
        yaml(&braces),
    ];
    for tree in &trees {
        let [error] = tree.errors() else { panic!("{:?}", tree.errors()) };
        assert_eq!(error.message, "collections nest more than 512 levels deep here");
        assert!(depth(tree) <= 513, "{}", depth(tree));
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn what_nests_to_the_limit_is_read() {
    let source = "[".repeat(512) + &"]".repeat(512);
    for tree in [json(&source), yaml(&source)] {
        assert_eq!(tree.errors(), []);
        assert_eq!(depth(&tree), 512);
    }
    let mixed = "- ".repeat(300) + &"[".repeat(300) + &"]".repeat(300);
    assert_eq!(yaml(&mixed).errors().len(), 1);
}

#[test]
fn laughs_are_counted_once_and_not_followed() {
    let level = |level: usize| {
        let item = if level == 0 { "lol".to_owned() } else { format!("*l{}", level - 1) };
        format!("l{level}: &l{level} [{}]\n", [item.as_str(); 9].join(", "))
    };
    let tree = yaml(&(0..30).map(level).collect::<Vec<_>>().concat());
    let messages: Vec<_> = tree.errors().iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["with its aliases written out the document has more than 1000000 nodes"]);
    let items = tree.root().and_then(|root| root.get("l1")).expect("l1").items();
    assert!(items.map(Node::kind).all(|kind| kind == Kind::Alias));
}

#[test]
fn a_few_laughs_are_followed() {
    let tree = yaml("a: &a [x, y]\nb: &b [*a, *a]\nc: [*b, *b]\n");
    assert_eq!(tree.errors(), []);
    assert_eq!(tree.root().and_then(|root| root.get("c")).map(Node::size), Some(1 + 2 * (1 + 2 * 3)));
}

#[test]
fn aliases_do_not_nest_deeper_than_the_limit() {
    let nested = |levels: usize, inner: &str| format!("{}{inner}{}", "[".repeat(levels), "]".repeat(levels));
    let tree = yaml(&format!("a0: &a0 {}\na1: &a1 [*a0]\na2: {}\n", nested(400, ""), nested(200, "*a0")));
    let messages: Vec<_> = tree.errors().iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["with its aliases written out the document nests more than 512 levels deep"]);
    assert_eq!(
        tree.root().and_then(|root| root.get("a1")).and_then(|a1| a1.items().next()).map(Node::kind),
        Some(Kind::Sequence)
    );
}

#[test]
fn an_alias_inside_its_own_anchor_is_an_error() {
    let tree = yaml("a: &a\n  b: [1, *a]\nc: *a\n");
    let messages: Vec<_> = tree.errors().iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["this alias stands inside the node that it repeats"]);
    let root = tree.root().expect("a root");
    assert_eq!(root.get("c").map(Node::kind), Some(Kind::Mapping));
    assert_eq!(
        root.get("a").and_then(|a| a.get("b")).and_then(|b| b.items().nth(1)).map(Node::kind),
        Some(Kind::Alias)
    );
}

#[test]
fn very_many_errors_are_cut() {
    let tree = yaml(&format!("[{}]", "*a, ".repeat(5000)));
    assert_eq!(tree.errors().len(), 101);
    assert_eq!(tree.errors()[100].message, "4900 more syntax errors of this file are not listed");
}

#[test]
#[allow(clippy::disallowed_methods, reason = "this test measures time")]
fn work_grows_with_the_file_alone() {
    let lines = 20_000;
    let numbered = |line: &dyn Fn(usize) -> String| (0..lines).map(line).collect::<Vec<_>>().concat();
    let sources = [
        "# a comment\n".repeat(lines),
        format!("a:\n{}  - 1\n", "  # a comment\n".repeat(lines)),
        numbered(&|line| format!("k{line}: 1\n")),
        numbered(&|line| format!("k{line}: &a{line} 1\nl{line}: *a{line}\n")),
        "a: 1\n".repeat(lines),
        "A: \"x\n".repeat(lines),
        "A: [x\n".repeat(lines),
        format!("a: \"{}\"\n", "x\n".repeat(lines)),
        format!("a:\n  b: {}\"{}\"\n", " ".repeat(lines), "x\n".repeat(lines)),
        format!("a: {{<<: {{{}}}}}\n", numbered(&|key| format!("k{key}: 1, "))),
    ];
    for source in sources {
        let began = Instant::now();
        yaml(&source);
        assert!(began.elapsed() < Duration::from_secs(20), "{:?} for {:?}", began.elapsed(), &source[..20]);
    }
}
