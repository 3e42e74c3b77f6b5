//! What the metadata of a resource excepts: `Plimsoll: {ignore: [{rule, reason, until}]}`, and what other tools write.

use std::sync::Arc;

use jiff::civil::Date;

use super::comment::{MAX_RULES, no_date};
use super::complaint::Complaint;
use super::reach::Reach;
use super::{By, Exception, FileExceptions};
use crate::config::Peer;
use crate::rule::own;
use crate::source::Location;
use crate::spelling;
use crate::value::{Data, Map, Value};

const KEYS: [&str; 4] = ["rule", "rules", "reason", "until"];

/// Where other tools keep their exceptions: the way to the list, the key of a rule in an item, and that of the reason.
const PEERS: [(Peer, &[&str], &str, &str); 5] = [
    (Peer::Checkov, &["checkov", "skip"], "id", "comment"),
    (Peer::CfnNag, &["cfn_nag", "rules_to_suppress"], "id", "reason"),
    (Peer::CdkNag, &["cdk_nag", "rules_to_suppress"], "id", "reason"),
    (Peer::CfnLint, &["cfn-lint", "config", "ignore_checks"], "id", "reason"),
    (Peer::Guard, &["guard", "SuppressedRules"], "id", "reason"),
];

/// What the metadata of a resource excepts, of all that it and its images do.
pub fn of_resource(id: &Arc<str>, metadata: &Value) -> FileExceptions {
    read(metadata, &Reach::Resource(id.clone()))
}

/// What the metadata of a whole template excepts.
pub(super) fn of_file(metadata: &Value) -> FileExceptions {
    read(metadata, &Reach::File)
}

fn read(metadata: &Value, reach: &Reach) -> FileExceptions {
    let mut found = FileExceptions::default();
    let Some(map) = metadata.as_map() else { return found };
    if let Some(own) = map.get("Plimsoll").or_else(|| map.get("plimsoll")) {
        match own.get("ignore") {
            Some(list) => items(list).for_each(|item| found.take(item, reach)),
            None => found.complain(useless(head(own), "it has no `ignore`", SHAPE)),
        }
    }
    for (peer, way, id, reason) in PEERS {
        let list = way.iter().try_fold(metadata, |value, key| value.get(key));
        let peers = list.into_iter().flat_map(items).filter_map(|item| of_peer(peer, item, id, reason, reach));
        peers.for_each(|exception| found.push(exception));
    }
    found
}

const SHAPE: &str = "write `ignore: [{rule: ecr/scan-disabled, reason: …, until: 2027-03-01}]`";

/// The items of a list; what is no list is one item.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    let list = value.as_list();
    list.into_iter().flatten().chain(std::iter::once(value).filter(move |_| list.is_none()))
}

fn of_peer(peer: Peer, item: &Value, id: &str, reason: &str, reach: &Reach) -> Option<Exception> {
    let named = item.get(id).unwrap_or(item);
    let at = named.origin.at;
    let reason = item.get(reason).and_then(Value::text).map(|reason| reason.as_ref().into());
    let rules = vec![(named.text()?.as_ref().into(), at)];
    Some(Exception { by: By::PeerMetadata(peer), rules, reason, until: None, reach: reach.clone(), at })
}

impl FileExceptions {
    fn take(&mut self, item: &Value, reach: &Reach) {
        match exception(item, reach) {
            Ok(exception) => self.push(exception),
            Err((at, why, help)) => self.complain(useless(at, &why, &help)),
        }
    }
}

fn useless(at: Location, why: &str, help: &str) -> Complaint {
    let message = format!("this metadata ignores nothing: {why}");
    Complaint::new(own::UNUSED_IGNORE, at, message).with_help(help.to_owned())
}

/// Where a value begins to be read, on one line.
fn head(value: &Value) -> Location {
    let first = value.as_map().and_then(|map| map.entries.first());
    first.map_or(value.origin.at, |entry| entry.at)
}

/// What is wrong with an item: where, why, and what to do.
type Wrong = (Location, String, String);

fn exception(item: &Value, reach: &Reach) -> Result<Exception, Wrong> {
    let at = head(item);
    let wrong = |at: Location, why: &str| (at, why.to_owned(), SHAPE.to_owned());
    let map = match &item.data {
        Data::Map(map) => map,
        Data::Text(_) => &Map::default(),
        _ => return Err(wrong(at, "an item is a rule, or has a `rule`")),
    };
    if let Some(unknown) = map.entries.iter().find(|entry| !KEYS.contains(&&*entry.key)) {
        let why = format!("`{}` is not known here", unknown.key);
        return Err((unknown.at, why, spelling::hint(&unknown.key, &KEYS)));
    }
    let named = map.get("rule").or_else(|| map.get("rules")).unwrap_or(item);
    let name = |value: &Value| Some((value.text()?.as_ref().into(), value.origin.at));
    let rules: Option<Vec<(Arc<str>, Location)>> = items(named).map(name).collect();
    let rules = rules.filter(|rules| !rules.is_empty()).ok_or_else(|| wrong(at, "an item names no rule"))?;
    if rules.len() > MAX_RULES {
        return Err(wrong(at, "an item names more rules than anyone reads"));
    }
    let text = |key: &str| map.get(key).map(|value| (value.text().unwrap_or_default().into_owned(), value.origin.at));
    let reason = text("reason").map(|(reason, _)| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let until = text("until").map(|(date, at)| parsed(&date, at)).transpose()?;
    let reason = reason.map(Arc::from);
    Ok(Exception { by: By::Metadata, rules, reason, until, reach: reach.clone(), at })
}

fn parsed(date: &str, at: Location) -> Result<Date, Wrong> {
    date.parse().map_err(|_| (at, format!("`{date}` is no date"), no_date("", date).1))
}
