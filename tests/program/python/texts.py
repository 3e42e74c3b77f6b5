plain = 'single', "double", """triple
lines""", ''
escaped = "a\tb\\\x41\u00e9\U0001F600\101\q\
joined"
raw = r"\d\n", rb"\d", b"bytes", u"old"
named = "\N{DASH}"
joined = "a" 'b' \
    f"c"
template = f"repo:{tag}-{{x}}{registry()}\n"
nested = f"{a}" "plain {not_a_hole}" rf"\w{b}"
formatted = f"{width:>10}{value!r}{same!s}{debug=}{count():{places}}"
percent = "repo:%s" % tag
method = "repo:{}".format(tag)
summed = "repo:" + tag + ":" + 'x'
"a text by itself is a comment"
f"{but.this()} is evaluated"
