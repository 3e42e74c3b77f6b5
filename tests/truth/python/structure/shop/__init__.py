from .cluster import ClusterStack
from .registry import RegistryStack

__all__ = ["ClusterStack", "RegistryStack"]
