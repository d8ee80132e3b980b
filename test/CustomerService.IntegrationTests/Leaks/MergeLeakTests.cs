using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.TestBase;
using CustomerService.Tickets.Merging;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>What colleagues say to each other stays inside, also when tickets become one and other departments work on them.</summary>
public sealed class MergeLeakTests
{
    /// <summary>The department's name, what it is asked, and a note.</summary>
    private static readonly string[] Inside = ["ZZ-revision", "ZZ-title", "ZZ-brief", "ZZ-note"];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Lead_An_Old_Link_On_And_Show_Nothing_From_Inside(DatabaseProvider provider)
    {
        await using var smtp = new TestSmtpServer();
        await using var settings = await ServerSettings.CreateAsync(provider);
        settings.SendMailTo(smtp, "help@alpha.example");
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var (first, second) = (await FileAsync("Where is my parcel?"), await FileAsync("Order 77 never came."));
        await using var server = await ServerProcess.StartAsync(settings);
        // Each by itself, as behind pages: the server works on the same tickets meanwhile.
        await AsAdminAsync(async p =>
        {
            var group = await p.GetRequiredService<IGroupAppService>().CreateAsync(new CreateGroupInput { Name = Inside[0] });
            await p.GetRequiredService<ISubTaskAppService>()
                .CreateAsync(
                    new CreateSubTaskInput
                    {
                        TicketId = second.Id,
                        GroupId = group,
                        Title = Inside[1],
                        Brief = Inside[2],
                    }
                );
        });
        await AsAdminAsync(p =>
            p.GetRequiredService<ITicketAppService>().AddNoteAsync(new NoteInput { TicketId = second.Id, Body = Inside[3] })
        );
        await AsAdminAsync(p =>
            p.GetRequiredService<ITicketMergeAppService>().MergeAsync(new MergeInput { TicketIds = [second.Id], IntoId = first.Id })
        );

        using var customer = server.Client("alpha.localhost");
        // The mails of both requests came to the same mailbox.
        await PageForms.FollowAsync(customer, await LinkAsync(first));
        var link = await LinkAsync(second);
        var page = "";
        await Wait.UntilAsync(
            async () =>
            {
                page = await PageForms.ReadAsync(customer, link);
                return page.Contains("Where is my parcel?", StringComparison.Ordinal);
            },
            "both to be proven"
        );
        page.ShouldContain("Order 77 never came.");
        page.ShouldContain($"from #{second.Number}");
        page.ShouldContain("Another department is working on its part.");
        await Wait.UntilAsync(
            () => Task.FromResult(smtp.Mails.Any(m => m.PlainText.Contains("answer them together", StringComparison.Ordinal))),
            "the mail of the merge"
        );
        foreach (var seen in new[] { page, string.Concat(smtp.Mails.Select(m => m.PlainText)) })
        {
            Inside.ShouldAllBe(word => !seen.Contains(word, StringComparison.Ordinal));
        }

        Task<string> LinkAsync(PortalTicketCreatedDto ticket) =>
            product.RunAsync(
                alpha.Id,
                p =>
                    Task.FromResult(
                        p.GetRequiredService<IAccessLinkService>()
                            .Create(ticket.RequesterId, $"/requests/{ticket.Number}", TimeSpan.FromDays(1), ticket.Id)
                    )
            );

        Task AsAdminAsync(Func<IServiceProvider, Task> work) => product.RunAsAsync(alpha.Id, Guid.NewGuid(), RoleNames.Admin, work);

        Task<PortalTicketCreatedDto> FileAsync(string body) =>
            product.RunAsync(
                alpha.Id,
                p =>
                    p.GetRequiredService<IPortalTicketAppService>()
                        .CreateAsync(
                            new CreatePortalTicketInput
                            {
                                RequestTypeKey = "other",
                                Subject = "My order",
                                Body = body,
                                Name = "Dora",
                                Email = "dora@example.com",
                            }
                        )
            );
    }
}
