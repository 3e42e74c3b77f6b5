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
            new Repository(this, "Bare", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(this, "Line", new RepositoryProps { RepositoryName = "line", ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(this, "Lines", new RepositoryProps
            {
                RepositoryName = "lines", // by hand
                ImageTagMutability = TagMutability.IMMUTABLE,
                ImageScanOnPush = true,
                // EmptyOnDelete = true,
            });

            new Repository(this, "NoComma", new RepositoryProps
            {
                RepositoryName = "no-comma",
                ImageTagMutability = TagMutability.IMMUTABLE,
                ImageScanOnPush = true
            });

            new Repository(this, "Off", new RepositoryProps { ImageScanOnPush = true, ImageTagMutability = TagMutability.IMMUTABLE });

            new Repository(this, "Parentheses", new RepositoryProps() { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(this, "Empty", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(this, "Inferred", new() { RepositoryName = "inferred", ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(
                this,
                "Arguments",
                new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true }
            );

            new Repository(scope: this, id: "Named", props: new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(id: "Swapped", scope: this, props: new RepositoryProps { RepositoryName = "swapped", ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Repository(this, "Nothing", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new Amazon.CDK.AWS.ECR.Repository(this, "Qualified", new Amazon.CDK.AWS.ECR.RepositoryProps { ImageTagMutability = Amazon.CDK.AWS.ECR.TagMutability.IMMUTABLE, ImageScanOnPush = true });

            new CfnRepository(this, "First", new CfnRepositoryProps { ImageTagMutability = "IMMUTABLE", LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty { LifecyclePolicyText = "{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}" }, ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true } });

            new CfnRepository(this, "Nested", new CfnRepositoryProps
            {
                ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true },
                LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty { LifecyclePolicyText = "{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}" },
                ImageTagMutability = "IMMUTABLE",
            });

            new CfnRepository(this, "Dictionary", new CfnRepositoryProps
            {
                ImageScanningConfiguration = new Dictionary<string, object> { ["scanOnPush"] = true },
                LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty { LifecyclePolicyText = "{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}" },
                ImageTagMutability = "IMMUTABLE",
            });

            new Storage.Bucket(this, "ArtifactBucket", new Storage.BucketProps { Versioned = true });
            new Storage.Bucket(this, "ArtifactStore", new Storage.BucketProps { Versioned = true });
            new Storage.CfnBucket(this, "ArtifactArchive", new Storage.CfnBucketProps { VersioningConfiguration = new Storage.CfnBucket.VersioningConfigurationProperty { Status = "Enabled" } });

            var shared = new RepositoryProps { RepositoryName = "shared" };
            new Repository(this, "Variable", shared);

            var scan = false;
            new Repository(this, "Condition", new RepositoryProps { ImageScanOnPush = scan, ImageTagMutability = TagMutability.IMMUTABLE });
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
