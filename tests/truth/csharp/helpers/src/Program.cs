using Amazon.CDK;

namespace Helpers
{
    class Program
    {
        static void Main(string[] args)
        {
            var app = new App();
            new MethodStack(app, "Methods");
            new FactoryStack(app, "Factories");
            Stacks.Make(app, "MadeForTest", "test");
            app.MakeStack("MadeForAll", "1.0.1");
        }
    }
}
