use super::*;
use crate::source::{FileId, Span};
use crate::value::{Origin, Part, Piece, Reference, Target, Unknown, compose};

const AT: Location = Location { file: FileId(0), span: Span { start: 0, end: 0 } };

/// `$Name` is a hole, `&Name` one that names a resource; everything else is known.
fn value(parts: &[&str]) -> Value {
    let piece = |part: &&str| {
        let hole = |name: &str, target: Option<Target>| Part::Hole {
            name: name.into(),
            unknown: Arc::new(Unknown {
                reason: format!("{name} is not known").into(),
                reference: target.map(|target| Reference { target, attribute: None }),
            }),
        };
        let part = match (part.strip_prefix('$'), part.strip_prefix('&')) {
            (Some(name), _) => hole(name, None),
            (_, Some(id)) => hole(id, Some(Target::Resource { file: FileId(0), id: id.into() })),
            _ => Part::Known((*part).into()),
        };
        Piece { part, origin: Origin::at(AT) }
    };
    compose(parts.iter().map(piece).collect(), AT)
}

fn is_repository(reference: &Reference) -> bool {
    matches!(&reference.target, Target::Resource { id, .. } if &**id == "Repo")
}

fn show(value: Option<&Value>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) => value.text().map_or_else(|| "?".to_owned(), std::borrow::Cow::into_owned),
    }
}

/// kind, name, tag, digest
fn parsed(parts: &[&str]) -> [String; 4] {
    let parts = parse(&value(parts), &is_repository).unwrap();
    let kind = parts.registry.kind.map_or("?", Kind::as_str).to_owned();
    [kind, show(parts.name.as_ref()), show(parts.tag.as_ref()), show(parts.digest.as_ref())]
}

#[test]
fn known_references_are_split() {
    assert_eq!(parsed(&["nginx"]), ["docker-hub", "nginx", "-", "-"]);
    assert_eq!(parsed(&["nginx:1.25"]), ["docker-hub", "nginx", "1.25", "-"]);
    assert_eq!(parsed(&["library/nginx:latest"]), ["docker-hub", "library/nginx", "latest", "-"]);
    assert_eq!(parsed(&["docker.io/library/nginx"]), ["docker-hub", "library/nginx", "-", "-"]);
    assert_eq!(parsed(&["localhost:5000/app"]), ["other", "app", "-", "-"]);
    assert_eq!(parsed(&["ghcr.io/o/app@sha256:ab"]), ["other", "o/app", "-", "sha256:ab"]);
    assert_eq!(parsed(&["ghcr.io/o/app:1@sha256:ab"]), ["other", "o/app", "1", "sha256:ab"]);
    assert_eq!(parsed(&["public.ecr.aws/x/y:2.0"]), ["ecr-public", "x/y", "2.0", "-"]);
    assert_eq!(parsed(&["123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:dev"]), ["ecr", "a/b", "dev", "-"]);
    assert_eq!(parsed(&["1.dkr.ecr.r.amazonaws.com/app:sha256:ab"]), ["ecr", "app", "sha256:ab", "-"]);
}

#[test]
fn names_that_are_no_images_have_kinds_of_their_own() {
    assert_eq!(parsed(&["aws/codebuild/standard:7.0"]), ["codebuild", "aws/codebuild/standard", "7.0", "-"]);
    assert_eq!(parsed(&[":web.www.3"])[0], "lightsail");
    assert_eq!(parsed(&["arn:aws:imagebuilder:eu-west-1:aws:image/al2/x.x.x"])[0], "image-builder");
    let asset = "1.dkr.ecr.r.amazonaws.com/cdk-hnb659fds-container-assets-1-r:0ab";
    assert_eq!(parsed(&[asset])[0], "asset");
    assert_eq!(parsed(&["1.dkr.ecr.r.amazonaws.com/aws-cdk/assets:0ab"])[0], "asset");
}

#[test]
fn holes_keep_what_is_known() {
    let ecr = ["$AWS::AccountId", ".dkr.ecr.", "$AWS::Region", ".", "$AWS::URLSuffix", "/app:latest"];
    assert_eq!(parsed(&ecr), ["ecr", "app", "latest", "-"]);
    assert_eq!(parsed(&["$Registry", "/app:", "$Tag"]), ["?", "app", "?", "-"]);
    assert_eq!(parsed(&["nginx:", "$Tag"]), ["docker-hub", "nginx", "?", "-"]);
    assert_eq!(parsed(&["nginx:v", "$Tag"]), ["docker-hub", "nginx", "?", "-"]);
    assert_eq!(parsed(&["ghcr.io/app@", "$Digest"]), ["other", "app", "-", "?"]);
    assert_eq!(parsed(&["$Image"]), ["?", "?", "?", "-"]);
    assert_eq!(parsed(&["$Image", ":latest"]), ["?", "?", "latest", "-"]);
}

#[test]
fn what_is_no_reference_says_nothing_of_a_tag() {
    for text in ["", "<IMAGE>", "$IMAGE", "PLACEHOLDER_IMAGE", "a b", "repo/Name:1"] {
        let parsed = parse(&Value::new(Data::Text(text.into()), AT), &is_repository).unwrap();
        assert_eq!(show(parsed.tag.as_ref()), "?", "{text:?}");
        assert!(parsed.registry.kind.is_err(), "{text:?}");
    }
    assert_eq!(parsed(&["Registry.Example.com/app:1"])[2], "1");
    assert_eq!(parsed(&["app:Latest-1"])[2], "Latest-1");
}

#[test]
fn a_hole_may_bring_a_tag_unless_it_names_a_resource() {
    assert_eq!(parsed(&["ghcr.io/", "$NameAndMore"])[2], "?");
    assert_eq!(parsed(&["1.dkr.ecr.r.amazonaws.com/", "&Repo"])[2], "-");
    assert_eq!(parsed(&["1.dkr.ecr.r.amazonaws.com/", "$AWS::StackName"])[2], "-");
    assert_eq!(parsed(&["&Repo"]), ["ecr", "?", "-", "-"]);
    assert_eq!(parsed(&["&Repo", ":latest"]), ["ecr", "?", "latest", "-"]);
    assert_eq!(parsed(&["&Custom"]), ["?", "?", "?", "-"]);
}

#[test]
fn a_repository_resource_is_found_in_the_shape_that_cdk_writes() {
    let parts =
        parse(&value(&["&Repo", ".dkr.ecr.", "&Repo", ".", "$AWS::URLSuffix", "/", "&Repo", ":main"]), &is_repository)
            .unwrap();
    assert_eq!(parts.registry.kind, Ok(Kind::Ecr));
    assert!(parts.repository.is_some());
    assert_eq!(show(parts.tag.as_ref()), "main");
}
