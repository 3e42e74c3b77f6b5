package shop;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.patterns.*;
import software.constructs.Construct;

/** Services that make their task definitions by themselves. */
public class PatternStack extends Stack {
    public PatternStack(final Construct scope, final String id) {
        super(scope, id);

        Vpc vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).build();
        Cluster cluster = Cluster.Builder.create(this, "Cluster").vpc(vpc).build();
        cluster.addCapacity("Capacity", AddCapacityOptions.builder().instanceType(new InstanceType("t3.small")).build());
        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");
        EcrImage image = ContainerImage.fromEcrRepository(repository, "live");
        ApplicationLoadBalancedTaskImageOptions web =
                ApplicationLoadBalancedTaskImageOptions.builder().image(image).build();
        NetworkLoadBalancedTaskImageOptions tcp = NetworkLoadBalancedTaskImageOptions.builder().image(image).build();

        ApplicationLoadBalancedFargateService.Builder.create(this, "Web").cluster(cluster).taskImageOptions(web).build();
        NetworkLoadBalancedFargateService.Builder.create(this, "Tcp").cluster(cluster).taskImageOptions(tcp).build();
        ApplicationMultipleTargetGroupsFargateService.Builder.create(this, "Webs")
                .cluster(cluster)
                .taskImageOptions(ApplicationLoadBalancedTaskImageProps.builder().image(image).build())
                .build();
        NetworkMultipleTargetGroupsFargateService.Builder.create(this, "Tcps")
                .cluster(cluster)
                .taskImageOptions(NetworkLoadBalancedTaskImageProps.builder().image(image).build())
                .build();
        ApplicationLoadBalancedEc2Service.Builder.create(this, "WebOnEc2")
                .cluster(cluster)
                .memoryLimitMiB(256)
                .taskImageOptions(web)
                .build();
        NetworkLoadBalancedEc2Service.Builder.create(this, "TcpOnEc2")
                .cluster(cluster)
                .memoryLimitMiB(256)
                .taskImageOptions(tcp)
                .build();
        ApplicationMultipleTargetGroupsEc2Service.Builder.create(this, "WebsOnEc2")
                .cluster(cluster)
                .memoryLimitMiB(256)
                .taskImageOptions(ApplicationLoadBalancedTaskImageProps.builder().image(image).build())
                .build();
        NetworkMultipleTargetGroupsEc2Service.Builder.create(this, "TcpsOnEc2")
                .cluster(cluster)
                .memoryLimitMiB(256)
                .taskImageOptions(NetworkLoadBalancedTaskImageProps.builder().image(image).build())
                .build();

        QueueProcessingFargateService.Builder.create(this, "Worker").cluster(cluster).image(image).build();
        QueueProcessingEc2Service.Builder.create(this, "WorkerOnEc2")
                .cluster(cluster)
                .image(image)
                .memoryLimitMiB(256)
                .build();

        Schedule schedule = Schedule.rate(Duration.hours(1));
        ScheduledFargateTask.Builder.create(this, "Nightly")
                .cluster(cluster)
                .schedule(schedule)
                .scheduledFargateTaskImageOptions(ScheduledFargateTaskImageOptions.builder().image(image).build())
                .build();
        ScheduledEc2Task.Builder.create(this, "NightlyOnEc2")
                .cluster(cluster)
                .schedule(schedule)
                .scheduledEc2TaskImageOptions(
                        ScheduledEc2TaskImageOptions.builder().image(image).memoryLimitMiB(256).build())
                .build();

        // A task definition that is given takes the place of the pattern's own.
        FargateTaskDefinition given = new FargateTaskDefinition(this, "Given");
        given.addContainer("app", ContainerDefinitionOptions.builder()
                .image(image)
                .portMappings(List.of(PortMapping.builder().containerPort(80).build()))
                .build());
        ApplicationLoadBalancedFargateService.Builder.create(this, "Ready").cluster(cluster).taskDefinition(given).build();

        ApplicationLoadBalancedFargateService.Builder.create(this, "Pinned")
                .cluster(cluster)
                .taskImageOptions(ApplicationLoadBalancedTaskImageOptions.builder()
                        .image(ContainerImage.fromEcrRepository(repository, "4.0.1"))
                        .build())
                .build();
    }
}
