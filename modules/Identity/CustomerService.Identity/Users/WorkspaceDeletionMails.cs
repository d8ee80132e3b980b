using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.SignIn;
using CustomerService.Tenants.Deletion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Identity.Users;

internal sealed class DeletionCodes(CustomerServiceDbContext db, IdentityMails mails) : IDeletionCodes, ITransientDependency
{
    public async Task SendAsync(Guid userId, string code, CancellationToken cancellationToken = default) =>
        await mails.SendDeletionCodeAsync(
            await db.Set<User>().FirstOrDefaultAsync(u => u.Id == userId, cancellationToken)
                ?? throw BusinessException.NotFound(IdentityErrorCodes.UserNotFound),
            code,
            cancellationToken
        );
}

/// <summary>No administrator is surprised by the end of their workspace, nor by its going on.</summary>
internal sealed class WorkspaceDeletionHandler(
    CustomerServiceDbContext db,
    ICurrentTenant tenant,
    ITenantStore tenants,
    IdentityMails mails,
    IStringLocalizer localizer
) : IDistributedEventHandler<WorkspaceDeletionEto>
{
    public async Task HandleEventAsync(WorkspaceDeletionEto eto, CancellationToken cancellationToken)
    {
        var home = (await tenants.FindAsync(tenant.Id!.Value, cancellationToken))!.TimeZone;
        var admins = await db.Set<User>().Where(u => u.IsActive && u.Role == RoleNames.Admin).ToListAsync(cancellationToken);
        foreach (var admin in admins)
        {
            using var culture = LocalizerExtensions.UseCulture(admin.Language);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(admin.TimeZone ?? home);
            var due = eto.DueAt is { } at ? Instants.Plain(localizer, at, zone) : null;
            await mails.SendDeletionAsync(admin, eto.By, due, cancellationToken);
        }
    }
}
