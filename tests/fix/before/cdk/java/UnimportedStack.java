package com.example.registry;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;

class UnimportedStack {
	void declare() {
		Stack stack = new Stack(new App(), "Unimported");
		Repository.Builder.create(stack, "Tabs")
			.repositoryName("tabs")
			.build();
	}
}
