package shop;

import java.util.List;
import shop.domain.*;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.DockerImage;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/** Nothing here is wrong but for the last repository. */
public class QuietStack extends Stack {
    private static final String EXAMPLE = """
            Repository.Builder.create(this, "InText").build();
            ContainerImage.fromRegistry("acme/app:latest");
            """;

    public QuietStack(final Construct scope, final String id) {
        super(scope, id);

        // new software.amazon.awscdk.services.ecr.Repository(this, "InComment");
        Repository orders = new Repository(this, "Orders");
        orders.addLifecycleRule(null);
        Repository.Builder.create(this, "Billing").imageScanOnPush(false).build();
        List<String> images = List.of(
                ContainerImage.fromRegistry("acme/app:latest"),
                ContainerImage.fromEcrRepository(orders),
                ContainerImage.fromAsset("image"));
        new CfnOutput(this, "Images", CfnOutputProps.builder().value(String.join(" ", images) + EXAMPLE.length()).build());

        // It runs while the app is synthesized.
        DockerImage builder = DockerImage.fromRegistry("node:latest");
        new CfnOutput(this, "Builder", CfnOutputProps.builder().value(builder.getImage()).build());

        // Files, not images.
        Asset.Builder.create(this, "File").path("handler").build();
        Bucket site = new Bucket(this, "Site");
        BucketDeployment.Builder.create(this, "Deployment")
                .sources(List.of(Source.asset("handler")))
                .destinationBucket(site)
                .build();
        Function.Builder.create(this, "Function")
                .runtime(Runtime.NODEJS_20_X)
                .handler("index.handler")
                .code(Code.fromAsset("handler"))
                .build();

        // Repositories that others own cannot be set here.
        software.amazon.awscdk.services.ecr.Repository.fromRepositoryName(this, "Imported", "central");

        software.amazon.awscdk.services.ecr.Repository.Builder.create(this, "Shadowed").imageScanOnPush(true).build();
    }
}
