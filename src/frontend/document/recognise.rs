//! By what the documents in YAML and JSON are recognised.

use crate::syntax::{Kind, Node};

/// What CodeBuild runs: the phases of a build, in a mapping.
pub(super) fn buildspec(path: &str, root: Node<'_>) -> bool {
    const PHASES: [&str; 4] = ["install", "pre_build", "build", "post_build"];
    let Some(phases) = mapping(root, "phases") else { return false };
    let versioned = matches!(text(root, "version"), Some("0.1" | "0.2"));
    let named = name(path).contains("buildspec");
    (versioned || named) && phases.entries().any(|(phase, _)| phase.text().is_some_and(|name| PHASES.contains(&name)))
}

/// What ECR keeps of the images in a repository.
pub(super) fn lifecycle_policy(_: &str, root: Node<'_>) -> bool {
    let is_rule = |rule: Node<'_>| {
        rule.get("rulePriority").is_some() && (rule.get("selection").is_some() || rule.get("action").is_some())
    };
    root.get("rules").is_some_and(|rules| rules.items().any(is_rule))
}

/// What ECS takes to register a task definition.
pub(super) fn task_definition(_: &str, root: Node<'_>) -> bool {
    let is_container = |container: Node<'_>| container.get("image").is_some();
    root.get("containerDefinitions").is_some_and(|containers| containers.items().any(is_container))
}

/// What a pipeline hands to a standard deployment on ECS.
pub(super) fn image_definitions(_: &str, root: Node<'_>) -> bool {
    let is_image = |item: Node<'_>| text(item, "name").is_some() && text(item, "imageUri").is_some();
    root.items().next().is_some() && root.items().all(is_image)
}

/// What a pipeline hands to a blue-green deployment on ECS.
pub(super) fn image_detail(path: &str, root: Node<'_>) -> bool {
    text(root, "ImageURI").is_some() && (name(path) == "imagedetail.json" || root.entries().count() == 1)
}

/// What Image Builder runs: the phases of a component, in a list.
pub(super) fn component(_: &str, root: Node<'_>) -> bool {
    let is_step = |step: Node<'_>| step.get("action").is_some();
    let is_phase = |phase: Node<'_>| phase.get("steps").is_some_and(|steps| steps.items().any(is_step));
    text(root, "schemaVersion").is_some() && root.get("phases").is_some_and(|phases| phases.items().any(is_phase))
}

/// The name of a file without its folders, in lower case.
pub(super) fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase()
}

fn mapping<'t>(node: Node<'t>, key: &str) -> Option<Node<'t>> {
    node.get(key).filter(|value| value.kind() == Kind::Mapping)
}

fn text<'t>(node: Node<'t>, key: &str) -> Option<&'t str> {
    node.get(key).and_then(Node::text)
}
