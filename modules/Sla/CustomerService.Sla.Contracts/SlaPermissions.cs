namespace CustomerService.Sla;

public static class SlaPermissions
{
    public const string Group = "Sla";

    /// <summary>See the clocks of a ticket.</summary>
    public const string View = "Sla.View";

    /// <summary>Policies and calendars.</summary>
    public const string Manage = "Sla.Manage";
}
