//! The builtin functions that a rule may call: those that both Plimsoll and OPA have, that need nothing but their
//! arguments, and that are not refused for what they cost.

/// Name and number of arguments.
const KNOWN: [(&str, usize); 78] = [
    ("abs", 1),
    ("array.concat", 2),
    ("array.reverse", 1),
    ("array.slice", 3),
    ("bits.and", 2),
    ("bits.negate", 1),
    ("bits.or", 2),
    ("bits.rsh", 2),
    ("bits.xor", 2),
    ("ceil", 1),
    ("concat", 2),
    ("contains", 2),
    ("count", 1),
    ("endswith", 2),
    ("floor", 1),
    ("format_int", 2),
    ("glob.match", 3),
    ("glob.quote_meta", 1),
    ("indexof", 2),
    ("indexof_n", 2),
    ("intersection", 1),
    ("is_array", 1),
    ("is_boolean", 1),
    ("is_null", 1),
    ("is_number", 1),
    ("is_object", 1),
    ("is_set", 1),
    ("is_string", 1),
    ("json.filter", 2),
    ("json.is_valid", 1),
    ("json.marshal", 1),
    ("json.marshal_with_options", 2),
    ("json.remove", 2),
    ("json.unmarshal", 1),
    ("lower", 1),
    ("max", 1),
    ("min", 1),
    ("numbers.range", 2),
    ("object.filter", 2),
    ("object.get", 3),
    ("object.keys", 1),
    ("object.remove", 2),
    ("object.subset", 2),
    ("object.union", 2),
    ("object.union_n", 1),
    ("product", 1),
    ("regex.find_n", 3),
    ("regex.is_valid", 1),
    ("regex.match", 2),
    ("regex.replace", 3),
    ("regex.split", 2),
    ("regex.template_match", 4),
    ("replace", 3),
    ("round", 1),
    ("semver.compare", 2),
    ("semver.is_valid", 1),
    ("sort", 1),
    ("split", 2),
    ("sprintf", 2),
    ("startswith", 2),
    ("strings.any_prefix_match", 2),
    ("strings.any_suffix_match", 2),
    ("strings.count", 2),
    ("strings.replace_n", 2),
    ("strings.reverse", 1),
    ("substring", 3),
    ("sum", 1),
    ("to_number", 1),
    ("trim", 2),
    ("trim_left", 2),
    ("trim_prefix", 2),
    ("trim_right", 2),
    ("trim_space", 1),
    ("trim_suffix", 2),
    ("type_name", 1),
    ("union", 1),
    ("upper", 1),
    ("print", 1),
];

/// Beginnings of names that are refused, and why.
const REFUSED: [(&str, &str); 20] = [
    ("time.", "a rule must say the same every day: the clock is no part of the facts"),
    ("http.", "a rule reads nothing but the facts: there is no network"),
    ("net.lookup_ip_addr", "a rule reads nothing but the facts: there is no network"),
    ("opa.", "a rule knows nothing of the machine that it runs on"),
    ("rand.", "a rule must say the same in every run"),
    ("uuid.", "a rule must say the same in every run"),
    ("trace", "what it writes goes nowhere; use print, and `plimsoll test` for a look inside"),
    ("rego.metadata.", "METADATA is read by Plimsoll; rules cannot see it"),
    ("rego.", "a rule cannot read Rego"),
    ("io.jwt.", "Plimsoll has no cryptography for rules"),
    ("crypto.", "Plimsoll has no cryptography for rules"),
    ("providers.", "a rule reads nothing but the facts: there is no network"),
    ("graphql.", "Plimsoll does not have it"),
    ("graph.", "Plimsoll does not have it"),
    ("walk", "Plimsoll does not have it; write out the levels"),
    ("units.", "it does not end on a number such as 1e1000000000, and templates are not to be trusted"),
    ("bits.lsh", "it can make a number of any size"),
    ("numbers.range_step", "it can make a list of any size; use numbers.range with two numbers"),
    ("parse_co", "it is a function of Conftest's own, and Plimsoll does not have it"),
    ("yaml.", "documents are parsed before a rule sees them: select them with `documents`"),
];

/// How many arguments a builtin takes.
pub(super) fn arity(name: &str) -> Option<usize> {
    KNOWN.iter().find(|(known, _)| *known == name).map(|(_, arity)| *arity)
}

/// Why a function of this name is refused, if it is for a reason of its own.
pub(super) fn refusal(name: &str) -> Option<&'static str> {
    REFUSED.iter().find(|(beginning, _)| name.starts_with(beginning)).map(|(_, reason)| *reason)
}

pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    KNOWN.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::{Engine, Input};
    use crate::rule::Rule;

    const HEAD: &str = "# METADATA
# title: a
# description: b
# custom: {level: info, confidence: low, selects: {images: true}}
package plimsoll.rules.a.b

deny contains 1 if {
	x := input.x
	";

    /// What the engine says of a call with so many arguments.
    fn said(name: &str, arguments: usize) -> String {
        let text = format!("{HEAD}{name}({})\n}}\n", vec!["x"; arguments].join(", "));
        let rule = Rule::read(&"a/b".into(), &"rule.rego".into(), &text.into(), None).unwrap();
        let rule = Arc::new(rule);
        let engine = Engine::new(&[], std::slice::from_ref(&rule), true).unwrap();
        let input = Input::object([("x", Input::text("x"))]);
        engine.evaluator().evaluate(&rule, input).map_or_else(|error| error.message, |_| String::new())
    }

    #[test]
    fn the_engine_has_every_builtin_with_as_many_arguments() {
        assert!(said("nonsense", 1).contains("could not find function"), "{}", said("nonsense", 1));
        assert!(said("count", 3).contains("expects 1 argument"), "{}", said("count", 3));
        for (name, arity) in KNOWN {
            let message = said(name, arity);
            let takes_others = (1..=4).any(|number| message.contains(&format!("expects {number} argument")));
            assert!(!message.contains("could not find function") && !takes_others, "{name}: {message}");
            assert!(refusal(name).is_none(), "{name} is both known and refused");
        }
    }
}
