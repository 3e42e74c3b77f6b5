//! Recognising the calls of intrinsic functions, in the short and in the long form.

use crate::syntax::{Kind, Node};

/// A call of an intrinsic function. In the short form the argument carries the function's own tag.
#[derive(Clone, Copy, Debug)]
pub(in crate::frontend) struct Call<'t> {
    /// Without `Fn::` or `!`.
    pub(in crate::frontend) name: &'t str,
    pub(in crate::frontend) site: Node<'t>,
    pub(in crate::frontend) argument: Node<'t>,
    pub(in crate::frontend) short: bool,
}

impl<'t> Call<'t> {
    /// The members of a list argument, where it is written as a list.
    pub(in crate::frontend) fn parts(self) -> Option<Vec<Node<'t>>> {
        let node = self.argument;
        let written = node.kind() == Kind::Sequence && (self.short || node.tag().is_none());
        written.then(|| node.items().collect())
    }
}

/// The call that a node is.
pub(in crate::frontend) fn function(node: Node<'_>) -> Option<Call<'_>> {
    short(node).or_else(|| long(node).filter(|_| node.tag().is_none()))
}

/// The call that the node of a condition is; there `Condition` names another one.
pub(in crate::frontend) fn condition_function(node: Node<'_>) -> Option<Call<'_>> {
    function(node).or_else(|| single(node).filter(|call| call.name == "Condition"))
}

/// `!Sub …`
fn short(node: Node<'_>) -> Option<Call<'_>> {
    let name = node.tag()?.strip_prefix('!')?;
    let ours = !name.is_empty() && !name.starts_with('!') && !name.starts_with('<');
    ours.then_some(Call { name, site: node, argument: node, short: true })
}

/// `Fn::Sub: …`, whatever tag the mapping carries.
pub(super) fn long(node: Node<'_>) -> Option<Call<'_>> {
    let call = single(node)?;
    let name = match call.name {
        "Ref" => "Ref",
        key => key.strip_prefix("Fn::").filter(|name| !name.starts_with("ForEach::"))?,
    };
    Some(Call { name, ..call })
}

/// A mapping of one key.
fn single(node: Node<'_>) -> Option<Call<'_>> {
    let mut entries = node.entries();
    let (key, argument) = entries.next()?;
    let name = key.text()?;
    entries.next().is_none().then_some(Call { name, site: node, argument, short: false })
}
