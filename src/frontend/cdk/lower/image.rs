//! Image references that CDK puts together.

use std::sync::Arc;

use super::super::resolve::val::{ApiClass, How, Made, Val, What};
use super::super::table::{Digest, Image};
use super::Lowering;
use super::options::{Look, Options};
use super::value::{hole, imports, known, pseudo};
use crate::source::Location;
use crate::value::{Because, Data, Origin, Part, Piece, Source, Value, compose};

impl Lowering<'_, '_> {
    /// The reference that a factory makes. `at` is where it is used.
    pub(super) fn image(&self, image: &Image, options: &Options, made: Option<&Made>, at: Location) -> Value {
        let call = made.map_or(at, |made| made.name);
        match image {
            Image::Asset => asset(call, at),
            Image::Ecr { repository, tag, default, digest } => {
                let receiver = made.and_then(|made| match &made.how {
                    How::Method { receiver, .. } => Some(receiver.clone()),
                    _ => None,
                });
                let repository = match (repository, receiver) {
                    (Some(option), _) => match self.look(options, &option.split('.').collect::<Vec<_>>()) {
                        Look::Given(value, _) => Some(value),
                        _ => None,
                    },
                    (None, receiver) => receiver,
                };
                let mut pieces = if let Some(repository) = repository {
                    self.address(&repository, call)
                } else {
                    let mut pieces = registry(call);
                    pieces.push(hole("Repository", "the repository is not known", call));
                    pieces
                };
                match tag {
                    None => {
                        pieces.push(known(":", call));
                        pieces.push(hole("Tag", "the tag is a parameter that a deployment gives", call));
                    }
                    Some(source) => {
                        let tag = self.look_any(options, &source.alternatives);
                        self.suffix(&mut pieces, tag, *default, *digest, options, made, call);
                    }
                }
                compose(pieces, at)
            }
        }
    }

    /// Puts a tag or a digest behind an address.
    #[expect(clippy::too_many_arguments, reason = "what an image reference is made of")]
    fn suffix(
        &self,
        pieces: &mut Vec<Piece>,
        tag: Look,
        default: Option<&str>,
        digest: Digest,
        options: &Options,
        made: Option<&Made>,
        call: Location,
    ) {
        let sign = |is_digest: bool, at| known(if is_digest { "@" } else { ":" }, at);
        let always = match digest {
            Digest::Always => true,
            Digest::Flag(flag) => match self.look(options, &[flag]) {
                Look::Given(Val { what: What::Bool(truth), .. }, _) => truth,
                _ => false,
            },
            Digest::Prefix | Digest::Never => false,
        };
        match tag {
            Look::Given(value, _) => {
                let lowered = self.plain(&value).unwrap_or_else(|| Value::unknown("the tag is not known", call));
                let tag = Self::pieces(&lowered, "Tag");
                if matches!(&lowered.data, Data::Text(text) if text.is_empty()) {
                    return;
                }
                let prefixed = tag.first().is_some_and(|piece| match &piece.part {
                    Part::Known(text) => text.starts_with("sha256:"),
                    Part::Hole { .. } => false,
                });
                pieces.push(sign(always || (digest == Digest::Prefix && prefixed), call));
                pieces.extend(tag);
            }
            Look::Unknown(reason) => {
                pieces.push(sign(always, call));
                pieces.push(hole("Tag", &reason, call));
            }
            Look::Absent => {
                let Some(default) = default else { return };
                pieces.push(sign(false, call));
                let because = Because {
                    source: Source::Api,
                    message: format!("default of {}", made.map_or_else(|| "the API".to_owned(), api_name)),
                    at: call,
                    next: None,
                };
                let origin = Origin { because: Some(Arc::new(because)), ..Origin::at(call) };
                pieces.push(Piece { part: Part::Known(default.into()), origin });
            }
        }
    }

    /// The address of a repository without tag.
    pub(super) fn repository_address(&self, repository: &Val, at: Location) -> Value {
        compose(self.address(repository, at), at)
    }

    fn address(&self, repository: &Val, call: Location) -> Vec<Piece> {
        let repository = self.project(repository);
        let arn = match &repository.what {
            What::Made(made) => {
                imports(made).and_then(|(_, arn)| arn).and_then(|arn| match self.look(&self.options_of(made), &[arn]) {
                    Look::Given(arn, _) => arn.text(),
                    _ => None,
                })
            }
            _ => None,
        };
        let mut pieces = match arn.as_deref().and_then(registry_of_arn) {
            Some((account, region)) => {
                let mut pieces = vec![known(&format!("{account}.dkr.ecr.{region}."), call)];
                pieces.extend(Self::pieces(&pseudo("AWS::URLSuffix", call), ""));
                pieces.push(known("/", call));
                pieces
            }
            None => registry(call),
        };
        let name = self.reference(&repository);
        pieces.extend(Self::pieces(&name, "Repository"));
        pieces
    }
}

/// Account and region of the ARN of a repository.
fn registry_of_arn(arn: &str) -> Option<(&str, &str)> {
    let mut parts = arn.split(':').skip(3);
    let (region, account) = (parts.next()?, parts.next()?);
    (!region.is_empty() && !account.is_empty()).then_some((account, region))
}

/// The registry of the account and region that are deployed to.
fn registry(at: Location) -> Vec<Piece> {
    pieces_of(&["AWS::AccountId", ".dkr.ecr.", "AWS::Region", ".", "AWS::URLSuffix", "/"], at)
}

/// Texts and pseudo parameters side by side.
fn pieces_of(parts: &[&str], at: Location) -> Vec<Piece> {
    let piece = |part: &&str| {
        if !part.starts_with("AWS::") {
            return vec![known(part, at)];
        }
        Lowering::pieces(&pseudo(part, at), part)
    };
    parts.iter().flat_map(piece).collect()
}

/// An image in the repository of the CDK toolkit.
fn asset(call: Location, at: Location) -> Value {
    let mut pieces = registry(call);
    pieces.extend(pieces_of(&["cdk-hnb659fds-container-assets-", "AWS::AccountId", "-", "AWS::Region", ":"], call));
    pieces.push(hole("hash", "the hash of the image's source is known only when the app runs", call));
    compose(pieces, at)
}

/// What a factory is called in messages: `ContainerImage.fromEcrRepository`.
fn api_name(made: &Made) -> String {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    match &made.how {
        How::New(ApiClass::Known(class)) => last(class.name),
        How::Static { class, method, .. } => match method {
            Some(method) => format!("{}.{}", last(class.name), method.name),
            None => last(class.name),
        },
        How::Method { method: Some(method), .. } => method.name.to_owned(),
        How::New(_) | How::Method { method: None, .. } => "the API".to_owned(),
    }
}
