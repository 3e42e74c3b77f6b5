class Expressions {
    Object[] all = {
        null, true, -1L, 0x1F, 0b101, 017, 1_000.5f, 'a', "q\"\u0041\101\t",
        """
          two
            lines \
          joined
        """,
        new String[] {"a", "b"}, new int[3],
        a + b + "c", a && !b || c != d, a < b, (String) (a),
        list[0].field, a.b.c(1, x -> x).d(), String.class,
        new <T>a.B<C>(1), new Outer().new Inner(),
        this, super.member, i++, (x = 1),
    };
}
