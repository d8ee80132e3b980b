using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Tests.SubTasks;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

/// <summary>The same change to several tickets, each for itself.</summary>
public class BulkTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Change_Type_Tags_Group_And_Owner_Of_Several(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var ids = await FileAsync(host, 3);
        await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, AddTag = "old" });
        var type = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<CustomerServiceDbContext>()
                    .Set<CustomerService.Tickets.RequestTypes.RequestType>()
                    .Select(t => t.Key)
                    .FirstAsync(k => k != "other")
        );

        var result = await ChangeAsync(
            host,
            new BulkChangeInput
            {
                TicketIds = ids,
                RequestTypeKey = type,
                AddTag = "new",
                RemoveTag = "Old",
                GroupId = FakeGroups.Finance,
                AssigneeId = Desk.Bob,
            }
        );

        (result.Changed, result.Problems.Count).ShouldBe((3, 0));
        foreach (var ticket in await ReadAsync(host))
        {
            (ticket.RequestTypeKey, ticket.GroupId, ticket.GroupName, ticket.AssigneeId).ShouldBe(
                (type, FakeGroups.Finance, "Finance", Desk.Bob)
            );
        }

        var tags = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketTag>().Select(t => t.Name).ToListAsync()
        );
        tags.ShouldBe(["new", "new", "new"]);
    }

    [Fact]
    public async Task Should_Take_The_Owner_Away_Who_Does_Not_Work_In_The_New_Group()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 2);
        await ChangeAsync(host, new BulkChangeInput { TicketIds = [ids[0]], AssigneeId = Desk.Alice });
        await ChangeAsync(host, new BulkChangeInput { TicketIds = [ids[1]], AssigneeId = Desk.Bob });

        await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, GroupId = FakeGroups.Finance });

        (await ReadAsync(host)).Select(t => t.AssigneeId).ShouldBe([null, Desk.Bob]);
    }

    [Fact]
    public async Task Should_Send_Each_Customer_The_Template_Filled_In_And_Go_Where_It_Goes()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 2);
        var macro = await AsAsync<IMacroAppService, Guid>(
            host,
            Desk.Carol,
            x =>
                x.SaveAsync(
                    new SaveMacroInput
                    {
                        NameEn = "Outage",
                        BodyEn = "Dear {{customer.name}}, {{ticket.number}} is solved by 18:00.",
                        SetsStatus = TicketStatus.WaitingForThirdParty,
                    }
                ),
            "admin"
        );

        var result = await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, MacroId = macro });

        result.Changed.ShouldBe(2);
        (await ReadAsync(host)).ShouldAllBe(t => t.Status == TicketStatus.WaitingForThirdParty);
        var said = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TicketMessage>()
                    .Where(m => m.IsByStaff && m.IsPublic)
                    .Select(m => m.Body)
                    .ToListAsync()
        );
        said.Order().ShouldBe(["Dear Lena 0, #1001 is solved by 18:00.", "Dear Lena 1, #1002 is solved by 18:00."]);
    }

    [Fact]
    public async Task Should_Not_Send_A_Template_Whose_Blanks_Nobody_Filled_In()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 1);
        var input = new SaveMacroInput { NameEn = "Parcel", BodyEn = "Parcel {{? Tracking number}} comes within 2 days." };
        var macro = await AsAsync<IMacroAppService, Guid>(host, Desk.Carol, x => x.SaveAsync(input), "admin");

        var result = await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, MacroId = macro });

        result.Problems.ShouldHaveSingleItem().Sentence.ShouldContain("“Tracking number”");
        var shown = await AsAsync<IMacroAppService, MacroTextDto>(host, Desk.Alice, x => x.RenderAsync(macro, ids[0]));
        FillIns.NamesIn(shown.Body).ShouldBe(["Tracking number"]);
        FillIns.Fill(shown.Body, new Dictionary<string, string> { ["Tracking number"] = " SF-1 " }).ShouldStartWith("Parcel SF-1 comes");
    }

    [Fact]
    public async Task Should_Name_What_Is_Closed_And_Change_The_Rest()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 2);
        await ChangeAsync(host, new BulkChangeInput { TicketIds = [ids[0]], Status = TicketStatus.Closed });

        var result = await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, GroupId = FakeGroups.Logistics });

        (result.Changed, result.Problems.ShouldHaveSingleItem().Number).ShouldBe((1, 1001));
        (await ReadAsync(host)).Select(t => t.GroupId).ShouldBe([null, FakeGroups.Logistics]);

        // Opened in the same breath, it can be given.
        (
            await ChangeAsync(
                host,
                new BulkChangeInput
                {
                    TicketIds = [ids[0]],
                    Status = TicketStatus.InProgress,
                    GroupId = FakeGroups.Logistics,
                }
            )
        ).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Send_Nothing_To_Another_Group_Without_The_Right_To_Assign()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 1);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                ChangeAsync(host, new BulkChangeInput { TicketIds = ids, GroupId = FakeGroups.Finance }, Desk.Bob, "agent")
            )
        ).Kind.ShouldBe(ErrorKind.Forbidden);
        (await ChangeAsync(host, new BulkChangeInput { TicketIds = ids, AssigneeId = Desk.Bob }, Desk.Bob, "agent")).Changed.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Select_The_Tickets_Of_The_View_And_No_Others()
    {
        await using var host = await Desk.OpenAsync();
        var ids = await FileAsync(host, 4);
        await ChangeAsync(host, new BulkChangeInput { TicketIds = [ids[1]], Status = TicketStatus.Resolved });
        await ChangeAsync(host, new BulkChangeInput { TicketIds = [ids[2]], Priority = TicketPriority.Urgent });

        var open = await AsAsync<ITicketAppService, IReadOnlyList<Guid>>(
            host,
            Desk.Alice,
            x => x.GetIdsAsync(new TicketListInput { View = TicketViews.AllOpen, Limit = 1 })
        );
        open.ShouldBe([ids[3], ids[2], ids[0]]);
        var urgent = await AsAsync<ITicketAppService, IReadOnlyList<Guid>>(
            host,
            Desk.Alice,
            x => x.GetIdsAsync(new TicketListInput { View = TicketViews.AllOpen, Filter = { Priority = TicketPriority.Urgent } })
        );
        urgent.ShouldBe([ids[2]]);
    }

    private static async Task<List<Guid>> FileAsync(TestHost host, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var input = new CreateTicketInput
            {
                Subject = "Help",
                Body = "It fails",
                RequesterName = $"Lena {i}",
                RequesterEmail = $"lena{i}@x.example",
            };
            ids.Add((await AsAsync<ITicketAppService, TicketCreatedDto>(host, Desk.Alice, x => x.CreateAsync(input))).Id);
        }

        return ids;
    }

    private static Task<BulkResult> ChangeAsync(TestHost host, BulkChangeInput input, Guid? user = null, string role = "lead") =>
        AsAsync<ITicketAppService, BulkResult>(host, user ?? Desk.Alice, x => x.ChangeManyAsync(input), role);

    private static Task<List<Ticket>> ReadAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().AsNoTracking().OrderBy(t => t.Number).ToListAsync()
        );

    private static Task<T> AsAsync<TService, T>(TestHost host, Guid user, Func<TService, Task<T>> call, string role = "lead")
        where TService : notnull => host.RunAsAsync(TestHost.TenantA, user, role, s => call(s.GetRequiredService<TService>()), "Alice");
}
