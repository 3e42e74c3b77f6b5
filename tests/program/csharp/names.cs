global using System.Linq;
using Amazon.CDK;
using static Company.Config.Defaults;
using Ecr = Amazon.CDK.AWS.ECR;

namespace Company.App
{
    using Company.Config;

    public class Outer : Stack, IThing
    {
        private readonly string _tag = "v1";
        public string Tag => _tag;
        public bool Scan { get; init; }
        public static int Count { get; set; } = 3;

        public Outer(Construct scope, string id) : base(scope, id)
        {
            _tag = "v2";
            Count += 1;
            string tag;
            if (Scan) tag = "a"; else { tag = Tag; }
            var (first, second) = (tag, Count);
            @event(first, out var third, ref second);
        }

        enum Stage { Dev, Prod = 4 }

        class Inner<T> { static string Name() { return nameof(T); } }
    }
}
