from aws_cdk import App, Stack
from aws_cdk import aws_ecr as ecr

stack = Stack(App(), "S")
SCAN = {"cart": True, "stock": False}

for name, scan in SCAN.items():
    ecr.Repository(stack, name, image_scan_on_push=scan)

for name, (scan, mutable) in [("web", (True, "MUTABLE")), ("api", (False, "IMMUTABLE"))]:
    ecr.CfnRepository(stack, name + "-first", image_tag_mutability=mutable)

for number, name in enumerate(["one", "two"]):
    ecr.Repository(stack, f"{name}{number}", repository_name=name)

for number in range(2):
    ecr.Repository(stack, f"Shard{number}", image_scan_on_push=True)

for name, scan in zip(["left", "right"], [True, False]):
    ecr.Repository(stack, name, image_scan_on_push=scan)
