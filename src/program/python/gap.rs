//! What is left out of a file, and what could not be parsed in it: something is done there, nobody knows what.

use super::Lowering;
use super::names::Write;
use super::tree::{self, Node, children, span};
use crate::program::{EffectKind, Expr, Spanned};
use crate::source::Span;

/// The parts of a file that are left out.
#[derive(Default)]
pub(super) struct Gaps<'t> {
    /// The file as it is written.
    written: &'t str,
    /// In order.
    spans: Vec<Span>,
    /// How many of them were come by.
    passed: usize,
}

impl<'t> Gaps<'t> {
    pub(super) fn new(written: &'t str, spans: Vec<Span>) -> Self {
        Self { written, spans, passed: 0 }
    }
}

impl<'t> Lowering<'t> {
    /// Whether something is missing, or is too much, or is left out directly in a node.
    pub(super) fn is_broken(&self, node: Node<'t>) -> bool {
        let whole = span(node);
        let holds = |span: Span, gap: &&Span| span.contains(gap.start);
        let is_own = |gap: &Span| !children(node).into_iter().any(|child| holds(span(child), &gap));
        tree::is_broken(node) || self.gaps.spans.iter().filter(|gap| holds(whole, gap)).any(is_own)
    }

    /// Comes by what is left out before a statement.
    pub(super) fn pass_gaps(&mut self, before: Node<'t>) {
        while let Some(gap) = self.next_gap().filter(|gap| (gap.start as usize) < before.start_byte()) {
            self.pass(gap);
        }
    }

    /// Comes by what is left out at the end of a block: what stands right behind it and as deep.
    pub(super) fn pass_gaps_behind(&mut self, block: Node<'t>) {
        let depth = block.start_position().column;
        while let Some(gap) = self.next_gap() {
            let start = gap.start as usize;
            let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
            let between = self.text.get(block.end_byte()..start);
            if start - line < depth || !between.is_some_and(|between| between.trim().is_empty()) {
                return;
            }
            self.pass(gap);
        }
    }

    fn next_gap(&self) -> Option<Span> {
        self.gaps.spans.get(self.gaps.passed).copied()
    }

    fn pass(&mut self, gap: Span) {
        self.gaps.passed += 1;
        let written = self.gaps.written.get(gap.range()).unwrap_or("");
        self.touch(written, gap);
    }

    /// Something is done to the objects that the lines of a piece of code begin with.
    pub(super) fn touch_lines(&mut self, node: Node<'t>) {
        let text = self.slice(node);
        text.lines().take(8).for_each(|line| self.touch(line.trim(), span(node)));
    }

    /// Something is done, nobody knows what, to the object that a line begins with: `a[?] = ?`.
    fn touch(&mut self, written: &'t str, place: Span) {
        let line = ["return ", "await "].iter().fold(written, |line, word| line.trim_start_matches(word));
        let Some((receiver, rest)) = line.split_once('.').filter(|(receiver, _)| is_name(receiver)) else { return };
        let scope = self.scope();
        let mut object = self.push(Expr::Name { name: receiver.into(), scope }, place);
        let meant = self.resolve(&receiver.into(), scope).map(|named| self.names.all[named].writes.as_slice());
        if matches!(meant, Some([Write::Instance(_)])) {
            let end = rest.find(|letter| !is_of_name(letter)).unwrap_or(rest.len());
            let name = Spanned { node: rest[..end].into(), span: place };
            object = self.push(Expr::Member { object, name }, place);
        }
        let (index, value) = (self.push(Expr::Unknown, place), self.push(Expr::Unknown, place));
        let target = self.push(Expr::Index { object, index }, place);
        self.effect(EffectKind::Assign { target, value }, place);
    }
}

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_of_name)
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
