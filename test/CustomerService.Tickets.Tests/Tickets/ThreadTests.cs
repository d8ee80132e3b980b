using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class ThreadTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Carry_A_Request_From_The_Portal_To_The_Desk_And_Back(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var filed = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "Export <b>fails</b>",
                            Body = "It stops at 80 %.\nSee https://example.com/x",
                            Name = "Lena",
                            Email = "lena@customer.example",
                        }
                    )
        );
        filed.Number.ShouldBe(1001);

        var row = await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            async s =>
            {
                var desk = s.GetRequiredService<ITicketAppService>();
                var list = await desk.GetListAsync(new TicketListInput { View = TicketViews.Unassigned });
                var ticket = await desk.GetAsync(list.Items.Single().Number);
                (
                    await desk.ReplyAsync(
                        new ReplyInput
                        {
                            TicketId = ticket.Id,
                            Body = "**Fixed** by 15:20.",
                            LastSeenMessageId = ticket.LastMessageId,
                            StatusAfter = TicketStatus.WaitingForCustomer,
                        }
                    )
                ).IsHeld.ShouldBeFalse();
                return await desk.FindRowAsync(ticket.Id);
            },
            "Bob"
        );
        row!.AssigneeName.ShouldBe("Bob");
        row.Status.ShouldBe(TicketStatus.WaitingForCustomer);

        await host.RunAsAsync(
            TestHost.TenantA,
            filed.RequesterId,
            "customer",
            async s =>
            {
                var portal = s.GetRequiredService<IPortalTicketAppService>();
                (await portal.GetMineAsync(true, null)).Items.Single().NeedsAnswer.ShouldBeTrue();
                var mine = await portal.GetAsync(filed.Number);
                mine.Messages.Count.ShouldBe(2);
                mine.Messages[0].Html.ShouldContain("<a href=\"https://example.com/x\"");
                mine.Messages[1].Html.ShouldContain("<strong>Fixed</strong>");
                await portal.ReplyAsync(new PortalReplyInput { Number = filed.Number, Body = "Works, thanks" });
                (await portal.GetAsync(filed.Number)).Status.ShouldBe(TicketStatus.InProgress);
            }
        );
        await host.DrainAsync();
    }
}
