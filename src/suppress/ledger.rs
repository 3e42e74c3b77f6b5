//! The exceptions of a run, and which of them have matched something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::complaint::Complaint;
use super::reach::{Heads, Reach};
use super::{By, Context, Exception, FileExceptions, Judged, Subject};
use crate::config::{Peer, RuleLevel, RulePattern};
use crate::finding::Suppression;
use crate::rule::Rule;
use crate::rule::own::{self, EXPIRED_IGNORE, MISSING_REASON, UNKNOWN_RULE, UNUSED_IGNORE};
use crate::source::{Extent, FileId, Location};
use crate::spelling;

/// The exceptions of a run.
pub(super) struct Ledger<'a> {
    context: &'a Context<'a>,
    files: &'a BTreeMap<FileId, &'a FileExceptions>,
    entries: Vec<Entry<'a>>,
    /// The numbers of the exceptions of each file, and of those of the configuration.
    by_file: BTreeMap<FileId, Vec<usize>>,
    configured: Vec<usize>,
}

/// An exception with what has become of it.
struct Entry<'a> {
    /// The file that it is about; `None` for one of the configuration.
    file: Option<FileId>,
    exception: Exception,
    /// What it names, in the order in which it does.
    names: Vec<Name<'a>>,
    expired: bool,
}

/// A name of a rule in an exception.
struct Name<'a> {
    text: Arc<str>,
    at: Location,
    matcher: Matcher<'a>,
    used: bool,
}

