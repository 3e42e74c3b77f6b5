import aws_cdk as cdk
from constructs import Construct

from shop import ClusterStack, RegistryStack
from shop.base import GlobalStack, TeamStack
from shop.nested import NestingStack


class Shop(cdk.Stage):
    def __init__(self, scope: Construct, construct_id: str, *, production: bool) -> None:
        super().__init__(scope, construct_id)
        registry = RegistryStack(self, "Registry", immutable=production)
        ClusterStack(
            self,
            "Cluster",
            repository=registry.orders,
            tag="3.2.1" if production else "latest",
            artifacts=registry.artifacts,
        )


app = cdk.App()
Shop(app, "Development", production=False)
Shop(app, "Production", production=True)
TeamStack(app, "Team")
GlobalStack(app, "Global", keep=10)
NestingStack(app, "Nesting")
app.synth()
