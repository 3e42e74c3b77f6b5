import aws_cdk as cdk

from shop.aspects import AspectStack
from shop.later import LaterStack
from shop.level_one import LevelOneStack
from shop.props import PropsStack
from shop.registry import RegistryStack

app = cdk.App()
PropsStack(app, "Props")
LaterStack(app, "Later")
LevelOneStack(app, "LevelOne")
AspectStack(app, "Aspects")
RegistryStack(app, "Registry")
app.synth()
