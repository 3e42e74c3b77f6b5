namespace Company.App.Config;

public static class Defaults
{
    public static bool Scan => true;
}
