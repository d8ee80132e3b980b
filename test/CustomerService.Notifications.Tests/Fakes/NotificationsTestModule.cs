using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Sla.Clocks;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Fakes;

/// <summary>Notifications over stand-ins for the modules that it asks.</summary>
[DependsOn(typeof(NotificationsModule))]
public sealed class NotificationsTestModule : CustomerServiceModule;

internal sealed class FakeTickets : ITicketIntegrationService, ISingletonDependency
{
    public Dictionary<Guid, TicketSnapshot> All { get; } = [];

    public Dictionary<Guid, TicketContactDto> Contacts { get; } = [];

    public List<Guid> Watchers { get; } = [];

    public Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.GetValueOrDefault(ticketId));

    public Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Guid>>([.. Watchers]);

    public Task AcceptEscalationAsync(Guid ticketId, Guid userId, string reasonKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> GetTagsAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<TicketTimeline>> GetTimelinesAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Dictionary<Guid, MessageTextDto> Messages { get; } = [];

    public Task<MessageTextDto?> FindMessageAsync(Guid messageId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Messages.GetValueOrDefault(messageId));

    public Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Contacts.GetValueOrDefault(ticketId));

    public Task<IReadOnlyDictionary<Guid, TicketSnapshot>> GetManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<TicketSnapshot>> GetOpenOfGroupAsync(
        Guid groupId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<bool> TryAssignAsync(
        Guid ticketId,
        AssignTicket change,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task SetNextDueAsync(IReadOnlyDictionary<Guid, DateTime?> nextDue, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlySet<Guid>> TryAssignManyAsync(
        IReadOnlyDictionary<Guid, AssignTicket> changes,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<AgentLoadDto>> CountOpenByAgentAsync(
        IReadOnlyCollection<Guid> agentIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<TicketSnapshot>> GetUnroutedAsync(int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<TicketCreatedEto?> FindCreatedAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TicketCreatedEto>> GetNewestAsync(long before, int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TicketSnapshot>> GetNotBegunAsync(Guid agentId, int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ImportTicketResult> ImportAsync(ImportTicket ticket, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}

internal sealed class FakeUsers : IUserIntegrationService, ISingletonDependency
{
    public Dictionary<Guid, UserDto> All { get; } = [];

    public Guid Add(string name, string language, bool isStaff = true, string? timeZone = null)
    {
        var id = Guid.NewGuid();
        All[id] = new UserDto(id, name, $"{id:N}@example.com", language, timeZone, isStaff, CustomerTier.Standard, []);
        return id;
    }

    public Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult(All.GetValueOrDefault(id));

    public Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyDictionary<Guid, UserDto>>(All.Where(u => ids.Contains(u.Key)).ToDictionary());

    public Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

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
}

/// <summary>The rules alone promise an answer in 1 hour and a solution in 26; what runs may differ.</summary>
internal sealed class FakeSla : ISlaIntegrationService, ISingletonDependency
{
    public List<SlaClockDto> Clocks { get; } = [];

    public void Promise(Guid ticketId, SlaMetric metric, DateTime now, double hours) =>
        Clocks.Add(new(ticketId, metric, SlaClockState.Running, now, now.AddHours(hours), now, null, "Standard"));

    public Task<IReadOnlyList<SlaClockDto>> GetClocksAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<SlaClockDto>>([.. Clocks.Where(c => c.TicketId == ticketId)]);

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<SlaClockDto>>> GetClocksAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<LedgerLineDto>> GetLedgerAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<DateTime> AddBusinessMinutesAsync(
        Guid ticketId,
        DateTime from,
        int minutes,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<PromisePreviewDto> PreviewAsync(
        Guid? requestTypeId,
        string priority,
        DateTime now,
        Guid? customerId = null,
        string channel = "Portal",
        Guid? groupId = null,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(new PromisePreviewDto(now.AddHours(1), now.AddHours(26), true, null));
}

internal sealed class FakeLinks : IAccessLinkService, ISingletonDependency
{
    public string Create(Guid customerId, string returnPath, TimeSpan lifetime, Guid? ticketId = null) =>
        $"/access/{customerId:N}?to={Uri.EscapeDataString(returnPath)}";

    public string CreateForFiler(Guid customerId, string returnPath, TimeSpan lifetime, Guid ticketId) =>
        throw new NotSupportedException("A mail carries the link of its reader.");
}

internal sealed class FakeTenants(ICurrentTenant tenant) : ITenantIntegrationService
{
    public Task<BrandingDto> GetBrandingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(
            new BrandingDto(
                tenant.Id is null ? throw new InvalidOperationException() : "云端优选",
                null,
                "#0b6e5b",
                "#39b59b",
                null,
                ["en", "zh-Hans"]
            )
        );

    public Task<TenantInfo> CreateAsync(CreateTenant tenant, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task VerifyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
