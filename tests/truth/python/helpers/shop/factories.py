from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_s3 as s3
from constructs import Construct


def make_repository(scope: Construct, name: str, *, scan: bool = True) -> ecr.Repository:
    repository = ecr.Repository(scope, f"{name}Repository", image_scan_on_push=scan)
    expire(repository)
    return repository


def expire(repository: ecr.Repository) -> None:
    repository.add_lifecycle_rule(max_image_count=100)


def hardened(immutable: bool = True) -> dict:
    mutability = ecr.TagMutability.IMMUTABLE if immutable else ecr.TagMutability.MUTABLE
    return {"image_scan_on_push": True, "image_tag_mutability": mutability}


class FactoryStack(Stack):
    """Functions make the constructs, in the scope that they are given, and their arguments."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        make_repository(self, "Orders")
        make_repository(self, "Billing", scan=False)
        make_bucket = lambda parent, versioned: s3.Bucket(parent, "Artifacts", versioned=versioned)  # noqa: E731
        make_bucket(Construct(self, "Kept"), True)
        make_bucket(Construct(self, "Lost"), False)
        ecr.Repository(self, "Hardened", **hardened())
        ecr.Repository(self, "Relaxed", **hardened(immutable=False))
