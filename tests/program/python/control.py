if a():
    b()
elif c():
    d()
else:
    e()

for item in ["x", "y"]:
    if item == "x":
        continue
    make(item)
else:
    done()

while more():
    step()
    break

try:
    risky()
except (A, B) as error:
    log(error)
except C:
    raise
else:
    fine()
finally:
    close()

match env.name:
    case "prod" | 'live':
        p()
    case Point(x=0, y=found) if found > 1:
        q(found)
    case [first, *rest] as whole:
        r(first, rest, whole)
    case {"k": value, **others}:
        s(value, others)
    case config.NAME:
        t()
    case _:
        u()

with open("f") as f:
    for line in f:
        g(line)


def early(x):
    if not x:
        return None
    one()
    if x == 1:
        return 1
    elif x == 2:
        two()
    else:
        raise ValueError(x)
    three()
    with lock:
        if x == 3:
            return 3
        four()
    try:
        return five()
    except E:
        return 6
    never()


async def waits():
    async for x in y:
        await z(x)
    assert check(x), message()


global_effect(), second()
print("done")

if __name__ == "__main__":
    app.synth()
