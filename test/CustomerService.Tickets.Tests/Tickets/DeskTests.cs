using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class DeskTests
{
    private static Task<TicketCreatedDto> FileAsync(
        TestHost host,
        string subject = "Help",
        string body = "It fails",
        Guid? tenant = null,
        string email = "lena@x.example"
    ) =>
        host.RunAsAsync(
            tenant ?? TestHost.TenantA,
            Desk.Alice,
            "lead",
            s =>
                s.GetRequiredService<ITicketAppService>()
                    .CreateAsync(
                        new CreateTicketInput
                        {
                            Subject = subject,
                            Body = body,
                            RequesterName = "Lena",
                            RequesterEmail = email,
                        }
                    ),
            "Alice"
        );

    private static Task<T> AsAsync<TService, T>(
        TestHost host,
        Guid user,
        Func<TService, Task<T>> call,
        Guid? tenant = null,
        string role = "lead"
    )
        where TService : notnull =>
        host.RunAsAsync(
            tenant ?? TestHost.TenantA,
            user,
            role,
            s => call(s.GetRequiredService<TService>()),
            user == Desk.Bob ? "Bob" : "Alice"
        );

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Lose_No_Reply_When_Two_Agents_Answer_At_Once(DatabaseProvider provider)
    {
        const int Rounds = 200;
        await using var host = await Desk.OpenAsync(provider);
        var held = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var filed = await FileAsync(host);
            var seen = (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number))).LastMessageId;
            var answers = await Task.WhenAll(
                new[] { Desk.Alice, Desk.Bob }.Select(agent => Task.Run(() => AnswerAsync(host, agent, filed.Id, seen)))
            );
            held += answers.Count(a => a);
            var public_ = (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number)))
                .Timeline.Where(i => i is { Kind: TimelineKind.Public, IsByStaff: true })
                .Select(i => i.AuthorName);
            string.Join(",", public_.Order()).ShouldBe("Alice,Bob", $"round {round}");
        }

        held.ShouldBe(Rounds, "in each round the second one is told of the first");
    }

    /// <returns>true when the agent was shown a newer reply first.</returns>
    private static async Task<bool> AnswerAsync(TestHost host, Guid agent, Guid ticketId, Guid? seen)
    {
        var input = new ReplyInput
        {
            TicketId = ticketId,
            Body = "Answer of " + agent,
            LastSeenMessageId = seen,
        };
        var first = await AsAsync<ITicketAppService, ReplyResult>(host, agent, x => x.ReplyAsync(input));
        if (first.IsHeld)
        {
            first.NewerReplies.ShouldNotBeEmpty();
            input.SendAnyway = true;
            (await AsAsync<ITicketAppService, ReplyResult>(host, agent, x => x.ReplyAsync(input))).IsHeld.ShouldBeFalse();
        }

        return first.IsHeld;
    }

    [Fact]
    public async Task Should_Keep_The_Draft_Of_A_Held_Reply_And_Forget_It_When_Sent()
    {
        await using var host = await Desk.OpenAsync();
        var filed = await FileAsync(host);
        var seen = (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number))).LastMessageId;
        await AnswerAsync(host, Desk.Bob, filed.Id, seen);
        var mine = new ReplyInput
        {
            TicketId = filed.Id,
            Body = "My long text",
            LastSeenMessageId = seen,
        };
        (await AsAsync<ITicketAppService, ReplyResult>(host, Desk.Alice, x => x.ReplyAsync(mine))).IsHeld.ShouldBeTrue();
        (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number))).Draft.Reply.ShouldBe("My long text");
        mine.SendAnyway = true;
        await AsAsync<ITicketAppService, ReplyResult>(host, Desk.Alice, x => x.ReplyAsync(mine));
        (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number))).Draft.Reply.ShouldBe("");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_A_Ticket_To_One_Of_Those_Who_Take_It_At_Once(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        for (var round = 0; round < 20; round++)
        {
            var filed = await FileAsync(host);
            var won = await Task.WhenAll(
                new[] { Desk.Alice, Desk.Bob }.Select(agent =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            return await AsAsync<ITicketAppService, bool>(
                                host,
                                agent,
                                async x =>
                                {
                                    await x.ClaimAsync(filed.Id, null);
                                    return true;
                                }
                            );
                        }
                        catch (BusinessException e)
                        {
                            e.Code.ShouldBe(TicketErrorCodes.OwnerMoved);
                            return false;
                        }
                    })
                )
            );
            won.Count(w => w).ShouldBe(1);
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Number_Tickets_Without_Doubles_When_Many_File_At_Once(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var numbers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i => Task.Run(async () => (await FileAsync(host, tenant: i % 2 == 0 ? TestHost.TenantA : TestHost.TenantB)).Number))
        );
        numbers.Order().ShouldBe(Enumerable.Range(1001, 30).SelectMany(n => new long[] { n, n }));
    }

    [Fact]
    public async Task Should_Page_By_Key_Without_Gaps_Or_Doubles()
    {
        await using var host = await Desk.OpenAsync();
        for (var i = 0; i < 25; i++)
        {
            await FileAsync(host);
        }

        foreach (var (view, sort) in new[] { (TicketViews.AllOpen, TicketSort.Newest), (TicketViews.Unassigned, TicketSort.Due) })
        {
            var seen = new List<long>();
            string? after = null;
            do
            {
                var page = await AsAsync<ITicketAppService, Framework.Application.PagedResult<TicketRowDto>>(
                    host,
                    Desk.Alice,
                    x =>
                        x.GetListAsync(
                            new TicketListInput
                            {
                                View = view,
                                Sort = sort,
                                After = after,
                                Limit = 10,
                            }
                        )
                );
                seen.AddRange(page.Items.Select(r => r.Number));
                after = page.Next;
            } while (after is not null);
            seen.ShouldBe(Enumerable.Range(1001, 25).Reverse().Select(n => (long)n));
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Sort_The_Queue_By_Due_And_Then_Newest(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        for (var i = 0; i < 6; i++)
        {
            await FileAsync(host);
        }

        var soon = host.Time.GetUtcNow().UtcDateTime.AddHours(1);
        await host.RunAsync(
            TestHost.TenantA,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                await db.Set<Ticket>()
                    .Where(t => t.Number == 1002 || t.Number == 1004)
                    .ExecuteUpdateAsync(s => s.SetProperty(t => t.NextDue, soon));
                await db.Set<Ticket>()
                    .Where(t => t.Number == 1003)
                    .ExecuteUpdateAsync(s => s.SetProperty(t => t.NextDue, soon.AddMinutes(-5)));
            }
        );
        foreach (var view in new[] { TicketViews.AllOpen, TicketViews.Unassigned })
        {
            var page = await AsAsync<ITicketAppService, Framework.Application.PagedResult<TicketRowDto>>(
                host,
                Desk.Alice,
                x => x.GetListAsync(new TicketListInput { View = view })
            );
            page.Items.Select(r => r.Number).ShouldBe([1003, 1004, 1002, 1006, 1005, 1001]);
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_Tickets_By_Words_Of_Both_Languages(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        await FileAsync(host, "充电宝不充电", "昨天买的，充不进电");
        await FileAsync(host, "Refund still missing", "I was charged twice");
        await host.DrainAsync();
        foreach (
            var (text, number) in new (string, long)[]
            {
                ("充电宝", 1001),
                ("电", 1001),
                ("charge", 1002),
                ("refunds", 1002),
                ("#1002", 1002),
                ("1001", 1001),
                ("lena@x.example refund", 1002),
            }
        )
        {
            var found = await AsAsync<ITicketAppService, Framework.Application.PagedResult<TicketRowDto>>(
                host,
                Desk.Alice,
                x => x.GetListAsync(new TicketListInput { Filter = { Text = text } })
            );
            found.Items.ShouldHaveSingleItem(text).Number.ShouldBe(number, text);
        }

        (
            await AsAsync<ITicketAppService, Framework.Application.PagedResult<TicketRowDto>>(
                host,
                Desk.Alice,
                x => x.GetListAsync(new TicketListInput { Filter = { Text = "充电" } }),
                TestHost.TenantB
            )
        ).Items.ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_Views_With_Counts_And_Count_What_Each_View_Shows(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var first = await FileAsync(host);
        await FileAsync(host);
        await AsAsync<ITicketAppService, BulkResult>(
            host,
            Desk.Alice,
            x =>
                x.ChangeManyAsync(
                    new BulkChangeInput
                    {
                        TicketIds = [first.Id],
                        AssigneeId = Desk.Alice,
                        AddTag = " VIP ",
                        Status = TicketStatus.InProgress,
                    }
                )
        );
        await AsAsync<ITicketViewAppService, Guid>(
            host,
            Desk.Alice,
            x => x.SaveAsync(new SaveViewInput { Name = "VIPs", Filter = { Tag = "vip" } })
        );
        var views = await AsAsync<ITicketViewAppService, IReadOnlyList<TicketViewDto>>(host, Desk.Alice, x => x.GetAllAsync());
        views
            .ToDictionary(v => v.Name, v => v.Count)
            .ShouldBe(
                new()
                {
                    ["Mine"] = 1,
                    ["My groups"] = 0,
                    ["Unassigned"] = 1,
                    ["Overdue"] = 0,
                    ["Waiting for customer"] = 0,
                    ["Snoozed"] = 0,
                    ["All open"] = 2,
                    ["Recently resolved"] = 0,
                    ["VIPs"] = 1,
                }
            );
        (await AsAsync<ITicketViewAppService, IReadOnlyList<TicketViewDto>>(host, Desk.Bob, x => x.GetAllAsync())).ShouldNotContain(v =>
            v.Name == "VIPs"
        );
        foreach (var view in views)
        {
            (
                await AsAsync<ITicketAppService, Framework.Application.PagedResult<TicketRowDto>>(
                    host,
                    Desk.Alice,
                    x => x.GetListAsync(new TicketListInput { View = view.Key })
                )
            ).Items.Count.ShouldBe(view.Count, view.Name);
        }
    }

    [Fact]
    public async Task Should_Tell_Which_Ticket_Of_Several_Could_Not_Be_Changed()
    {
        await using var host = await Desk.OpenAsync();
        var (a, b) = (await FileAsync(host), await FileAsync(host));
        await AsAsync<ITicketAppService, BulkResult>(
            host,
            Desk.Alice,
            x => x.ChangeManyAsync(new BulkChangeInput { TicketIds = [a.Id], Status = TicketStatus.Resolved })
        );
        var result = await AsAsync<ITicketAppService, BulkResult>(
            host,
            Desk.Alice,
            x => x.ChangeManyAsync(new BulkChangeInput { TicketIds = [a.Id, b.Id], Status = TicketStatus.WaitingForCustomer })
        );
        result.Changed.ShouldBe(1);
        result.Problems.ShouldHaveSingleItem().Sentence.ShouldContain("\"Resolved\" to \"Waiting for customer\"");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Change_A_Ticket_Of_Several_As_A_Whole_Or_Not_At_All(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var (full, free) = (await FileAsync(host), await FileAsync(host));
        await AsAsync<ITicketAppService, bool>(
            host,
            Desk.Alice,
            async x =>
            {
                await x.SetTagsAsync(
                    new SetTagsInput { TicketId = full.Id, Add = [.. Enumerable.Range(0, TicketLimits.Tags).Select(i => $"tag {i}")] }
                );
                return true;
            }
        );

        var result = await AsAsync<ITicketAppService, BulkResult>(
            host,
            Desk.Alice,
            x =>
                x.ChangeManyAsync(
                    new BulkChangeInput
                    {
                        TicketIds = [full.Id, free.Id],
                        Status = TicketStatus.InProgress,
                        Priority = TicketPriority.Urgent,
                        AssigneeId = Desk.Alice,
                        AddTag = "one more",
                    }
                )
        );

        (result.Changed, result.Problems.ShouldHaveSingleItem().Number).ShouldBe((1, full.Number));
        var tickets = await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().AsNoTracking().ToDictionaryAsync(t => t.Id)
        );
        (tickets[full.Id].Status, tickets[full.Id].Priority, tickets[full.Id].AssigneeId).ShouldBe(
            (TicketStatus.New, TicketPriority.Normal, (Guid?)null)
        );
        (tickets[free.Id].Status, tickets[free.Id].Priority, tickets[free.Id].AssigneeId).ShouldBe(
            (TicketStatus.InProgress, TicketPriority.Urgent, Desk.Alice)
        );
    }

    [Fact]
    public async Task Should_Show_A_Customer_Only_His_Own_Tickets_And_No_Notes()
    {
        await using var host = await Desk.OpenAsync();
        var filed = await FileAsync(host);
        await AsAsync<ITicketAppService, ReplyResult>(
            host,
            Desk.Bob,
            x => x.AddNoteAsync(new NoteInput { TicketId = filed.Id, Body = "He is difficult" })
        );
        var lena = await host.RunAsync(
            TestHost.TenantA,
            async s => (await s.GetRequiredService<Identity.Users.IUserIntegrationService>().FindByEmailAsync("lena@x.example"))!.Id
        );
        (
            await AsAsync<IPortalTicketAppService, PortalTicketDto>(host, lena, x => x.GetAsync(filed.Number), role: "customer")
        ).Messages.ShouldHaveSingleItem();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAsync<IPortalTicketAppService, PortalTicketDto>(host, Guid.NewGuid(), x => x.GetAsync(filed.Number), role: "customer")
            )
        ).Kind.ShouldBe(ErrorKind.NotFound);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAsync<IPortalTicketAppService, PortalTicketDto>(host, lena, x => x.GetAsync(filed.Number), TestHost.TenantB, "customer")
            )
        ).Kind.ShouldBe(ErrorKind.NotFound);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAsync<ITicketAppService, TicketDto>(host, lena, x => x.GetAsync(filed.Number), role: "customer")
            )
        ).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task Should_Give_Files_Only_To_Those_They_Were_Said_To()
    {
        await using var host = await Desk.OpenAsync();
        var filed = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "With file",
                            Body = "See file",
                            Name = "Lena",
                            Email = "lena@x.example",
                            Files =
                            [
                                new FileUpload
                                {
                                    FileName = "../log.txt",
                                    ContentType = "text/plain",
                                    Content = new MemoryStream(Encoding.UTF8.GetBytes("line")),
                                },
                            ],
                        }
                    )
        );
        var note = await AsAsync<ITicketAppService, AttachmentDto>(
            host,
            Desk.Bob,
            async x =>
            {
                var upload = await x.UploadAsync(
                    filed.Id,
                    new FileUpload { FileName = "secret.txt", Content = new MemoryStream(Encoding.UTF8.GetBytes("internal")) }
                );
                await x.AddNoteAsync(
                    new NoteInput
                    {
                        TicketId = filed.Id,
                        Body = "Look",
                        AttachmentIds = [upload.Id],
                    }
                );
                return upload;
            }
        );
        var said = (
            await AsAsync<IPortalTicketAppService, PortalTicketDto>(
                host,
                filed.RequesterId,
                x => x.GetAsync(filed.Number),
                role: "customer"
            )
        )
            .Messages.Single()
            .Attachments.Single();
        said.FileName.ShouldBe("log.txt");
        await using (
            var own = (
                await AsAsync<IAttachmentAppService, AttachmentContent>(
                    host,
                    filed.RequesterId,
                    x => x.OpenAsync(said.Id),
                    role: "customer"
                )
            ).Content
        )
        {
            new StreamReader(own).ReadToEnd().ShouldBe("line");
        }

        await ShouldNotFindAsync(filed.RequesterId, note.Id, TestHost.TenantA, "customer");
        await ShouldNotFindAsync(Guid.NewGuid(), said.Id, TestHost.TenantA, "customer");
        await ShouldNotFindAsync(Desk.Alice, said.Id, TestHost.TenantB, "lead");

        async Task ShouldNotFindAsync(Guid user, Guid file, Guid tenant, string role) =>
            (
                await Should.ThrowAsync<BusinessException>(() =>
                    AsAsync<IAttachmentAppService, AttachmentContent>(host, user, x => x.OpenAsync(file), tenant, role)
                )
            ).Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Fact]
    public async Task Should_Go_On_In_A_Follow_Up_When_Closed_Too_Long_Ago()
    {
        await using var host = await Desk.OpenAsync();
        var filed = await FileAsync(host);
        var lena = await host.RunAsync(
            TestHost.TenantA,
            async s => (await s.GetRequiredService<Identity.Users.IUserIntegrationService>().FindByEmailAsync("lena@x.example"))!.Id
        );
        await AsAsync<IPortalTicketAppService, bool>(
            host,
            lena,
            async x =>
            {
                await x.CloseAsync(filed.Number);
                return true;
            },
            role: "customer"
        );
        host.Time.Advance(TimeSpan.FromDays(15));
        var result = await AsAsync<IPortalTicketAppService, PortalReplyResult>(
            host,
            lena,
            x => x.ReplyAsync(new PortalReplyInput { Number = filed.Number, Body = "It is back" }),
            role: "customer"
        );
        result.IsFollowUp.ShouldBeTrue();
        (await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(result.Number))).FollowUpOf.ShouldBe(filed.Number);
    }

    [Theory, InlineData("saas"), InlineData("ecommerce")]
    public async Task Should_Begin_With_The_Types_And_Macros_Of_The_Template(string template)
    {
        await using var host = await Desk.OpenAsync(template: template);
        (
            await AsAsync<IRequestTypeAppService, IReadOnlyList<RequestTypeDto>>(host, Desk.Alice, x => x.GetListAsync())
        ).Count.ShouldBeGreaterThan(6);
        var filed = await FileAsync(host);
        foreach (var macro in await AsAsync<IMacroAppService, IReadOnlyList<MacroDto>>(host, Desk.Alice, x => x.GetListAsync()))
        {
            (await AsAsync<IMacroAppService, MacroTextDto>(host, Desk.Alice, x => x.RenderAsync(macro.Id, filed.Id))).Body.ShouldNotContain(
                "{{"
            );
        }
    }

    [Fact]
    public async Task Should_Preview_A_Reply_Exactly_As_It_Will_Be_Shown()
    {
        const string body = "**Today** <script>alert(1)</script> [x](javascript:alert(1))\n\n- one\n- https://acme.example";
        await using var host = await Desk.OpenAsync();
        var filed = await FileAsync(host);
        var shown = await AsAsync<ITicketAppService, string>(host, Desk.Alice, x => x.PreviewAsync(new PreviewInput { Body = body }));

        await AsAsync<ITicketAppService, ReplyResult>(
            host,
            Desk.Alice,
            x => x.ReplyAsync(new ReplyInput { TicketId = filed.Id, Body = body })
        );
        var ticket = await AsAsync<ITicketAppService, TicketDto>(host, Desk.Alice, x => x.GetAsync(filed.Number));
        ticket.Timeline.Select(x => x.Html).ShouldContain(shown);
        shown.ShouldContain("<strong>Today</strong>");
        shown.ShouldNotContain("<script");
        shown.ShouldNotContain("javascript:");
    }

    [Fact]
    public async Task Should_Name_The_Fields_That_Are_Missing_In_A_Form()
    {
        await using var host = await Desk.OpenAsync();
        var input = new CreatePortalTicketInput
        {
            RequestTypeKey = "account",
            Subject = "s",
            Body = "b",
            Name = "L",
            Email = "l@x.example",
            Fields = { ["problem"] = "<script>" },
        };
        var error = await Should.ThrowAsync<InputValidationException>(() =>
            host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IPortalTicketAppService>().CreateAsync(input))
        );
        error.Problems.ShouldContain(p => p.Member == "Fields[problem]");
    }
}
