using System;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Helpers
{
    internal record Options(bool Scan = true);

    /// <summary>Functions make the constructs, in the scope that they are given.</summary>
    public class FactoryStack : Stack
    {
        private static readonly Func<Construct, bool, Bucket> MakeBucket =
            (scope, versioned) => new Bucket(scope, "Artifacts", new BucketProps { Versioned = versioned });

        public FactoryStack(Construct scope, string id) : base(scope, id)
        {
            MakeRepository(this, "Orders");
            MakeRepository(this, "Billing", new Options(Scan: false));
            MakeBucket(new Construct(this, "Kept"), true);
            MakeBucket(new Construct(this, "Lost"), false);
        }

        private static Repository MakeRepository(Construct scope, string name, Options options = null)
        {
            options ??= new Options();
            var repository = new Repository(scope, $"{name}Repository", new RepositoryProps { ImageScanOnPush = options.Scan });
            Expire(repository);
            return repository;

            static void Expire(Repository repository)
            {
                repository.AddLifecycleRule(new LifecycleRule { MaxImageCount = 100 });
            }
        }
    }
}
