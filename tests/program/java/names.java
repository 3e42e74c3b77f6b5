package com.acme.shop;

import static com.acme.Tags.LATEST;
import static com.acme.Helpers.*;

import com.acme.Config;
import com.acme.base.*;

class Names extends Base {
    static final String FIRST = "a", SECOND = FIRST + LATEST;
    private String tag;
    static int count = 0;

    Names(String tag) {
        this.tag = tag;
        inherited = tag;
        count += 1;
        String local = FIRST;
        local = tag;
        use(local, own(), java.util.List.of(), Config.Nested.NAME, undeclared.member);
    }

    String own() {
        return tag + Nested.of(this);
    }

    static class Nested {
        static Nested of(Names names) {
            return new Nested();
        }
    }

    class Inner {
        Object outer() {
            return tag == Names.this.tag ? FIRST : own();
        }
    }
}
