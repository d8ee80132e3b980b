using CustomerService.Framework.Blazor;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;

namespace CustomerService.Sla.Blazor;

/// <summary>Done when some calendar was saved by a person.</summary>
internal sealed class CalendarStep(ICalendarAppService calendars) : ISetupStep
{
    public string Key => "sla.calendar";

    public int Order => 40;

    public string TitleKey => "Sla.Setup.Calendar";

    public string Url => "/admin/calendars";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await calendars.GetListAsync(cancellationToken)).Any(x => x.ChangedAt is not null);
}

/// <summary>Done when some policy was saved by a person.</summary>
internal sealed class PolicyStep(IPolicyAppService policies) : ISetupStep
{
    public string Key => "sla.policies";

    public int Order => 45;

    public string TitleKey => "Sla.Setup.Policies";

    public string Url => "/admin/sla";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await policies.GetListAsync(cancellationToken)).Any(x => x.ChangedAt is not null);
}
