package com.acme.base;

public class Outer {
    public static class Nested {
        public static final String NAME = "nested";
    }
}
