namespace Company;

public record Props(string Name, bool Scan = true) : Base(Name)
{
    public int? Keep { get; init; } = 5;
}

public class Thing(Construct scope, Props props) : Stack(scope, "id")
{
    private readonly Dictionary<string, int> _ports = new() { ["web"] = 80, { "api", 81 } };
    private Props _inferred = new("x") { Keep = null };

    public void Make(params string[] names)
    {
        Use(new Repository(this, id: "R", new() { Scan = true }));
        int[] numbers = [1, ..others, 3];
        var list = new List<string> { "a", "b" };
        var array = new[] { new { A = 1, props.Name } };
        var copy = props with { Name = "y" };
        var broken = new Repository(this, "B", new RepositoryProps { Scan = });
    }
}
