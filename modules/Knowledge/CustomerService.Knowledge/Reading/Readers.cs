using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Search;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Knowledge.Reading;

/// <summary>What the person who asks may read. Asked anew on each call: whoever leaves a group loses its articles at once.</summary>
internal sealed class Readers(
    ICurrentUser user,
    IPermissionChecker permissions,
    IUserIntegrationService users,
    IEnumerable<IAgentGroupProvider> groups
) : ITransientDependency
{
    public async Task<Audience.Reader> OfPortalAsync(CancellationToken cancellationToken) =>
        user.Id is not { } id
            ? Audience.Anonymous()
            : Audience.Customer((await users.FindAsync(id, cancellationToken))?.Tier ?? CustomerTier.Standard);

    public async Task<Audience.Reader> OfDeskAsync(CancellationToken cancellationToken) =>
        Audience.Staff(
            user.Id is { } id && groups.FirstOrDefault() is { } provider ? await provider.GetGroupIdsAsync(id) : [],
            await permissions.IsGrantedAsync(KnowledgePermissions.Manage, cancellationToken)
        );
}