/// What a name in an exception means.
enum Matcher<'a> {
    Pattern(RulePattern),
    /// The rules that another tool calls so.
    Alias(Vec<&'a Arc<Rule>>),
    /// It is no name that a rule can have.
    Nothing,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(files: &'a BTreeMap<FileId, &'a FileExceptions>, context: &'a Context<'a>) -> Self {
        let mut ledger = Self { context, files, entries: Vec::new(), by_file: BTreeMap::new(), configured: Vec::new() };
        let inline = files.iter().filter(|_| context.config.inline_ignores);
        for (file, found) in inline {
            for exception in &found.exceptions {
                if exception.by.peer().is_none_or(|peer| context.config.honour.contains(&peer)) {
                    ledger.by_file.entry(*file).or_default().push(ledger.entries.len());
                    let name = |(text, at): &(Arc<str>, Location)| Name::new(text, *at, exception.by, context);
                    let names = exception.rules.iter().map(name).collect();
                    ledger.push(Some(*file), exception.clone(), names);
                }
            }
        }
        for (number, exception) in context.config.exceptions.iter().enumerate() {
            ledger.configured.push(ledger.entries.len());
            let at = Location { file: FileId::CONFIGURATION, span: exception.at };
            let name = |pattern: &RulePattern| {
                let matcher = Matcher::Pattern(pattern.clone());
                Name { text: pattern.as_str().into(), at, matcher, used: false }
            };
            let names = exception.rules.iter().map(name).collect();
            let made = Exception {
                by: By::Configuration,
                rules: Vec::new(),
                reason: exception.reason.clone(),
                until: exception.until,
                reach: Reach::Configured(number),
                at,
            };
            ledger.push(None, made, names);
        }
        ledger
    }

    fn push(&mut self, file: Option<FileId>, exception: Exception, names: Vec<Name<'a>>) {
        let expired =
            matches!((exception.until, self.context.config.today), (Some(until), Some(today)) if until < today);
        self.entries.push(Entry { file, exception, names, expired });
    }

    /// The exception that a finding falls under. Every one that it falls under has been of use.
    pub(super) fn suppress(&mut self, subject: &Subject<'_>) -> Option<Suppression> {
        if self.context.config.unsuppressible(subject.rule) {
            return None;
        }
        let file = subject.at.file;
        let statements = self.files.get(&file).map_or(&[][..], |found| &found.statements);
        let heads = Heads::of(subject, statements);
        let own = self.by_file.get(&file).map_or(&[][..], Vec::as_slice);
        let mut first = None;
        for number in own.iter().chain(&self.configured) {
            let entry = &mut self.entries[*number];
            if entry.expired || !reaches(&entry.exception.reach, subject, &heads, self.context) {
                continue;
            }
            for name in entry.names.iter_mut().filter(|name| name.matches(subject.rule)) {
                name.used = true;
                first.get_or_insert_with(|| suppression(&entry.exception, &name.text));
            }
        }
        first
    }

    /// What is wrong with exceptions whatever the findings are.
    pub(super) fn faults(&self) -> Vec<Complaint> {
        let malformed = self.files.values().filter(|_| self.context.config.inline_ignores);
        let mut faults: Vec<Complaint> = malformed.flat_map(|found| found.malformed.iter().cloned()).collect();
        for entry in self.entries.iter().filter(|entry| entry.exception.by.peer().is_none()) {
            // A pattern of the configuration was checked when that was read.
            let inline = entry.exception.by != By::Configuration;
            faults.extend(
                entry.names.iter().filter(|name| inline && !self.is_known(name)).map(|name| self.unknown(name)),
            );
            faults.extend(entry.names.iter().filter(|name| self.is_refused(name)).map(refused));
            faults.extend(entry.end());
            if entry.exception.reason.is_none() && self.demands_reason(entry) {
                let message = "this exception does not say why".to_owned();
                faults.push(Complaint::new(MISSING_REASON, entry.exception.at, message));
            }
        }
        // A loop makes several resources of one that is written once.
        let mut seen = BTreeSet::new();
        faults.retain(|fault| seen.insert((fault.rule.id, fault.at, fault.message.clone())));
        faults
    }

    /// The exceptions that match nothing: either those from `plimsoll/unused-ignore` or all others.
    pub(super) fn unused(&self, from_itself: bool) -> Vec<Complaint> {
        let names = || {
            let own = self.entries.iter().filter(|entry| entry.exception.by.peer().is_none());
            own.flat_map(|entry| entry.names.iter().map(move |name| (entry, name)))
        };
        // What is written once may be about several resources.
        let used: BTreeSet<(Location, &str)> =
            names().filter(|(_, name)| name.used).map(|(_, name)| (name.at, &*name.text)).collect();
        let mut unused = BTreeMap::new();
        for (entry, name) in names() {
            let counts = name.matches(UNUSED_IGNORE.id) == from_itself && !used.contains(&(name.at, &*name.text));
            if counts && !entry.expired && !self.is_refused(name) && self.is_judged(entry, name) {
                unused.entry((name.at, name.text.clone())).or_insert_with(|| useless(entry, name, self.context));
            }
        }
        unused.into_values().collect()
    }

    fn demands_reason(&self, entry: &Entry<'_>) -> bool {
        let config = self.context.config;
        let path = entry.file.and_then(|file| self.context.paths.get(file.0 as usize));
        let given = config.level(MISSING_REASON.id, path.map_or("", |path| &**path));
        given.map_or(config.demand_reason, |level| level != RuleLevel::Off)
    }

    fn is_known(&self, name: &Name<'_>) -> bool {
        self.known().any(|rule| name.matches(rule))
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        let rules = self.context.rules.iter().map(|rule| &*rule.id);
        rules.chain(own::ALL.iter().map(|own| own.id))
    }

    /// Whether the configuration lets nothing be excepted from what a name says.
    fn is_refused(&self, name: &Name<'_>) -> bool {
        let mut named = self.known().filter(|rule| name.matches(rule)).peekable();
        named.peek().is_some() && named.all(|rule| self.context.config.unsuppressible(rule))
    }

    /// Whether there would be a finding by now if there were anything to find.
    fn is_judged(&self, entry: &Entry<'_>, name: &Name<'_>) -> bool {
        if entry.file.is_none() && self.context.extent != Extent::Whole {
            return false;
        }
        let named = self.known().filter(|rule| name.matches(rule));
        let states: Vec<Judged> = named.map(|rule| (self.context.judged)(rule, entry.file)).collect();
        states.contains(&Judged::Wholly) && !states.contains(&Judged::Partly)
    }

    fn unknown(&self, name: &Name<'_>) -> Complaint {
        let text = &name.text;
        let complaint = Complaint::new(UNKNOWN_RULE, name.at, format!("there is no rule {text}: this ignores nothing"));
        let alias = self.context.rules.iter().find(|rule| rule.aliases.iter().any(|alias| **alias == **text));
        let meant = alias.map(|rule| &*rule.id).or_else(|| spelling::closest(text, self.known()));
        let help = meant
            .map_or_else(|| "`plimsoll rules` lists the rules".to_owned(), |meant| format!("did you mean `{meant}`?"));
        complaint.with_help(help)
    }
}

