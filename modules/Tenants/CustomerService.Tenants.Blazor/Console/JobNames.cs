using Microsoft.Extensions.Localization;

namespace CustomerService.Tenants.Blazor.Console;

/// <summary>Timers and events in words; the name itself where a module brought none.</summary>
internal static class JobNames
{
    public static string Say(IStringLocalizer localizer, string name) =>
        localizer[$"Tenants.Job.{name}"] is { ResourceNotFound: false } text ? text.Value : name;
}
