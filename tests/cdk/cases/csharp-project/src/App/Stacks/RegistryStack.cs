using Constructs;

namespace Company.App.Stacks
{
    using Company.App.Config;

    public partial class RegistryStack : Stack
    {
        public RegistryStack(Construct scope, string id) : base(scope, id)
        {
            new Repository(this, "Orders", new RepositoryProps { RepositoryName = Names.Orders, ImageScanOnPush = Scan });
            new Repository(this, "Mail", new RepositoryProps { RepositoryName = Config.Names.Internal.Mail });
            AddMore();
        }
    }
}
