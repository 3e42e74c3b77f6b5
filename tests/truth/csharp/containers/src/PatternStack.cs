using Amazon.CDK;
using Amazon.CDK.AWS.ApplicationAutoScaling;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ECS.Patterns;
using Constructs;
using Ecr = Amazon.CDK.AWS.ECR;
using Schedule = Amazon.CDK.AWS.ApplicationAutoScaling.Schedule;

namespace Containers;

/// <summary>Services that make their task definitions by themselves.</summary>
public class PatternStack : Stack
{
    public PatternStack(Construct scope, string id) : base(scope, id)
    {
        var vpc = new Vpc(this, "Vpc", new VpcProps { MaxAzs = 2 });
        var cluster = new Cluster(this, "Cluster", new ClusterProps { Vpc = vpc });
        cluster.AddCapacity("Capacity", new AddCapacityOptions { InstanceType = new InstanceType("t3.small") });
        var repository = Ecr.Repository.FromRepositoryName(this, "Repository", "orders");
        var image = ContainerImage.FromEcrRepository(repository, "live");

        new ApplicationLoadBalancedFargateService(this, "Web", new ApplicationLoadBalancedFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageOptions { Image = image },
        });
        new NetworkLoadBalancedFargateService(this, "Tcp", new NetworkLoadBalancedFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new NetworkLoadBalancedTaskImageOptions { Image = image },
        });
        new ApplicationMultipleTargetGroupsFargateService(this, "Webs", new ApplicationMultipleTargetGroupsFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageProps { Image = image },
        });
        new NetworkMultipleTargetGroupsFargateService(this, "Tcps", new NetworkMultipleTargetGroupsFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new NetworkLoadBalancedTaskImageProps { Image = image },
        });
        new ApplicationLoadBalancedEc2Service(this, "WebOnEc2", new ApplicationLoadBalancedEc2ServiceProps
        {
            Cluster = cluster,
            MemoryLimitMiB = 256,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageOptions { Image = image },
        });
        new NetworkLoadBalancedEc2Service(this, "TcpOnEc2", new NetworkLoadBalancedEc2ServiceProps
        {
            Cluster = cluster,
            MemoryLimitMiB = 256,
            TaskImageOptions = new NetworkLoadBalancedTaskImageOptions { Image = image },
        });

        new ApplicationMultipleTargetGroupsEc2Service(this, "WebsOnEc2", new ApplicationMultipleTargetGroupsEc2ServiceProps
        {
            Cluster = cluster,
            MemoryLimitMiB = 256,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageProps { Image = image },
        });
        new NetworkMultipleTargetGroupsEc2Service(this, "TcpsOnEc2", new NetworkMultipleTargetGroupsEc2ServiceProps
        {
            Cluster = cluster,
            MemoryLimitMiB = 256,
            TaskImageOptions = new NetworkLoadBalancedTaskImageProps { Image = image },
        });

        new QueueProcessingFargateService(this, "Worker", new QueueProcessingFargateServiceProps { Cluster = cluster, Image = image });
        new QueueProcessingEc2Service(this, "WorkerOnEc2", new QueueProcessingEc2ServiceProps
        {
            Cluster = cluster,
            Image = image,
            MemoryLimitMiB = 256,
        });

        var schedule = Schedule.Rate(Duration.Hours(1));
        new ScheduledFargateTask(this, "Nightly", new ScheduledFargateTaskProps
        {
            Cluster = cluster,
            Schedule = schedule,
            ScheduledFargateTaskImageOptions = new ScheduledFargateTaskImageOptions { Image = image },
        });
        new ScheduledEc2Task(this, "NightlyOnEc2", new ScheduledEc2TaskProps
        {
            Cluster = cluster,
            Schedule = schedule,
            ScheduledEc2TaskImageOptions = new ScheduledEc2TaskImageOptions { Image = image, MemoryLimitMiB = 256 },
        });

        // A task definition that is given takes the place of the pattern's own.
        var given = new FargateTaskDefinition(this, "Given");
        given.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = image,
            PortMappings = new[] { new PortMapping { ContainerPort = 80 } },
        });
        new ApplicationLoadBalancedFargateService(this, "Ready", new ApplicationLoadBalancedFargateServiceProps
        {
            Cluster = cluster,
            TaskDefinition = given,
        });

        new ApplicationLoadBalancedFargateService(this, "Pinned", new ApplicationLoadBalancedFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageOptions
            {
                Image = ContainerImage.FromEcrRepository(repository, "4.0.1"),
            },
        });
    }
}
