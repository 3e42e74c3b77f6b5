from aws_cdk import App

from shop.factories import FactoryStack
from shop.methods import MethodStack
from shop.stacks import make_stack

app = App()
MethodStack(app, "Methods")
FactoryStack(app, "Factories")
make_stack(app, "MadeForTest", "test")
make_stack(app, "MadeForAll", tag="1.0.1")
app.synth()
