package shop;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.*;
import software.constructs.Construct;

/** The kinds of task definitions, and the ways in which containers come to them. */
public class ConsumerStack extends Stack {
    public ConsumerStack(final Construct scope, final String id) {
        super(scope, id);

        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");
        EcrImage image = ContainerImage.fromEcrRepository(repository);
        EcrImage pinned = ContainerImage.fromEcrRepository(repository, "1.2.3");

        Ec2TaskDefinition ec2 = new Ec2TaskDefinition(this, "Ec2");
        ec2.addContainer("app", ContainerDefinitionOptions.builder().image(image).memoryLimitMiB(256).build());

        ExternalTaskDefinition external = new ExternalTaskDefinition(this, "External");
        external.addContainer("app", ContainerDefinitionOptions.builder().image(image).memoryLimitMiB(256).build());

        TaskDefinition generic = TaskDefinition.Builder.create(this, "Generic")
                .compatibility(Compatibility.FARGATE)
                .cpu("256")
                .memoryMiB("512")
                .build();
        ContainerDefinition.Builder.create(this, "App").taskDefinition(generic).image(image).build();

        FargateTaskDefinition sidecar = FargateTaskDefinition.Builder.create(this, "Sidecar").build();
        sidecar.addContainer("app", ContainerDefinitionOptions.builder().image(pinned).build());
        sidecar.addContainer("proxy", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("envoyproxy/envoy:v1.31-latest"))
                .build());

        FargateTaskDefinition logged = new FargateTaskDefinition(this, "Logged");
        logged.addContainer("app", ContainerDefinitionOptions.builder().image(pinned).build());
        logged.addFirelensLogRouter("router", FirelensLogRouterDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("amazon/aws-for-fluent-bit:stable"))
                .firelensConfig(FirelensConfig.builder().type(FirelensLogRouterType.FLUENTBIT).build())
                .build());

        FargateTaskDefinition quiet = new FargateTaskDefinition(this, "Quiet");
        quiet.addContainer("app", ContainerDefinitionOptions.builder().image(pinned).build());

        CfnTaskDefinition.Builder.create(this, "LevelOne")
                .containerDefinitions(List.of(CfnTaskDefinition.ContainerDefinitionProperty.builder()
                        .name("app")
                        .image("acme/orders")
                        .build()))
                .build();
        new CfnTaskDefinition(this, "LevelOneUri", CfnTaskDefinitionProps.builder()
                .containerDefinitions(List.of(CfnTaskDefinition.ContainerDefinitionProperty.builder()
                        .name("app")
                        .image(repository.repositoryUriForTag("edge"))
                        .build()))
                .build());
    }
}
