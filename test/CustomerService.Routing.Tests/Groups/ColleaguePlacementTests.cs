using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Routing.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Groups;

public sealed class ColleaguePlacementTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_A_New_Colleague_Stars_In_The_Chosen_Groups_Or_In_None(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        await host.RunAsync(p => p.GetRequiredService<IRoutingIntegrationService>().EnsureGroupAsync("billing", "Billing"));
        var (support, billing) = ((await host.GroupAsync()).Id, (await host.GroupAsync("billing")).Id);
        var offered = (await AsAsync(host, RoleNames.Admin, p => p.GetGroupsAsync())).Select(g => g.Id).ToList();
        new[] { support, billing }.ShouldBeSubsetOf(offered);

        var colleague = Guid.NewGuid();
        var gone = () => PlaceAsync(host, RoleNames.Admin, colleague, (support, 4), (Guid.NewGuid(), 3));
        (await Should.ThrowAsync<BusinessException>(gone)).Code.ShouldBe(RoutingErrorCodes.GroupNotFound);
        (await StarsAsync(host, colleague)).ShouldBeEmpty();

        await PlaceAsync(host, RoleNames.Admin, colleague, (support, 4), (billing, 2));
        (await StarsAsync(host, colleague)).ShouldBe([(support, 4), (billing, 2)], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_Not_Let_Those_Who_Only_Invite_Decide_Who_Works_Where()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var (support, colleague) = ((await host.GroupAsync()).Id, Guid.NewGuid());
        (await AsAsync(host, RoleNames.Lead, p => p.GetGroupsAsync())).ShouldBeEmpty();
        var call = () => PlaceAsync(host, RoleNames.Lead, colleague, (support, 5));
        (await Should.ThrowAsync<BusinessException>(call)).Kind.ShouldBe(ErrorKind.Forbidden);
        (await StarsAsync(host, colleague)).ShouldBeEmpty();
    }

    private static Task<T> AsAsync<T>(RoutingTestHost host, string role, Func<IColleaguePlacement, Task<T>> call) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, host.Admin, role, p => call(p.GetRequiredService<IColleaguePlacement>()));

    /// <summary>As the service that invites does it: inside its unit of work.</summary>
    private static Task PlaceAsync(RoutingTestHost host, string role, Guid userId, params (Guid Group, int Stars)[] groups) =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            host.Admin,
            role,
            async p =>
            {
                await using var unitOfWork = p.GetRequiredService<IUnitOfWorkManager>().Begin();
                await p.GetRequiredService<IColleaguePlacement>()
                    .PlaceAsync(userId, [.. groups.Select(g => new GroupStarsInput { GroupId = g.Group, Stars = g.Stars })]);
                await unitOfWork.CompleteAsync();
            }
        );

    private static async Task<IEnumerable<(Guid, int)>> StarsAsync(RoutingTestHost host, Guid userId) =>
        (await host.ReadAllAsync<GroupMember>()).Where(m => m.UserId == userId).Select(m => (m.GroupId, m.Stars));
}
