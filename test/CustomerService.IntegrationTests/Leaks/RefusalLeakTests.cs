using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Refusals;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>Thresholds and colleagues' words stay inside, whichever way a customer or a program looks at a refused request.</summary>
public sealed class RefusalLeakTests
{
    private const string Rule = "ZZRULE 7 reports in 30 days";
    private const string Note = "ZZNOTE score 0.83";

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Explain_In_Page_Mail_And_Api_Without_The_Internal_Rule(DatabaseProvider provider)
    {
        await using var smtp = new TestSmtpServer();
        await using var settings = await ServerSettings.CreateAsync(provider);
        settings.SendMailTo(smtp, "help@alpha.example");
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var token = await product.CreateTokenAsync(alpha.Id, "Tickets.Read");
        var created = await product.RunAsync(
            alpha.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "Bring it back",
                            Body = "My post is gone.",
                            Name = "Dora",
                            Email = "dora@example.com",
                        }
                    )
        );
        await using var server = await ServerProcess.StartAsync(settings);
        await product.RunAsAsync(
            alpha.Id,
            Guid.NewGuid(),
            RoleNames.Admin,
            async p =>
            {
                var refusals = p.GetRequiredService<IRefusalAppService>();
                var reason = (await refusals.GetForEditAsync()).Single(r => r.Key == "content-removed");
                reason.InternalRule = Rule;
                await refusals.SaveAsync(reason);
                (await refusals.GetReasonsAsync(created.Id)).ShouldAllBe(r => !r.Message.Contains("ZZRULE"));
                await refusals.RefuseAsync(
                    new RefuseInput
                    {
                        TicketId = created.Id,
                        ReasonId = reason.Id!.Value,
                        Note = Note,
                    }
                );
            }
        );

        using var customer = server.Client("alpha.localhost");
        var link = await product.RunAsync(
            alpha.Id,
            p =>
                Task.FromResult(
                    p.GetRequiredService<IAccessLinkService>()
                        .Create(created.RequesterId, $"/requests/{created.Number}", TimeSpan.FromDays(1), created.Id)
                )
        );
        var page = await PageForms.ReadAsync(customer, link);
        page.ShouldContain("We keep the removal of your content");
        page.ShouldContain("Appeal this decision");
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var answer = await api.GetStringAsync($"/api/v1/tickets/{created.Number}");
        answer.ShouldContain("Bring it back");
        await Wait.UntilAsync(
            () => Task.FromResult(smtp.Mails.Any(m => m.PlainText.Contains("Reply or appeal", StringComparison.Ordinal))),
            "the mail of the refusal"
        );
        var mails = string.Concat(smtp.Mails.Select(m => m.PlainText));
        mails.ShouldContain("We keep the removal");
        mails.ShouldNotContain("Solved:");

        foreach (var seen in new[] { page, mails })
        {
            seen.ShouldNotContain(Rule);
            seen.ShouldNotContain(Note);
        }

        answer.ShouldNotContain(Rule);
    }
}
