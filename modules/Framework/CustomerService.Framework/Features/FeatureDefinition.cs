namespace CustomerService.Framework.Features;

/// <summary>
/// What a plan grants, defined by the module that asks for it. Its texts are <c>Feature.{Name}</c>, for a switch
/// <c>….Off</c> (the refusal); for a limit <c>….Plan</c> with <c>{Count}</c> and <c>….Unlimited</c> (on the pricing page),
/// and <c>….Mail.80</c> and <c>….Mail.100</c> with <c>.Subject</c> and <c>.Body</c>.
/// </summary>
/// <param name="DefaultValue">Where a plan says nothing: "true" or "false" for a switch, a number or empty (no limit) for a limit.</param>
/// <param name="Unit">How much of what is counted (bytes) makes one of the limit (a megabyte).</param>
/// <param name="IsMonthly">Counted anew each month; else what there is now.</param>
public sealed record FeatureDefinition(string Name, FeatureKind Kind, string DefaultValue, long Unit = 1, bool IsMonthly = false)
{
    public static FeatureDefinition Switch(string name) => new(name, FeatureKind.Switch, "true");

    public static FeatureDefinition Limit(string name, long unit = 1, bool isMonthly = false) =>
        new(name, FeatureKind.Limit, "", unit, isMonthly);
}

public enum FeatureKind
{
    Switch,
    Limit,
}
