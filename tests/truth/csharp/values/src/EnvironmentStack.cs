using System.Diagnostics;

namespace Values;

/// <summary>Values that come from where the app is synthesized.</summary>
public class EnvironmentStack : Stack
{
    private static readonly bool IsProd = System.Environment.GetEnvironmentVariable("STAGE") == "prod";

    public EnvironmentStack(Construct scope, string id) : base(scope, id)
    {
        var repository = Repository.FromRepositoryName(this, "Repository", "orders");

        var given = new FargateTaskDefinition(this, "Given");
        given.AddContainer("app", Options(
            ContainerImage.FromEcrRepository(repository, System.Environment.GetEnvironmentVariable("GIT_SHA"))));

        var fallback = new FargateTaskDefinition(this, "Fallback");
        fallback.AddContainer("app", Options(
            ContainerImage.FromEcrRepository(repository, System.Environment.GetEnvironmentVariable("IMAGE_TAG") ?? "latest")));

        var tag = System.Environment.GetEnvironmentVariable("IMAGE_TAG");
        var or = new FargateTaskDefinition(this, "Or");
        or.AddContainer("app", Options(ContainerImage.FromRegistry($"acme/app:{(string.IsNullOrEmpty(tag) ? "dev" : tag)}")));

        var pinned = new FargateTaskDefinition(this, "FallbackPinned");
        pinned.AddContainer("app", Options(ContainerImage.FromEcrRepository(repository, tag ?? "1.0.0")));

        var commit = Commit();
        var asked = new FargateTaskDefinition(this, "Commit");
        asked.AddContainer("app", Options(ContainerImage.FromEcrRepository(repository, commit)));
        var prefixed = new FargateTaskDefinition(this, "PrefixedCommit");
        prefixed.AddContainer("app", Options(ContainerImage.FromRegistry($"acme/app:git-{commit}")));

        var branch = new FargateTaskDefinition(this, "Branch");
        branch.AddContainer("app", Options(ContainerImage.FromEcrRepository(repository, IsProd ? "8.0.0" : "staging")));

        if (IsProd)
        {
            new Repository(this, "OnlyInProduction", new RepositoryProps { ImageScanOnPush = true });
        }
        else
        {
            new Repository(this, "OnlyElsewhere", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE });
        }
    }

    private static string Commit()
    {
        var start = new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Trim();
    }

    private static ContainerDefinitionOptions Options(ContainerImage image) => new ContainerDefinitionOptions { Image = image };
}
