using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Tests.Import;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class CourseTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Tell_What_Happened_In_Order_Without_What_A_EscalationPolicy_Raised(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var (begin, other, into) = (host.Time.Now, await ImportAsync(host, 1), await ImportAsync(host, 51));
        var id = await ImportAsync(host, 0);
        await LiveAsync(host, id, (t, now) => t.Assign(Desk.Alice, null, "Alice", TicketActor.System, now));
        await LiveAsync(host, id, (t, now) => t.ChangePriority(TicketPriority.Urgent, Actor("Alice"), now));
        await LiveAsync(host, id, (t, now) => t.Escalate(new EscalateTicket(1, true, "Test", []), TicketActor.System, now));
        await LiveAsync(host, id, (t, now) => t.Reply(Actor("Alice"), "Which order is it?", TicketStatus.WaitingForCustomer, now));
        await LiveAsync(
            host,
            id,
            (t, now) => t.OnCustomerReply(new TicketActor(t.RequesterId, t.RequesterName, false, TicketSource.Portal), "Number 7", now)
        );
        await LiveAsync(host, id, (t, now) => t.Assign(Desk.Bob, "Alice", "Bob", Actor("Alice"), now));
        await LiveAsync(host, id, (t, now) => t.AddNote(Actor("Bob"), "Looking into it", now));
        await LiveAsync(host, id, (t, now) => t.Assign(null, "Bob", null, Actor("Bob"), now));
        await LiveAsync(host, id, (t, now) => t.ChangeStatus(TicketStatus.Resolved, Actor("Alice"), now));

        await host.RunAsync(
            TestHost.TenantA,
            async p =>
            {
                var both = await p.GetRequiredService<CustomerServiceDbContext>()
                    .Set<Ticket>()
                    .Where(t => t.Id == other || t.Id == into)
                    .ToListAsync();
                both.Single(t => t.Id == other).MergeInto(both.Single(t => t.Id == into), [], Actor("Alice"), host.Time.Now);
            }
        );

        var courses = await host.RunAsync(
            TestHost.TenantA,
            p => p.GetRequiredService<ITicketIntegrationService>().GetTimelinesAsync([id, other, Guid.NewGuid()])
        );
        courses.Select(c => c.Ticket.Id).ShouldBe([id, other], ignoreOrder: true);
        courses
            .Single(c => c.Ticket.Id == other)
            .Steps.Select(s => s.Kind)
            .ShouldBe([TicketStepKind.CustomerWrote, TicketStepKind.MergedInto]);
        var course = courses.Single(c => c.Ticket.Id == id);
        (course.FiledPriority, course.Ticket.Priority).ShouldBe((TicketPriority.Normal, TicketPriority.Critical));
        course.Tags.ShouldBe(["vip"]);
        course
            .Steps.Select(s => (s.Kind, Minute: (int)(s.At - begin).TotalMinutes, s.Status, s.Priority, s.IsByOwner))
            .ShouldBe([
                (TicketStepKind.CustomerWrote, 0, TicketStatus.New, TicketPriority.Normal, false),
                (TicketStepKind.Assigned, 1, TicketStatus.New, TicketPriority.Normal, false),
                (TicketStepKind.PriorityChanged, 2, TicketStatus.New, TicketPriority.Urgent, true),
                (TicketStepKind.Answered, 4, TicketStatus.New, TicketPriority.Urgent, true),
                (TicketStepKind.StatusChanged, 4, TicketStatus.WaitingForCustomer, TicketPriority.Urgent, true),
                (TicketStepKind.CustomerWrote, 5, TicketStatus.WaitingForCustomer, TicketPriority.Urgent, false),
                (TicketStepKind.StatusChanged, 5, TicketStatus.InProgress, TicketPriority.Urgent, false),
                (TicketStepKind.HandedOver, 6, TicketStatus.InProgress, TicketPriority.Urgent, false),
                (TicketStepKind.Noted, 7, TicketStatus.InProgress, TicketPriority.Urgent, true),
                (TicketStepKind.Unassigned, 8, TicketStatus.InProgress, TicketPriority.Urgent, false),
                (TicketStepKind.StatusChanged, 9, TicketStatus.Resolved, TicketPriority.Urgent, false),
            ]);
    }

    [Fact]
    public async Task Should_Know_The_Owner_By_Who_It_Is_When_Names_Change_Or_Are_The_Same()
    {
        await using var host = await Desk.OpenAsync();
        var id = await ImportAsync(host, 0);
        await LiveAsync(host, id, (t, now) => t.Assign(Desk.Alice, null, "Alice", TicketActor.System, now));
        await LiveAsync(host, id, (t, now) => t.AddNote(new TicketActor(Desk.Alice, "Alice Wu", true, TicketSource.Desk), "Renamed", now));
        await LiveAsync(host, id, (t, now) => t.AddNote(new TicketActor(Desk.Bob, "Alice", true, TicketSource.Desk), "A namesake", now));
        await LiveAsync(host, id, (t, now) => t.Assign(Desk.Bob, "Alice Wu", "Alice", TicketActor.System, now));

        var course = await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<ITicketIntegrationService>().GetTimelinesAsync([id]));
        course
            .Single()
            .Steps.Where(s => s.Kind != TicketStepKind.CustomerWrote)
            .Select(s => (s.Kind, s.IsByOwner))
            .ShouldBe([
                (TicketStepKind.Assigned, false),
                (TicketStepKind.Noted, true),
                (TicketStepKind.Noted, false),
                (TicketStepKind.HandedOver, false),
            ]);
        var history = await host.RunAsync(
            TestHost.TenantA,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<TicketHistoryEntry>().Where(h => h.TicketId == id).ToListAsync()
        );
        history
            .Where(h => h.Field == TicketField.Assignee)
            .OrderBy(h => h.At)
            .Select(h => (h.From, h.FromId, h.To, h.ToId))
            .ShouldBe([(null, null, "Alice", Desk.Alice), ("Alice Wu", Desk.Alice, "Alice", Desk.Bob)]);
    }

    private static async Task<Guid> ImportAsync(TestHost host, int i) =>
        (
            await host.RunAsync(
                TestHost.TenantA,
                p =>
                    p.GetRequiredService<ITicketIntegrationService>()
                        .ImportAsync(
                            ImportTests.Ticket(i) with
                            {
                                CreatedAt = host.Time.Now,
                                Priority = TicketPriority.Normal,
                                FinalStatus = TicketStatus.New,
                                Messages = [],
                                Tags = ["vip"],
                                AssigneeId = null,
                                GroupId = null,
                                GroupName = null,
                                RatingScore = null,
                                RatingComment = null,
                                RatedAt = null,
                            }
                        )
            )
        ).Id;

    private static TicketActor Actor(string name) => new(name == "Alice" ? Desk.Alice : Desk.Bob, name, true, TicketSource.Desk);

    private static Task LiveAsync(TestHost host, Guid id, Action<Ticket, DateTime> step)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        return host.RunAsync(
            TestHost.TenantA,
            async p =>
                step(await p.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().SingleAsync(t => t.Id == id), host.Time.Now)
        );
    }
}
