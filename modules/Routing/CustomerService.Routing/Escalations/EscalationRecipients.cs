using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

/// <summary>
/// Whom a step reaches. Who is not at the desk is passed over for the next ones up; when nobody is, those named hear of
/// it by mail.
/// </summary>
internal sealed class EscalationRecipients(CustomerServiceDbContext db, IUserIntegrationService users) : ITransientDependency
{
    public async Task<IReadOnlyList<Guid>> OfAsync(
        IEnumerable<EscalationRule> steps,
        Guid? owner,
        AgentGroup? group,
        CancellationToken cancellationToken
    )
    {
        var all = steps.ToList();
        if (!all.Exists(s => s.TellsStaff))
        {
            return [];
        }

        var named = new List<Guid>();
        named.AddRange(all.SelectMany(s => s.NotifyUserIds));
        named.AddRange(all.Exists(s => s.NotifyOwner) && owner is { } id ? [id] : []);
        named.AddRange(all.Exists(s => s.NotifyGroup) ? group?.Members.Select(m => m.UserId) ?? [] : []);
        named.AddRange(all.Exists(s => s.NotifyLeads) ? group?.LeadIds ?? [] : []);
        named.AddRange(all.Exists(s => s.NotifySupervisors) ? await CircleAsync(EscalationTier.Supervisors, group, cancellationToken) : []);
        return await PresentOrNextAsync([.. named.Distinct()], group, cancellationToken);
    }

    /// <returns>Empty when there is nobody in it.</returns>
    public async Task<IReadOnlyList<Guid>> CircleAsync(EscalationTier circle, AgentGroup? group, CancellationToken cancellationToken) =>
        circle switch
        {
            EscalationTier.Leads => [.. group?.LeadIds ?? []],
            EscalationTier.Supervisors => await WithRoleAsync(RoleNames.Lead, cancellationToken) is { Count: > 0 } supervisors
                ? supervisors
                : await WithRoleAsync(RoleNames.Admin, cancellationToken),
            EscalationTier.Admins => await WithRoleAsync(RoleNames.Admin, cancellationToken),
            _ => [],
        };

    private async Task<IReadOnlyList<Guid>> PresentOrNextAsync(
        IReadOnlyList<Guid> named,
        AgentGroup? group,
        CancellationToken cancellationToken
    )
    {
        foreach (var circle in Enum.GetValues<EscalationTier>())
        {
            var people = circle == EscalationTier.Named ? named : await CircleAsync(circle, group, cancellationToken);
            var present = await db.Set<AgentPresence>()
                .Where(p => people.Contains(p.UserId) && p.State == PresenceState.Online)
                .Select(p => p.UserId)
                .ToListAsync(cancellationToken);
            if (present.Count > 0)
            {
                // Those named who are away read it when they are back.
                return [.. named.Union(present)];
            }
        }

        return named;
    }

    private async Task<IReadOnlyList<Guid>> WithRoleAsync(string role, CancellationToken cancellationToken) =>
        [.. (await users.GetStaffAsync(cancellationToken)).Where(u => u.Roles.Contains(role)).Select(u => u.Id)];
}
