using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Helpers
{
    /// <summary>A stack that is no class.</summary>
    internal static class Stacks
    {
        public static Stack Make(Construct scope, string id, string tag)
        {
            var stack = new Stack(scope, id);
            var task = new FargateTaskDefinition(stack, "Task");
            task.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry("acme/app:" + tag) });
            return stack;
        }

        public static Stack MakeStack(this App app, string id, string tag) => Make(app, id, tag);
    }
}
