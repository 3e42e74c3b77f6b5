package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.S3Code;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

/** The code of functions and layers. */
public class CodeBucketStack extends Stack {
    public CodeBucketStack(final Construct scope, final String id) {
        super(scope, id);

        Bucket functions = new Bucket(this, "Functions");
        node("Orders").code(Code.fromBucket(functions, "orders.zip")).build();

        Bucket second = new Bucket(this, "Second");
        node("Billing").code(Code.fromBucketV2(second, "billing.zip")).build();

        Bucket layers = new Bucket(this, "Layers");
        LayerVersion.Builder.create(this, "Shared").code(Code.fromBucket(layers, "shared.zip", "v7")).build();

        Bucket constructed = new Bucket(this, "Constructed");
        node("Mail").code(new S3Code(constructed, "mail.zip")).build();

        CfnBucket plain = new CfnBucket(this, "Plain");
        CfnFunction.Builder.create(this, "Search")
                .handler("index.handler")
                .runtime("nodejs20.x")
                .role("arn:aws:iam::111122223333:role/search")
                .code(CfnFunction.CodeProperty.builder().s3Bucket(plain.getRef()).s3Key("search.zip").build())
                .build();

        Bucket kept = Bucket.Builder.create(this, "Kept").versioned(true).build();
        node("Stock").code(Code.fromBucket(kept, "stock.zip")).build();
    }

    private Function.Builder node(final String id) {
        return Function.Builder.create(this, id).handler("index.handler").runtime(Runtime.NODEJS_20_X);
    }
}
