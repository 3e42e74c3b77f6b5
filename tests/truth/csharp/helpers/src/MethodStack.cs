using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Helpers
{
    /// <summary>A method of the stack makes its constructs.</summary>
    public class MethodStack : Stack
    {
        public MethodStack(Construct scope, string id) : base(scope, id)
        {
            Task("Latest", "acme/orders");
            this.Task("Pinned", tag: "1.2.0", name: "acme/orders");
            var bare = Definition("Bare");
            bare.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry("acme/app:live") });
        }

        private void Task(string id, string name, string tag = "latest")
        {
            Definition(id).AddContainer("app", new ContainerDefinitionOptions
            {
                Image = ContainerImage.FromRegistry(string.Format("{0}:{1}", name, tag)),
            });
        }

        private FargateTaskDefinition Definition(string id)
        {
            return new FargateTaskDefinition(this, id);
        }
    }
}
