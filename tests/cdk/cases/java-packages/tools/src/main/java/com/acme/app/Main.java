package com.acme.app;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;

class Main {
    public static void main(String[] args) {
        Repository.Builder.create(new Stack(new App(), "Tools"), "Repository").repositoryName(Names.NAME).build();
    }
}
