def plain(a, b: str, c="x", d: Optional[ecr.Repository] = None, /, *args: int, e, f: "Props" = 1, **kwargs: str):
    """Docs."""
    return a


def types(a: int | None, b: None | Props, c: Optional["Props"], d: list[str], e: ecr.Repository, f: Union[A, B], *, g):
    return
    never()


async def fetch(url):
    await client.get(url)


def several(env):
    if env == "prod":
        return "v1"
    elif env == "test":
        raise ValueError(env)
    return default(env)


def generate(n):
    yield n
    return 1


def nested():
    def inner():
        return lambda x: x

    return inner()


@cache
def decorated():
    return "x"
