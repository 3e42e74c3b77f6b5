from .hardened import HardenedRepository as HardenedRepository
from .repositories import Repositories as ServiceRepositories
