from aws_cdk import App

from shop.agents import AgentStack
from shop.batch import BatchStack
from shop.builds import BuildStack
from shop.functions import FunctionStack

app = App()
FunctionStack(app, "Functions")
BuildStack(app, "Builds")
BatchStack(app, "Batch")
AgentStack(app, "Agents")
app.synth()
