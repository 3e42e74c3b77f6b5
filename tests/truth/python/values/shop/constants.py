from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from .config import LAST, NEXT, REGISTRY, SETTINGS, Tag

MAJOR = 3
VERSION = f"{MAJOR}.1"


class ConstantStack(Stack):
    """Values that are written out somewhere."""

    TAG = "canary"

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.tag = "trunk"
        self.pinned = "6.0.2"
        repository = ecr.Repository.from_repository_name(self, "Repository", "orders")

        ecs.FargateTaskDefinition(self, "Member").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, SETTINGS["orders"]["tag"])
        )
        ecs.FargateTaskDefinition(self, "MemberPinned").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, SETTINGS["billing"]["tag"])
        )
        ecs.FargateTaskDefinition(self, "Enum").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, Tag.MOVING.value)
        )
        ecs.FargateTaskDefinition(self, "EnumPinned").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, Tag.FIXED.value)
        )
        ecs.FargateTaskDefinition(self, "ClassAttribute").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, self.TAG)
        )
        ecs.FargateTaskDefinition(self, "Field").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, self.tag)
        )
        ecs.FargateTaskDefinition(self, "FieldPinned").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, self.pinned)
        )
        ecs.FargateTaskDefinition(self, "Dataclass").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, NEXT.tag)
        )
        ecs.FargateTaskDefinition(self, "DataclassPinned").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, LAST.tag)
        )
        ecs.FargateTaskDefinition(self, "Text").add_container(
            "app", image=ecs.ContainerImage.from_registry(f"{REGISTRY}/orders:{MAJOR}")
        )
        ecs.FargateTaskDefinition(self, "TextPinned").add_container(
            "app", image=ecs.ContainerImage.from_registry(f"{REGISTRY}/orders:{VERSION}")
        )
        ecs.FargateTaskDefinition(self, "Joined").add_container(
            "app", image=ecs.ContainerImage.from_registry(REGISTRY + "/orders" + ":" + "snapshot")
        )
        first, second = "alpha", "0.9.1"
        ecs.FargateTaskDefinition(self, "Unpacked").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, first)
        )
        ecs.FargateTaskDefinition(self, "UnpackedPinned").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, second)
        )
