//! One pass of the YAML parser over a text, written into an arena. The only file that names the
//! parser's events and spans.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput, StructureStyle};

use crate::source::Span;
use crate::syntax::arena::{Arena, DEPTH_LIMIT, Text};
use crate::syntax::{Kind, Style};

/// Where the parser had to stop and why. Places are bytes of the text it was given.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) at: usize,
    pub(super) kind: ErrorKind,
    /// Where the last node before it begins, and where what was written of it ends.
    pub(super) last_node: usize,
    pub(super) last_end: usize,
    /// Where the flow collections that are open begin, outermost first.
    pub(super) open_flows: Vec<usize>,
}

/// An alias that names no anchor before it.
pub(super) type Unresolved = Span;

/// What a pass gives.
pub(super) struct Pass {
    pub(super) arena: Arena,
    pub(super) unresolved: Vec<Unresolved>,
    pub(super) stop: Option<Stop>,
}

/// Reads a text that is the source, or the source with lines blanked and padded. `original` leads from
/// a place in the text to the place in the source.
pub(super) fn read(text: &str, source: &str, original: impl Fn(usize) -> usize) -> Pass {
    let arena = Arena::for_source(source.len());
    let mut writer = Writer { source, original, arena, anchors: Vec::new(), unresolved: Vec::new() };
    let stop = run(text, |event, place| writer.write(event, place));
    writer.arena.close_all();
    Pass { arena: writer.arena, unresolved: writer.unresolved, stop }
}

/// Reads a text only to see where it goes wrong.
pub(super) fn probe(text: &str) -> Option<Stop> {
    let mut depth = 0;
    run(text, |event, _| {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth -= 1,
            _ => {}
        }
        if depth > DEPTH_LIMIT { Err(ErrorKind::RecursionLimitExceeded) } else { Ok(()) }
    })
}

/// Where an event stands in the text.
struct Place {
    start: usize,
    end: usize,
    tag: Option<(usize, usize)>,
}

fn run<'t>(text: &'t str, mut each: impl FnMut(Event<'t>, &Place) -> Result<(), ErrorKind>) -> Option<Stop> {
    let mut parser = parser(text);
    let mut trail = Trail::default();
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                return Some(trail.stop(text.floor_char_boundary(at), error.kind().clone()));
            }
        };
        let (Some(start), Some(end)) = (span.start.byte_offset(), span.end.byte_offset()) else { continue };
        trail.follow(&event, start, end);
        let tag = span.tag_span().and_then(|tag| Some((tag.start.byte_offset()?, tag.end.byte_offset()?)));
        if let Err(kind) = each(event, &Place { start, end, tag }) {
            return Some(trail.stop(start, kind));
        }
    }
    None
}

/// What the events were so far, to say more of an error than where it is.
#[derive(Default)]
struct Trail {
    last_node: usize,
    last_end: usize,
    /// Where the open collections begin, if they are flow collections.
    open: Vec<Option<usize>>,
}

impl Trail {
    fn follow(&mut self, event: &Event<'_>, start: usize, end: usize) {
        match event {
            Event::MappingStart(style, ..) | Event::SequenceStart(style, ..) => {
                self.open.push((*style == StructureStyle::Flow && start < end).then_some(start));
                self.last_node = start;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
            }
            Event::Scalar(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => self.last_node = start,
            _ => return,
        }
        self.last_end = self.last_end.max(end);
    }

    fn stop(self, at: usize, kind: ErrorKind) -> Stop {
        let Self { last_node, last_end, open } = self;
        Stop { at, kind, last_node, last_end, open_flows: open.into_iter().flatten().collect() }
    }
}

fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let options = granit_parser::options! {
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
    };
    Parser::new_from_str_with_options(text, options)
}

/// Turns events into records.
struct Writer<'s, F> {
    source: &'s str,
    original: F,
    arena: Arena,
    /// The node of each anchor, by the number that the parser gives it, less one.
    anchors: Vec<u32>,
    unresolved: Vec<Unresolved>,
}

