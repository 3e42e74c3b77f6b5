from aws_cdk import App
from orders.service import ServiceStack

app = App()
ServiceStack(app, "Orders", tag="latest", scan=False)
app.synth()
