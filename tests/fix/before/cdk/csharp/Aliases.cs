using Amazon.CDK;
using Images = Amazon.CDK.AWS.ECR.Repository;

namespace Registry.Aliases
{
	internal static class Declared
	{
		public static void Declare()
		{
			var stack = new Stack(new App(), "Aliased");
			new Images(stack, "Alias");
		}
	}
}
