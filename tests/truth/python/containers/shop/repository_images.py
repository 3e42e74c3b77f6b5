from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct

DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class RepositoryImageStack(Stack):
    """Images of ECR repositories, by every kind of tag."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        orders = ecr.Repository(self, "Orders")
        fixed = ecr.Repository(self, "Fixed", image_tag_mutability=ecr.TagMutability.IMMUTABLE)
        named = ecr.Repository.from_repository_name(self, "Named", "billing")
        attributes = ecr.Repository.from_repository_attributes(
            self,
            "Attributes",
            repository_arn="arn:aws:ecr:eu-west-1:111122223333:repository/mail",
            repository_name="mail",
        )

        untagged = ecs.FargateTaskDefinition(self, "Untagged")
        untagged.add_container("app", image=ecs.ContainerImage.from_ecr_repository(orders))
        none = ecs.FargateTaskDefinition(self, "None")
        none.add_container("app", image=ecs.ContainerImage.from_ecr_repository(orders, None))
        latest = ecs.FargateTaskDefinition(self, "Latest")
        latest.add_container("app", image=ecs.ContainerImage.from_ecr_repository(orders, "latest"))
        keyword = ecs.FargateTaskDefinition(self, "Keyword")
        keyword.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository=orders, tag="main"))
        version = ecs.FargateTaskDefinition(self, "Version")
        version.add_container("app", image=ecs.ContainerImage.from_ecr_repository(orders, tag="2.7.1"))
        digest = ecs.FargateTaskDefinition(self, "Digest")
        digest.add_container("app", image=ecs.ContainerImage.from_ecr_repository(orders, DIGEST))
        made = ecs.FargateTaskDefinition(self, "Class")
        made.add_container("app", image=ecs.EcrImage(orders, "staging"))
        parameter = ecs.FargateTaskDefinition(self, "Parameter")
        parameter.add_container("app", image=ecs.TagParameterContainerImage(orders))

        word_fixed = ecs.FargateTaskDefinition(self, "WordFixed")
        word_fixed.add_container("app", image=ecs.ContainerImage.from_ecr_repository(fixed, "production"))
        latest_fixed = ecs.FargateTaskDefinition(self, "LatestFixed")
        latest_fixed.add_container("app", image=ecs.ContainerImage.from_ecr_repository(fixed))

        by_name = ecs.FargateTaskDefinition(self, "ImportedByName")
        by_name.add_container("app", image=ecs.ContainerImage.from_ecr_repository(named, "v1"))
        by_attributes = ecs.FargateTaskDefinition(self, "ImportedByAttributes")
        by_attributes.add_container("app", image=ecs.ContainerImage.from_ecr_repository(attributes))

        uri = ecs.FargateTaskDefinition(self, "Uri")
        uri.add_container("app", image=ecs.ContainerImage.from_registry(orders.repository_uri))
        uri_tag = ecs.FargateTaskDefinition(self, "UriTag")
        uri_tag.add_container("app", image=ecs.ContainerImage.from_registry(orders.repository_uri_for_tag("nightly")))
        uri_text = ecs.FargateTaskDefinition(self, "UriText")
        uri_text.add_container("app", image=ecs.ContainerImage.from_registry(f"{orders.repository_uri}:beta"))
        uri_digest = ecs.FargateTaskDefinition(self, "UriDigest")
        uri_digest.add_container(
            "app", image=ecs.ContainerImage.from_registry(orders.repository_uri_for_digest(DIGEST))
        )
