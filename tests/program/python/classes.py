import enum
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, NamedTuple


class Stage(str, Enum):
    PROD = "prod"
    DEV = "dev"

    @property
    def tag(self):
        return self.value


class Size(enum.IntEnum):
    SMALL = enum.auto()


class Derived(Stage):
    pass


class NoEnum(Enumeration):
    A = 1


@dataclass(frozen=True)
class Props:
    name: str
    tag: Optional[str] = "latest"
    tags: list[str] = field(default_factory=list)
    hidden: int = field(default=3, init=False)
    shared: ClassVar[str] = "all"

    def __post_init__(self):
        self.full = f"{self.name}:{self.tag}"


@dataclass
class MoreProps(Props):
    tag: str = "v1"
    extra: bool = False


class Point(NamedTuple):
    x: int
    y: int = 0


class Service(cdk.Stack, metaclass=Meta):
    """Docs."""

    PREFIX = "svc"
    NAME = PREFIX + "-x"
    declared: str
    if DEBUG:
        level = 1
    else:
        level = 2

    class Inner:
        x = 1

    def __init__(this, scope, id: str, *, props: Props, **kwargs):
        super().__init__(scope, id, **kwargs)
        this.props = props
        this.twice = 1
        this.declared = id
        if props:
            this.maybe = 1
        this.a = this.b = make()
        this.c, this.d = 1, 2
        this.e, this.f = pair()
        this.count += 1

        def callback(this):
            return this.x, super()

        def closure():
            return this.twice

        this.later(callback, closure)

    @property
    def repo(self):
        return self.props.repo

    @repo.setter
    def repo(self, value):
        self.twice = value

    @staticmethod
    def build(scope):
        return scope

    @classmethod
    def create(cls, scope):
        return cls(scope, cls.PREFIX, props=Props("n"))

    def same(self):
        return 1

    def same(self):
        return NAME

    def shadow(self):
        self = other
        return self.x


class Old(Base):
    def __init__(self, scope, id):
        Base.__init__(self, scope, id)
        super(Old, self).__init__(scope, id)
