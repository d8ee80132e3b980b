using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Billing.Subscriptions;

/// <summary>
/// One company's account: what Stripe said last, and what follows from it here. Only a reading of Stripe changes its
/// state. The operator's books and the clock's work read the accounts of all companies, hence swept by the host.
/// </summary>
internal sealed class BillingAccount : TenantAggregateRoot, IHostSwept
{
    /// <summary>After the last attempt, and not before: a hard refusal has no second attempt at all.</summary>
    public static readonly TimeSpan LeastGrace = TimeSpan.FromDays(3);

    /// <summary>How long the data of a company that left is kept.</summary>
    public static readonly TimeSpan Keeping = TimeSpan.FromDays(60);

    /// <summary>Of a customer, a subscription or an item at Stripe.</summary>
    public const int MaxIdLength = 255;
    public const int MaxUrlLength = 2000;

    private BillingAccount() { }

    public BillingAccount(string customerId) => CustomerId = customerId;

    public string CustomerId { get; private set; } = "";

    public string? SubscriptionId { get; private set; }

    public BillingState State { get; private set; }

    /// <summary>Stripe's own word.</summary>
    public string? Status { get; private set; }

    /// <summary>The version of the plan that was paid for, or is being tried.</summary>
    public Guid? PaidPlanId { get; private set; }

    /// <summary>The larger plan that was paid for until <see cref="HeldUntil"/>, after the way down was chosen.</summary>
    public Guid? HeldPlanId { get; private set; }

    public DateTime? HeldUntil { get; private set; }

    public BillingInterval Interval { get; private set; }

    public string? SeatItemId { get; private set; }

    public string? FixedItemId { get; private set; }

    public int? Seats { get; private set; }

    public string? Currency { get; private set; }

    /// <summary>For a whole interval, in the currency's smallest unit.</summary>
    public long Amount { get; private set; }

    public DateTime? PeriodEnd { get; private set; }

    public DateTime? TrialEnd { get; private set; }

    public DateTime? TriedAt { get; private set; }

    public DateTime? FirstPaidAt { get; private set; }

    public DateTime? CancelAt { get; private set; }

    public DateTime? GraceSince { get; private set; }

    public DateTime? NextAttempt { get; private set; }

    public string? PaymentUrl { get; private set; }

    public bool HasPendingUpdate { get; private set; }

    public DateTime? KeepUntil { get; private set; }

    /// <summary>The subscription after whose end the company chose to stay without paying.</summary>
    public string? LeftSubscriptionId { get; private set; }

    /// <summary>Stripe's page for the first payment, while it is open.</summary>
    public string? CheckoutId { get; private set; }

    /// <summary>How many mails the present state has sent already.</summary>
    public int Reminders { get; private set; }

    /// <summary>When the clock has something to do here.</summary>
    public DateTime? RemindAt { get; private set; }

    /// <summary>Drawn before each reading: of two readings the one with the higher number is the later one.</summary>
    public int LastTicket { get; private set; }

    public int AppliedTicket { get; private set; }

    /// <summary>What the company was given last; null before the first time.</summary>
    public Guid? GrantedPlanId { get; private set; }

    public bool IsGrowthStopped { get; private set; }

    public bool IsSubscribed => State is BillingState.Trialing or BillingState.Active or BillingState.Grace;

    public long MonthlyAmount => Interval == BillingInterval.Year ? Amount / 12 : Amount;

    public int DrawTicket() => ++LastTicket;

    /// <summary>Takes over what Stripe says, unless something later was taken over already.</summary>
    /// <param name="planId">The plan of the reading's price; null when no plan here has it.</param>
    /// <returns>false: it was too old.</returns>
    public bool Read(int ticket, SubscriptionReading? reading, Guid? planId, DateTime now)
    {
        if (ticket <= AppliedTicket)
        {
            return false;
        }

        AppliedTicket = ticket;
        var was = State;
        if (reading is null)
        {
            Forget();
        }
        else
        {
            Describe(reading);
            State = StateAfter(reading);
            if (State is BillingState.Trialing or BillingState.Active || PaidPlanId is null)
            {
                // A larger plan whose invoice is open has not been paid for.
                PaidPlanId = planId ?? PaidPlanId;
            }
        }

        Follow(was, now);
        return true;
    }

    /// <summary>Whether it says what Stripe says.</summary>
    public bool Says(SubscriptionReading? reading) =>
        reading is null
            ? SubscriptionId is null
            : (SubscriptionId, Status, Seats, Amount, PeriodEnd, TrialEnd, CancelAt, NextAttempt, HasPendingUpdate)
                == (
                    reading.Id,
                    reading.Status,
                    reading.Seats,
                    reading.Amount,
                    reading.PeriodEnd,
                    reading.TrialEnd,
                    reading.CancelAt,
                    reading.NextAttempt,
                    reading.HasPendingUpdate
                );

    /// <summary>The way down was chosen: the larger plan stays until the end of what was paid for.</summary>
    public void Hold(DateTime now)
    {
        if (HeldUntil is null && PeriodEnd > now)
        {
            (HeldPlanId, HeldUntil) = (PaidPlanId, PeriodEnd);
        }

        PlanReminder();
    }

    public void ReleaseHold() => (HeldPlanId, HeldUntil) = (null, null);

    public void BeginCheckout(string sessionId) => CheckoutId = sessionId;

    /// <summary>Leaves and stays: nothing is to be deleted.</summary>
    public void StayFree(DateTime now)
    {
        var was = State;
        (LeftSubscriptionId, State) = (SubscriptionId, BillingState.Free);
        Follow(was, now);
    }

