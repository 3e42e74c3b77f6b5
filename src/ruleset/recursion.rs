//! Rules and functions that lead back to themselves, or go deeper than the stack.
//!
//! The engine follows calls by recursion of its own; one without end is the end of the process.

use std::collections::{BTreeMap, BTreeSet};

use super::complaints::Complaints;
use super::names::{Meaning, Program, Site};
use crate::engine::Module;
use crate::source::Span;

/// How many functions may call each other in a row.
const DEPTH: usize = 32;

/// A rule refers to another, at a place.
struct Edge<'m> {
    to: String,
    module: &'m Module,
    span: Span,
}

pub(super) fn check(program: &Program<'_>, complaints: &mut Complaints) {
    let mut graph: BTreeMap<String, Vec<Edge<'_>>> = BTreeMap::new();
    for (path, sites) in program.rules() {
        let edges = graph.entry(path.to_owned()).or_default();
        for site in sites {
            references(program, site, edges);
        }
    }
    let mut walk = Walk { graph: &graph, depths: BTreeMap::new(), complaints };
    for path in graph.keys() {
        walk.depth(path, &mut Vec::new());
    }
}

fn references<'m>(program: &Program<'m>, site: &Site<'m>, edges: &mut Vec<Edge<'m>>) {
    let mut seen = BTreeSet::new();
    site.definition.each_expr(&mut |expr| {
        let Some(names) = expr.names() else { return };
        let Meaning::Rule { path, .. } = program.meaning(site, &names) else { return };
        // One place for each is enough; the outermost chain comes first.
        if seen.insert(path.clone()) {
            edges.push(Edge { to: path, module: site.module, span: expr.span });
        }
    });
}

struct Walk<'g, 'm> {
    graph: &'g BTreeMap<String, Vec<Edge<'m>>>,
    /// The longest chain below each rule that was seen whole.
    depths: BTreeMap<&'g str, usize>,
    complaints: &'g mut Complaints,
}

impl<'g> Walk<'g, '_> {
    /// The length of the longest chain from a rule on. `above` are the rules that lead to it.
    fn depth(&mut self, path: &'g str, above: &mut Vec<&'g str>) -> usize {
        if let Some(depth) = self.depths.get(path) {
            return *depth;
        }
        above.push(path);
        let mut deepest = 0;
        let graph = self.graph;
        for edge in graph.get(path).map_or(&[][..], Vec::as_slice) {
            if let Some(start) = above.iter().position(|of| *of == edge.to) {
                self.circle(edge, &above[start..]);
                continue;
            }
            let below = self.depths.get(edge.to.as_str()).copied().unwrap_or(0);
            if above.len() + below > DEPTH {
                let message = format!("more than {DEPTH} rules and functions in a row lead here");
                self.complaints.add(edge.module, edge.span, message).help =
                    Some("let one function do the work of several".to_owned());
                continue;
            }
            let Some((to, _)) = graph.get_key_value(&edge.to) else { continue };
            deepest = deepest.max(1 + self.depth(to, above));
        }
        above.pop();
        self.depths.insert(path, deepest);
        deepest
    }

    fn circle(&mut self, edge: &Edge<'_>, members: &[&str]) {
        let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
        let way: Vec<String> = members.iter().chain([&edge.to.as_str()]).map(|path| name(path)).collect();
        let error = self.complaints.add(edge.module, edge.span, format!("recursion: {}", way.join(" → ")));
        error.label = Some("leads back to itself".to_owned());
        error.help = Some("Rego has no recursion; write out the levels that there are".to_owned());
    }
}
