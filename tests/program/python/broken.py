# What is half typed spoils itself and nothing else, and never makes anything look absent.
from aws_cdk import aws_ecr as ecr


class Registry(Stack):
    def __init__(self, scope, id, tag):
        super().__init__(scope, id)
        a = ecr.Repository(self, "A", image_scan_on_push=True)
        a.add_lifecycle_rule(
        b = ecr.Repository(self, "B",
            image_scan_on_push=,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=9)],
        )
        c = ecr.Repository(self, "C" empty_on_delete=True)
        d = {"k": 1, "l": }
        e = [1, 2
        f = ecr.Repository(self, "F")
        if f
            f.grant_pull(self)
        self.f.
        return
    def other(self):
        tag = "unclosed
        return ecr.Repository(self, "O", image_scan_on_push=not)

app = App()
Registry(app, "R"
