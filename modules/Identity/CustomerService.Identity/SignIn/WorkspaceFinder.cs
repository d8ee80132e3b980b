using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.SignIn;

/// <summary>For people who stand before the host name and forgot their workspace's address.</summary>
internal sealed class WorkspaceFinder(
    CustomerServiceDbContext db,
    ICurrentTenant tenant,
    ITenantStore tenants,
    ISiteUrls urls,
    IdentityMails mails
) : ITransientDependency
{
    public async Task<string?> FindAsync(string slug, CancellationToken cancellationToken) =>
        await tenants.FindBySlugAsync(slug.Trim().ToLowerInvariant(), cancellationToken) is { } found
            ? await UnderHostNameAsync(found, cancellationToken)
            : null;

    public async Task SendAsync(string email, string language, CancellationToken cancellationToken)
    {
        var hash = WorkspaceMember.HashOf(User.Normalize(email));
        var found = new List<(string Name, string Url)>();
        foreach (
            var id in await db.Set<WorkspaceMember>()
                .Where(m => m.EmailHash == hash)
                .Select(m => m.WorkspaceId)
                .ToListAsync(cancellationToken)
        )
        {
            if (await tenants.FindAsync(id, cancellationToken) is { } info)
            {
                found.Add((info.Name, await SignInOfAsync(info, cancellationToken)));
            }
        }

        if (found.Count > 0)
        {
            await mails.SendWorkspacesAsync(email, language, found, cancellationToken);
        }
    }

    /// <summary>Forms of the host's site may lead to names under it only, so not to a domain of the workspace's own.</summary>
    private async Task<string> UnderHostNameAsync(TenantInfo info, CancellationToken cancellationToken)
    {
        using var host = tenant.Change(null);
        var address = new UriBuilder(await urls.AbsoluteAsync("/signin", cancellationToken));
        address.Host = $"{info.Slug}.{address.Host}";
        return address.Uri.ToString();
    }

    private async Task<string> SignInOfAsync(TenantInfo info, CancellationToken cancellationToken)
    {
        using var there = tenant.Change(info.Id);
        return await urls.AbsoluteAsync("/signin", cancellationToken);
    }
}