impl<F: Fn(usize) -> usize> Writer<'_, F> {
    fn write(&mut self, event: Event<'_>, place: &Place) -> Result<(), ErrorKind> {
        let start = (self.original)(place.start);
        let end = (self.original)(place.end);
        let tag = place.tag.map(|(start, end)| Span::new((self.original)(start), (self.original)(end)));
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let index = self.scalar(&text, style_of(style), Span::new(start, end), tag);
                self.anchor(anchor, index);
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(Kind::Mapping, style, start, tag, anchor)?;
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(Kind::Sequence, style, start, tag, anchor)?;
            }
            // Block collections, and the pairs `[a: b]` without braces, have no end of their own.
            Event::MappingEnd | Event::SequenceEnd => self.arena.close((start < end).then_some(end)),
            Event::Alias(anchor) => {
                let target = anchor.checked_sub(1).and_then(|at| self.anchors.get(at)).copied();
                self.arena.alias(Span::new(start, end), target);
            }
            Event::UnresolvedAlias(_) => {
                self.unresolved.push(Span::new(start, end));
                self.arena.alias(Span::new(start, end), None);
            }
            Event::Comment(..) => self.arena.comments.push(Span::new(start, end)),
            _ => {}
        }
        Ok(())
    }

    fn open(
        &mut self,
        kind: Kind,
        style: StructureStyle,
        start: usize,
        tag: Option<Span>,
        anchor: usize,
    ) -> Result<(), ErrorKind> {
        let style = if style == StructureStyle::Flow { Style::Flow } else { Style::Block };
        let is_list = kind == Kind::Sequence && style == Style::Block;
        let start = if is_list { before_the_dash(self.source, start) } else { start };
        let opened = self.arena.open(kind, style, start, tag);
        let index = opened.map_err(|_| ErrorKind::RecursionLimitExceeded)?;
        self.anchor(anchor, index);
        Ok(())
    }

    /// The parser numbers anchors from 1 in the order in which it meets them.
    fn anchor(&mut self, anchor: usize, index: u32) {
        if anchor == 0 {
            return;
        }
        self.anchors.resize(self.anchors.len().max(anchor), index);
        self.anchors[anchor - 1] = index;
    }

    fn scalar(&mut self, text: &str, style: Style, span: Span, tag: Option<Span>) -> u32 {
        let span = match style {
            // The parser says `~` where nothing is written.
            Style::Plain if span.is_empty() => return self.empty(span.start as usize, tag),
            Style::Literal | Style::Folded => self.block_content(span, text),
            _ => span,
        };
        let start = span.start as usize + usize::from(matches!(style, Style::SingleQuoted | Style::DoubleQuoted));
        let text = self.without_invented_line_end(text, style, span);
        let text = match self.source.get(start..start + text.len()) {
            Some(slice) if slice == text => Text::Slice(Span::new(start, start + text.len())),
            _ => Text::Decoded(text),
        };
        self.arena.scalar(style, span, text, tag)
    }

    /// A node that is not written stands after its key's colon.
    fn empty(&mut self, at: usize, tag: Option<Span>) -> u32 {
        let mut span = Span::at(at);
        if let Some(key_end) = self.arena.key_end().filter(|_| tag.is_none()) {
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            let blanks = self.source.as_bytes()[key_end..].iter().take_while(|byte| is_blank(byte)).count();
            let colon = key_end + blanks;
            let after = self.source[colon..].strip_prefix(':');
            // The key of another entry may begin with a colon: `:a`.
            let ends =
                |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n', ',', '[', ']', '{', '}']);
            if at <= colon && after.is_some_and(ends) {
                span = Span::at(colon + 1);
            }
        }
        self.arena.scalar(Style::Plain, span, Text::Slice(span), tag)
    }

    /// The lines of a block scalar without the blank rest; its header's end if it has no lines.
    fn block_content(&self, span: Span, text: &str) -> Span {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        if text.trim_matches(blank).is_empty() {
            return Span::at(self.source[..span.end as usize].trim_end_matches(blank).len());
        }
        let content = self.source[span.range()].trim_end_matches(blank);
        // Blank lines before it are no content, blanks that the text begins with are.
        let leading = text.trim_start_matches('\n');
        let leading = leading.len() - leading.trim_start_matches(' ').len();
        let skipped = content.len() - content.trim_start_matches([' ', '\r', '\n']).len();
        // Where a line was blanked there are blanks in the text that are not written.
        let written = skipped - content[..skipped].trim_end_matches(' ').len();
        let start = span.start as usize + skipped - leading.min(written);
        Span::new(start, span.start as usize + content.len())
    }

    /// A block scalar at the very end of a file that does not end its last line has no line end
    /// either, but the parser adds one.
    fn without_invented_line_end<'a>(&self, text: &'a str, style: Style, span: Span) -> &'a str {
        let at_end = matches!(style, Style::Literal | Style::Folded) && span.end as usize == self.source.len();
        if at_end { text.strip_suffix('\n').unwrap_or(text) } else { text }
    }
}

/// Where a list begins. Of one that is not indented the parser gives the place behind the first dash.
fn before_the_dash(source: &str, start: usize) -> usize {
    if source[start..].starts_with('-') {
        return start;
    }
    let mut before = source[..start].trim_end();
    while !before.ends_with('-') {
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let Some(comment) = before[line..].find('#') else { return start };
        before = before[..line + comment].trim_end();
    }
    before.len() - 1
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}
