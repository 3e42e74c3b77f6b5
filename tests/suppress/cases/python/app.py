"""An app. # plimsoll: ignore-file[ecr/scan-disabled] in a text"""
from aws_cdk import Stack, aws_ecr as ecr, aws_ecs as ecs


class Registry(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        # plimsoll: ignore[ecr/missing-lifecycle-policy] above the statement
        self.above = ecr.Repository(
            self,
            "Above",
            image_tag_mutability=ecr.TagMutability.MUTABLE,  # plimsoll: ignore[ecr/mutable-tags] on the line
        )  # plimsoll: ignore[ecr/scan-disabled] behind its end
        ecr.Repository(self, "Line")  # noqa: E501 # plimsoll: ignore[ecr/*] on the line
        task = ecs.FargateTaskDefinition(self, "Task")
        # plimsoll: ignore[image/mutable-tag] above the statement
        task.add_container(
            "One",
            image=ecs.ContainerImage.from_registry("orders:latest"),
        )
        added = ecr.Repository(self, "Added")
        added.node.default_child.add_metadata("Plimsoll", {"ignore": ["ecr/scan-disabled", "image/mutable-tag"]})
        level_one = ecr.CfnRepository(self, "Set")
        level_one.cfn_options.metadata = {"Plimsoll": {"ignore": [{"rule": "ecr/*", "until": "2027-03-01"}]}}
