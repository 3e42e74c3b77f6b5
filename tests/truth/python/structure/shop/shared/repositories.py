from typing import Optional

from aws_cdk import aws_ecr as ecr
from constructs import Construct


class Repositories(Construct):
    def __init__(self, scope: Construct, construct_id: str, *, keep: Optional[int] = None) -> None:
        super().__init__(scope, construct_id)
        self.orders = ecr.Repository(self, "Orders")
        self.billing = ecr.Repository(self, "Billing", image_scan_on_push=True)
        if keep:
            self.billing.add_lifecycle_rule(max_image_count=keep)
