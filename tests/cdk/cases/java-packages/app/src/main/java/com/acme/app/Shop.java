package com.acme.app;

import com.acme.base.BaseStack;
import software.constructs.Construct;

class Shop extends BaseStack {
    Shop(Construct scope, String id, String name) {
        super(scope, id);
        repository(name + separator + id());
    }
}
