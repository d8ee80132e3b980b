using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Sla;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Fakes;

/// <summary>Routing over stand-ins for the modules that it asks, but for opening hours and policies: these are the real ones.</summary>
[DependsOn(typeof(SlaModule), typeof(RoutingModule))]
public sealed class RoutingTestModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddEntityModel(FakeTicket.Configure);
}

internal sealed class FakeRequestTypes : IRequestTypeIntegrationService
{
    public Task<IReadOnlyList<RequestTypeDto>> GetAllAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RequestTypeDto>>([Make("account-stolen"), Make("charge-dispute"), Make("question")]);

    private static RequestTypeDto Make(string key) =>
        new(Guid.NewGuid(), key, key, "", null, "info", true, TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, []);
}

internal sealed class FakeUsers : IUserIntegrationService
{
    /// <summary>A customer of the highest tier; all others are standard.</summary>
    public static readonly Guid Vip = new("00000000-0000-0000-0000-0000000000f1");

    public static readonly Guid Supervisor = new("00000000-0000-0000-0000-0000000000f2");

    public static readonly Guid Boss = new("00000000-0000-0000-0000-0000000000f3");

    public Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult<UserDto?>(Make(id));

    public Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyDictionary<Guid, UserDto>>(ids.ToDictionary(id => id, Make));

    public Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<UserDto>>([Make(Supervisor) with { Roles = ["lead"] }, Make(Boss) with { Roles = ["admin"] }]);

    public Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default) =>
        GetStaffAsync(cancellationToken);

    public Task<UserDto> CreateStaffAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<UserDto> MakeAdminAsync(string email, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveSampleCustomersAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private static UserDto Make(Guid id) =>
        new(id, "韩梅梅", "han@example.com", "en", null, true, id == Vip ? CustomerTier.Vip : CustomerTier.Standard, ["agent"]);
}

internal sealed class FakeSla(CustomerServiceDbContext db) : ISlaIntegrationService
{
    public async Task<IReadOnlyList<SlaClockDto>> GetClocksAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await GetClocksAsync([ticketId], cancellationToken))[ticketId];

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<SlaClockDto>>> GetClocksAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) =>
        await db.Set<FakeTicket>()
            .Where(t => ticketIds.Contains(t.Id))
            .ToDictionaryAsync(
                t => t.Id,
                t =>
                    (IReadOnlyList<SlaClockDto>)
                        [
                            new SlaClockDto(
                                t.Id,
                                SlaMetric.FirstResponse,
                                t.IsLate ? SlaClockState.Breached
                                    : t.Due == null ? SlaClockState.Met
                                    : SlaClockState.Running,
                                t.CreatedAt,
                                t.Due ?? t.CreatedAt,
                                t.CreatedAt,
                                t.IsLate || t.Due != null ? null : t.CreatedAt,
                                ""
                            ),
                        ],
                cancellationToken
            );

    public Task<IReadOnlyList<LedgerLineDto>> GetLedgerAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>As if the calendar were open in every second minute.</summary>
    public Task<DateTime> AddBusinessMinutesAsync(
        Guid ticketId,
        DateTime from,
        int minutes,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(from.AddMinutes(2 * minutes));

    public Task<PromisePreviewDto> PreviewAsync(
        Guid? requestTypeId,
        string priority,
        DateTime now,
        Guid? customerId = null,
        string channel = "Portal",
        Guid? groupId = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}

/// <summary>The rights that the Tickets module defines.</summary>
internal sealed class FakePermissions : PermissionDefinitionProvider
{
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(TicketPermissions.Group);
        foreach (var permission in new[] { TicketPermissions.Read, TicketPermissions.Reply, TicketPermissions.Assign })
        {
            group.AddPermission(permission, ["admin", "lead", "agent"]);
        }
    }
}

/// <summary>Opening hours and promises, made by an admin.</summary>
internal sealed class CalendarMaker(IServiceProvider provider) : ITransientDependency
{
    /// <summary>Monday to Friday 09:00 to 18:00 in Shanghai.</summary>
    public Task<Guid> MakeAsync(params CalendarDateInput[] dates) =>
        AsAdminAsync<ICalendarAppService>(x =>
            x.SaveAsync(
                new SaveCalendarInput
                {
                    Name = "Office",
                    TimeZone = "Asia/Shanghai",
                    Week =
                    [
                        .. Enumerable
                            .Range(1, 5)
                            .Select(d => new CalendarDayInput
                            {
                                Day = (DayOfWeek)d,
                                Windows = [new() { Start = new(9, 0), End = new(18, 0) }],
                            }),
                    ],
                    Dates = [.. dates],
                }
            )
        );

    /// <summary>A first answer in so many minutes, to every normal ticket.</summary>
    public async Task PromiseAsync(Guid calendarId, int minutes)
    {
        // What was added a moment ago in this unit of work can only be referred to once it is written.
        await provider.GetRequiredService<IUnitOfWorkManager>().Current!.SaveChangesAsync();
        await AsAdminAsync<IPolicyAppService>(x =>
            x.SaveAsync(
                new SavePolicyInput
                {
                    Name = "Standard",
                    CalendarId = calendarId,
                    Targets = [new() { Priority = "Normal", FirstResponseMinutes = minutes }],
                }
            )
        );
    }

    private async Task<Guid> AsAdminAsync<T>(Func<T, Task<Guid>> save)
        where T : notnull
    {
        using var admin = provider
            .GetRequiredService<ICurrentPrincipalAccessor>()
            .Change(new ClaimsPrincipal(new ClaimsIdentity([new(CustomerServiceClaims.Role, RoleNames.Admin)], "test")));
        return await save(provider.GetRequiredService<T>());
    }
}
