using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Users;

public sealed class InvitationTests
{
    private const string Email = "grace@acme.example";

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_The_Inviter_A_Link_And_Mail_Nothing_Without_A_Mail_Server(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        var mail = (TestEmailSender)host.Services.GetRequiredService<IEmailSender>();
        mail.IsSetUp = false;
        var invitation = await InviteAsync(host, acme);
        (invitation.Email, invitation.IsMailed).ShouldBe((Email, false));
        mail.Sent.ShouldBeEmpty();
        (await OpenAsync(host, acme, invitation.Url)).ShouldBe((Email, false), "who has this link has not read a mail");

        var again = await AsAdminAsync(host, acme, async p => await p.ResendInvitationAsync(await IdAsync(host, acme)));
        (await OpenAsync(host, acme, again.Url)).ShouldBe((Email, false));
        (again.IsMailed, mail.Sent.Count).ShouldBe((false, 0));
    }

    [Fact]
    public async Task Should_Mail_Another_Link_Than_The_One_That_The_Inviter_Sees()
    {
        await using var host = await PeopleTests.HostAsync(DatabaseProvider.Sqlite);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        var invitation = await InviteAsync(host, acme);
        invitation.IsMailed.ShouldBeTrue();
        var mailed = ((TestEmailSender)host.Services.GetRequiredService<IEmailSender>()).Sent.ShouldHaveSingleItem();
        mailed.ActionUrl.ShouldNotBe(invitation.Url);
        (await OpenAsync(host, acme, mailed.ActionUrl!)).ShouldBe((Email, true), "the mailed link proves the address");
        (await OpenAsync(host, acme, invitation.Url)).ShouldBe((Email, false), "the shown one does not");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Invite_Nobody_When_The_Groups_Are_Refused(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        var support = new GroupStarsInput { GroupId = Guid.NewGuid(), Stars = 4 };
        var gone = new GroupStarsInput { GroupId = FakePlacement.Gone, Stars = 3 };
        (await Should.ThrowAsync<BusinessException>(() => InviteAsync(host, acme, support, gone))).Kind.ShouldBe(ErrorKind.NotFound);
        (await host.RunAsync(acme, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync(Email))).ShouldBeNull();
        ((TestEmailSender)host.Services.GetRequiredService<IEmailSender>()).Sent.ShouldBeEmpty();

        var tooMany = new GroupStarsInput { GroupId = support.GroupId, Stars = 6 };
        await Should.ThrowAsync<InputValidationException>(() => InviteAsync(host, acme, tooMany));

        await InviteAsync(host, acme, support);
        var placed = host.Services.GetRequiredService<Placed>().Choices.Where(c => c.GroupId == support.GroupId);
        placed.Last().ShouldBe((await IdAsync(host, acme), support.GroupId, 4));
    }

    private static Task<SentInvitationDto> InviteAsync(TestHost host, Guid tenant, params GroupStarsInput[] groups) =>
        AsAdminAsync(
            host,
            tenant,
            p =>
                p.InviteAsync(
                    new InviteInput
                    {
                        Email = Email,
                        Name = "Grace",
                        Role = RoleNames.Agent,
                        Groups = [.. groups],
                    }
                )
        );

    private static async Task<T> AsAdminAsync<T>(TestHost host, Guid tenant, Func<IPeopleAppService, Task<T>> call)
    {
        var admin = await host.RunAsync(
            tenant,
            p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@acme.example")
        );
        return await host.RunAsAsync(tenant, admin!.Id, RoleNames.Admin, p => call(p.GetRequiredService<IPeopleAppService>()));
    }

    private static Task<Guid> IdAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<User>().Where(u => u.Email == Email).Select(u => u.Id).SingleAsync()
        );

    private static Task<(string Email, bool ProvesAddress)> OpenAsync(TestHost host, Guid tenant, string url) =>
        host.RunAsync(
            tenant,
            async p =>
            {
                var opened = await p.GetRequiredService<PasswordLinks>().OpenInvitationAsync(url.Split("/invitation/")[1]);
                return (opened.User.Email, opened.ProvesAddress);
            }
        );
}

internal sealed class Placed : ISingletonDependency
{
    public List<(Guid UserId, Guid GroupId, int Stars)> Choices { get; } = [];
}

/// <summary>Stands for the module with the groups.</summary>
internal sealed class FakePlacement(Placed placed) : IColleaguePlacement, ITransientDependency
{
    public static readonly Guid Gone = Guid.NewGuid();

    public Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PlacementGroupDto>>([]);

    public Task PlaceAsync(Guid userId, IReadOnlyList<GroupStarsInput> groups, CancellationToken cancellationToken = default)
    {
        placed.Choices.AddRange(groups.Select(g => (userId, g.GroupId, g.Stars)));
        return groups.Any(g => g.GroupId == Gone) ? throw BusinessException.NotFound(FrameworkErrorCodes.NotFound) : Task.CompletedTask;
    }
}
