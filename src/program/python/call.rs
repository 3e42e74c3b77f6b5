//! Calls and their arguments.

use super::Lowering;
use super::expression::inside_parentheses;
use super::tree::{Node, children, span};
use crate::program::{Argument, Call, Expr, ExprId, Spread};

impl<'t> Lowering<'t> {
    pub(super) fn call(&mut self, node: Node<'t>) -> ExprId {
        let (Some(callee), Some(list)) = (node.child_by_field_name("function"), node.child_by_field_name("arguments"))
        else {
            return self.opaque(node);
        };
        let callee = self.expression(callee);
        let arguments = match list.kind() {
            "argument_list" => self.arguments(list),
            _ => vec![positional(self.expression(list))],
        };
        self.push(Expr::Call(Call { new: false, callee, arguments }), span(node))
    }

    /// The arguments of a call. One that is broken ends in unknown spreads: none is absent.
    pub(super) fn arguments(&mut self, list: Node<'t>) -> Vec<Argument> {
        let mut arguments = Vec::new();
        let nodes = children(list);
        for (position, node) in nodes.iter().enumerate() {
            let node = inside_parentheses(*node);
            let next = nodes.get(position + 1).filter(|next| next.is_error());
            let is_keyword = next.is_some_and(|next| self.slice(*next).starts_with('='));
            match node.kind() {
                "keyword_argument" => arguments.extend(self.keyword(node)),
                "list_splat" => arguments.push(spread(self.spread(node), Spread::List)),
                _ if self.is_spread(node) => arguments.push(spread(self.expression(node), Spread::List)),
                "dictionary_splat" => arguments.push(spread(self.spread(node), Spread::Mapping)),
                "ERROR" => self.aside(node),
                // A keyword that has no value yet.
                "identifier" if is_keyword => {}
                _ => arguments.push(positional(self.expression(node))),
            }
        }
        if self.is_broken(list) {
            let unknown = self.unknown(list);
            arguments.extend([spread(unknown, Spread::List), spread(unknown, Spread::Mapping)]);
        }
        arguments
    }

    fn keyword(&mut self, node: Node<'t>) -> Option<Argument> {
        let name = self.spanned(node.child_by_field_name("name")?);
        let value = node.child_by_field_name("value").filter(|_| !self.is_broken(node));
        let value = match value {
            Some(value) => self.expression(value),
            None => self.opaque(node),
        };
        Some(Argument { name: Some(name), value, spread: Spread::None })
    }
}

fn positional(value: ExprId) -> Argument {
    Argument { name: None, value, spread: Spread::None }
}

fn spread(value: ExprId, spread: Spread) -> Argument {
    Argument { name: None, value, spread }
}
