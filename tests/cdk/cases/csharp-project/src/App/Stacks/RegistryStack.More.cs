namespace Company.App.Stacks
{
    public partial class RegistryStack
    {
        private const string Suffix = "-more";

        private void AddMore()
        {
            new Repository(this, "More", new RepositoryProps { RepositoryName = "shop" + Suffix });
        }
    }
}
