//! Finding one's way: keys, items, aliases, merge keys, duplicates.

use super::{json, yaml};
use plimsoll::syntax::{Kind, Node, Scalar, Tree};

fn root(tree: &Tree) -> Node<'_> {
    assert_eq!(tree.errors(), []);
    tree.root().expect("the tree has a root")
}

fn slice<'t>(tree: &'t Tree, node: Node<'t>) -> &'t str {
    &tree.source()[node.span().range()]
}

fn keys(node: Node<'_>) -> Vec<&str> {
    node.entries().filter_map(|(key, _)| key.text()).collect()
}

#[test]
fn both_formats_give_the_same_tree() {
    let trees = [yaml("a: [1, \"x\", {b: null}]\n"), json(r#"{"a": [1, "x", {"b": null}]}"#)];
    for tree in &trees {
        let list = root(tree).get("a").expect("a");
        let items: Vec<_> = list.items().collect();
        assert_eq!(items[0].scalar(), Some(Scalar::Number("1")));
        assert_eq!(items[1].scalar(), Some(Scalar::Text("x")));
        assert_eq!(items[2].get("b").and_then(Node::scalar), Some(Scalar::Null));
        assert_eq!(slice(tree, items[1]), "\"x\"");
        assert!(slice(tree, list).starts_with('[') && slice(tree, list).ends_with(']'));
        assert_eq!(list.size(), 6);
        assert_eq!(root(tree).items().count(), 0);
        assert_eq!(list.entries().count(), 0);
    }
}

#[test]
fn tags_and_comments_keep_their_places() {
    let tree = yaml("A: !Sub &x \"${B}\" # why\n# end\n");
    let node = root(&tree).get("A").expect("A");
    assert_eq!(node.tag(), Some("!Sub"));
    assert_eq!(slice(&tree, node), "\"${B}\"");
    let comments: Vec<_> = tree.comments().iter().map(|span| &tree.source()[span.range()]).collect();
    assert_eq!(comments, ["# why", "# end"]);
}

#[test]
fn an_alias_is_its_target_except_for_its_site() {
    let tree = yaml("a: &x [1, 2]\nb: *x\n");
    let (a, b) = (root(&tree).get("a").expect("a"), root(&tree).get("b").expect("b"));
    assert_eq!(b.kind(), Kind::Sequence);
    assert_eq!((b.id(), b.span()), (a.id(), a.span()));
    assert_eq!(&tree.source()[b.site().range()], "*x");
    assert_eq!(a.site(), a.span());
    assert_eq!(root(&tree).size(), 1 + 2 + 2 * 3);
}

#[test]
fn merge_keys_bring_what_the_mapping_does_not_have() {
    let tree = yaml("a: &a {k: 1, l: 2}\nb: &b {<<: *a, l: 3, m: 4}\nc: {n: 5, <<: [*b, {o: 6, k: 7}]}\n");
    let root = root(&tree);
    let value = |outer: &str, inner: &str| root.get(outer).and_then(|node| node.get(inner)).and_then(Node::text);
    assert_eq!(keys(root.get("b").expect("b")), ["l", "m", "k"]);
    assert_eq!((value("b", "k"), value("b", "l")), (Some("1"), Some("3")));
    assert_eq!(keys(root.get("c").expect("c")), ["n", "l", "m", "k", "o"]);
    assert_eq!((value("c", "k"), value("c", "o"), value("c", "<<")), (Some("1"), Some("6"), None));
}

#[test]
fn what_cannot_be_merged_stays_an_entry() {
    let tree = yaml("a: {<<: [1], k: 2}\nb: {\"<<\": {x: 1}}\n");
    assert_eq!(keys(root(&tree).get("a").expect("a")), ["<<", "k"]);
    assert_eq!(keys(root(&tree).get("b").expect("b")), ["<<"]);
}

#[test]
fn the_last_of_equal_keys_counts() {
    let source = "a: 1\nb: 2\n'a': 3\n? [x]\n: 4\n? [x]\n: 5\na: 6\n";
    let tree = yaml(source);
    assert_eq!(keys(root(&tree)), ["b", "a"]);
    assert_eq!(root(&tree).get("a").and_then(Node::text), Some("6"));
    let found: Vec<_> = tree.duplicates().iter().map(|d| (d.key.as_str(), d.first.start, d.second.start)).collect();
    assert_eq!(found, [("a", 0, 10), ("a", 0, 37)]);
}

#[test]
fn equal_keys_are_found_among_many() {
    let keys: Vec<String> = (0..50).map(|number| format!("k{number}: 1")).collect();
    let tree = yaml(&format!("{}\nk7: 2\n", keys.join("\n")));
    assert_eq!(tree.duplicates().len(), 1);
    assert_eq!(root(&tree).get("k7").and_then(Node::text), Some("2"));
    assert_eq!(root(&tree).entries().count(), 50);
}

#[test]
fn two_merge_keys_are_no_duplicates_and_the_later_wins() {
    let tree = yaml("a: &a {k: 1}\nb: &b {k: 2}\nc: {<<: *a, <<: *b}\n");
    assert_eq!(tree.duplicates(), []);
    assert_eq!(root(&tree).get("c").and_then(|c| c.get("k")).and_then(Node::text), Some("2"));
}

#[test]
fn every_document_has_a_root() {
    let tree = yaml("# only a comment\n---\na: 1\n---\n- b\n...\n");
    let kinds: Vec<_> = tree.roots().map(Node::kind).collect();
    assert_eq!(kinds, [Kind::Mapping, Kind::Sequence]);
    assert!(yaml("# nothing\n").root().is_none());
    assert!(json(" ").root().is_none());
}

#[test]
fn children_are_what_is_written() {
    let tree = yaml("a: &a {k: 1}\nb: {<<: *a, l: 2, l: 3}\n");
    let written: Vec<_> = root(&tree).get("b").expect("b").children().map(|node| slice(&tree, node)).collect();
    assert_eq!(written, ["<<", "*a", "l", "2", "l", "3"]);
    assert_eq!(root(&tree).children().nth(3).map(Node::kind), Some(Kind::Mapping));
}

#[test]
fn trees_go_from_thread_to_thread() {
    let tree = yaml("a: 1\n");
    let text = std::thread::scope(|scope| scope.spawn(|| root(&tree).get("a").and_then(Node::text)).join());
    assert_eq!(text.expect("the thread ends"), Some("1"));
}
