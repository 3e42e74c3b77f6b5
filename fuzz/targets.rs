//! What is held against any input: functions of bytes that panic where a promise is broken. They know nothing of
//! the fuzzer, so that `cargo test` runs the same on the seeds and on what was found before.

#[path = "targets/files.rs"]
mod files;
#[path = "targets/fix.rs"]
mod fix;
#[path = "targets/image.rs"]
mod image;
#[path = "targets/output.rs"]
mod output;
#[path = "targets/program.rs"]
mod program;
#[path = "targets/report.rs"]
mod report;
#[path = "sound/program.rs"]
mod sound_program;
#[path = "sound/tree.rs"]
mod sound_tree;
#[path = "targets/tree.rs"]
mod tree;
#[path = "targets/twin.rs"]
mod twin;
#[path = "targets/value.rs"]
mod value;

/// Something that takes any bytes.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]),
}

/// All of them.
pub(crate) const ALL: [Target; 15] = [
    Target { name: "yaml", run: |bytes| text(bytes, tree::yaml) },
    Target { name: "json", run: |bytes| text(bytes, tree::json) },
    Target { name: "typescript", run: |bytes| text(bytes, |text| program::check("a.ts", text)) },
    Target { name: "javascript", run: |bytes| text(bytes, |text| program::check("a.js", text)) },
    Target { name: "python", run: |bytes| text(bytes, |text| program::check("a.py", text)) },
    Target { name: "java", run: |bytes| text(bytes, |text| program::check("A.java", text)) },
    Target { name: "csharp", run: |bytes| text(bytes, |text| program::check("A.cs", text)) },
    Target { name: "go", run: |bytes| text(bytes, |text| program::check("a.go", text)) },
    Target { name: "template", run: |bytes| report::read(&[("a.yaml", bytes)]) },
    Target { name: "image", run: |bytes| text(bytes, image::check) },
    Target { name: "npmrc", run: |bytes| report::read(&[(".npmrc", bytes)]) },
    Target { name: "buildspec", run: |bytes| report::read(&[("buildspec.yml", bytes)]) },
    Target { name: "project", run: |bytes| report::check(&files::of(bytes)) },
    Target { name: "fix", run: |bytes| fix::check(&files::of(bytes)) },
    Target { name: "output", run: |bytes| text(bytes, output::check) },
];

/// The bytes as the text that most targets take.
fn text(bytes: &[u8], check: impl Fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
}
