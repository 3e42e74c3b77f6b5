#!/usr/bin/env python3
import os

import aws_cdk as cdk

from orders.delivery_stack import DeliveryStack
from orders.registry_stack import RegistryStack
from orders.service_stack import ServiceStack

app = cdk.App()

registry = RegistryStack(app, "Registry")

ServiceStack(
    app,
    "Service",
    repository=registry.orders,
    image_tag=os.environ.get("IMAGE_TAG", "latest"),
)

DeliveryStack(app, "Delivery", repository=registry.orders)

app.synth()
