import typing
from typing import cast

numbers = 1, -2, 1_000, 0x1F, 1.5e3, -x, ~x, +1
constants = None, True, False, ...
members = a.b.c, a["k"], a[0], a[1:2], a[x, y], a[-1]
calls = f(), f(1, "x", k=2, *args, **kwargs), f(g(h))(1), f(x for x in y)
collections = [1, *more], (1,), {1, *more}, (), [*more.all()]
dictionaries = {"k": 1, 'a' 'b': 2, key: 3, 1: 4, **other, f"{x}": 5}, {}
dicts = dict(a=1, **other), dict(base, b=2), dict(*pairs), dict([("a", 1)])
merged = base | {"k": 1}
logic = a and b or not c
fallback = os.environ.get("TAG") or "latest"
compared = a == b, a != b, a is None, a is not None, a < b, a in b, a == b == c
chosen = "a" if test else "b" if other else ("c")
awaited = (yield_ := 1), (lambda x, y=2: f(x, y)), lambda: 0
commands = subprocess.check_output(["git", "rev-parse", "HEAD"]).decode().strip()
looped = [make(n, m) for n in [1, 2] if n for m in n.all() if m], {k: v() for k, v in d}, {s for s in t}
chosen_loop = [f(x) for x in y] if test else None
stars = print("a", *b.c(), sep=""), f(*a["k"], **b["k"])
casts = cast(Repository, f()), typing.cast("x", a), other.cast(A, b)


def dict(**kwargs):
    return kwargs
