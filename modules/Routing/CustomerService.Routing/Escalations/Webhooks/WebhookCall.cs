using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>
/// A call to another system that a step asked for: written with the step, made later, deleted when the other system
/// took it.
/// </summary>
internal sealed class WebhookCall : OutgoingRow
{
    public const int MaxAttempts = 8;
    public const int ErrorLength = 300;

    /// <summary>An escalation is worth little the next day: six hours, most attempts in the first of them.</summary>
    private static readonly TimeSpan[] Backoff =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
    ];

    private WebhookCall() { }

    public WebhookCall(Guid escalationPolicyId, Guid ticketId, long ticketNumber, int step, string url, string body, DateTime now) =>
        (EscalationPolicyId, TicketId, TicketNumber, Step, Url, Body, CreatedAt, NextAttempt) = (
            escalationPolicyId,
            ticketId,
            ticketNumber,
            step,
            url,
            body,
            now,
            now
        );

    public Guid EscalationPolicyId { get; private set; }

    public Guid TicketId { get; private set; }

    public long TicketNumber { get; private set; }

    /// <summary>Number of the step, from 1.</summary>
    public int Step { get; private set; }

    public string Url { get; private set; } = "";

    /// <summary>JSON; the same on every attempt.</summary>
    public string Body { get; private set; } = "";

    public QueueState State { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    public void MarkFailed(string error, bool isFinal, DateTime now)
    {
        Attempts++;
        LastError = WellFormed.Cut(error, ErrorLength);
        State = isFinal || Attempts >= MaxAttempts ? QueueState.Failed : QueueState.Pending;
        NextAttempt = now + Backoff[Math.Min(Attempts, Backoff.Length) - 1];
    }

    public void Retry(DateTime now) => (State, Attempts, NextAttempt) = (QueueState.Pending, 0, now);
}

internal sealed class WebhookCallConfiguration : IEntityTypeConfiguration<WebhookCall>
{
    public void Configure(EntityTypeBuilder<WebhookCall> builder)
    {
        builder.ToTable("RoutingWebhookCalls");
        builder.Property(x => x.Url).HasMaxLength(EscalationRuleInput.MaxUrlLength);
        builder.Property(x => x.Body).HasMaxLength(8000);
        builder.Property(x => x.LastError).HasMaxLength(WebhookCall.ErrorLength);
        builder.IsOutgoing();
        builder.HasIndex(x => new { x.TenantId, x.EscalationPolicyId });
    }
}
