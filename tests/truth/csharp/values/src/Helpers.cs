namespace Values;

internal static class Helpers
{
    public static RepositoryProps Props(bool immutable = true)
    {
        return new RepositoryProps
        {
            ImageScanOnPush = true,
            ImageTagMutability = immutable switch
            {
                true => TagMutability.IMMUTABLE,
                _ => TagMutability.MUTABLE,
            },
        };
    }

    public static string TagFor(string service) => $"{service}-latest";

    public static ContainerImage Image(string name, string tag = "uat")
    {
        var repository = $"acme/{name}";
        return ContainerImage.FromRegistry($"{repository}:{tag}");
    }
}
