#!/usr/bin/env python3
import aws_cdk as cdk

from shop import config
from shop.constants import ConstantStack
from shop.context import ContextStack
from shop.environment import EnvironmentStack
from shop.loops import LoopStack
from shop.parameters import ParameterStack
from shop.service import ServiceStack


def main() -> None:
    app = cdk.App()

    ServiceStack(app, "Nightly", image_tag="nightly")
    ServiceStack(app, "Release", image_tag="1.9.0", immutable=True)
    ServiceStack(app, "Forgotten")
    ServiceStack(app, "Configured", image_tag=config.SETTINGS["orders"]["tag"], **config.REPOSITORY)

    ConstantStack(app, "Constants")
    EnvironmentStack(app, "Environment")
    ContextStack(app, "Context")
    ParameterStack(app, "Parameters")
    LoopStack(app, "Loops")
    app.synth()


if __name__ == "__main__":
    main()
