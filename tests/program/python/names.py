# What a name is bound to, where, and whether that is all.
TAG = "latest"
a = b = TAG
first, (second, *others), third = TAG, ("x", 1, 2), call()
[one, two] = pair()
head, *tail = pair()
head.x, items["k"] = pair()
typed: str = "t"
undecided: str


def early():
    return tag, TAG


tag = os.environ.get("TAG")
tag = tag or "v1"
tag += "-x"


def after():
    return tag


if debug:
    tag = "debug"
    level = "a"
elif trace:
    level = "b"
else:
    level = "c"

use(tag, level)
total = 0
for n in [1, 2]:
    total += n
    n = str(n)
    use(n)
for n, m in pairs:
    use(n, m)
use(n)
del typed


def outer(param, other, kept):
    local = 1

    def inner(param):
        nonlocal local
        global counter
        local = 2
        counter = param
        return kept

    if param is None:
        param = "default"
    other = other.strip()
    kept = kept
    while other:
        use(kept)
        kept = "next"
    return param, other, kept, inner


counter = 0
if (size := len(a)) > 3:
    use(size)
with open(a) as file, lock:
    text = file.read()
squares = [n * n for n in range(3) if ok(n)]
