using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.TestBase;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.SubTasks;

public class SubTaskTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Tell_The_Owner_When_All_Departments_Are_Done(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var ticket = await FileAsync(host);
        var (finance, logistics) = (await AskAsync(host, ticket, FakeGroups.Finance), await AskAsync(host, ticket, FakeGroups.Logistics));
        await host.DrainAsync();
        Heard(host)
            .Where(e => e.Kind == SubTaskEvent.Asked)
            .Select(e => (e.Department, e.NotifyUserIds.Single()))
            .ShouldBe([("Finance", Desk.Bob), ("Logistics", Desk.Carol)], ignoreOrder: true);
        (await ReadAsync(host, ticket)).ShouldSatisfyAllConditions(
            t => t.Done.ShouldBe(0),
            t => t.Total.ShouldBe(2),
            t => t.NextDue.ShouldBe(host.Time.Now.AddHours(2))
        );

        await AsAsync(host, Desk.Bob, x => x.AnswerAsync(new AnswerSubTaskInput { Id = finance, Text = "We check the bill until four." }));
        await AsAsync(host, Desk.Bob, x => x.FinishAsync(new AnswerSubTaskInput { Id = finance, Text = "Charged twice, refunded." }));
        await host.DrainAsync();
        (await ReadAsync(host, ticket)).ShouldSatisfyAllConditions(t => t.Done.ShouldBe(1), t => t.NextDepartment.ShouldBe("Logistics"));
        Heard(host).ShouldNotContain(e => e.Kind == SubTaskEvent.AllDone);

        await AsAsync(host, Desk.Carol, x => x.FinishAsync(new AnswerSubTaskInput { Id = logistics, Text = "Sent again." }));
        await host.DrainAsync();
        (await ReadAsync(host, ticket)).ShouldSatisfyAllConditions(t => t.Done.ShouldBe(2), t => t.NextDue.ShouldBeNull());
        Heard(host).Single(e => e.Kind == SubTaskEvent.AllDone).NotifyUserIds.ShouldBe([Desk.Alice]);
    }

    [Fact]
    public async Task Should_Tell_Of_Each_Broken_Promise_Once()
    {
        await using var host = await Desk.OpenAsync();
        var id = await AskAsync(host, await FileAsync(host), FakeGroups.Finance);
        await PassAsync(host, TimeSpan.FromMinutes(119));
        Heard(host).ShouldNotContain(e => e.Kind == SubTaskEvent.Late);
        await PassAsync(host, TimeSpan.FromMinutes(1));
        var late = Heard(host).Single(e => e.Kind == SubTaskEvent.Late);
        late.NotifyUserIds.ShouldBe([Desk.Alice, Desk.Bob], ignoreOrder: true);

        await AsAsync(host, Desk.Bob, x => x.AnswerAsync(new AnswerSubTaskInput { Id = id, Text = "On it now." }));
        await PassAsync(host, TimeSpan.FromHours(46));
        Heard(host).Count(e => e.Kind == SubTaskEvent.Late).ShouldBe(2, "the result was due after 48 hours");
        await PassAsync(host, TimeSpan.FromDays(3));
        Heard(host).Count(e => e.Kind == SubTaskEvent.Late).ShouldBe(2);
    }

    [Fact]
    public async Task Should_Stop_Its_Clocks_When_The_Ticket_Is_Solved_Or_It_Is_Not_Needed()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host), await FileAsync(host));
        var (solved, cancelled) = (await AskAsync(host, first, FakeGroups.Finance), await AskAsync(host, second, FakeGroups.Finance));
        await AsAsync(host, Desk.Alice, x => x.CancelAsync(cancelled));
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s =>
                s.GetRequiredService<ITicketAppService>()
                    .ChangeStatusAsync(new ChangeStatusInput { TicketId = first, To = TicketStatus.Resolved })
        );
        await PassAsync(host, TimeSpan.FromDays(3));
        Heard(host).ShouldNotContain(e => e.Kind == SubTaskEvent.Late);
        (await ReadAsync(host, first)).Items.Single(i => i.Id == solved).State.ShouldBe(SubTaskState.Cancelled);
        (await Should.ThrowAsync<BusinessException>(() => AskAsync(host, first, FakeGroups.Finance))).Code.ShouldBe(
            TicketErrorCodes.SubTaskNeedsOpenTicket
        );
    }

    [Fact]
    public async Task Should_Show_And_Open_A_Part_To_Its_Department_Only()
    {
        await using var host = await Desk.OpenAsync();
        var id = await AskAsync(host, await FileAsync(host), FakeGroups.Finance);
        var mine = (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "collaborator",
                s => s.GetRequiredService<ISubTaskAppService>().GetMineAsync(false)
            )
        ).ShouldHaveSingleItem();
        (mine.Title, mine.MayWork).ShouldBe(("Check the bill", true));
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Carol,
                "collaborator",
                s => s.GetRequiredService<ISubTaskAppService>().GetMineAsync(true)
            )
        ).ShouldBeEmpty();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAsync(host, Desk.Carol, x => x.FinishAsync(new AnswerSubTaskInput { Id = id, Text = "x" }))
            )
        ).Code.ShouldBe(TicketErrorCodes.SubTaskNotFound);
        await AsAsync(host, Desk.Bob, x => x.FinishAsync(new AnswerSubTaskInput { Id = id, Text = "Done." }));
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAsync(host, Desk.Bob, x => x.AnswerAsync(new AnswerSubTaskInput { Id = id, Text = "x" }))
            )
        ).Code.ShouldBe(TicketErrorCodes.SubTaskMoved);
    }

    private static async Task<Guid> FileAsync(TestHost host) =>
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Alice,
                "lead",
                s =>
                    s.GetRequiredService<ITicketAppService>()
                        .CreateAsync(
                            new CreateTicketInput
                            {
                                Subject = "Charged twice",
                                Body = "My card was charged twice.",
                                RequesterName = "李雷",
                                RequesterEmail = "li@example.com",
                                AssignToMe = true,
                            }
                        )
            )
        ).Id;

    private static Task<Guid> AskAsync(TestHost host, Guid ticket, Guid group) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s =>
                s.GetRequiredService<ISubTaskAppService>()
                    .CreateAsync(
                        new CreateSubTaskInput
                        {
                            TicketId = ticket,
                            GroupId = group,
                            Title = "Check the bill",
                            Brief = "Was order 7 charged twice?",
                        }
                    )
        );

    private static Task AsAsync(TestHost host, Guid who, Func<ISubTaskAppService, Task> call) =>
        host.RunAsAsync(TestHost.TenantA, who, "agent", s => call(s.GetRequiredService<ISubTaskAppService>()));

    private static Task<SubTasksDto> ReadAsync(TestHost host, Guid ticket) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Alice, "lead", s => s.GetRequiredService<ISubTaskAppService>().GetForTicketAsync(ticket));

    private static async Task PassAsync(TestHost host, TimeSpan time)
    {
        await host.DrainAsync();
        host.Time.Advance(time);
        await host.DrainAsync();
    }

    private static IReadOnlyList<SubTaskEto> Heard(TestHost host) => host.Services.GetRequiredService<SubTaskEars>().Heard;
}

