namespace CustomerService.Tenants.Tenants;

/// <summary>This page or endpoint exists on the host name only. Pages without it exist on tenants' host names only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class HostSiteAttribute : Attribute;

/// <summary>This page exists on both: not found, errors.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AnySiteAttribute : Attribute;
