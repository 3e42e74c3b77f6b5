package com.acme;

class Broken {
    void before() {
        repository.addLifecycleRule(
        builder.create(this, "Chain")
            .option(
            .build();
        after(1, );
        kept();
        String text = "open;
        also(kept);
        call(new Thing(
