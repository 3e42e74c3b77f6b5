using Amazon.CDK;
using Amazon.CDK.AWS.ECR;

namespace Half
{
    public class HalfStack : Stack
    {
        public HalfStack(Construct scope, string id) : base(scope, id)
        {
            new Repository(this, "Before", new RepositoryProps { ImageScanOnPush = true });
            var broken = new Repository(this,
            new Repository(this, "After", new RepositoryProps { ImageScanOnPush = true });
            new Repository(this, "Open", new RepositoryProps { ImageScanOnPush = , });
            new Repository(this, "Last", new RepositoryProps { ImageScanOnPush = true });
        }
    }
}
