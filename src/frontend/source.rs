//! Which source files can matter to a CDK program, before anything is parsed.

use memchr::memmem;

use crate::program::Language;

/// What the name of CDK's packages contains in some language; a file without one declares no construct.
const MARKS: [&[u8]; 6] = [b"aws-cdk", b"aws_cdk", b"awscdk", b"Amazon.CDK", b"monocdk", b"constructs"];
/// A line longer than this is not written by hand.
const MAX_LINE: usize = 5_000;
/// How far a file is searched for such a line.
const LINE_PREFIX: usize = 64 * 1024;
/// How large a source file may be; the grammars take some 100 ns a byte.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The same for C#, whose grammar can read a text in very many ways, and keeps them all: up to a kilobyte for each byte.
const MAX_BYTES_OF_CSHARP: usize = 1024 * 1024;

/// The language of a source file, by its ending.
pub(in crate::frontend) fn language(path: &str) -> Option<Language> {
    let (_, extension) = path.rsplit_once('.')?;
    match extension {
        "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" => Some(Language::TypeScript),
        "py" => Some(Language::Python),
        "java" => Some(Language::Java),
        "cs" => Some(Language::CSharp),
        "go" => Some(Language::Go),
        _ => None,
    }
}

/// Why a source file is not linted, if it is not, whether or not it speaks of CDK.
pub(super) fn left_out(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if [".d.ts", ".d.mts", ".d.cts"].iter().any(|ending| name.ends_with(ending)) {
        return Some("declarations without code");
    }
    if language(path) == Some(Language::Go) && path.split('/').any(|part| part == "vendor") {
        return Some("a copy of a package of others");
    }
    if is_test(path, name) {
        return Some("a test of a CDK program");
    }
    let most = if language(path) == Some(Language::CSharp) { MAX_BYTES_OF_CSHARP } else { MAX_BYTES };
    if bytes.len() > most {
        return Some("larger than the limit for source files");
    }
    let head = &bytes[..bytes.len().min(LINE_PREFIX)];
    let longest = head.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or(0);
    (longest > MAX_LINE).then_some("minified or generated")
}

/// Whether a source file can declare constructs.
pub(super) fn speaks_of_cdk(bytes: &[u8]) -> bool {
    MARKS.iter().any(|mark| memmem::find(bytes, mark).is_some())
}

fn is_test(path: &str, name: &str) -> bool {
    let folder = |folder: &str| path.split('/').rev().skip(1).any(|part| part == folder);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    folder("test")
        || folder("tests")
        || folder("__tests__")
        || stem.rsplit_once('.').is_some_and(|(_, kind)| matches!(kind, "test" | "spec"))
        || match language(path) {
            Some(Language::Python) => stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest",
            Some(Language::Java) => stem.ends_with("Test") || stem.ends_with("Tests"),
            Some(Language::CSharp) => {
                let project = |part: &str| part.ends_with(".Tests") || part.ends_with(".Test");
                stem.ends_with("Test") || stem.ends_with("Tests") || path.split('/').rev().skip(1).any(project)
            }
            Some(Language::Go) => stem.ends_with("_test"),
            Some(Language::TypeScript) | None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_program_is_left_out_with_a_reason() {
        assert_eq!(left_out("lib/stack.ts", b""), None);
        assert_eq!(left_out("lib/stack.d.ts", b""), Some("declarations without code"));
        assert_eq!(left_out("test/stack.ts", b""), Some("a test of a CDK program"));
        assert_eq!(left_out("lib/stack.test.ts", b""), Some("a test of a CDK program"));
        assert_eq!(left_out("test_stack.py", b""), Some("a test of a CDK program"));
        assert_eq!(left_out("latest/stack.py", b""), None);
        for test in ["src/test/java/A.java", "StackTest.java", "App.Tests/Stack.cs", "StackTests.cs", "stack_test.go"] {
            assert_eq!(left_out(test, b""), Some("a test of a CDK program"), "{test}");
        }
        for source in ["src/main/java/Latest.java", "src/App/Contest.cs", "latest.go", "Test/Attest.go"] {
            assert_eq!(left_out(source, b""), None, "{source}");
        }
        assert_eq!(left_out("vendor/example.com/a/a.go", b""), Some("a copy of a package of others"));
        assert_eq!(left_out("bundle.js", &[b'x'; 6_000]), Some("minified or generated"));
    }

    #[test]
    fn a_file_without_a_package_of_cdk_declares_nothing() {
        assert!(speaks_of_cdk(b"import * as cdk from 'aws-cdk-lib';"));
        assert!(speaks_of_cdk(b"from aws_cdk import Stack"));
        assert!(speaks_of_cdk(b"import software.amazon.awscdk.Stack;"));
        assert!(speaks_of_cdk(b"using Amazon.CDK;"));
        assert!(speaks_of_cdk(b"import \"github.com/aws/aws-cdk-go/awscdk/v2\""));
        assert!(speaks_of_cdk(b"import * as ecr from '@aws-cdk/aws-ecr';"));
        assert!(!speaks_of_cdk(b"export const tag = 'latest';"));
    }
}
