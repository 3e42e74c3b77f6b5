from aws_cdk import App

from shop.quiet import QuietStack

app = App()
QuietStack(app, "Quiet")
app.synth()
