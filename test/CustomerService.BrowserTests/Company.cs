using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Groups;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>A company with a lead and an agent, served to browsers: what sign-up and the people page make, made at once.</summary>
/// <param name="port">Of a <see cref="Wire"/> to the server; null goes to it directly.</param>
internal sealed class Company(Product product, ServerProcess server, TenantInfo tenant, int? port = null)
{
    public string Slug => tenant.Slug;

    public string Url(string path = "/") => $"http://{tenant.Slug}.localhost:{port ?? server.Port}{path}";

    /// <summary>Before the server starts: on SQLite another process hears of a new tenant only when its cache has aged.</summary>
    public static async Task<TenantInfo> FoundAsync(Product product, string slug, string template, string language)
    {
        var tenant = await product.CreateTenantAsync(slug, template, language);
        await product.RunAsync(
            tenant.Id,
            async provider =>
            {
                var users = provider.GetRequiredService<IUserIntegrationService>();
                var routing = provider.GetRequiredService<IRoutingIntegrationService>();
                var lead = await users.CreateStaffAsync($"lead@{slug}.example", "Lena Lead", RoleNames.Lead, Product.Password, language);
                var agent = await users.CreateStaffAsync($"agent@{slug}.example", "Amy Agent", RoleNames.Agent, Product.Password, language);
                foreach (var group in await routing.GetGroupsAsync())
                {
                    await routing.SetMemberAsync(group.Id, lead.Id, 5, true);
                    await routing.SetMemberAsync(group.Id, agent.Id, 5, false);
                }
            }
        );
        return tenant;
    }

    public async Task SignInAsync(Person person, string role)
    {
        await person.Page.GotoAsync(Url("/signin?returnUrl=%2Fdesk"));
        await person.Page.Locator("input[name='Input.Email']").FillAsync($"{role}@{tenant.Slug}.example");
        await person.Page.Locator("input[name='Input.Password']").FillAsync(Product.Password);
        await person.Page.Locator("form:has(input[name='Input.Password']) button[type=submit]").ClickAsync();
        await Assertions.Expect(person.Page.Locator(".cs-desk")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    /// <summary>Lets the ticket's promises run out: as if the time had passed.</summary>
    public Task LetPromisesPassAsync(long number) =>
        product.RunAsync(
            tenant.Id,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                var past = provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddMinutes(-1);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    update "SlaClocks" set "Due" = {past}, "WarnAt" = {past.AddMinutes(-1)} where "TenantId" = {tenant.Id} and
                        "TicketId" in (select "Id" from "Tickets" where "TenantId" = {tenant.Id} and "Number" = {number})
                    """
                );
                await db.Database.ExecuteSqlAsync(
                    $"""
                    update "Timers" set "Due" = {past}, "NextAttempt" = {past} where "TenantId" = {tenant.Id} and "Kind" =
                        'sla.clock' and "SubjectId" in (select c."Id" from "SlaClocks" c join "Tickets" t on t."TenantId" =
                        c."TenantId" and t."Id" = c."TicketId" where c."TenantId" = {tenant.Id} and t."Number" = {number})
                    """
                );
            }
        );

    /// <summary>A request of Dora's, filed by the portal's form.</summary>
    public Task<PortalTicketCreatedDto> FileAsync(string subject, string body) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = subject,
                            Body = body,
                            Name = "Dora",
                            Email = "dora@example.com",
                        }
                    )
        );

    /// <summary>A link that signs the customer in.</summary>
    public Task<string> LinkAsync(PortalTicketCreatedDto ticket) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                Task.FromResult(
                    Url(
                        provider
                            .GetRequiredService<IAccessLinkService>()
                            .Create(ticket.RequesterId, $"/requests/{ticket.Number}", TimeSpan.FromDays(1), ticket.Id)
                    )
                )
        );

    /// <summary>The link in the confirmation of the request: whoever opens it has shown that the address is theirs.</summary>
    public async Task<string> MailedLinkAsync(long number)
    {
        string? link = null;
        await Wait.UntilAsync(async () => (link = await ReadAsync(number)) is not null, "the confirmation is written");
        return link!;

        Task<string?> ReadAsync(long of) =>
            product.RunAsync(
                tenant.Id,
                provider =>
                    provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .Database.SqlQuery<string>(
                            $"""
                            select "ActionUrl" as "Value" from "NotificationMails" where "TenantId" = {tenant.Id} and
                                "Key" like 'accepted:%' and "Subject" like {$"[#{of}]%"}
                            """
                        )
                        .FirstOrDefaultAsync()
            );
    }

    public Task<bool> IsProvenAsync(Guid ticketId) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<bool>(
                        $"""
                        select "IsRequesterProven" as "Value" from "Tickets" where "TenantId" = {tenant.Id} and "Id" = {ticketId}
                        """
                    )
                    .SingleAsync()
        );

    /// <summary>Makes all promises of the ticket due then, without telling anybody.</summary>
    public Task SetDueAsync(Guid ticketId, DateTime due) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Database.ExecuteSqlAsync(
                        $"""
                        update "SlaClocks" set "Due" = {due}, "WarnAt" = {due.AddMinutes(-1)} where "TenantId" = {tenant.Id} and
                            "TicketId" = {ticketId}
                        """
                    )
        );

    public Task<int> CountClocksAsync(Guid ticketId, string state) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<int>(
                        $"""
                        select count(*) as "Value" from "SlaClocks" where "TenantId" = {tenant.Id} and "TicketId" = {ticketId} and
                            "State" = {state}
                        """
                    )
                    .SingleAsync()
        );

    /// <summary>The escalation policy's first step must be accepted by a lead.</summary>
    public Task AskLeadsToAcceptAsync() =>
        product.RunAsAsync(
            tenant.Id,
            Guid.NewGuid(),
            RoleNames.Admin,
            async provider =>
            {
                var policies = provider.GetRequiredService<IEscalationPolicyAppService>();
                var standard = (await policies.GetListAsync()).Single(l => l.IsDefault);
                standard.Form.Steps =
                [
                    new()
                    {
                        NotifyLeads = true,
                        RaisePriority = true,
                        AcceptMinutes = 30,
                    },
                ];
                await policies.UpdateAsync(standard.Id, standard.Form);
            }
        );

    public Task<int> EscalationLevelAsync(long number) =>
        product.RunAsync(
            tenant.Id,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<int>(
                        $"""select "EscalationLevel" as "Value" from "Tickets" where "TenantId" = {tenant.Id} and "Number" = {number}"""
                    )
                    .SingleAsync()
        );
}
