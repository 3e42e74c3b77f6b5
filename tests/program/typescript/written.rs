//! What is written is what is lowered: one file a topic, and its program as text.

use super::{dump, typescript};
use plimsoll::program::ScopeId;
use plimsoll::program::typescript::{Dialect, lower};

/// Lowers a file of this folder and compares its program.
macro_rules! lowered {
    ($test:ident, $file:literal) => {
        #[test]
        fn $test() {
            let source = include_str!($file);
            let program = lower(source, Dialect::of_path($file).expect("a program"));
            insta::assert_snapshot!(dump::dump(&program, source));
        }
    };
}

lowered!(a_stack, "stack.ts");
lowered!(imports, "imports.ts");
lowered!(exports, "exports.ts");
lowered!(default_exports, "defaults.ts");
lowered!(commonjs, "commonjs.js");
lowered!(variables, "variables.ts");
lowered!(destructuring, "destructuring.ts");
lowered!(literals, "literals.ts");
lowered!(expressions, "expressions.ts");
lowered!(classes, "classes.ts");
lowered!(enums_and_namespaces, "enums.ts");
lowered!(control_flow, "control.ts");
lowered!(elements, "element.tsx");

#[test]
fn spans_are_the_bytes_that_are_written() {
    let source = "const ü = f(`a${ (b as string) }\\n`, { key: (-1), 'x': y! }, [...z]) + 'ä';";
    insta::assert_snapshot!(dump::spans(&typescript(source), source));
}

#[test]
fn names_are_found_from_within() {
    let source = "const a = 1; function f(b: string) { if (b) { const a = 2; return () => a; } return a; }";
    let program = typescript(source);
    let value = |scope: u32| {
        let (_, binding) = program.lookup("a", ScopeId(scope)).expect("a is declared");
        source[binding.span.range().start..].chars().take(5).collect::<String>()
    };
    let innermost = u32::try_from(program.scopes.len()).expect("few scopes") - 1;
    assert_eq!(value(innermost), "a = 2");
    assert_eq!(value(1), "a = 1");
    assert!(program.lookup("c", ScopeId(innermost)).is_none());
}

#[test]
fn endings_say_what_a_file_is() {
    let typescript = ["bin/app.ts", "App.MTS", "x.cts", "a.d/b.ts", "d.ts"];
    let others = ["a.tsx", "a.jsx", "lib\\a.js", "a.mjs", "a.cjs", "a.d.js"];
    let none = ["a.d.ts", "a.d.mts", "a.d.json.ts", "a.json", "Makefile", "ts", "a.ts/b"];
    assert_eq!(typescript.map(Dialect::of_path), [Some(Dialect::TypeScript); 5]);
    assert_eq!(others.map(Dialect::of_path), [Some(Dialect::Tsx); 6]);
    assert_eq!(none.map(Dialect::of_path), [None; 7]);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_move_nothing() {
    let source = "\u{feff}const a = `x\r\ny`;\r\nmake(a);\r\n";
    let program = typescript(source);
    assert_eq!(program.errors, []);
    assert_eq!(
        dump::dump(&program, source),
        "scope 0\n  a = \"x\\ny\"\n1:8 scope 0: \"x\\ny\"\n3:1 scope 0: make@0(a@0)\n"
    );
}
