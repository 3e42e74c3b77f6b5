//! Messages on standard input and output. It knows how they are framed, and nothing of what they say.
//!
//! `lsp-server` reads them too, and sets aside as many bytes as a header announces before the first of them is there.

use std::io::{self, BufRead, Read as _, Write};
use std::sync::mpsc;
use std::thread;

use lsp_server::{Connection, Message, Notification};
use lsp_types::notification::{Exit, Notification as _};

/// How long a message may be. It holds a document as a text of JSON, and no document over 32 MiB is linted.
const MAX_MESSAGE: u64 = 64 * 1024 * 1024;

/// How long the header of a message may be; that of an editor has less than a hundred bytes.
const MAX_HEADER: u64 = 8 * 1024;

/// Why what the editor sends cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("standard input: {0}")]
    Input(#[from] io::Error),
    #[error("the editor announces a message of {0} bytes; at most {MAX_MESSAGE} are read")]
    Long(u64),
    #[error("the header of a message is longer than {MAX_HEADER} bytes")]
    LongHeader,
    #[error("the header of a message has no `Content-Length: NUMBER`")]
    NoLength,
    #[error("the editor ended in the middle of a message")]
    Short,
    #[error("what the editor sends is no message of the protocol: {0}")]
    Message(#[from] serde_json::Error),
}

/// A connection over standard input and output, and where it is said why nothing more could be read. That is there
/// before the connection is seen to end.
pub fn stdio() -> (Connection, mpsc::Receiver<Unreadable>) {
    let (server, editor) = Connection::memory();
    let (complain, complaints) = mpsc::channel();
    let Connection { sender, receiver } = editor;
    thread::spawn(move || {
        let said = read_all(&mut io::stdin().lock(), |message| sender.send(message).is_ok());
        // Nobody listens where the server has ended before.
        said.unwrap_or_else(|error| drop(complain.send(error)));
    });
    thread::spawn(move || {
        let mut output = io::stdout().lock();
        // An editor that no longer reads is soon seen to be gone.
        receiver.into_iter().try_for_each(|message| write(&message, &mut output))
    });
    (server, complaints)
}

fn write(message: &Message, output: &mut impl Write) -> io::Result<()> {
    message.write(output)
}

/// Hands on all messages until the input ends, the last one is read, or nobody takes them.
fn read_all(input: &mut impl BufRead, mut hand_on: impl FnMut(Message) -> bool) -> Result<(), Unreadable> {
    while let Some(message) = read(input)? {
        let is_last = matches!(&message, Message::Notification(Notification { method, .. }) if method == Exit::METHOD);
        if !hand_on(message) || is_last {
            break;
        }
    }
    Ok(())
}

/// The next message; `None` where the input ends before it.
fn read(input: &mut impl BufRead) -> Result<Option<Message>, Unreadable> {
    let Some(length) = header(input)? else { return Ok(None) };
    if length > MAX_MESSAGE {
        return Err(Unreadable::Long(length));
    }
    let mut text = Vec::new();
    // Grows with what arrives, whatever was announced.
    let read = input.take(length).read_to_end(&mut text)?;
    if (read as u64) < length {
        return Err(Unreadable::Short);
    }
    Ok(Some(serde_json::from_slice(&text)?))
}

/// The length that a header announces; `None` where the input ends before it.
fn header(input: &mut impl BufRead) -> Result<Option<u64>, Unreadable> {
    let mut left = MAX_HEADER;
    let mut length = None;
    loop {
        let mut line = String::new();
        let read = input.take(left).read_line(&mut line)? as u64;
        left -= read;
        let line = match line.strip_suffix('\n') {
            Some(line) => line.trim_end_matches('\r'),
            None if left == 0 => return Err(Unreadable::LongHeader),
            None if left == MAX_HEADER => return Ok(None),
            None => return Err(Unreadable::Short),
        };
        if line.is_empty() {
            return length.map(Some).ok_or(Unreadable::NoLength);
        }
        let Some((name, value)) = line.split_once(':') else { return Err(Unreadable::NoLength) };
        if name.eq_ignore_ascii_case("Content-Length") {
            length = Some(value.trim().parse().map_err(|_| Unreadable::NoLength)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(input: &str) -> (Vec<String>, Option<String>) {
        let mut methods = Vec::new();
        let result = read_all(&mut input.as_bytes(), |message| {
            match message {
                Message::Notification(notification) => methods.push(notification.method),
                other => panic!("{other:?}"),
            }
            true
        });
        (methods, result.err().map(|error| error.to_string()))
    }

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    const FIRST: &str = r#"{"jsonrpc": "2.0", "method": "first", "params": {"text": "é"}}"#;

    #[test]
    fn messages_are_read_until_the_last() {
        let kind = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n";
        let exit = framed(r#"{"jsonrpc": "2.0", "method": "exit"}"#);
        let input = [&framed(FIRST), kind, &framed(FIRST).to_lowercase(), &exit, "not read"].concat();
        assert_eq!(said(&input), (["first", "first", "exit"].map(str::to_owned).to_vec(), None));
        assert_eq!(said(""), (Vec::new(), None));
    }

    #[test]
    fn what_cannot_be_read_is_said_after_what_can() {
        for (rest, why) in [
            ("Content-Length: 1000000000000\r\n\r\n{}", "a message of 1000000000000 bytes; at most 67108864"),
            ("Content-Length: 99999999999999999999\r\n\r\n{}", "no `Content-Length: NUMBER`"),
            ("Content-Length: -1\r\n\r\n{}", "no `Content-Length: NUMBER`"),
            ("Content-Type: x\r\n\r\n{}", "no `Content-Length: NUMBER`"),
            ("GET / HTTP/1.1\r\n\r\n", "no `Content-Length: NUMBER`"),
            ("Content-Length: 67108864\r\n\r\n{}", "in the middle of a message"),
            ("Content-Len", "in the middle of a message"),
            ("Content-Length: 2\r\n", "in the middle of a message"),
            ("Content-Length: 2\r\n\r\n[]", "no message of the protocol"),
            (&framed(&"[".repeat(100_000)), "no message of the protocol: recursion limit"),
            (&"x".repeat(1_000_000), "longer than 8192 bytes"),
            (&"A: b\r\n".repeat(1_000_000), "longer than 8192 bytes"),
        ] {
            let (methods, message) = said(&(framed(FIRST) + rest));
            assert_eq!(methods, ["first"], "{why}");
            assert!(message.as_ref().is_some_and(|message| message.contains(why)), "{why}: {message:?}");
        }
    }
}
