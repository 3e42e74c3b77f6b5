using System;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;

var stack = new Stack(new App(), "Fallbacks");
var given = Environment.GetEnvironmentVariable("NAME") ?? "shop/pinned";
Make("Settled", given);
Make("Nothing", null);
Make("Thrown", Environment.GetEnvironmentVariable("OTHER") ?? throw new ArgumentException("OTHER"));

// What a fallback has settled is never nothing again.
void Make(string id, string? name)
{
    new Repository(stack, id, new RepositoryProps { RepositoryName = name ?? "shop/never" });
}
