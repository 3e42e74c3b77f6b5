package com.acme.app;

class Names {
    static final String NAME = "of another app";
}
