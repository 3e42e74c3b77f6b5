from aws_cdk import App

from shop.assets import AssetStack
from shop.consumers import ConsumerStack
from shop.patterns import PatternStack
from shop.registry_images import RegistryImageStack
from shop.repository_images import RepositoryImageStack

app = App()
RepositoryImageStack(app, "RepositoryImages")
RegistryImageStack(app, "RegistryImages")
AssetStack(app, "Assets")
ConsumerStack(app, "Consumers")
PatternStack(app, "Patterns")
app.synth()
