//! What is no message: the server says why it ends, and takes no memory for what was only announced.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Sends bytes to a server and returns its status and what it said. It has a gigabyte of address space.
fn said(bytes: &[u8]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_plimsoll");
    let mut command = Command::new(if cfg!(target_os = "linux") { "sh" } else { program });
    if cfg!(target_os = "linux") {
        command.args(["-c", "ulimit -v 1000000 && exec \"$0\" \"$@\"", program]);
    }
    command.arg("lsp").current_dir(folder.path());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    // The server may end before it read everything.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_message_of_a_terabyte_is_refused() {
    let (status, message) = said(b"Content-Length: 1000000000000\r\n\r\n{}");
    assert_eq!(message, "error: the editor announces a message of 1000000000000 bytes; at most 67108864 are read\n");
    assert_eq!(status, Some(1));
}

#[test]
fn what_is_no_message_is_said() {
    for (bytes, why) in [
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(), "the header of a message has no `Content-Length"),
        ("x".repeat(50_000_000), "the header of a message is longer than 8192 bytes"),
        ("Content-Length: 67108864\r\n\r\n{".to_owned(), "the editor ended in the middle of a message"),
        ("Content-Length: 2\r\n\r\n{}".to_owned(), "what the editor sends is no message of the protocol"),
        (String::new(), "the editor ended without a word"),
    ] {
        let (status, message) = said(bytes.as_bytes());
        assert!(message.starts_with(&format!("error: {why}")), "{message}");
        assert_eq!(status, Some(1), "{message}");
    }
}
