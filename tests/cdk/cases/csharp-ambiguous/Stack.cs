using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace Ambiguous
{
    public class Base : Stack
    {
        protected string Tag { get; set; } = "v1";
        protected virtual string Name() => "base";

        public Base(Construct scope, string id) : base(scope, id) { }
        public Base(Construct scope, string id, string tag) : this(scope, id) { Tag = tag; }
    }

    public class Color : Base
    {
        // Members that are called like their types.
        public Repository Repository { get; }
        public TagMutability TagMutability { get; } = TagMutability.IMMUTABLE;

        public Color(Construct scope, string id) : base(scope, id, "v2")
        {
            Repository = new Repository(this, "Repository", new RepositoryProps
            {
                RepositoryName = Name() + "/" + Tag,
                ImageTagMutability = TagMutability,
            });
            var imported = Repository.FromRepositoryName(this, "Imported", "central");
            Repository.AddLifecycleRule(new LifecycleRule { MaxImageCount = 1 });
            Add("a");
            Add("b", true);
        }

        protected override string Name() => "color/" + base.Name();

        private void Add(string id) => new CfnRepository(this, id, new CfnRepositoryProps { RepositoryName = "one" });

        private void Add(string id, bool scan) => new CfnRepository(this, id, new CfnRepositoryProps { RepositoryName = "two" });
    }

    public static class Program
    {
        public static void Main() => new Color(new App(), "Color");
    }
}
