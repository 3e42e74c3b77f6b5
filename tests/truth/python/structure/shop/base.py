from typing import Optional

from aws_cdk import Stack
from constructs import Construct

from .shared import HardenedRepository, ServiceRepositories


class CompanyStack(Stack):
    """What all stacks of this company have."""

    def __init__(self, scope: Construct, construct_id: str, keep: Optional[int] = None) -> None:
        super().__init__(scope, construct_id)
        self.repositories = ServiceRepositories(self, "Repositories", keep=keep)


class TeamStack(CompanyStack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.repositories.orders.add_lifecycle_rule(max_image_count=20)
        HardenedRepository(self, "Hardened")
        HardenedRepository(self, "HardenedUnscanned", image_scan_on_push=False)


class GlobalStack(CompanyStack):
    """Without a constructor of its own."""
