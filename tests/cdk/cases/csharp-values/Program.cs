using System;
using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;

namespace Values
{
    enum Stage { Dev, Prod }

    class Program
    {
        private const string Team = "shop";
        private static readonly Dictionary<string, string> Names = new()
        {
            ["orders"] = Team + "/orders",
            { "mail", $"{Team}/mail" },
        };
        private static string mutable = "shop/old";

        static void Main(string[] args)
        {
            mutable = args.Length > 0 ? args[0] : mutable;
            var stack = new Stack(new App(), "Values");
            string Named(string id, string name)
            {
                new Repository(stack, id, new RepositoryProps { RepositoryName = name });
                return name;
            }

            Named("Joined", Names["orders"]);
            Named("Interpolated", Names["mail"]);
            Named("Formatted", string.Format("{0}/{1}", Team, "search"));
            Named("Padded", $"{Team,10}/search");
            Named("Verbatim", @"shop\""x""");
            Named("Raw", """
                shop/"raw"
                """);
            Named("Environment", Environment.GetEnvironmentVariable("NAME") ?? "shop/default");
            Named("Assigned", mutable);
            Named("Argument", args[0]);

            var name = "shop/first";
            if (Environment.GetEnvironmentVariable("STAGE") == "prod")
            {
                name = "shop/second";
            }
            Named("Branch", name);

            var stage = Stage.Prod;
            Named("Switched", stage switch
            {
                Stage.Dev => "shop/dev",
                Stage.Prod => $"shop/{stage}",
                _ => throw new ArgumentException(nameof(stage)),
            });
            Named("Checked", name is not null ? name.ToUpper() : "never");

            var list = new List<string> { "a" };
            list.Add("b");
            foreach (var item in list)
            {
                Named(item, "shop/" + item);
            }
        }
    }
}