impl Entry<'_> {
    /// What to say of an exception whose day has passed.
    fn end(&self) -> Option<Complaint> {
        let until = self.exception.until.filter(|_| self.expired)?;
        let names: Vec<&str> = self.names.iter().map(|name| &*name.text).collect();
        let message = format!("this exception from {} ended on {until}", names.join(", "));
        Some(Complaint::new(EXPIRED_IGNORE, self.exception.at, message))
    }
}

impl<'a> Name<'a> {
    fn new(text: &Arc<str>, at: Location, by: By, context: &Context<'a>) -> Self {
        let matcher = match by.peer() {
            Some(peer) => Matcher::Alias(context.rules.iter().filter(|rule| is_called(rule, peer, text)).collect()),
            None => RulePattern::new(text).map_or(Matcher::Nothing, Matcher::Pattern),
        };
        Self { text: text.clone(), at, matcher, used: false }
    }

    fn matches(&self, rule: &str) -> bool {
        match &self.matcher {
            Matcher::Pattern(pattern) => pattern.matches(rule),
            Matcher::Alias(rules) => rules.iter().any(|known| *known.id == *rule),
            Matcher::Nothing => false,
        }
    }
}

/// Whether a rule is what another tool calls so.
fn is_called(rule: &Rule, peer: Peer, name: &str) -> bool {
    // cdk-nag puts the name of a pack before the name of a rule; Guard's registry takes names from AWS Config.
    let name = if peer == Peer::CdkNag { name.rsplit('-').next().unwrap_or(name) } else { name };
    let config = rule.controls.get("aws-config").filter(|_| peer == Peer::Guard);
    rule.aliases.iter().chain(config.into_iter().flatten()).any(|alias| alias.eq_ignore_ascii_case(name))
}

fn reaches(reach: &Reach, subject: &Subject<'_>, heads: &Heads, context: &Context<'_>) -> bool {
    let file = subject.at.file;
    match reach {
        Reach::File => true,
        Reach::Nowhere => false,
        Reach::Line(line) => line.covers(heads),
        Reach::Resource(id) => subject.resource == Some(&**id) && subject.owner.is_none_or(|owner| owner.file == file),
        Reach::Configured(number) => {
            let exception = &context.config.exceptions[*number];
            let path = context.paths.get(file.0 as usize).map_or("", |path| &**path);
            context.config.excepts(exception, subject.rule, path, subject.resource)
        }
    }
}

fn suppression(exception: &Exception, name: &str) -> Suppression {
    let reason = exception.reason.as_deref();
    let reason = match exception.by.peer() {
        Some(_) => Some(reason.map_or_else(|| name.to_owned(), |reason| format!("{name}: {reason}"))),
        None => reason.map(str::to_owned),
    };
    Suppression { by: exception.by.as_str().to_owned(), reason, until: exception.until.map(|until| until.to_string()) }
}

fn refused(name: &Name<'_>) -> Complaint {
    let message = format!("this ignores nothing: the configuration allows no exception from {}", name.text);
    let help = "mend what the finding says, or talk to those who own the configuration (`unsuppressible`)";
    Complaint::new(UNUSED_IGNORE, name.at, message).with_help(help.to_owned())
}

fn useless(entry: &Entry<'_>, name: &Name<'_>, context: &Context<'_>) -> Complaint {
    let text = &name.text;
    let message = match &entry.exception.reach {
        Reach::File => format!("this file has no finding of {text} to ignore"),
        Reach::Line(_) | Reach::Nowhere => format!("there is no finding of {text} here to ignore"),
        Reach::Resource(id) => format!("{id} has no finding of {text} to ignore"),
        Reach::Configured(number) => {
            let exception = &context.config.exceptions[*number];
            let narrowed = !(exception.paths.is_empty() && exception.resources.is_empty());
            let place = if narrowed { "where this exception says" } else { "to ignore" };
            format!("there is no finding of {text} {place}")
        }
    };
    Complaint::new(UNUSED_IGNORE, name.at, message)
}
