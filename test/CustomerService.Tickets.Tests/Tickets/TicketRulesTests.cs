using CustomerService.Framework.Errors;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Tests.Tickets;

public class TicketRulesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
    private static readonly TicketActor Agent = new(Guid.NewGuid(), "Alice", true, TicketSource.Desk);
    private static readonly TicketActor Customer = new(Guid.NewGuid(), "Lena", false, TicketSource.Portal);
    private static readonly TicketTypeFacts Type = new(Guid.NewGuid(), "other", TicketPriority.Normal, TicketGrade.Low, TicketGrade.Medium);

    private static Ticket File() =>
        new(
            1001,
            new NewTicket("Subject", "Body", Type, TicketChannel.Portal, "en", Customer.Id!.Value, "Lena", "lena@x.example"),
            Customer,
            Now
        );

    private static Ticket In(TicketStatus status)
    {
        var ticket = File();
        if (status != TicketStatus.New)
        {
            ticket.ChangeStatus(status, Agent, Now);
        }

        return ticket;
    }

    [Theory]
    [InlineData(TicketStatus.New, TicketStatus.InProgress, true)]
    [InlineData(TicketStatus.New, TicketStatus.Resolved, true)]
    [InlineData(TicketStatus.InProgress, TicketStatus.New, false)]
    [InlineData(TicketStatus.InProgress, TicketStatus.WaitingForThirdParty, true)]
    [InlineData(TicketStatus.WaitingForCustomer, TicketStatus.InProgress, true)]
    [InlineData(TicketStatus.WaitingForCustomer, TicketStatus.New, false)]
    [InlineData(TicketStatus.Resolved, TicketStatus.InProgress, true)]
    [InlineData(TicketStatus.Resolved, TicketStatus.WaitingForCustomer, false)]
    [InlineData(TicketStatus.Closed, TicketStatus.InProgress, true)]
    [InlineData(TicketStatus.Closed, TicketStatus.Resolved, false)]
    public void Should_Go_Only_Where_The_Lifecycle_Leads(TicketStatus from, TicketStatus to, bool allowed)
    {
        var ticket = In(from);
        if (allowed)
        {
            ticket.ChangeStatus(to, Agent, Now);
            ticket.Status.ShouldBe(to);
        }
        else
        {
            Should.Throw<BusinessException>(() => ticket.ChangeStatus(to, Agent, Now)).Code.ShouldBe(TicketErrorCodes.StatusNotAllowed);
        }
    }

    [Fact]
    public void Should_Reopen_A_Resolved_Ticket_When_The_Customer_Writes()
    {
        var ticket = In(TicketStatus.Resolved);
        ticket.OnCustomerReply(Customer, "Still broken", Now.AddDays(30));
        ticket.Status.ShouldBe(TicketStatus.InProgress);
        ticket.ResolvedAt.ShouldBeNull();
        ticket.DistributedEvents.OfType<TicketStatusChangedEto>().Last().IsReopened.ShouldBeTrue();
    }

    [Theory, InlineData(13.9, true), InlineData(14.1, false)]
    public void Should_Reopen_A_Closed_Ticket_For_Fourteen_Days(double days, bool reopens)
    {
        var ticket = In(TicketStatus.Closed);
        var at = Now.AddDays(days);
        ticket.NeedsFollowUp(at).ShouldBe(!reopens);
        if (reopens)
        {
            ticket.OnCustomerReply(Customer, "Again", at);
            ticket.IsOpen.ShouldBeTrue();
        }
        else
        {
            Should
                .Throw<BusinessException>(() => ticket.OnCustomerReply(Customer, "Again", at))
                .Code.ShouldBe(TicketErrorCodes.ReopenTooLate);
            Should
                .Throw<BusinessException>(() => ticket.ChangeStatus(TicketStatus.InProgress, Agent, at))
                .Code.ShouldBe(TicketErrorCodes.ReopenTooLate);
        }
    }

    [Fact]
    public void Should_Go_On_When_The_Customer_Answers_What_Was_Asked()
    {
        var ticket = In(TicketStatus.WaitingForCustomer);
        ticket.OnCustomerReply(Customer, "Here it is", Now);
        ticket.Status.ShouldBe(TicketStatus.InProgress);
        ticket.DistributedEvents.OfType<TicketStatusChangedEto>().Last().IsReopened.ShouldBeFalse();
    }

    [Fact]
    public void Should_Begin_With_The_First_Answer()
    {
        var ticket = File();
        ticket.Reply(Agent, "We are looking", null, Now.AddMinutes(5));
        ticket.Status.ShouldBe(TicketStatus.InProgress);
        ticket.FirstResponseAt.ShouldBe(Now.AddMinutes(5));
    }

    [Fact]
    public void Should_Keep_Who_Changed_What_When_And_From_Where()
    {
        var ticket = File();
        ticket.ChangePriority(TicketPriority.Critical, Agent, Now.AddMinutes(1));
        var entry = ticket.History.ShouldHaveSingleItem();
        (entry.Field, entry.From, entry.To, entry.ActorName, entry.Source, entry.At).ShouldBe(
            (TicketField.Priority, "Normal", "Critical", "Alice", TicketSource.Desk, Now.AddMinutes(1))
        );
    }

    [Fact]
    public void Should_Climb_Each_Escalation_Step_Once()
    {
        var ticket = File();
        var step = new EscalateTicket(1, true, "Tickets.Reason.TakenByReply", []);
        ticket.Escalate(step, TicketActor.System, Now);
        ticket.Escalate(step, TicketActor.System, Now);
        (ticket.EscalationLevel, ticket.Priority).ShouldBe((1, TicketPriority.Urgent));
        ticket.DistributedEvents.OfType<TicketEscalatedEto>().Count().ShouldBe(1);
    }

    [Fact]
    public void Should_Not_Escalate_What_Is_Solved()
    {
        var ticket = In(TicketStatus.Resolved);
        ticket.Escalate(new EscalateTicket(1, true, "", []), TicketActor.System, Now);
        ticket.EscalationLevel.ShouldBe(0);
    }

    [Fact]
    public void Should_Be_Rated_Once_And_Only_When_Solved()
    {
        Should.Throw<BusinessException>(() => File().Rate(5, null, Customer, Now)).Code.ShouldBe(TicketErrorCodes.NotRateable);
        var ticket = In(TicketStatus.Resolved);
        ticket.Rate(4, " good ", Customer, Now);
        (ticket.RatingScore, ticket.RatingComment).ShouldBe((4, "good"));
        Should.Throw<BusinessException>(() => ticket.Rate(5, null, Customer, Now)).Code.ShouldBe(TicketErrorCodes.AlreadyRated);
    }

    [Fact]
    public void Should_Not_Send_Nothing() =>
        Should.Throw<BusinessException>(() => File().Reply(Agent, " \n ", null, Now)).Code.ShouldBe(TicketErrorCodes.EmptyMessage);
}
