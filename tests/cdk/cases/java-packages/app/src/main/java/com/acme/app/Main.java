package com.acme.app;

import static com.acme.base.Defaults.*;

import com.acme.base.*;
import com.acme.base.Outer.Nested;
import software.amazon.awscdk.App;

public class Main {
    public static void main(String[] args) {
        App app = new App();
        new Shop(app, "Shop", PREFIX + Nested.NAME);
        new Shop(app, "Same", Names.NAME + suffix());
    }
}
