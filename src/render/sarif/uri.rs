//! Reported paths as URI references.

use std::fmt::Write as _;

/// What relative references are relative to.
pub(super) const ROOT: &str = "%SRCROOT%";

/// The reference of a path and the base that it is relative to; an absolute path needs none.
pub(super) fn of(path: &str) -> (String, Option<&'static str>) {
    if path.starts_with("//") {
        // A share of another machine: its name stands where the authority of the URI stands.
        return (format!("file:{}", encode(path)), None);
    }
    if path.starts_with('/') {
        return (format!("file://{}", encode(path)), None);
    }
    if let [drive, b':', b'/', ..] = path.as_bytes()
        && drive.is_ascii_alphabetic()
    {
        return (format!("file:///{}:{}", char::from(*drive), encode(&path[2..])), None);
    }
    (encode(path), Some(ROOT))
}

/// Every byte that is neither unreserved nor a slash as `%XX`.
fn encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("internal error: writing to a string does not fail");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{ROOT, of};

    #[test]
    fn paths_become_references() {
        for (path, uri, base) in [
            ("infra/service.yaml", "infra/service.yaml", Some(ROOT)),
            ("my infra/50% größer#1?.yaml", "my%20infra/50%25%20gr%C3%B6%C3%9Fer%231%3F.yaml", Some(ROOT)),
            ("a:b.yaml", "a%3Ab.yaml", Some(ROOT)),
            ("<stdin>", "%3Cstdin%3E", Some(ROOT)),
            ("/srv/app/service.yaml", "file:///srv/app/service.yaml", None),
            ("C:/app/my service.yaml", "file:///C:/app/my%20service.yaml", None),
            ("//host/share/service.yaml", "file://host/share/service.yaml", None),
        ] {
            assert_eq!(of(path), (uri.to_owned(), base), "{path}");
        }
    }
}