    /// <returns>null: what a workspace has that pays nothing.</returns>
    public Guid? PlanAt(DateTime now) =>
        !IsSubscribed ? null
        : now < HeldUntil ? HeldPlanId
        : PaidPlanId;

    public bool MustStopGrowthAt(DateTime now) => State == BillingState.Grace && NextAttempt is null && GraceSince + LeastGrace <= now;

    public void Grant(Guid planId, bool isGrowthStopped) => (GrantedPlanId, IsGrowthStopped) = (planId, isGrowthStopped);

    /// <returns>Which mail of its state is due; null when none is. Call it until it says so.</returns>
    public BillingMail? TakeReminder(DateTime now)
    {
        if (now >= HeldUntil)
        {
            ReleaseHold();
        }

        var due = Schedule().Skip(Reminders).Select(r => ((BillingMail Mail, DateTime At)?)r).FirstOrDefault();
        if (due is { } next && next.At <= now)
        {
            Reminders++;
            PlanReminder();
            return next.Mail;
        }

        PlanReminder();
        return null;
    }

    private void Forget()
    {
        (SubscriptionId, Status, SeatItemId, FixedItemId, Seats, Amount) = (null, null, null, null, null, 0);
        (PeriodEnd, TrialEnd, CancelAt, NextAttempt, PaymentUrl, HasPendingUpdate) = (null, null, null, null, null, false);
        State = BillingState.Free;
    }

    private void Describe(SubscriptionReading reading)
    {
        (SubscriptionId, Status, HasPendingUpdate) = (reading.Id, reading.Status, reading.HasPendingUpdate);
        (SeatItemId, FixedItemId, Seats) = (reading.SeatItemId, reading.FixedItemId, reading.Seats);
        (Currency, Amount, Interval) = (reading.Currency, reading.Amount, reading.Price?.Interval ?? Interval);
        (PeriodEnd, TrialEnd, CancelAt) = (reading.PeriodEnd, reading.TrialEnd, reading.CancelAt);
        (NextAttempt, PaymentUrl) = (reading.NextAttempt, reading.PaymentUrl);
        if (reading.Status == SubscriptionReading.Canceled)
        {
            KeepUntil = (reading.EndedAt ?? reading.PeriodEnd) + Keeping;
        }
    }

    private BillingState StateAfter(SubscriptionReading reading) =>
        reading.Status switch
        {
            "trialing" => BillingState.Trialing,
            "active" => BillingState.Active,
            "past_due" => BillingState.Grace,
            "unpaid" or "paused" => BillingState.Restricted,
            SubscriptionReading.Canceled when reading.Id == LeftSubscriptionId => BillingState.Free,
            SubscriptionReading.Canceled => reading.EndReason is null or "cancellation_requested"
                ? BillingState.Cancelled
                : BillingState.Restricted,
            // A word that Stripe has added since: what was granted stays until somebody looks.
            _ => State,
        };

    private void Follow(BillingState was, DateTime now)
    {
        if (State != was)
        {
            Reminders = 0;
            GraceSince = State == BillingState.Grace ? now : null;
            TriedAt ??= State == BillingState.Trialing ? now : null;
            FirstPaidAt ??= State == BillingState.Active && Amount > 0 ? now : null;
        }

        if (State != BillingState.Cancelled)
        {
            KeepUntil = null;
        }

        if (!IsSubscribed)
        {
            ReleaseHold();
        }

        if (CheckoutId is not null && IsSubscribed)
        {
            CheckoutId = null;
        }

        PlanReminder();
    }

    private void PlanReminder()
    {
        DateTime? next = Reminders < Schedule().Count() ? Schedule().ElementAt(Reminders).At : null;
        RemindAt = next < HeldUntil || HeldUntil is null ? next : HeldUntil;
    }

    /// <summary>The mails of the present state besides the one that tells of it, in their order.</summary>
    private IEnumerable<(BillingMail Mail, DateTime At)> Schedule() =>
        State switch
        {
            BillingState.Trialing when TrialEnd is { } end => [(BillingMail.TrialEnds, end.AddDays(-3))],
            BillingState.Grace when GraceSince is { } since =>
            [
                (BillingMail.StillUnpaid, since.AddDays(3)),
                (BillingMail.LastReminder, since.AddDays(7)),
            ],
            BillingState.Cancelled when KeepUntil is { } until =>
            [
                (BillingMail.DeletionNear, until.AddDays(-14)),
                (BillingMail.DeletionNear, until.AddDays(-3)),
                (BillingMail.KeptNoLonger, until),
            ],
            _ => [],
        };
}

internal sealed class BillingAccountConfiguration : IEntityTypeConfiguration<BillingAccount>
{
    public void Configure(EntityTypeBuilder<BillingAccount> builder)
    {
        builder.ToTable("BillingAccounts");
        builder.Property(x => x.CustomerId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.SubscriptionId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.LeftSubscriptionId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.SeatItemId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.FixedItemId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.CheckoutId).HasMaxLength(BillingAccount.MaxIdLength);
        builder.Property(x => x.Status).HasMaxLength(40);
        builder.Property(x => x.Currency).HasMaxLength(3);
        builder.Property(x => x.PaymentUrl).HasMaxLength(BillingAccount.MaxUrlLength);

        // One for each company, and never two companies for one customer.
        builder.HasIndex(x => x.TenantId).IsUnique();
        builder.HasIndex(x => x.CustomerId).IsUnique();
        builder.HasIndex(x => x.RemindAt).HasFilter("\"RemindAt\" is not null");
    }
}
