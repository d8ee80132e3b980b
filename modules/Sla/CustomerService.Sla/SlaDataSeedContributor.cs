using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Sla;

/// <summary>
/// The hours and promises of the trade. Who speaks Chinese first gets China's holidays; other countries' differ, and are imported.
/// </summary>
internal sealed class SlaDataSeedContributor(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    IRequestTypeIntegrationService requestTypes,
    IStringLocalizer localizer
) : IDataSeedContributor
{
    private const int WarnPercent = 75;

    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        if (await db.Set<BusinessCalendar>().AnyAsync(cancellationToken))
        {
            return;
        }

        using var language = LocalizerExtensions.UseCulture(context.Language);
        var template = SlaTemplate.Read(context.Template);
        var office = BusinessCalendar.Create(
            template.Hours.Name[context.Language],
            context.TimeZone,
            template.Hours.ToWeek(),
            context.Language == "zh-Hans" ? template.Hours.ToHolidays(SlaTemplate.ReadHolidays()) : []
        );
        var always = BusinessCalendar.Create(
            localizer["Sla.Seed.AroundTheClock"],
            context.TimeZone,
            [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyWindow(day, new TimeOnly(0, 0), new TimeOnly(0, 0)))],
            []
        );
        db.AddRange(office, always);

        var types = await GetTypesAsync(cancellationToken);
        db.AddRange(
            template
                .Policies.Select(policy => (Policy: policy, Types: policy.Types?.Where(types.ContainsKey).Select(t => types[t]).ToList()))
                .Where(p => p.Types is not { Count: 0 })
                .Select((p, order) => ToPolicy(p.Policy, p.Types ?? [], order + 1, p.Policy.IsAlways ? always : office, context.Language))
        );
    }

    private static SlaPolicy ToPolicy(
        PolicyTemplate template,
        IReadOnlyList<Guid> types,
        int order,
        BusinessCalendar calendar,
        string language
    ) =>
        SlaPolicy.Create(
            template.Name[language],
            order,
            calendar.Id,
            PolicyConditions.Any with
            {
                RequestTypeIds = types,
            },
            template.Targets,
            WarnPercent,
            pausesForThirdParty: false,
            keepsCalendar: template.IsAlways
        );

    // The request types were made a moment ago in this very unit of work: they can only be asked for once they are written.
    private async Task<Dictionary<string, Guid>> GetTypesAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        return (await requestTypes.GetAllAsync(cancellationToken)).ToDictionary(x => x.Key, x => x.Id);
    }
}
