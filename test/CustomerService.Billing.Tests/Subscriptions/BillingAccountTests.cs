using CustomerService.Billing.Prices;

namespace CustomerService.Billing.Subscriptions;

public sealed class BillingAccountTests
{
    private static readonly DateTime Now = new(2026, 12, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Team = Guid.NewGuid();
    private static readonly Guid Business = Guid.NewGuid();

    private int _ticket;

    [Theory]
    [InlineData("trialing", BillingState.Trialing)]
    [InlineData("active", BillingState.Active)]
    [InlineData("past_due", BillingState.Grace)]
    [InlineData("unpaid", BillingState.Restricted)]
    [InlineData("paused", BillingState.Restricted)]
    [InlineData("canceled", BillingState.Cancelled)]
    public void Should_Follow_What_Stripe_Says(string status, BillingState state) => Read(Reading(status)).State.ShouldBe(state);

    [Fact]
    public void Should_Tell_Who_Left_From_Who_Did_Not_Pay()
    {
        Read(Reading("canceled") with { EndReason = "payment_failed" }).State.ShouldBe(BillingState.Restricted);
        Read(Reading("canceled") with { EndReason = "cancellation_requested" }).State.ShouldBe(BillingState.Cancelled);
    }

    [Fact]
    public void Should_Leave_Things_As_They_Are_At_A_Word_It_Does_Not_Know()
    {
        var account = Read(Reading("active"));
        account.Read(++_ticket, Reading("hibernating"), Team, Now);
        (account.State, account.Status, account.PlanAt(Now)).ShouldBe((BillingState.Active, "hibernating", Team));
    }

    [Fact]
    public void Should_Not_Take_An_Earlier_Reading_Over_A_Later_One()
    {
        var account = new BillingAccount("cus_1");
        var (first, second) = (account.DrawTicket(), account.DrawTicket());
        account.Read(second, Reading("canceled"), Team, Now).ShouldBeTrue();
        account.Read(first, Reading("active"), Team, Now).ShouldBeFalse();
        account.State.ShouldBe(BillingState.Cancelled);
    }

    [Fact]
    public void Should_Give_A_Larger_Plan_Only_When_It_Is_Paid()
    {
        var account = Read(Reading("active"));
        account.Read(++_ticket, Reading("past_due"), Business, Now);
        account.PlanAt(Now).ShouldBe(Team);
        account.Read(++_ticket, Reading("active"), Business, Now);
        account.PlanAt(Now).ShouldBe(Business);
    }

    [Fact]
    public void Should_Keep_The_Larger_Plan_Until_The_End_Of_What_Was_Paid()
    {
        var account = Read(Reading("active"), Business);
        account.Hold(Now);
        account.Read(++_ticket, Reading("active"), Team, Now);
        account.PlanAt(Now).ShouldBe(Business);
        account.RemindAt.ShouldBe(Now.AddDays(30), "the clock looks again then");
        account.PlanAt(Now.AddDays(30)).ShouldBe(Team);
        account.Read(++_ticket, Reading("canceled"), Team, Now);
        account.PlanAt(Now).ShouldBeNull();
    }

    [Fact]
    public void Should_Stop_Growth_After_The_Last_Attempt_And_Not_Before_Three_Days()
    {
        var account = Read(Reading("past_due") with { NextAttempt = Now.AddDays(4) });
        account.MustStopGrowthAt(Now.AddDays(3)).ShouldBeFalse("there is another attempt");
        account.Read(++_ticket, Reading("past_due"), Team, Now.AddDays(1));
        account.MustStopGrowthAt(Now.AddDays(1)).ShouldBeFalse("a hard refusal has no second attempt at all");
        account.MustStopGrowthAt(Now.AddDays(3)).ShouldBeTrue();
        account.Read(++_ticket, Reading("active"), Team, Now.AddDays(4));
        account.MustStopGrowthAt(Now.AddDays(4)).ShouldBeFalse();
    }

    [Fact]
    public void Should_Remind_On_Its_Days_And_Once_Each()
    {
        var account = Read(Reading("past_due"));
        Reminders(account, 0, 3, 4, 7, 30).ShouldBe([BillingMail.StillUnpaid, BillingMail.LastReminder]);
        account = Read(Reading("canceled") with { EndedAt = Now });
        account.KeepUntil.ShouldBe(Now.AddDays(60));
        Reminders(account, 45, 46, 57, 58, 60, 90).ShouldBe([BillingMail.DeletionNear, BillingMail.DeletionNear, BillingMail.KeptNoLonger]);
    }

    [Fact]
    public void Should_Keep_The_Data_Of_Who_Stays_Without_Paying()
    {
        var account = Read(Reading("canceled") with { EndedAt = Now });
        account.StayFree(Now);
        account.Read(++_ticket, Reading("canceled") with { EndedAt = Now }, null, Now);
        (account.State, account.KeepUntil, account.RemindAt).ShouldBe((BillingState.Free, null, null));
    }

    private BillingAccount Read(SubscriptionReading reading, Guid? plan = null)
    {
        var account = new BillingAccount("cus_1");
        account.Read(_ticket = account.DrawTicket(), reading, plan ?? Team, Now);
        return account;
    }

    /// <summary>What the clock brings on these days; nothing is due on a day on which it says that nothing is.</summary>
    private static List<BillingMail> Reminders(BillingAccount account, params int[] days)
    {
        var mails = new List<BillingMail>();
        foreach (var now in days.Select(d => Now.AddDays(d)))
        {
            while (account.RemindAt <= now && account.TakeReminder(now) is { } mail)
            {
                mails.Add(mail);
            }
        }

        return mails;
    }

    private static SubscriptionReading Reading(string status) =>
        new(
            "sub_1",
            status,
            new PriceKey("team", 1, PriceKind.Seat, BillingInterval.Month),
            "si_1",
            null,
            3,
            "CNY",
            29700,
            Now.AddDays(30),
            null,
            null,
            null,
            null,
            null,
            null,
            false
        );
}
