using StringParameter = Amazon.CDK.AWS.SSM.StringParameter;

namespace Values;

/// <summary>Values that are known when the stack is deployed.</summary>
public class ParameterStack : Stack
{
    public ParameterStack(Construct scope, string id) : base(scope, id)
    {
        var repository = Repository.FromRepositoryName(this, "Repository", "orders");

        var open = new CfnParameter(this, "Tag");
        var moving = new CfnParameter(this, "MovingTag", new CfnParameterProps { Default = "latest" });
        var pinned = new CfnParameter(this, "FixedTag", new CfnParameterProps { Type = "String", Default = "1.0.4" });

        void Run(string name, ContainerImage image) =>
            new FargateTaskDefinition(this, name).AddContainer("app", new ContainerDefinitionOptions { Image = image });

        Run("Open", ContainerImage.FromEcrRepository(repository, open.ValueAsString));
        Run("Moving", ContainerImage.FromEcrRepository(repository, moving.ValueAsString));
        Run("Fixed", ContainerImage.FromEcrRepository(repository, pinned.ValueAsString));
        Run("Template", ContainerImage.FromRegistry($"acme/app:{moving.ValueAsString}"));

        var stored = StringParameter.ValueForStringParameter(this, "/orders/tag");
        Run("Stored", ContainerImage.FromEcrRepository(repository, stored));
        var exported = Fn.ImportValue("orders-tag");
        Run("Imported", ContainerImage.FromEcrRepository(repository, exported));
    }
}
