//! Edits of Go: options are fields of struct literals, laid out as gofmt does.

use serde_json::Value as Json;

use super::edit::{Editor, Written};
use super::path::margin;
use super::{Patch, Planned, Refusal};
use crate::frontend::cdk::Spelled;
use crate::frontend::cdk::table::upper_first;
use crate::program::{Argument, Bound, Call, Expr, ExprId, Property, Spread};
use crate::source::Span;

/// The package whose functions make pointers to literals.
const JSII: &str = "github.com/aws/jsii-runtime-go";

/// A field of a literal, or a key of a map: the name and the value behind it.
#[derive(Clone, Copy)]
struct Field {
    name: Span,
    value: Span,
}

impl Editor<'_> {
    pub(super) fn go(&self, call: &Call, spelled: &Spelled, value: &Written) -> Planned {
        if call.arguments.iter().any(|argument| argument.spread != Spread::None) {
            return Err(Refusal::Elsewhere);
        }
        let options = call.arguments.get(spelled.position).ok_or(Refusal::Elsewhere)?.value;
        if *self.program.expr(options) == Expr::Null {
            let owner = self.named(call, spelled, &spelled.options).ok_or(Refusal::Name)?;
            let written = self.field(call, spelled, 0, value)?;
            return Ok(vec![Patch { span: self.program.span(options), text: format!("&{owner}{{{written}}}") }]);
        }
        self.within_go(options, call, spelled, 0, value)
    }

    /// Sets what the names from some depth on lead to.
    fn within_go(
        &self,
        options: ExprId,
        construct: &Call,
        spelled: &Spelled,
        depth: usize,
        value: &Written,
    ) -> Planned {
        let Some(name) = spelled.names.get(depth) else { return self.replace_go(options, value) };
        match self.program.expr(options) {
            Expr::Call(call) if call.new => {
                if call.arguments.iter().any(|argument| argument.spread != Spread::None || argument.name.is_none()) {
                    return Err(Refusal::Elsewhere);
                }
                let wanted = upper_first(name);
                let same = |argument: &&Argument| argument.name.as_ref().is_some_and(|name| *name.node == *wanted);
                if let Some(argument) = call.arguments.iter().find(same) {
                    return self.within_go(argument.value, construct, spelled, depth + 1, value);
                }
                let field = |argument: &Argument| {
                    Some(Field { name: argument.name.as_ref()?.span, value: self.program.span(argument.value) })
                };
                let fields: Vec<Field> = call.arguments.iter().filter_map(field).collect();
                let written = self.field(construct, spelled, depth, value)?;
                self.append_field(self.program.span(options), &fields, &written)
            }
            Expr::Object(members) => {
                let mut fields = Vec::new();
                for member in members {
                    let Property::Named { key, value: old } = member else { return Err(Refusal::Elsewhere) };
                    if *key.node == **name {
                        return self.within_go(*old, construct, spelled, depth + 1, value);
                    }
                    fields.push(Field { name: key.span, value: self.program.span(*old) });
                }
                if depth + 1 < spelled.names.len() {
                    return Err(Refusal::Style);
                }
                self.append_field(self.program.span(options), &fields, &format!("\"{name}\": {}", value.text))
            }
            _ => Err(Refusal::Elsewhere),
        }
    }

    /// A value instead of one that is written out, also within the call that makes a pointer to it.
    fn replace_go(&self, old: ExprId, value: &Written) -> Planned {
        match (self.program.expr(old), &value.member) {
            (Expr::Call(call), None) if self.is_pointer(call) => self.replace(call.arguments[0].value, value),
            (Expr::Member { object, name }, Some((owner, class, member)))
                if format!("{}.{class}", self.text(*object)) == *owner
                    && name.node.strip_prefix(class).is_some_and(|rest| rest.starts_with('_')) =>
            {
                Ok(vec![Patch { span: name.span, text: format!("{class}_{member}") }])
            }
            _ => self.replace(old, value),
        }
    }

    /// `jsii.Bool(true)`
    fn is_pointer(&self, call: &Call) -> bool {
        let Expr::Member { name, .. } = self.program.expr(call.callee) else { return false };
        let [argument] = call.arguments.as_slice() else { return false };
        let literal = matches!(self.program.expr(argument.value), Expr::Bool(_) | Expr::Text(_) | Expr::Number(_));
        literal && matches!(&*name.node, "Bool" | "String" | "Number")
    }

    /// A literal as an option takes it.
    pub(super) fn pointer(&self, value: &Json, literal: &str) -> Result<String, Refusal> {
        let function = match value {
            Json::Bool(_) => "Bool",
            Json::Number(_) => "Number",
            _ => "String",
        };
        let bindings = self.program.scopes.first().map_or(&[][..], |scope| &scope.bindings);
        let is_jsii = |import: u32| &*self.program.imports[import as usize].module == JSII;
        let jsii = bindings.iter().find_map(|binding| match binding.value {
            Bound::Import { import, name: None } if is_jsii(import) => Some(&binding.name),
            _ => None,
        });
        Ok(format!("{}.{function}({literal})", jsii.ok_or(Refusal::Name)?))
    }

    /// A field of some depth with its value.
    fn field(&self, construct: &Call, spelled: &Spelled, depth: usize, value: &Written) -> Result<String, Refusal> {
        let name = upper_first(&spelled.names[depth]);
        if depth + 1 == spelled.names.len() {
            return Ok(format!("{name}: {}", value.text));
        }
        let holder = spelled.structs.as_ref().and_then(|structs| structs.get(depth)).ok_or(Refusal::Struct)?;
        let (_, class) = spelled.class.rsplit_once('.').ok_or(Refusal::Name)?;
        let class = self.named(construct, spelled, class).ok_or(Refusal::Name)?;
        Ok(format!("{name}: &{class}_{holder}{{{}}}", self.field(construct, spelled, depth + 1, value)?))
    }

    /// One more field; gofmt lines up the values of fields on consecutive lines.
    fn append_field(&self, whole: Span, fields: &[Field], written: &str) -> Planned {
        let last = fields.last().map(|field| field.name.to(field.value));
        let column = self.column(fields);
        let Some((name, value)) = written.split_once(": ").filter(|_| !column.is_empty()) else {
            return self.append(whole, last, written);
        };
        let width = |field: &Field| (field.name.end - field.name.start) as usize;
        let widest = column.iter().map(width).max().unwrap_or_default();
        let lined_up = column.iter().all(|field| self.gap(field).len() == widest + 1 - width(field));
        if !lined_up {
            return self.append(whole, last, written);
        }
        let wide = widest.max(name.len());
        let mut patches = self.append(whole, last, &format!("{name}:{}{value}", " ".repeat(wide + 1 - name.len())))?;
        if wide > widest {
            patches.extend(
                column
                    .iter()
                    .map(|field| Patch { span: self.gap_span(field), text: " ".repeat(wide + 1 - width(field)) }),
            );
        }
        Ok(patches)
    }

    /// The fields at the end that are lined up with what follows them: those that have consecutive lines to themselves.
    fn column<'f>(&self, fields: &'f [Field]) -> &'f [Field] {
        let breaks = |from: u32, to: u32| self.source[from as usize..to as usize].matches('\n').count();
        let mut from = fields.len();
        while let Some(field) = from.checked_sub(1).and_then(|before| fields.get(before)) {
            let alone = margin(self.source, field.name.start).is_some();
            let next = fields.get(from).is_none_or(|next| breaks(field.name.start, next.name.start) == 1);
            if !alone || !next || breaks(field.name.start, field.value.end) > 0 {
                break;
            }
            from -= 1;
        }
        &fields[from..]
    }

    /// The blanks between the colon behind a name and the value.
    fn gap(&self, field: &Field) -> &str {
        &self.source[self.gap_span(field).range()]
    }

    fn gap_span(&self, field: &Field) -> Span {
        let start = field.name.end as usize + 1;
        let rest = self.source.get(start..).unwrap_or_default();
        Span::new(start, start + rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }
}
