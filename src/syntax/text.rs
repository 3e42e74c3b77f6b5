//! Which bytes of a file the text of a scalar comes from. Read anew from the source, because hardly any
//! scalar is ever asked for it. Knows scalars alone, nothing of what is around them.

use super::Style;
use crate::source::{Span, TextMap};

mod block;
mod flow;

/// The map of a scalar's text. `span` is the scalar's place, quotes included.
pub(super) fn map(source: &str, span: Span, style: Style, text: &str) -> TextMap {
    let is_quoted = matches!(style, Style::SingleQuoted | Style::DoubleQuoted) && span.end >= span.start + 2;
    let inner = if is_quoted { Span { start: span.start + 1, end: span.end - 1 } } else { span };
    if source.get(inner.range()) == Some(text) {
        return TextMap::verbatim(inner.start as usize, text.len());
    }
    let map = match style {
        Style::Literal | Style::Folded => block::map(source, span, text),
        _ => Some(flow::map(source, inner, style)),
    };
    // Lines that were left out for an error leave holes in a scalar. Then all of it is one piece.
    map.filter(|map| map.fits(source, text)).unwrap_or_else(|| {
        let mut map = TextMap::starting_at(inner.start as usize);
        map.push_decoded(text.len(), inner);
        map
    })
}
