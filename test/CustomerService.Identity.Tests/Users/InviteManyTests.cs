using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Plans;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Identity.Tests.Users;

public sealed class InviteManyTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Invite_The_Others_When_Some_Are_Refused(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        var invited = await AsAdminAsync(
            host,
            acme,
            p =>
                p.InviteManyAsync(
                    Many(("grace@acme.example", "Grace"), ("nobody", "Nobody"), ("admin@acme.example", "Ada"), ("bo@acme.example", "Bo"))
                )
        );
        invited
            .Select(i => (i.Email, i.Invitation is not null))
            .ShouldBe([("grace@acme.example", true), ("nobody", false), ("admin@acme.example", false), ("bo@acme.example", true)]);
        invited[1].Refusal.ShouldNotBeNullOrEmpty();
        invited[2].Refusal!.ShouldContain("admin@acme.example already belongs to a colleague");
        ((TestEmailSender)host.Services.GetRequiredService<IEmailSender>()).Sent.Count.ShouldBe(2);
        (await FindAsync(host, acme, "bo@acme.example")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_Invite_The_Others_When_One_Fails_By_No_Rule()
    {
        await using var host = await PeopleTests.HostAsync(DatabaseProvider.Sqlite);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        await host.RunAsync(
            acme,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Database.ExecuteSqlRawAsync(
                        """
                        create trigger "Falls" before insert on "IdentityUsers" when new."Email" = 'bo@acme.example'
                        begin select raise(abort, 'fell'); end
                        """
                    )
        );
        var invited = await AsAdminAsync(
            host,
            acme,
            p => p.InviteManyAsync(Many(("bo@acme.example", "Bo"), ("grace@acme.example", "Grace")))
        );
        invited.Select(i => i.Invitation is not null).ShouldBe([false, true]);
        invited[0].Refusal!.ShouldContain("Something went wrong on our side");
        (await FindAsync(host, acme, "grace@acme.example")).ShouldNotBeNull();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Invite_As_Many_As_The_Plan_Has_Seats(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        host.Services.GetRequiredService<IOptions<BillingOptions>>().Value.Enabled = true;
        var acme = await PeopleTests.OpenAsync(host, isDemo: false);
        var check = await AsAdminAsync(
            host,
            acme,
            p => p.CheckInviteesAsync(new CheckInviteesInput { Emails = ["ADMIN@acme.example", "one@acme.example"] })
        );
        check.Taken.ShouldBe(["ADMIN@acme.example"]);
        check.SeatsLeft.ShouldBe(2);
        var invited = await AsAdminAsync(
            host,
            acme,
            p => p.InviteManyAsync(Many(("one@acme.example", "One"), ("two@acme.example", "Two"), ("three@acme.example", "Three")))
        );
        invited.Select(i => i.Invitation is not null).ShouldBe([true, true, false]);
        invited[2].Refusal!.ShouldContain("all seats are taken");
        (await FindAsync(host, acme, "three@acme.example")).ShouldBeNull();
    }

    [Fact]
    public void Should_Read_People_As_They_Are_Pasted() =>
        Invitees
            .Read(
                "grace.hopper@example.com\r\nLi, Lei <li@example.com>, Bo Li <bo@example.com>；zoe@example.com\n\n  \"Q, R\" <q@example.com>"
            )
            .Select(p => (p.Name, p.Email, p.Problem))
            .ShouldBe([
                ("Grace Hopper", "grace.hopper@example.com", null),
                ("Li, Lei", "li@example.com", null),
                ("Bo Li", "bo@example.com", null),
                ("Zoe", "zoe@example.com", null),
                ("Q, R", "q@example.com", null),
            ]);

    [Fact]
    public void Should_Name_Who_Cannot_Be_Invited() =>
        Invitees
            .Read(
                "a@example.com, A@example.com\nnobody, b@example\nwww.evil.example/win <c@example.com>\n"
                    + new string('x', 65)
                    + " <d@example.com>"
            )
            .Select(p => (p.Text.Length > 60 ? "long" : p.Text, p.Problem))
            .ShouldBe([
                ("a@example.com", null),
                ("A@example.com", InviteeProblem.Twice),
                ("nobody", InviteeProblem.NoAddress),
                ("b@example", InviteeProblem.NoAddress),
                ("www.evil.example/win <c@example.com>", InviteeProblem.BadName),
                ("long", InviteeProblem.BadName),
            ]);

    private static InviteManyInput Many(params (string Email, string Name)[] people) =>
        new() { Role = RoleNames.Agent, People = [.. people.Select(p => new InviteeInput { Email = p.Email, Name = p.Name })] };

    private static Task<UserDto?> FindAsync(TestHost host, Guid tenant, string email) =>
        host.RunAsync(tenant, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync(email));

    private static async Task<T> AsAdminAsync<T>(TestHost host, Guid tenant, Func<IPeopleAppService, Task<T>> call)
    {
        var admin = await FindAsync(host, tenant, "admin@acme.example");
        return await host.RunAsAsync(tenant, admin!.Id, RoleNames.Admin, p => call(p.GetRequiredService<IPeopleAppService>()));
    }
}
