//! What the XML formats share: a document with its elements on lines of their own, and text that XML can carry.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::wording;

/// A writer that an element is written into.
pub(super) type Out<'o> = Writer<&'o mut dyn io::Write>;

/// Begins a document in UTF-8.
pub(super) fn document(out: &mut dyn io::Write) -> io::Result<Out<'_>> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(writer)
}

/// Text on one line without what XML cannot carry: control characters and what Unicode says is no character.
pub(super) fn carried(text: &str) -> String {
    let carried = |c: char| if matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c };
    wording::visible(text).chars().map(carried).collect()
}
