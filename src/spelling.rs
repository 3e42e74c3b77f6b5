//! What a misspelt name was meant to be.

/// The candidate nearest to a word, if any is near enough that a person would call it a slip.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // One slip in three characters; "id" and "at" are different words, not misspellings.
    let bound = (word.chars().count().max(3)) / 3;
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= bound)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What an error in one line ends with: `; did you mean X?`, or nothing.
pub(crate) fn ending<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> String {
    closest(word, candidates).map_or_else(String::new, |meant| format!("; did you mean {meant}?"))
}

/// `did you mean X?`, or else what is known.
pub(crate) fn hint(word: &str, candidates: &[&str]) -> String {
    match closest(word, candidates.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known are {}", candidates.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        assert_eq!(closest("confidance", ["level", "confidence"]), Some("confidence"));
        assert_eq!(closest("resorces", ["resources", "constructs"]), Some("resources"));
        assert_eq!(closest("Level", ["level"]), Some("level"));
        assert_eq!(closest("id", ["at"]), None);
        assert_eq!(hint("severity", &["level", "fix"]), "known are level, fix");
    }
}
