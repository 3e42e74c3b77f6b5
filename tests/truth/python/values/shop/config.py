from dataclasses import dataclass
from enum import Enum

REGISTRY = "ghcr.io/acme"
IMAGES = ["orders", "billing"]
SETTINGS = {"orders": {"tag": "edge"}, "billing": {"tag": "2.3.0"}}
REPOSITORY = {"immutable": False, "scan": True}


class Tag(str, Enum):
    MOVING = "latest"
    FIXED = "7.1.0"


@dataclass(frozen=True)
class Release:
    name: str
    tag: str = "stable"


NEXT = Release("next")
LAST = Release("last", tag="3.9.9")
