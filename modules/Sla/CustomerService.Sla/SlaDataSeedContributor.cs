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
/// What a new tenant promises, as its starter article on answer times says: critical within 15 minutes around the clock,
/// urgent within an hour, the rest within four working hours; a plan for a complaint within two.
/// </summary>
internal sealed class SlaDataSeedContributor(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    IRequestTypeIntegrationService requestTypes,
    IStringLocalizer localizer
) : IDataSeedContributor
{
    private const string ComplaintType = "complaint";
    private const int WarnPercent = 75;

    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        if (await db.Set<BusinessCalendar>().AnyAsync(cancellationToken))
        {
            return;
        }

        using var language = LocalizerExtensions.UseCulture(context.Language);
        var (office, workingDay) = context.Template == "ecommerce" ? (Shop(context.TimeZone), 13 * 60) : (Office(context.TimeZone), 9 * 60);
        var always = BusinessCalendar.Create(
            localizer["Sla.Seed.AroundTheClock"],
            context.TimeZone,
            Daily(Enum.GetValues<DayOfWeek>(), new TimeOnly(0, 0), new TimeOnly(0, 0)),
            []
        );
        db.AddRange(office, always);

        var policies = new List<SlaPolicy>
        {
            Policy("Sla.Seed.Critical", 1, always, [], true, new PolicyTarget(TicketPriority.Critical, 15, 4 * 60)),
        };
        if (await FindTypeAsync(ComplaintType, cancellationToken) is { } complaint)
        {
            policies.Add(
                Policy(
                    "Sla.Seed.Complaints",
                    2,
                    office,
                    [complaint],
                    false,
                    new(TicketPriority.Normal, 2 * 60, workingDay),
                    new(TicketPriority.Urgent, 60, 8 * 60)
                )
            );
        }

        policies.Add(
            Policy(
                "Sla.Seed.Standard",
                3,
                office,
                [],
                false,
                new(TicketPriority.Normal, 4 * 60, 2 * workingDay),
                new(TicketPriority.Urgent, 60, 8 * 60)
            )
        );
        db.AddRange(policies);
    }

    private BusinessCalendar Office(string zone) =>
        BusinessCalendar.Create(
            localizer["Sla.Seed.OfficeHours"],
            zone,
            Daily(
                [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
                new TimeOnly(9, 0),
                new TimeOnly(18, 0)
            ),
            []
        );

    private BusinessCalendar Shop(string zone) =>
        BusinessCalendar.Create(
            localizer["Sla.Seed.ShopHours"],
            zone,
            Daily(Enum.GetValues<DayOfWeek>(), new TimeOnly(9, 0), new TimeOnly(22, 0)),
            []
        );

    private static IReadOnlyList<WeeklyWindow> Daily(IEnumerable<DayOfWeek> days, TimeOnly start, TimeOnly end) =>
        [.. days.Select(x => new WeeklyWindow(x, start, end))];

    private SlaPolicy Policy(
        string nameKey,
        int order,
        BusinessCalendar calendar,
        IReadOnlyList<Guid> types,
        bool keepsCalendar,
        params PolicyTarget[] targets
    ) =>
        SlaPolicy.Create(
            localizer[nameKey],
            order,
            calendar.Id,
            PolicyConditions.Any with
            {
                RequestTypeIds = types,
            },
            targets,
            WarnPercent,
            pausesForThirdParty: false,
            keepsCalendar: keepsCalendar
        );

    // The request types were made a moment ago in this very unit of work: they can only be asked for once they are written.
    private async Task<Guid?> FindTypeAsync(string key, CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        return (await requestTypes.GetAllAsync(cancellationToken)).FirstOrDefault(x => x.Key == key)?.Id;
    }
}
