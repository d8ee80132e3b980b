using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.TestBase;
using CustomerService.Tickets.Api;
using CustomerService.Tickets.Merging;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tests.SubTasks;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Merging;

/// <summary>Lena is the customer; Alice and Bob work at the desk.</summary>
public class MergeTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_Everything_In_One_Ticket_In_Order_And_Keep_Both_Histories(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var first = await FileAsync(host, "Parcel is missing", "Where is my parcel?");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await FileAsync(host, "Parcel again", "Order 77 never came.");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await ReplyAsync(host, first.Id, "We look into it.");
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await DeskAsync(host, Desk.Alice, x => x.AddNoteAsync(new NoteInput { TicketId = second.Id, Body = "Twice the same customer." }));
        var file = await UploadAsync(host, second.Id);
        await DeskAsync(host, Desk.Alice, x => x.SetTagsAsync(new SetTagsInput { TicketId = second.Id, Add = ["parcel", "late"] }));
        await DeskAsync(host, Desk.Bob, x => x.WatchAsync(second.Id, true));
        await host.DrainAsync();

        (await MergeAsync(host, second.Id, first.Id)).ShouldBe(first.Number);
        await host.DrainAsync();

        var into = await ReadAsync(host, first.Number);
        into.Timeline.Where(i => i.Kind != TimelineKind.System)
            .Select(i =>
                (i.Html.Contains("Order 77", StringComparison.Ordinal) || i.Html.Contains("Twice", StringComparison.Ordinal), i.Origin)
            )
            .ShouldBe([(false, null), (true, second.Number), (false, null), (true, second.Number)]);
        into.MergedFrom.Select(m => m.Number).ShouldBe([second.Number]);
        into.Tags.ShouldBe(["late", "parcel"]);
        into.Timeline.ShouldContain(i =>
            i.Kind == TimelineKind.System && i.Html.Contains($"merged #{second.Number} into this", StringComparison.Ordinal)
        );
        (
            await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().GetWatcherIdsAsync(first.Id))
        ).ShouldContain(Desk.Bob);
        into.Draft.Attachments.Select(a => a.Id).ShouldBe([file.Id], "what was uploaded and not sent comes along");

        var merged = await ReadAsync(host, second.Number);
        (merged.Status, merged.MergedInto, merged.AllowedStatuses.Count, merged.ResolvedAt).ShouldBe(
            (TicketStatus.Closed, first.Number, 0, null)
        );
        merged.Timeline.ShouldAllBe(i => i.Kind == TimelineKind.System);
        merged.Timeline.ShouldContain(i => i.Html.Contains($"merged this ticket into #{first.Number}", StringComparison.Ordinal));

        var eto = Heard(host).Merged.ShouldHaveSingleItem();
        (eto.Ticket.Number, eto.Into.Number, eto.ActorId).ShouldBe((second.Number, first.Number, Desk.Alice));
        (await SearchAsync(host, "never came")).ShouldBe([first.Number]);
    }

    [Fact]
    public async Task Should_Lead_The_Customer_From_The_Old_Number_To_The_New_One()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host, "One"), await FileAsync(host, "Two", "Second text"));
        await MergeAsync(host, second.Id, first.Id);
        var lena = await LenaAsync(host);

        var page = await PortalAsync(host, lena, x => x.GetAsync(second.Number));
        (page.Number, page.MergedFrom.Single()).ShouldBe((first.Number, second.Number));
        page.Messages.Select(m => m.Origin).ShouldBe([null, second.Number]);
        (await PortalAsync(host, lena, x => x.GetMineAsync(false, null))).Items.Select(t => t.Number).ShouldBe([first.Number]);

        (
            await PortalAsync(host, lena, x => x.ReplyAsync(new PortalReplyInput { Number = second.Number, Body = "To the old number" }))
        ).Number.ShouldBe(first.Number);
        (await PortalAsync(host, lena, x => x.GetAsync(first.Number))).Messages.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Should_Tell_The_Api_Where_It_Went_And_Take_Replies_There()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host), await FileAsync(host));
        await MergeAsync(host, second.Id, first.Id);
        (await ApiAsync(host, x => x.GetAsync(second.Number))).ShouldSatisfyAllConditions(
            t => t.MergedInto.ShouldBe(first.Number),
            t => t.Messages.ShouldBeEmpty()
        );
        await ApiAsync(host, x => x.ReplyAsync(second.Number, new ApiReplyInput { Body = "Answer" }));
        (await ApiAsync(host, x => x.GetAsync(first.Number)))
            .Messages.Select(m => (m.Body, m.Origin))
            .ShouldBe([("It fails", null), ("It fails", second.Number), ("Answer", null)]);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                ApiAsync(host, x => x.UpdateAsync(second.Number, new ApiUpdateTicketInput { Status = TicketStatus.InProgress }))
            )
        ).Code.ShouldBe(TicketErrorCodes.IsMerged);
    }

    [Fact]
    public async Task Should_Call_The_Colleagues_That_A_Note_Of_The_Api_Names_And_Say_Who_Is_Nobody()
    {
        await using var host = await Desk.OpenAsync();
        var ticket = await FileAsync(host);
        var input = new ApiReplyInput { Body = "@Bob or @nobody.here", Public = false };

        (await ApiAsync(host, x => x.ReplyAsync(ticket.Number, input))).UnknownMentions.ShouldBe(["nobody.here"]);

        var told = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<string>(
                        $"""select "Payload" as "Value" from "OutboxMessages" where "EventName" = 'tickets.replied'"""
                    )
                    .ToListAsync()
        );
        told.ShouldHaveSingleItem().ShouldContain(Desk.Bob.ToString());
    }

    [Fact]
    public async Task Should_Refuse_What_Would_Harm()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second, third) = (await FileAsync(host), await FileAsync(host), await FileAsync(host));
        var (stranger, solved) = (await FileAsync(host, email: "mei@x.example"), await FileAsync(host));
        await DeskAsync(
            host,
            Desk.Alice,
            x => x.ChangeStatusAsync(new ChangeStatusInput { TicketId = solved.Id, To = TicketStatus.Resolved })
        );

        await ShouldFailAsync(first.Id, first.Id, TicketErrorCodes.MergeWithItself);
        await ShouldFailAsync(stranger.Id, first.Id, TicketErrorCodes.MergeOfTwoCustomers);
        await ShouldFailAsync(first.Id, solved.Id, TicketErrorCodes.MergeIntoSolved);
        await MergeAsync(host, first.Id, second.Id);
        await ShouldFailAsync(first.Id, third.Id, TicketErrorCodes.IsMerged);
        await ShouldFailAsync(third.Id, first.Id, TicketErrorCodes.IsMerged);
        await ShouldFailAsync(second.Id, first.Id, TicketErrorCodes.IsMerged);

        var other = await FileAsync(host, tenant: TestHost.TenantB);
        await ShouldFailAsync(second.Id, other.Id, TicketErrorCodes.NotFound);
        await ShouldFailAsync(other.Id, second.Id, TicketErrorCodes.NotFound);
        await Should.ThrowAsync<Exception>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "collaborator",
                s => s.GetRequiredService<ITicketMergeAppService>().MergeAsync(Input(third.Id, second.Id))
            )
        );
        (await ReadAsync(host, third.Number)).MergedInto.ShouldBeNull();

        // One of several cannot be merged: none is.
        await Should.ThrowAsync<BusinessException>(() => MergeAsync(host, second.Id, third.Id, stranger.Id));
        (await ReadAsync(host, third.Number)).IsShouldBeOpen();

        async Task ShouldFailAsync(Guid ticket, Guid into, string code) =>
            (await Should.ThrowAsync<BusinessException>(() => MergeAsync(host, ticket, into))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Should_Follow_A_Chain_Of_Merges_To_Its_End()
    {
        await using var host = await Desk.OpenAsync();
        var (a, b, c) = (await FileAsync(host, "A"), await FileAsync(host, "B"), await FileAsync(host, "C"));
        await MergeAsync(host, c.Id, b.Id);
        await MergeAsync(host, b.Id, a.Id);
        (await PortalAsync(host, await LenaAsync(host), x => x.GetAsync(c.Number))).Number.ShouldBe(a.Number);
        await ReplyAsync(host, c.Id, "Into the oldest");
        (await ReadAsync(host, a.Number))
            .Timeline.Where(i => i.Kind == TimelineKind.Public)
            .Select(i => i.Origin)
            .ShouldBe([null, b.Number, c.Number, null]);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Merge_Once_When_Clicked_Twice_Or_By_Two_Agents_At_Once(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        for (var round = 0; round < 10; round++)
        {
            var (first, second) = (await FileAsync(host), await FileAsync(host));
            var answers = await Task.WhenAll(
                new[] { Desk.Alice, Desk.Alice, Desk.Bob }.Select(who => Task.Run(() => MergeAsync(host, who, first.Id, [second.Id])))
            );
            answers.ShouldAllBe(n => n == first.Number);
            await host.DrainAsync();
            Heard(host).Merged.Count(e => e.Ticket.Id == second.Id).ShouldBe(1);
            (await ReadAsync(host, first.Number)).Timeline.Count(i => i.Kind == TimelineKind.Public).ShouldBe(2);

            // Each into the other: one of them wins, and no story is lost between the two.
            var (one, two) = (await FileAsync(host), await FileAsync(host));
            var won = await Task.WhenAll(
                Task.Run(() => TryAsync(() => MergeAsync(host, Desk.Alice, one.Id, [two.Id]))),
                Task.Run(() => TryAsync(() => MergeAsync(host, Desk.Bob, two.Id, [one.Id])))
            );
            won.Count(w => w).ShouldBe(1);
            var stays = won[0] ? one : two;
            (await ReadAsync(host, stays.Number)).Timeline.Count(i => i.Kind == TimelineKind.Public).ShouldBe(2);
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Lose_No_Word_That_Is_Said_In_The_Same_Moment(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var lena = await LenaAsync(host);
        for (var round = 0; round < 25; round++)
        {
            var (first, second) = (await FileAsync(host), await FileAsync(host));
            await Task.WhenAll(
                Task.Run(() => MergeAsync(host, Desk.Alice, first.Id, [second.Id])),
                Task.Run(() => MergeAsync(host, Desk.Bob, first.Id, [second.Id])),
                Task.Run(() =>
                    PortalAsync(host, lena, x => x.ReplyAsync(new PortalReplyInput { Number = second.Number, Body = "Customer's word" }))
                ),
                Task.Run(() => ReplyAsync(host, second.Id, "Agent's word")),
                Task.Run(() =>
                    DeskAsync(host, Desk.Bob, x => x.AddNoteAsync(new NoteInput { TicketId = second.Id, Body = "Colleague's word" }))
                )
            );
            (await ReadAsync(host, first.Number)).Timeline.Count(i => i.Kind != TimelineKind.System).ShouldBe(5, $"round {round}");
            (await ReadAsync(host, second.Number)).Timeline.Count(i => i.Kind != TimelineKind.System).ShouldBe(0, $"round {round}");
        }
    }

    [Fact]
    public async Task Should_Show_An_Agent_What_Is_New_There_Before_His_Reply_Goes_Along()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host), await FileAsync(host));
        var seen = (await ReadAsync(host, second.Number)).LastMessageId;
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await ReplyAsync(host, first.Id, "Answered there already");
        await MergeAsync(host, second.Id, first.Id);
        var held = await DeskAsync(
            host,
            Desk.Bob,
            x =>
                x.ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = second.Id,
                        Body = "My answer",
                        LastSeenMessageId = seen,
                    }
                )
        );
        held.IsHeld.ShouldBeTrue();
        held.NewerReplies.Single().Html.ShouldContain("Answered there already");
        (await DeskAsync(host, Desk.Bob, x => x.GetAsync(first.Number))).Draft.Reply.ShouldBe("My answer");
    }

    [Fact]
    public async Task Should_Take_Parts_Drafts_And_The_Customers_Turn_Along()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host), await FileAsync(host));
        var part = await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s =>
                s.GetRequiredService<ISubTaskAppService>()
                    .CreateAsync(
                        new CreateSubTaskInput
                        {
                            TicketId = second.Id,
                            GroupId = FakeGroups.Finance,
                            Title = "Check",
                            Brief = "Please.",
                        }
                    )
        );
        await DeskAsync(host, Desk.Bob, x => x.SaveDraftAsync(new DraftInput { TicketId = first.Id, Reply = "Above" }));
        await DeskAsync(host, Desk.Bob, x => x.SaveDraftAsync(new DraftInput { TicketId = second.Id, Reply = "Below" }));
        await DeskAsync(
            host,
            Desk.Alice,
            x =>
                x.ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = first.Id,
                        Body = "Which order?",
                        StatusAfter = TicketStatus.WaitingForCustomer,
                    }
                )
        );
        await MergeAsync(host, second.Id, first.Id);
        await host.DrainAsync();

        (await DeskAsync(host, Desk.Bob, x => x.GetAsync(first.Number))).ShouldSatisfyAllConditions(
            t => t.Draft.Reply.ShouldBe("Above\n\nBelow"),
            t => t.Status.ShouldBe(TicketStatus.InProgress, "the customer has written, if under the other number")
        );
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            s => s.GetRequiredService<ISubTaskAppService>().FinishAsync(new AnswerSubTaskInput { Id = part, Text = "Done." })
        );
        var tasks = await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s => s.GetRequiredService<ISubTaskAppService>().GetForTicketAsync(first.Id)
        );
        tasks
            .Items.Single()
            .ShouldSatisfyAllConditions(t => t.State.ShouldBe(SubTaskState.Done), t => t.TicketNumber.ShouldBe(first.Number));
        (await PortalAsync(host, await LenaAsync(host), x => x.GetAsync(first.Number))).Departments.ShouldBe(
            new PortalDepartmentsDto(1, 1)
        );
    }

    [Fact]
    public async Task Should_Keep_What_The_Customer_Filled_In_In_Sight()
    {
        await using var host = await Desk.OpenAsync();
        var (a, b, c) = (await FileAsync(host), await FileAsync(host), await FileAsync(host));
        await FillAsync(a.Id, """[{"Key":"order","Label":"Order","Value":"77"}]""");
        await FillAsync(b.Id, """[{"Key":"order","Label":"Order","Value":"77"},{"Key":"device","Label":"Device","Value":"X1"}]""");
        await FillAsync(c.Id, """[{"Key":"order","Label":"Order","Value":"78"}]""");
        await MergeAsync(host, c.Id, b.Id);
        await MergeAsync(host, b.Id, a.Id);
        (string, string)[] expected = [("Order", "77"), ($"Device (#{b.Number})", "X1"), ($"Order (#{c.Number})", "78")];
        (await ReadAsync(host, a.Number)).Fields.Select(f => (f.Label, f.Value)).ShouldBe(expected);
        (await PortalAsync(host, await LenaAsync(host), x => x.GetAsync(c.Number)))
            .Fields.Select(f => (f.Label, f.Value))
            .ShouldBe(expected);

        Task FillAsync(Guid id, string json) =>
            host.RunAsync(
                TestHost.TenantA,
                s =>
                    s.GetRequiredService<CustomerServiceDbContext>()
                        .Set<Ticket>()
                        .Where(t => t.Id == id)
                        .ExecuteUpdateAsync(set => set.SetProperty(t => t.Fields, json))
            );
    }

    [Fact]
    public async Task Should_Say_Before_What_Will_Happen()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second) = (await FileAsync(host, "Parcel is missing"), await FileAsync(host, "Broken cup"));
        var stranger = await FileAsync(host, "Teapot", email: "mei@x.example");
        await DeskAsync(host, Desk.Alice, x => x.AddNoteAsync(new NoteInput { TicketId = second.Id, Body = "Note" }));
        await DeskAsync(host, Desk.Alice, x => x.SetTagsAsync(new SetTagsInput { TicketId = second.Id, Add = ["cup"] }));
        await host.DrainAsync();

        (await MergerAsync(host, x => x.FindTargetsAsync(new MergeTargetsInput { TicketIds = [second.Id] })))
            .Select(c => (c.Number, c.Problem))
            .ShouldBe([(first.Number, null)]);
        (await MergerAsync(host, x => x.FindTargetsAsync(new MergeTargetsInput { TicketIds = [second.Id], Text = "missing parcel" })))
            .Single()
            .Number.ShouldBe(first.Number);
        var found = (
            await MergerAsync(
                host,
                x => x.FindTargetsAsync(new MergeTargetsInput { TicketIds = [second.Id], Text = $"#{stranger.Number}" })
            )
        ).Single();
        found.Problem!.ShouldContain("from Lena");
        (await MergerAsync(host, x => x.PreviewAsync(Input(second.Id, first.Id)))).ShouldSatisfyAllConditions(
            p => (p.Messages, p.Notes, p.Files, p.SubTasks).ShouldBe((1, 1, 0, 0)),
            p => p.Tags.ShouldBe(["cup"]),
            p => p.TellsCustomer.ShouldBeTrue(),
            p => p.Problem.ShouldBeNull()
        );
        (await MergerAsync(host, x => x.FindTargetsAsync(new MergeTargetsInput { TicketIds = [second.Id, first.Id] })))
            .Select(c => c.Number)
            .ShouldBe([first.Number, second.Number], "oldest first");
    }

    [Fact]
    public async Task Should_Link_From_Both_Sides_And_Take_Links_Along()
    {
        await using var host = await Desk.OpenAsync();
        var (first, second, other) = (await FileAsync(host), await FileAsync(host), await FileAsync(host, email: "mei@x.example"));
        await MergerAsync(host, x => x.LinkAsync(second.Id, other.Id));
        await MergerAsync(host, x => x.LinkAsync(other.Id, second.Id));
        (await ReadAsync(host, second.Number)).Linked.Single().Number.ShouldBe(other.Number);
        (await ReadAsync(host, other.Number)).ShouldSatisfyAllConditions(
            t => t.Linked.Single().Number.ShouldBe(second.Number),
            t => t.Timeline.Count(i => i.Html.Contains("linked", StringComparison.Ordinal)).ShouldBe(1)
        );
        await MergeAsync(host, second.Id, first.Id);
        (await ReadAsync(host, other.Number)).Linked.Single().Number.ShouldBe(first.Number);
        await MergerAsync(host, x => x.UnlinkAsync(other.Id, first.Id));
        (await ReadAsync(host, first.Number)).Linked.ShouldBeEmpty();
        (await Should.ThrowAsync<BusinessException>(() => MergerAsync(host, x => x.LinkAsync(first.Id, first.Id)))).Code.ShouldBe(
            TicketErrorCodes.LinkToItself
        );
    }

    [Fact]
    public async Task Should_Begin_A_Ticket_With_A_Message_And_Its_Files()
    {
        await using var host = await Desk.OpenAsync();
        var filed = await FileAsync(host);
        var lena = await LenaAsync(host);
        await PortalAsync(
            host,
            lena,
            x =>
                x.ReplyAsync(
                    new PortalReplyInput
                    {
                        Number = filed.Number,
                        Body = "By the way, my invoice is wrong.",
                        Files =
                        [
                            new FileUpload
                            {
                                FileName = "invoice.txt",
                                ContentType = "text/plain",
                                Content = new MemoryStream(Encoding.UTF8.GetBytes("sum")),
                            },
                        ],
                    }
                )
        );
        var message = (await ReadAsync(host, filed.Number)).Timeline.Last(i => i.Kind == TimelineKind.Public);
        var created = await MergerAsync(
            host,
            x =>
                x.SplitAsync(
                    new SplitInput
                    {
                        TicketId = filed.Id,
                        MessageId = message.Id,
                        Subject = "Invoice",
                    }
                )
        );
        await host.DrainAsync();
        (await ReadAsync(host, created.Number)).ShouldSatisfyAllConditions(
            t => t.Subject.ShouldBe("Invoice"),
            t => t.Requester.Id.ShouldBe(lena),
            t => t.Linked.Single().Number.ShouldBe(filed.Number),
            t =>
                t.Timeline.Single(i => i.Kind == TimelineKind.Public)
                    .ShouldSatisfyAllConditions(
                        m => m.Html.ShouldContain("invoice is wrong"),
                        m => m.Attachments.Single().FileName.ShouldBe("invoice.txt"),
                        m => m.IsByStaff.ShouldBeFalse()
                    )
        );
        (await ReadAsync(host, filed.Number)).ShouldSatisfyAllConditions(
            t => t.Linked.Single().Number.ShouldBe(created.Number),
            t => t.Timeline.Count(i => i.Kind == TimelineKind.Public).ShouldBe(2)
        );
    }

    private static async Task<TicketCreatedDto> FileAsync(
        TestHost host,
        string subject = "Help",
        string body = "It fails",
        string email = "lena@x.example",
        Guid? tenant = null
    ) =>
        await host.RunAsAsync(
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
                            RequesterName = email.StartsWith("mei", StringComparison.Ordinal) ? "Mei" : "Lena",
                            RequesterEmail = email,
                        }
                    ),
            "Alice"
        );

    private static Task<TicketDto> ReadAsync(TestHost host, long number) => DeskAsync(host, Desk.Alice, x => x.GetAsync(number));

    private static Task<ReplyResult> ReplyAsync(TestHost host, Guid ticket, string body) =>
        DeskAsync(host, Desk.Alice, x => x.ReplyAsync(new ReplyInput { TicketId = ticket, Body = body }));

    private static Task<long> MergeAsync(TestHost host, Guid ticket, Guid into) => MergeAsync(host, Desk.Alice, into, [ticket]);

    private static Task<long> MergeAsync(TestHost host, Guid into, params Guid[] tickets) => MergeAsync(host, Desk.Alice, into, tickets);

    private static Task<long> MergeAsync(TestHost host, Guid who, Guid into, Guid[] tickets) =>
        host.RunAsAsync(
            TestHost.TenantA,
            who,
            "agent",
            s => s.GetRequiredService<ITicketMergeAppService>().MergeAsync(new MergeInput { TicketIds = [.. tickets], IntoId = into }),
            "Alice"
        );

    private static MergeInput Input(Guid ticket, Guid into) => new() { TicketIds = [ticket], IntoId = into };

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (BusinessException e)
        {
            e.Code.ShouldBe(TicketErrorCodes.IsMerged);
            return false;
        }
    }

    private static Task<T> DeskAsync<T>(TestHost host, Guid who, Func<ITicketAppService, Task<T>> call) =>
        host.RunAsAsync(
            TestHost.TenantA,
            who,
            "lead",
            s => call(s.GetRequiredService<ITicketAppService>()),
            who == Desk.Bob ? "Bob" : "Alice"
        );

    private static Task DeskAsync(TestHost host, Guid who, Func<ITicketAppService, Task> call) =>
        host.RunAsAsync(TestHost.TenantA, who, "lead", s => call(s.GetRequiredService<ITicketAppService>()));

    private static Task<T> MergerAsync<T>(TestHost host, Func<ITicketMergeAppService, Task<T>> call) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Alice, "lead", s => call(s.GetRequiredService<ITicketMergeAppService>()), "Alice");

    private static Task MergerAsync(TestHost host, Func<ITicketMergeAppService, Task> call) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Alice, "lead", s => call(s.GetRequiredService<ITicketMergeAppService>()));

    private static Task<T> PortalAsync<T>(TestHost host, Guid who, Func<IPortalTicketAppService, Task<T>> call) =>
        host.RunAsAsync(TestHost.TenantA, who, "customer", s => call(s.GetRequiredService<IPortalTicketAppService>()), "Lena");

    private static Task<T> ApiAsync<T>(TestHost host, Func<ITicketApiAppService, Task<T>> call) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Alice, "lead", s => call(s.GetRequiredService<ITicketApiAppService>()), "Alice");

    private static async Task<Guid> LenaAsync(TestHost host) =>
        (
            await host.RunAsync(
                TestHost.TenantA,
                s => s.GetRequiredService<Identity.Users.IUserIntegrationService>().GetOrCreateCustomerAsync("lena@x.example", "Lena", null)
            )
        ).Id;

    private static Task<AttachmentDto> UploadAsync(TestHost host, Guid ticket) =>
        DeskAsync(
            host,
            Desk.Alice,
            x =>
                x.UploadAsync(
                    ticket,
                    new FileUpload
                    {
                        FileName = "label.txt",
                        ContentType = "text/plain",
                        Content = new MemoryStream(Encoding.UTF8.GetBytes("label")),
                    }
                )
        );

    private static async Task<IReadOnlyList<long>> SearchAsync(TestHost host, string text) =>
        [
            .. (
                await DeskAsync(
                    host,
                    Desk.Alice,
                    x =>
                        x.GetListAsync(
                            new TicketListInput
                            {
                                View = TicketViews.All,
                                Filter = new TicketFilter { Text = text },
                            }
                        )
                )
            ).Items.Select(t => t.Number),
        ];

    private static MergeEars Heard(TestHost host) => host.Services.GetRequiredService<MergeEars>();
}

internal static class MergeShould
{
    public static void IsShouldBeOpen(this TicketDto ticket) => (ticket.MergedInto, ticket.Status).ShouldBe((null, TicketStatus.New));
}

/// <summary>What the rest of the product hears of merges.</summary>
internal sealed class MergeEars : ISingletonDependency
{
    public List<TicketMergedEto> Merged { get; } = [];
}

internal sealed class MergeListener(MergeEars ears) : IDistributedEventHandler<TicketMergedEto>
{
    public Task HandleEventAsync(TicketMergedEto eto, CancellationToken cancellationToken)
    {
        ears.Merged.Add(eto);
        return Task.CompletedTask;
    }
}
