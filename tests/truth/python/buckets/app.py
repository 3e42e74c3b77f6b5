from aws_cdk import App

from shop.code import CodeBucketStack
from shop.names import NameStack
from shop.pipelines import PipelineStack
from shop.self_mutating import SelfMutatingStack

app = App()
PipelineStack(app, "Pipelines")
SelfMutatingStack(app, "SelfMutating")
CodeBucketStack(app, "Code")
NameStack(app, "Names")
app.synth()
