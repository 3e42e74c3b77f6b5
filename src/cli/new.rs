//! `plimsoll new`: a rule to begin with, which passes `plimsoll test` as it is.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CLEAN, Stop};
use crate::discover;
use crate::ruleset::{self, RuleSet};

/// The files of a rule, with marks for what differs.
const FILES: [(&str, &str); 6] = [
    ("rule.rego", include_str!("new/rule.rego")),
    ("rule_test.rego", include_str!("new/rule_test.rego")),
    ("README.md", include_str!("new/README.md")),
    ("fixtures/deny.yaml", include_str!("new/deny.yaml")),
    ("fixtures/allow.yaml", include_str!("new/allow.yaml")),
    ("fixtures/unknown.yaml", include_str!("new/unknown.yaml")),
];

#[derive(Args, Clone, Debug)]
pub(super) struct NewArguments {
    /// The name of the rule, which states the fault: sqs/unencrypted-queue
    #[arg(value_name = "SERVICE/FAULT")]
    rule: String,
    /// The folder of the rule pack
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pack: PathBuf,
    /// The type of the resources that it judges
    #[arg(long, value_name = "TYPE", default_value = "AWS::ECR::Repository", value_parser = resource_type)]
    resource: String,
}

pub(super) fn run(arguments: &NewArguments) -> Result<u8, Stop> {
    let id = &*arguments.rule;
    let Some((service, fault)) = ruleset::split_id(id) else {
        let form = "SERVICE/FAULT in lower-case letters, digits and hyphens, such as sqs/unencrypted-queue";
        return Err(Stop::Usage(format!("`{id}` is no name of a rule: it is {form}")));
    };
    if let Some(rule) = RuleSet::builtin().rule(id) {
        return Err(Stop::Usage(format!("there is a rule {id} already: {}", rule.title)));
    }
    let folder = arguments.pack.join(service).join(fault);
    if folder.exists() {
        return Err(Stop::Usage(format!("{} is there already", folder.display())));
    }
    let package = id.replace('/', ".").replace('-', "_");
    let mut out = io::stdout().lock();
    for (name, text) in FILES {
        let text =
            text.replace("RULE_ID", id).replace("PACKAGE", &package).replace("RESOURCE_TYPE", &arguments.resource);
        let path = folder.join(name);
        write(&path, &text)
            .map_err(|error| Stop::Usage(format!("cannot write {}: {}", path.display(), discover::explain(&error))))?;
        writeln!(out, "{}", path.display())?;
    }
    let pack = arguments.pack.display();
    writeln!(out, "\n`plimsoll test {pack}` tests it, `plimsoll check --rules {pack}` runs it.")?;
    Ok(CLEAN)
}

/// Writes a file that is not there yet, with its folders.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}

fn resource_type(text: &str) -> Result<String, String> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric());
    let parts: Vec<&str> = text.split("::").collect();
    if (2..=4).contains(&parts.len()) && parts.into_iter().all(is_part) {
        Ok(text.to_owned())
    } else {
        Err("it is a type of CloudFormation, such as AWS::SQS::Queue".to_owned())
    }
}
