//! What each stage of a run takes, on inputs that are generated: `cargo bench --bench stages`.
//!
//! Each stage contains the ones before it, so that what one adds is the difference: reading and parsing; the model and
//! what rules see of it; the rules themselves; the whole run.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark that cannot go on fails, and is called by its group")]

#[path = "stages/inputs.rs"]
mod inputs;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use plimsoll::config::Config;
use plimsoll::engine::{Engine, Input, to_input};
use plimsoll::fixtures::Texts;
use plimsoll::frontend;
use plimsoll::lint;
use plimsoll::ruleset::RuleSet;
use plimsoll::source::Content;

const LANGUAGES: [&str; 5] = ["typescript", "python", "java", "csharp", "go"];
const RESOURCES: usize = 300;

criterion_group!(stages, read, see, evaluate, run, grow, start);
criterion_main!(stages);

/// Every kind of input, by the name of its format or language.
fn all() -> Vec<(&'static str, Arc<str>, Arc<str>)> {
    let templates =
        [("yaml", "orders.yaml", inputs::yaml(RESOURCES)), ("json", "orders.json", inputs::json(RESOURCES))];
    let programs = LANGUAGES.map(|language| {
        let (path, text) = inputs::program(language, RESOURCES);
        (language, path, text)
    });
    templates.into_iter().chain(programs).map(|(name, path, text)| (name, path.into(), text)).collect()
}

/// From bytes to the tree of a template or the `Program` of a source file.
fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, path, text) in all() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let reading = frontend::read(&path, Content::Whole(text.as_bytes().to_vec()));
                assert!(reading.parsed.is_some());
                black_box(reading)
            });
        });
    }
}

/// From bytes to what a rule that selects everything sees.
fn see(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("see");
    let (rules, config) = (RuleSet::builtin(), Config::default());
    for (name, path, text) in all() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let texts = Texts::new(&[(path, text)]);
        group.bench_function(name, |bencher| bencher.iter(|| black_box(lint::facts(&texts, &rules, &config, None))));
    }
}

/// Each built-in rule over what it sees of one template.
fn evaluate(criterion: &mut Criterion) {
    let rules = RuleSet::builtin();
    let texts = Texts::new(&[("orders.yaml".into(), inputs::yaml(RESOURCES))]);
    let engine = Engine::new(&rules.libraries, &rules.rules, false).unwrap();
    let inputs: Vec<(usize, Input)> = (0..rules.rules.len())
        .flat_map(|number| {
            let seen = lint::views(&texts, &rules.rules[number..=number], &Config::default());
            seen.into_iter().map(move |seen| (number, to_input(&seen.input).unwrap()))
        })
        .collect();
    assert!(!inputs.is_empty(), "no rule selects anything of the template");
    let mut group = criterion.benchmark_group("evaluate");
    group.throughput(Throughput::Elements(inputs.len() as u64));
    group.bench_function("rules", |bencher| {
        let mut evaluator = engine.evaluator();
        bencher.iter(|| {
            for (number, input) in &inputs {
                black_box(evaluator.evaluate(&rules.rules[*number], input.clone()).unwrap());
            }
        });
    });
}

/// The whole run over one file with all rules.
fn run(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("run");
    let (rules, config) = (RuleSet::builtin(), Config::default());
    for (name, path, text) in all() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let texts = Texts::new(&[(path, text)]);
        group.bench_function(name, |bencher| bencher.iter(|| black_box(lint::lint(&texts, &rules, &config))));
    }
}

/// The whole run as resources and files become more: the time for each must stay what it is.
fn grow(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("grow");
    let (rules, config) = (RuleSet::builtin(), Config::default());
    group.sample_size(10);
    for count in [30, 300, 3_000] {
        group.throughput(Throughput::Elements(count as u64));
        let one = Texts::new(&[("orders.yaml".into(), inputs::yaml(count))]);
        group.bench_with_input(BenchmarkId::new("resources", count), &one, |bencher, texts| {
            bencher.iter(|| black_box(lint::lint(texts, &rules, &config)));
        });
        let small = inputs::yaml(3);
        let files: Vec<_> = (0..count).map(|number| (format!("{number:05}.yaml").into(), small.clone())).collect();
        let many = Texts::new(&files);
        group.bench_with_input(BenchmarkId::new("files", count), &many, |bencher, texts| {
            bencher.iter(|| black_box(lint::lint(texts, &rules, &config)));
        });
    }
}

/// What a run takes before it looks at any file: the built-in rules.
fn start(criterion: &mut Criterion) {
    criterion.bench_function("start/rules", |bencher| bencher.iter(|| black_box(RuleSet::builtin())));
}
