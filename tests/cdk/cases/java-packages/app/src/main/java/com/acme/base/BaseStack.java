package com.acme.base;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.constructs.Construct;

public abstract class BaseStack extends Stack {
    protected final String separator = "/";
    private final String id;

    protected BaseStack(Construct scope, String id) {
        super(scope, id);
        this.id = id;
    }

    protected String id() {
        return id.toLowerCase();
    }

    protected Repository repository(String name) {
        return Repository.Builder.create(this, "Repository").repositoryName(name).build();
    }
}
