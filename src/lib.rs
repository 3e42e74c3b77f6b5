//! Plimsoll: a policy-as-code linter for how AWS infrastructure code handles build artifacts.
//!
//! Everything becomes facts in AWS's own words; rules are Rego over facts; a finding is a path into the facts; only
//! Rust knows which bytes a path came from.
//!
//! ```text
//!  files ─► source ─► syntax ──► frontend ────► model ──► project ──► facts ──► engine ──► finding ──► render
//!           bytes     Node       CloudFormation Resource  what files  JSON      Rego       Finding     pretty sarif
//!           Span      Program    CDK            Value     say to      views     path only  +Span       json concise
//!                                               +Origin   each other
//!  └─ IO ─┘└──────────────────────────────────── pure ──────────────────────────────────────────────┘└─── IO ───┘
//! ```
//!
//! A run makes two passes ([`lint`]). The *survey* reads and parses every file and reduces it to a small
//! [`model::Summary`]; summaries merge, in path order, into the [`project::Project`]. Then every file that some rule
//! asks about is *judged* against the project, in every world that its conditions allow.
//!
//! # Invariants
//! 1. Parsing never fails and never panics: it gives a tree and errors. A broken file still gets its other findings.
//!    Nothing is skipped silently: a file that looks like ours and cannot be read is a finding.
//! 2. A span is bytes in one file. Lines and columns exist only in [`source`].
//! 3. Rego never sees a span; a renderer never sees a path.
//! 4. [`lint::lint`] is pure and deterministic: same inputs, same bytes out, whatever the number of threads.
//! 5. One rule's failure never loses another's findings; what a rule sees and says does not depend on which other
//!    rules are loaded.
//! 6. A fingerprint is rule, resource and property path, never a line number or an index of the facts.
//! 7. Adding a rule touches one folder. Nothing lists rules twice.
//! 8. No network, no environment and no clock in the pure part; no telemetry at all.
//! 9. Ignorance never accuses: replacing any value by an unknown, or opening any object, adds no finding.
//!
//! Modules stand in the order of the layers; a module uses only modules above it, and `tests/architecture.rs` sees
//! to that.

pub mod source;
pub mod syntax;
pub mod program;
pub mod value;
pub mod model;
pub mod image;
pub mod frontend;
pub mod project;
pub mod facts;
mod spelling;
pub mod rule;
pub mod engine;
pub mod ruleset;
pub mod config;
pub mod finding;
pub mod fix;
pub mod suppress;
pub mod baseline;
pub mod diff;
pub mod lint;
pub mod fixtures;
pub mod render;
pub mod error;
pub mod discover;
pub mod lsp;
pub mod cli;
