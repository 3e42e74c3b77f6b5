//! The rules about the run itself rather than about AWS: the only ones that have a name here.

use super::Level;

/// A rule of the program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRule {
    pub id: &'static str,
    pub title: &'static str,
    /// The level of its findings.
    pub level: Level,
    /// Whether it runs where no configuration speaks of it.
    pub enabled: bool,
}

impl OwnRule {
    const fn new(id: &'static str, title: &'static str, level: Level) -> Self {
        Self { id, title, level, enabled: true }
    }
}

pub const DUPLICATE_KEY: OwnRule =
    OwnRule::new("plimsoll/duplicate-key", "A key stands twice in one mapping", Level::Warning);
pub const EXPIRED_IGNORE: OwnRule =
    OwnRule::new("plimsoll/expired-ignore", "The day of an exception has passed", Level::Warning);
/// On where the configuration demands reasons, too.
pub const MISSING_REASON: OwnRule = OwnRule {
    id: "plimsoll/missing-reason",
    title: "An exception does not say why",
    level: Level::Warning,
    enabled: false,
};
pub const NOT_FOLLOWED: OwnRule =
    OwnRule::new("plimsoll/not-followed", "A CDK program is followed only in part", Level::Warning);
pub const RULE_FAILED: OwnRule = OwnRule::new("plimsoll/rule-failed", "A rule could not be evaluated", Level::Error);
pub const SYNTAX_ERROR: OwnRule =
    OwnRule::new("plimsoll/syntax-error", "A file that looks like ours cannot be parsed", Level::Error);
pub const UNKNOWN_RULE: OwnRule =
    OwnRule::new("plimsoll/unknown-rule", "An exception names a rule that there is not", Level::Warning);
pub const UNUSED_IGNORE: OwnRule =
    OwnRule::new("plimsoll/unused-ignore", "An exception ignores nothing", Level::Warning);

/// All of them, by id.
pub const ALL: [OwnRule; 8] = [
    DUPLICATE_KEY,
    EXPIRED_IGNORE,
    MISSING_REASON,
    NOT_FOLLOWED,
    RULE_FAILED,
    SYNTAX_ERROR,
    UNKNOWN_RULE,
    UNUSED_IGNORE,
];

/// Whether a rule is one of them.
pub fn is_own(rule: &str) -> bool {
    ALL.iter().any(|own| own.id == rule)
}
