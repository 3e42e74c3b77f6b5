using System.Collections.Generic;

namespace Values.Config;

public sealed record Service(string Tag);

public sealed class Flags
{
    public bool Immutable { get; init; }

    public bool Scan { get; init; } = true;
}

public static class Settings
{
    public const string Registry = "ghcr.io/acme";

    public static readonly Service Orders = new("edge");

    public static Service Billing { get; } = new Service(Tag: "2.3.0");

    public static Flags RepositorySettings => new Flags();

    public static readonly IReadOnlyList<string> Images = new List<string> { "orders", "billing" };
}

public static class TagNames
{
    public const string Moving = "latest";
    public const string Fixed = "7.1.0";
}
