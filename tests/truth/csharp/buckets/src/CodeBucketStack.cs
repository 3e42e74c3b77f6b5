using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;
using Lambda = Amazon.CDK.AWS.Lambda;

namespace Buckets;

/// <summary>The code of functions and layers.</summary>
public class CodeBucketStack : Stack
{
    public CodeBucketStack(Construct scope, string id) : base(scope, id)
    {
        var functions = new Bucket(this, "Functions");
        MakeFunction("Orders", Code.FromBucket(functions, "orders.zip"));

        var second = new Bucket(this, "Second");
        MakeFunction("Billing", Code.FromBucketV2(second, "billing.zip"));

        var layers = new Bucket(this, "Layers");
        new LayerVersion(this, "Shared", new LayerVersionProps { Code = Code.FromBucket(layers, "shared.zip", "v7") });

        var constructed = new Bucket(this, "Constructed");
        MakeFunction("Mail", new S3Code(constructed, "mail.zip"));

        var plain = new CfnBucket(this, "Plain");
        new CfnFunction(this, "Search", new CfnFunctionProps
        {
            Handler = "index.handler",
            Runtime = "nodejs20.x",
            Role = "arn:aws:iam::111122223333:role/search",
            Code = new CfnFunction.CodeProperty { S3Bucket = plain.Ref, S3Key = "search.zip" },
        });

        var kept = new Bucket(this, "Kept", new BucketProps { Versioned = true });
        MakeFunction("Stock", Code.FromBucket(kept, "stock.zip"));
    }

    private Function MakeFunction(string id, Code code) => new Lambda.Function(this, id, new Lambda.FunctionProps
    {
        Handler = "index.handler",
        Runtime = Lambda.Runtime.NODEJS_20_X,
        Code = code,
    });
}
