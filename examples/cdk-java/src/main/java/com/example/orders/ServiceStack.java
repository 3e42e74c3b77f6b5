package com.example.orders;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedFargateService;
import software.amazon.awscdk.services.ecs.patterns.ApplicationLoadBalancedTaskImageOptions;
import software.constructs.Construct;

public class ServiceStack extends Stack {
    public ServiceStack(final Construct scope, final String id, final IRepository repository, final String imageTag) {
        super(scope, id);

        Vpc vpc = Vpc.Builder.create(this, "Network").maxAzs(2).build();
        Cluster cluster = Cluster.Builder.create(this, "Cluster").vpc(vpc).build();

        // The tag comes from OrdersApp, which falls back to latest.
        var service = ApplicationLoadBalancedFargateService.Builder.create(this, "Orders")
                .cluster(cluster)
                .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                        .image(ContainerImage.fromEcrRepository(repository, imageTag))
                        .containerPort(8080)
                        .build())
                .build();
        service.getTaskDefinition().addContainer("telemetry", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2"))
                .build());

        // Built again for each environment, and kept where the application cannot look after it.
        FargateTaskDefinition migrations = new FargateTaskDefinition(this, "Migrations");
        migrations.addContainer("migrate", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromAsset("migrations"))
                .build());
    }
}
