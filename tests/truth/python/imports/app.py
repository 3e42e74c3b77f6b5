import aws_cdk as cdk

import shop.styles
from shop.stars import StarStack
from shop.through_barrel import BarrelStack

app = cdk.App()
shop.styles.ModuleStack(app, "Module")
shop.styles.AliasStack(app, "Alias")
shop.styles.NamedStack(app, "Named")
StarStack(app, "Star")
BarrelStack(app, "Barrel")
app.synth()
