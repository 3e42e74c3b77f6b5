package com.acme.base;

public interface Defaults {
    String PREFIX = "acme-";

    static String suffix() {
        return "-suffix";
    }
}
