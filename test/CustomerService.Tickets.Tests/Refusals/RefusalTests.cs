using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Refusals;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Refusals;

/// <summary>A refusal explains itself, can be appealed once and in time, and keeps to itself what is internal.</summary>
public sealed class RefusalTests
{
    private Guid _customer;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Tell_The_Reason_And_Open_Again_On_Appeal_For_Somebody_Else(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var (id, number) = await FileAsync(host);
        await RefuseAsync(host, id, "content-removed");

        var refused = await AsCustomerAsync(host, s => s.GetAsync(number));
        refused.Status.ShouldBe(TicketStatus.Resolved);
        refused.Refusal.ShouldNotBeNull().CanAppeal.ShouldBeTrue();
        refused.Messages[^1].Html.ShouldContain("you can appeal until");
        await AsCustomerAsync(host, s => s.AppealAsync(new PortalAppealInput { Number = number, Reason = "It was satire." }));

        var appealed = await AsCustomerAsync(host, s => s.GetAsync(number));
        (appealed.Status, appealed.Refusal!.AppealedAt, appealed.AgentName).ShouldBe((TicketStatus.InProgress, host.Time.Now, null));
        (await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<ITicketIntegrationService>().GetTagsAsync([id])))[id]
            .ShouldContain("appeal");
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsCustomerAsync(host, s => s.AppealAsync(new PortalAppealInput { Number = number, Reason = "Again" }))
            )
        ).Code.ShouldBe(TicketErrorCodes.NothingToAppeal);
    }

    [Fact]
    public async Task Should_Keep_A_Restriction_Open_And_Refuse_An_Appeal_That_Comes_Too_Late()
    {
        await using var host = await Desk.OpenAsync();
        var (id, number) = await FileAsync(host);
        await RefuseAsync(host, id, "proof-missing");
        (await AsCustomerAsync(host, s => s.GetAsync(number))).Status.ShouldBe(TicketStatus.WaitingForCustomer);

        host.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));

        (await AsCustomerAsync(host, s => s.GetAsync(number))).Refusal!.CanAppeal.ShouldBeFalse();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsCustomerAsync(host, s => s.AppealAsync(new PortalAppealInput { Number = number, Reason = "Late" }))
            )
        ).Code.ShouldBe(TicketErrorCodes.NothingToAppeal);
    }

    [Fact]
    public async Task Should_Not_Let_A_Stranger_Appeal()
    {
        await using var host = await Desk.OpenAsync();
        var (id, number) = await FileAsync(host);
        await RefuseAsync(host, id, "content-removed");

        await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                RoleNames.Customer,
                async p =>
                {
                    await p.GetRequiredService<IPortalTicketAppService>()
                        .AppealAsync(new PortalAppealInput { Number = number, Reason = "Mine" });
                }
            )
        );
    }

    [Fact]
    public async Task Should_Keep_What_Was_Said_When_The_Catalogue_Changes()
    {
        await using var host = await Desk.OpenAsync();
        var (id, number) = await FileAsync(host);
        await RefuseAsync(host, id, "content-removed");
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Carol,
            RoleNames.Admin,
            async p =>
            {
                var service = p.GetRequiredService<IRefusalAppService>();
                var reason = (await service.GetForEditAsync()).Single(r => r.Key == "content-removed");
                (reason.TitleEn, reason.AppealDays) = ("Something else", 1);
                await service.SaveAsync(reason);
            }
        );

        (await AsCustomerAsync(host, s => s.GetAsync(number))).Refusal!.Title.ShouldBe("We keep the removal of your content");
    }

    private async Task<(Guid Id, long Number)> FileAsync(TestHost host)
    {
        var created = await host.RunAsync(
            TestHost.TenantA,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "Please bring it back",
                            Body = "My post is gone.",
                            Name = "Dora",
                            Email = "dora@example.com",
                        }
                    )
        );
        _customer = created.RequesterId;
        return (created.Id, created.Number);
    }

    private static Task RefuseAsync(TestHost host, Guid id, string key) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            RoleNames.Agent,
            async p =>
            {
                await p.GetRequiredService<ITicketAppService>().ClaimAsync(id, null);
                var reason = await p.GetRequiredService<CustomerServiceDbContext>().Set<RefusalReason>().SingleAsync(r => r.Key == key);
                await p.GetRequiredService<IRefusalAppService>().RefuseAsync(new RefuseInput { TicketId = id, ReasonId = reason.Id });
            }
        );

    private async Task<T> AsCustomerAsync<T>(TestHost host, Func<IPortalTicketAppService, Task<T>> work)
    {
        T result = default!;
        await host.RunAsAsync(
            TestHost.TenantA,
            _customer,
            RoleNames.Customer,
            async p => result = await work(p.GetRequiredService<IPortalTicketAppService>())
        );
        return result;
    }
}
