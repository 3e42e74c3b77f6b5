// Amazon.CDK is not used in this project.
namespace Other
{
    public class Widgets
    {
        public Widgets() { new Repository(this, "NotCdk"); }
    }
}
