//! Edits of Java: options are methods of builders.

use super::edit::{Editor, Written};
use super::path::{line_break, margin};
use super::{Patch, Planned, Refusal};
use crate::frontend::cdk::Spelled;
use crate::program::{Argument, Call, Expr, ExprId, Spread};
use crate::source::Span;

/// `Repository.Builder.create(this, "R").imageScanOnPush(true).build()`
pub(super) struct Chain<'p> {
    /// `Repository.Builder.create(this, "R")`
    pub(super) root: &'p Call,
    /// What is called on the builder, the last call first.
    setters: Vec<(&'p str, &'p [Argument])>,
    /// What `build()` is called on, and the name `build`.
    receiver: ExprId,
    build: Span,
}

/// `Map.of` takes no more pairs than these.
const MAX_PAIRS: usize = 10;

impl Editor<'_> {
    pub(super) fn java(&self, call: &Call, span: Span, spelled: &Spelled, value: &Written) -> Planned {
        let class = self.class(call).map(|class| self.text(class));
        if !call.new {
            return self.within_builder(call, class, spelled, 0, value);
        }
        if call.arguments.iter().any(|argument| argument.spread != Spread::None) {
            return Err(Refusal::Elsewhere);
        }
        match call.arguments.get(spelled.position) {
            Some(options) => self.within_java(options.value, class, spelled, 0, value),
            None if call.arguments.len() == spelled.position => self.instead_of_new(call, span, spelled, value),
            None => Err(Refusal::Elsewhere),
        }
    }

    /// `new Repository(this, "R")` is what `Repository.Builder.create(this, "R").build()` is, and takes no options.
    fn instead_of_new(&self, call: &Call, span: Span, spelled: &Spelled, value: &Written) -> Planned {
        let class = self.program.span(call.callee);
        let word = Span::new(span.start as usize, class.start as usize);
        let whole = &self.source[span.range()];
        if self.source[word.range()].trim() != "new" || !whole.ends_with(')') {
            return Err(Refusal::Style);
        }
        let option = setter(Some(self.text(call.callee)), spelled, 0, value)?;
        Ok(vec![
            Patch { span: word, text: String::new() },
            Patch { span: Span::at(class.end as usize), text: ".Builder.create".to_owned() },
            Patch { span: Span::at(span.end as usize), text: format!("{option}.build()") },
        ])
    }

    /// Sets what the names from some depth on lead to.
    fn within_java(
        &self,
        options: ExprId,
        class: Option<&str>,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Planned {
        let Some(name) = spelled.names.get(depth) else { return self.replace(options, value) };
        match self.program.expr(options) {
            Expr::Call(call) if self.is_map(call) => {
                let is_key = |pair: &[Argument]| {
                    let key = self.program.expr(pair[0].value);
                    pair.len() == 2 && matches!(key, Expr::Text(text) if **text == **name)
                };
                if let Some(pair) = call.arguments.chunks(2).find(|pair| is_key(pair)) {
                    return self.within_java(pair[1].value, class, spelled, depth + 1, value);
                }
                if depth + 1 < spelled.names.len() || call.arguments.len() >= 2 * MAX_PAIRS {
                    return Err(Refusal::Style);
                }
                let last = call.arguments.last().map(|argument| self.program.span(argument.value));
                self.append(self.program.span(options), last, &format!("\"{name}\", {}", value.text))
            }
            Expr::Call(call) if !call.new => self.within_builder(call, class, spelled, depth, value),
            _ => Err(Refusal::Elsewhere),
        }
    }

    /// Sets it in a chain that ends in `build()`.
    fn within_builder(
        &self,
        build: &Call,
        class: Option<&str>,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Planned {
        let chain = self.chain(build).ok_or(Refusal::Elsewhere)?;
        let name = &spelled.names[depth];
        // Of several calls the last counts, which is the first here.
        if let Some((_, arguments)) = chain.setters.iter().find(|(setter, _)| *setter == name) {
            let [argument] = arguments else { return Err(Refusal::Elsewhere) };
            return self.within_java(argument.value, class, spelled, depth + 1, value);
        }
        let option = setter(class, spelled, depth, value)?;
        let receiver = self.program.span(chain.receiver).end;
        let dot = self.dot(receiver, chain.build.start).ok_or(Refusal::Style)?;
        let line_break = line_break(self.source, dot as usize);
        let (at, text) = if let Some(margin) = margin(self.source, dot) {
            (dot, format!("{option}{line_break}{margin}"))
        } else if let Some(margin) = margin(self.source, chain.build.start) {
            (chain.build.start, format!("{}.{line_break}{margin}", option.trim_start_matches('.')))
        } else {
            (receiver, option)
        };
        Ok(vec![Patch { span: Span::at(at as usize), text }])
    }

    /// The calls of a builder that is begun, set and built in one expression.
    pub(super) fn chain(&self, build: &Call) -> Option<Chain<'_>> {
        let Expr::Member { object: receiver, name } = self.program.expr(build.callee) else { return None };
        if &*name.node != "build" || !build.arguments.is_empty() {
            return None;
        }
        let mut setters = Vec::new();
        let mut next = *receiver;
        loop {
            let Expr::Call(call) = self.program.expr(next) else { return None };
            let Expr::Member { object, name: setter } = self.program.expr(call.callee) else { return None };
            if matches!(&*setter.node, "create" | "builder") || call.new {
                return Some(Chain { root: call, setters, receiver: *receiver, build: name.span });
            }
            setters.push((&*setter.node, &*call.arguments));
            next = *object;
        }
    }

    /// `Map.of("key", value)`
    fn is_map(&self, call: &Call) -> bool {
        matches!(self.program.expr(call.callee), Expr::Member { object, name }
            if &*name.node == "of" && matches!(self.text(*object), "Map" | "java.util.Map"))
    }

    /// The dot between a receiver and the name of a method.
    fn dot(&self, receiver: u32, name: u32) -> Option<u32> {
        let mut found = None;
        for (at, character) in (receiver..).zip(self.source.get(receiver as usize..name as usize)?.bytes()) {
            let comment = self.program.comments.iter().any(|comment| comment.start <= at && at < comment.end);
            match character {
                _ if comment || character.is_ascii_whitespace() => {}
                b'.' if found.is_none() => found = Some(at),
                _ => return None,
            }
        }
        found
    }
}

/// The call of a builder that gives the option of some depth its value.
fn setter(class: Option<&str>, spelled: &Spelled, depth: usize, value: &Written) -> Result<String, Refusal> {
    let name = &spelled.names[depth];
    if depth + 1 == spelled.names.len() {
        return Ok(format!(".{name}({})", value.text));
    }
    let class = class.ok_or(Refusal::Name)?;
    let holder = spelled.structs.as_ref().and_then(|structs| structs.get(depth)).ok_or(Refusal::Struct)?;
    let inner = setter(Some(class), spelled, depth + 1, value)?;
    Ok(format!(".{name}({class}.{holder}.builder(){inner}.build())"))
}
