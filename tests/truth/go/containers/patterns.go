package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapplicationautoscaling"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	ecs "github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	patterns "github.com/aws/aws-cdk-go/awscdk/v2/awsecspatterns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewPatternStack has services that make their task definitions by themselves.
func NewPatternStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	memory := jsii.Number(256)

	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{MaxAzs: jsii.Number(2)})
	cluster := ecs.NewCluster(stack, jsii.String("Cluster"), &ecs.ClusterProps{Vpc: vpc})
	cluster.AddCapacity(jsii.String("Capacity"), &ecs.AddCapacityOptions{
		InstanceType: awsec2.NewInstanceType(jsii.String("t3.small")),
	})
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))
	image := ecs.ContainerImage_FromEcrRepository(repository, jsii.String("live"))

	balanced := &patterns.ApplicationLoadBalancedTaskImageOptions{Image: image}
	passed := &patterns.NetworkLoadBalancedTaskImageOptions{Image: image}

	patterns.NewApplicationLoadBalancedFargateService(
		stack, jsii.String("Web"), &patterns.ApplicationLoadBalancedFargateServiceProps{
			Cluster:          cluster,
			TaskImageOptions: balanced,
		})
	patterns.NewNetworkLoadBalancedFargateService(
		stack, jsii.String("Tcp"), &patterns.NetworkLoadBalancedFargateServiceProps{
			Cluster:          cluster,
			TaskImageOptions: passed,
		})
	patterns.NewApplicationMultipleTargetGroupsFargateService(
		stack, jsii.String("Webs"), &patterns.ApplicationMultipleTargetGroupsFargateServiceProps{
			Cluster:          cluster,
			TaskImageOptions: &patterns.ApplicationLoadBalancedTaskImageProps{Image: image},
		})
	patterns.NewNetworkMultipleTargetGroupsFargateService(
		stack, jsii.String("Tcps"), &patterns.NetworkMultipleTargetGroupsFargateServiceProps{
			Cluster:          cluster,
			TaskImageOptions: &patterns.NetworkLoadBalancedTaskImageProps{Image: image},
		})
	patterns.NewApplicationLoadBalancedEc2Service(
		stack, jsii.String("WebOnEc2"), &patterns.ApplicationLoadBalancedEc2ServiceProps{
			Cluster:          cluster,
			MemoryLimitMiB:   memory,
			TaskImageOptions: balanced,
		})
	patterns.NewNetworkLoadBalancedEc2Service(
		stack, jsii.String("TcpOnEc2"), &patterns.NetworkLoadBalancedEc2ServiceProps{
			Cluster:          cluster,
			MemoryLimitMiB:   memory,
			TaskImageOptions: passed,
		})
	patterns.NewApplicationMultipleTargetGroupsEc2Service(
		stack, jsii.String("WebsOnEc2"), &patterns.ApplicationMultipleTargetGroupsEc2ServiceProps{
			Cluster:          cluster,
			MemoryLimitMiB:   memory,
			TaskImageOptions: &patterns.ApplicationLoadBalancedTaskImageProps{Image: image},
		})
	patterns.NewNetworkMultipleTargetGroupsEc2Service(
		stack, jsii.String("TcpsOnEc2"), &patterns.NetworkMultipleTargetGroupsEc2ServiceProps{
			Cluster:          cluster,
			MemoryLimitMiB:   memory,
			TaskImageOptions: &patterns.NetworkLoadBalancedTaskImageProps{Image: image},
		})

	patterns.NewQueueProcessingFargateService(
		stack, jsii.String("Worker"), &patterns.QueueProcessingFargateServiceProps{Cluster: cluster, Image: image})
	patterns.NewQueueProcessingEc2Service(
		stack, jsii.String("WorkerOnEc2"), &patterns.QueueProcessingEc2ServiceProps{
			Cluster:        cluster,
			Image:          image,
			MemoryLimitMiB: memory,
		})

	schedule := awsapplicationautoscaling.Schedule_Rate(awscdk.Duration_Hours(jsii.Number(1)))
	patterns.NewScheduledFargateTask(stack, jsii.String("Nightly"), &patterns.ScheduledFargateTaskProps{
		Cluster:                          cluster,
		Schedule:                         schedule,
		ScheduledFargateTaskImageOptions: &patterns.ScheduledFargateTaskImageOptions{Image: image},
	})
	patterns.NewScheduledEc2Task(stack, jsii.String("NightlyOnEc2"), &patterns.ScheduledEc2TaskProps{
		Cluster:  cluster,
		Schedule: schedule,
		ScheduledEc2TaskImageOptions: &patterns.ScheduledEc2TaskImageOptions{
			Image:          image,
			MemoryLimitMiB: memory,
		},
	})

	// A task definition that is given takes the place of the pattern's own.
	given := ecs.NewFargateTaskDefinition(stack, jsii.String("Given"), nil)
	given.AddContainer(jsii.String("app"), &ecs.ContainerDefinitionOptions{
		Image:        image,
		PortMappings: &[]*ecs.PortMapping{{ContainerPort: jsii.Number(80)}},
	})
	patterns.NewApplicationLoadBalancedFargateService(
		stack, jsii.String("Ready"), &patterns.ApplicationLoadBalancedFargateServiceProps{
			Cluster:        cluster,
			TaskDefinition: given,
		})

	patterns.NewApplicationLoadBalancedFargateService(
		stack, jsii.String("Pinned"), &patterns.ApplicationLoadBalancedFargateServiceProps{
			Cluster: cluster,
			TaskImageOptions: &patterns.ApplicationLoadBalancedTaskImageOptions{
				Image: ecs.ContainerImage_FromEcrRepository(repository, jsii.String("4.0.1")),
			},
		})
	return stack
}
