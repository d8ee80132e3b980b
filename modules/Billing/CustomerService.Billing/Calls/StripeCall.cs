using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Billing.Calls;

internal enum CallKind
{
    /// <summary>Read the state anew.</summary>
    Read,

    /// <summary>Tell Stripe how many seats there are.</summary>
    Seats,

    /// <summary>The subscription ends with what is paid for.</summary>
    End,

    /// <summary>It goes on after all.</summary>
    Resume,
}

/// <summary>
/// Something to do at Stripe: written with what it follows from, done after the commit, tried again while Stripe is
/// away, deleted when it is done.
/// </summary>
internal sealed class StripeCall : OutgoingRow
{
    public const int MaxAttempts = 12;
    public const int ErrorLength = 300;

    /// <summary>
    /// A failure of Stripe's own is remembered there under the key that came with the call: after some attempts it is
    /// another call. That is safe, because a call says how it shall be and not what to add.
    /// </summary>
    private const int AttemptsWithOneKey = 3;

    private static readonly TimeSpan[] Backoff =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    private StripeCall() { }

    public StripeCall(CallKind kind, int seats, DateTime notBefore) => (Kind, Seats, NextAttempt) = (kind, seats, notBefore);

    public CallKind Kind { get; private set; }

    public int Seats { get; private set; }

    public QueueState State { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    public string IdempotencyKey => $"{Id:N}-{Attempts / AttemptsWithOneKey}";

    public void MarkFailed(string error, bool isFinal, DateTime now)
    {
        Attempts++;
        LastError = WellFormed.Cut(error, ErrorLength);
        State = isFinal || Attempts >= MaxAttempts ? QueueState.Failed : QueueState.Pending;
        NextAttempt = now + Backoff[Math.Min(Attempts, Backoff.Length) - 1];
    }
}

internal sealed class StripeCallConfiguration : IEntityTypeConfiguration<StripeCall>
{
    public void Configure(EntityTypeBuilder<StripeCall> builder)
    {
        builder.ToTable("BillingStripeCalls");
        builder.Property(x => x.LastError).HasMaxLength(StripeCall.ErrorLength);
        builder.IsOutgoing();
        builder.HasIndex(x => new { x.TenantId, x.Kind });
    }
}
