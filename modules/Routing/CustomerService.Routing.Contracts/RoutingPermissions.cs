namespace CustomerService.Routing;

public static class RoutingPermissions
{
    public const string Group = "Routing";

    /// <summary>Groups, stars, rules and escalation policies.</summary>
    public const string Manage = "Routing.Manage";

    /// <summary>Be given tickets: the presence switch.</summary>
    public const string Work = "Routing.Work";

    /// <summary>The live wall.</summary>
    public const string Wall = "Routing.Wall";

    /// <summary>Decide proposals of more stars, in the groups that one leads.</summary>
    public const string Promote = "Routing.Promote";

    /// <summary>Be the second person of an exception.</summary>
    public const string ApproveExceptions = "Routing.ApproveExceptions";

    /// <summary>Play a past period under other rules.</summary>
    public const string Rehearse = "Routing.Rehearse";
}
