using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;
using Third.Party;

namespace Later
{
    internal static class Extensions
    {
        public static void Harden(this Repository repository) => repository.AddLifecycleRule(new LifecycleRule { MaxImageCount = 3 });
    }

    public class LaterStack : Stack
    {
        public LaterStack(Construct scope, string id) : base(scope, id)
        {
            var assigned = new CfnRepository(this, "Assigned");
            assigned.ImageTagMutability = "IMMUTABLE";
            assigned.ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true };

            var hatched = new Repository(this, "Hatched");
            (hatched.Node.DefaultChild as CfnRepository)?.AddPropertyOverride("ImageTagMutability", "IMMUTABLE");
            hatched.ApplyRemovalPolicy(RemovalPolicy.DESTROY);

            var handed = new Repository(this, "Handed");
            Helper.Configure(handed);

            var extended = new Repository(this, "Extended");
            extended.Harden();

            var looped = new Repository(this, "Looped");
            for (var number = 0; number < 3; number++)
            {
                looped.AddLifecycleRule(new LifecycleRule { MaxImageCount = number });
            }

            foreach (var repository in new[] { hatched, extended })
            {
                repository.AddLifecycleRule(new LifecycleRule { MaxImageCount = 7 });
            }
        }
    }
}
