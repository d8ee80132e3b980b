using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla;

internal sealed class FakeTickets : ITicketIntegrationService, IRequestTypeIntegrationService
{
    public Dictionary<Guid, DateTime?> NextDue { get; } = [];

    public List<RequestTypeDto> Types { get; } = [];

    public Task SetNextDueAsync(IReadOnlyDictionary<Guid, DateTime?> nextDue, CancellationToken cancellationToken = default)
    {
        lock (NextDue)
        {
            foreach (var (ticketId, due) in nextDue)
            {
                NextDue[ticketId] = due;
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RequestTypeDto>> GetAllAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RequestTypeDto>>(Types);

    public Dictionary<Guid, TicketSnapshot> Snapshots { get; } = [];

    public Dictionary<Guid, string[]> Tags { get; } = [];

    public Task<TicketSnapshot?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Snapshots.GetValueOrDefault(ticketId));

    public Task<IReadOnlyDictionary<Guid, TicketSnapshot>> GetManyAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyDictionary<Guid, TicketSnapshot>>(Snapshots.Where(x => ticketIds.Contains(x.Key)).ToDictionary());

    public Task<IReadOnlyList<TicketSnapshot>> GetOpenOfGroupAsync(
        Guid groupId,
        Guid? after,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult<IReadOnlyList<TicketSnapshot>>([
            .. Snapshots
                .Values.Where(x => x.GroupId == groupId && (after is null || x.Id.CompareTo(after.Value) > 0))
                .OrderBy(x => x.Id)
                .Take(limit),
        ]);

    public Task AcceptEscalationAsync(Guid ticketId, Guid userId, string reasonKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> GetTagsAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<string>>>(
            Tags.Where(t => ticketIds.Contains(t.Key)).ToDictionary(t => t.Key, t => (IReadOnlyList<string>)t.Value)
        );

    public List<TicketTimeline> Timelines { get; } = [];

    public Task<IReadOnlyList<TicketTimeline>> GetTimelinesAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyList<TicketTimeline>>([.. Timelines.Where(x => ticketIds.Contains(x.Ticket.Id))]);

    public Task<MessageTextDto?> FindMessageAsync(Guid messageId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<TicketContactDto?> FindContactAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Guid>> GetWatcherIdsAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<bool> TryAssignAsync(
        Guid ticketId,
        AssignTicket change,
        Guid? expectedAgentId,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task EscalateAsync(Guid ticketId, EscalateTicket step, CancellationToken cancellationToken = default) =>
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

    /// <summary>An event stream of one ticket.</summary>
    public static TicketSnapshot Snapshot(Guid id, TicketStatus status, TicketPriority priority, DateTime created, Guid? typeId = null) =>
        new(
            id,
            1,
            "Subject",
            status,
            priority,
            TicketGrade.Low,
            TicketGrade.Low,
            typeId ?? Guid.Empty,
            "question",
            TicketChannel.Portal,
            Guid.NewGuid(),
            null,
            null,
            created,
            0,
            "en"
        );
}
