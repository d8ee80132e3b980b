namespace CustomerService.Routing;

public static class RoutingPermissions
{
    public const string Group = "Routing";

    /// <summary>Groups, stars, rules and ladders.</summary>
    public const string Manage = "Routing.Manage";

    /// <summary>Be given tickets: the presence switch.</summary>
    public const string Work = "Routing.Work";

    /// <summary>The live wall.</summary>
    public const string Wall = "Routing.Wall";
}
