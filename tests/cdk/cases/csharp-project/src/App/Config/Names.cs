namespace Company.App.Config
{
    public class Names
    {
        public const string Orders = "shop/orders";

        public class Internal
        {
            public static readonly string Mail = Orders + "-mail";
        }
    }
}
