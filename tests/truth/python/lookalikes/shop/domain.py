"""Classes of this app that are called like those of CDK and are something else."""

from types import SimpleNamespace


class Repository:
    def __init__(self, owner, name, image_scan_on_push=False):
        self.name = name
        self.image_scan_on_push = image_scan_on_push

    def add_lifecycle_rule(self, **rule):
        return rule


class ContainerImage:
    @staticmethod
    def from_registry(name):
        return name

    @staticmethod
    def from_ecr_repository(repository, tag="latest"):
        return f"{repository.name}:{tag}"

    @staticmethod
    def from_asset(directory):
        return directory


ecr = SimpleNamespace(Repository=Repository, CfnRepository=Repository)
s3 = SimpleNamespace(Bucket=Repository)
