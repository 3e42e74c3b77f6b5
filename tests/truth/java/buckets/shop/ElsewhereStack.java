package shop;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.bedrockagentcore.AgentCoreRuntime;
import software.amazon.awscdk.services.bedrockagentcore.AgentRuntimeArtifact;
import software.amazon.awscdk.services.elasticbeanstalk.CfnApplicationVersion;
import software.amazon.awscdk.services.mwaa.CfnEnvironment;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.Location;
import software.amazon.awscdk.services.synthetics.Canary;
import software.amazon.awscdk.services.synthetics.Code;
import software.amazon.awscdk.services.synthetics.CustomTestOptions;
import software.amazon.awscdk.services.synthetics.Runtime;
import software.amazon.awscdk.services.synthetics.Test;
import software.constructs.Construct;

/** Code and definitions of other services. */
public class ElsewhereStack extends Stack {
    public ElsewhereStack(final Construct scope, final String id) {
        super(scope, id);

        Bucket definitions = new Bucket(this, "Definitions");
        SpecRestApi.Builder.create(this, "Api")
                .apiDefinition(ApiDefinition.fromBucket(definitions, "api.json"))
                .build();

        // What a canary writes into a bucket of its own are results.
        Bucket canaries = new Bucket(this, "Canaries");
        Canary.Builder.create(this, "Canary")
                .runtime(Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1)
                .test(Test.custom(CustomTestOptions.builder()
                        .code(Code.fromBucket(canaries, "canary.zip"))
                        .handler("index.handler")
                        .build()))
                .build();

        Bucket bundles = new Bucket(this, "Bundles");
        CfnApplicationVersion.Builder.create(this, "Version")
                .applicationName("shop")
                .sourceBundle(CfnApplicationVersion.SourceBundleProperty.builder()
                        .s3Bucket(bundles.getBucketName())
                        .s3Key("shop.zip")
                        .build())
                .build();

        Bucket flows = new Bucket(this, "Flows");
        CfnEnvironment.Builder.create(this, "Airflow").name("airflow").sourceBucketArn(flows.getBucketArn()).build();

        Bucket agents = new Bucket(this, "Agents");
        software.amazon.awscdk.services.bedrockagentcore.Runtime.Builder.create(this, "Agent")
                .runtimeName("agent")
                .agentRuntimeArtifact(AgentRuntimeArtifact.fromS3(
                        Location.builder().bucketName(agents.getBucketName()).objectKey("agent.zip").build(),
                        AgentCoreRuntime.PYTHON_3_13,
                        List.of("main.py")))
                .build();
    }
}