/// <summary>Bob is finance, Carol logistics; Alice is in no department.</summary>
internal sealed class FakeGroups : IAgentGroupProvider, ITransientDependency
{
    public static readonly Guid Finance = new("0190d000-0000-7000-8000-0000000000f1");
    public static readonly Guid Logistics = new("0190d000-0000-7000-8000-0000000000f2");

    public Task<IReadOnlyList<Guid>> GetGroupIdsAsync(Guid userId) =>
        Task.FromResult<IReadOnlyList<Guid>>(
            userId == Desk.Bob ? [Finance]
            : userId == Desk.Carol ? [Logistics]
            : []
        );

    public Task<IReadOnlyDictionary<Guid, string>> GetNamesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<Guid, string>>(
            new Dictionary<Guid, string> { [Finance] = "Finance", [Logistics] = "Logistics" }
        );

    public Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid groupId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Guid>>(groupId == Finance ? [Desk.Bob] : [Desk.Carol]);
}

/// <summary>What the rest of the product hears.</summary>
internal sealed class SubTaskEars : ISingletonDependency
{
    public List<SubTaskEto> Heard { get; } = [];
}

internal sealed class SubTaskListener(SubTaskEars ears) : IDistributedEventHandler<SubTaskEto>
{
    public Task HandleEventAsync(SubTaskEto eto, CancellationToken cancellationToken)
    {
        ears.Heard.Add(eto);
        return Task.CompletedTask;
    }
}
