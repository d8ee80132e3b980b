using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Exceptions;

/// <summary>An exception on its way: who asked, who decided, until when it holds. Every change is in the audit log as well.</summary>
[Audited(nameof(Reason))]
internal sealed class ExceptionRequest : TenantAggregateRoot
{
    public const int TextLength = 500;

    /// <summary>What nobody decided within a day was not urgent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>At the same time in a tenant: more of them are no exceptions but a rule to be changed.</summary>
    public const int MostAtOnce = 5;

    private ExceptionRequest() { }

    public ExceptionRequest(RequestExceptionInput input, Guid byId, DateTime now)
    {
        (TicketId, Kind, ForUserId) = (input.TicketId, input.Kind, input.Kind == ExceptionKind.NamedPerson ? input.ForUserId : null);
        (Reason, Minutes, RequestedById, RequestedAt) = (input.Reason.Trim(), input.Minutes, byId, now);
    }

    public Guid TicketId { get; private set; }

    public ExceptionKind Kind { get; private set; }

    public Guid? ForUserId { get; private set; }

    public string Reason { get; private set; } = "";

    public int Minutes { get; private set; }

    public ExceptionState State { get; private set; }

    public Guid RequestedById { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime RequestedAt { get; private set; }

    /// <summary>UTC; then it lapses.</summary>
    public DateTime DecideBy => RequestedAt + Patience;

    public Guid? DecidedById { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    /// <summary>UTC; set by the approval.</summary>
    public DateTime? ValidUntil { get; private set; }

    public bool MayBeDecidedBy(Guid userId) => State == ExceptionState.Requested && userId != RequestedById && userId != ForUserId;

    public void Decide(bool approve, Guid byId, string? note, DateTime now)
    {
        (State, DecidedById, DecidedAt, Note) = (
            approve ? ExceptionState.Approved : ExceptionState.Refused,
            byId,
            now,
            string.IsNullOrWhiteSpace(note) ? null : note.Trim()
        );
        ValidUntil = approve ? now.AddMinutes(Minutes) : null;
    }

    /// <summary>Its time is over, asked for or approved.</summary>
    public void End() => State = State == ExceptionState.Requested ? ExceptionState.Lapsed : ExceptionState.Ended;
}

internal sealed class ExceptionRequestConfiguration : IEntityTypeConfiguration<ExceptionRequest>
{
    public void Configure(EntityTypeBuilder<ExceptionRequest> builder)
    {
        builder.ToTable("RoutingExceptions");
        builder.Ignore(x => x.DecideBy);
        builder.Property(x => x.Reason).HasMaxLength(ExceptionRequest.TextLength);
        builder.Property(x => x.Note).HasMaxLength(ExceptionRequest.TextLength);
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.TicketId,
            x.RequestedAt,
        });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.State,
            x.RequestedAt,
        });
    }
}
