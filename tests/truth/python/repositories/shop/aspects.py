import jsii
from aws_cdk import Aspects, IAspect, Stack, Tags
from aws_cdk import aws_ecr as ecr
from constructs import Construct, IConstruct


@jsii.implements(IAspect)
class ImmutableTags:
    """Makes the tags of every repository below it immutable."""

    def visit(self, node: IConstruct) -> None:
        if isinstance(node, ecr.CfnRepository):
            node.image_tag_mutability = "IMMUTABLE"


@jsii.implements(IAspect)
class CountRepositories:
    """Reads, and changes nothing."""

    count = 0

    def visit(self, node: IConstruct) -> None:
        if isinstance(node, ecr.CfnRepository):
            self.count += 1


class AspectStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        shop = Construct(self, "Shop")
        ecr.Repository(shop, "Orders")
        Aspects.of(shop).add(ImmutableTags())

        tools = Construct(self, "Tools")
        ecr.Repository(tools, "Builder")
        Aspects.of(tools).add(CountRepositories())

        Tags.of(self).add("team", "shop")
