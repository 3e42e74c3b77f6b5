using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;
using Storage = Amazon.CDK.AWS.S3;

namespace Registry
{
    public class RegistryStack : Stack
    {
        public RegistryStack(Construct scope, string id, IStackProps props = null) : base(scope, id, props)
        {
            new Repository(this, "Bare");

            new Repository(this, "Line", new RepositoryProps { RepositoryName = "line" });

            new Repository(this, "Lines", new RepositoryProps
            {
                RepositoryName = "lines", // by hand
                // EmptyOnDelete = true,
            });

            new Repository(this, "NoComma", new RepositoryProps
            {
                RepositoryName = "no-comma"
            });

            new Repository(this, "Off", new RepositoryProps { ImageScanOnPush = false, ImageTagMutability = TagMutability.MUTABLE });

            new Repository(this, "Parentheses", new RepositoryProps());

            new Repository(this, "Empty", new RepositoryProps { });

            new Repository(this, "Inferred", new() { RepositoryName = "inferred" });

            new Repository(
                this,
                "Arguments"
            );

            new Repository(scope: this, id: "Named");

            new Repository(id: "Swapped", scope: this, props: new RepositoryProps { RepositoryName = "swapped" });

            new Repository(this, "Nothing", null);

            new Amazon.CDK.AWS.ECR.Repository(this, "Qualified");

            new CfnRepository(this, "First", new CfnRepositoryProps { ImageTagMutability = "MUTABLE" });

            new CfnRepository(this, "Nested", new CfnRepositoryProps
            {
                ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = false },
            });

            new CfnRepository(this, "Dictionary", new CfnRepositoryProps
            {
                ImageScanningConfiguration = new Dictionary<string, object> { ["scanOnPush"] = false },
            });

            new Storage.Bucket(this, "ArtifactBucket", new Storage.BucketProps { Versioned = false });
            new Storage.Bucket(this, "ArtifactStore");
            new Storage.CfnBucket(this, "ArtifactArchive");

            var shared = new RepositoryProps { RepositoryName = "shared" };
            new Repository(this, "Variable", shared);

            var scan = false;
            new Repository(this, "Condition", new RepositoryProps { ImageScanOnPush = scan });
        }
    }

    internal static class Program
    {
        public static void Main()
        {
            var app = new App();
            new RegistryStack(app, "Blue");
            app.Synth();
        }
    }
}
