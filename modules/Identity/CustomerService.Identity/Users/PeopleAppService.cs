using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Users;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.SignIn;
using CustomerService.Tenants.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace CustomerService.Identity.Users;

internal sealed class PeopleAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    UserManager<User> users,
    StaffManager staff,
    RoleGuard guard,
    PasswordLinks passwordLinks,
    SessionIssuer sessions,
    SessionManager sessionManager,
    IFeatureChecker features,
    IUsageMeter usage,
    IEnumerable<IColleaguePlacement> placements,
    IServiceScopeFactory scopes,
    IStringLocalizer localizer,
    ICurrentUser currentUser,
    ILogger<PeopleAppService> logger
) : IPeopleAppService
{
    private const int PageSize = 50;

    [Authorize(IdentityPermissions.People)]
    public async Task<PagedResult<PersonDto>> GetListAsync(GetPeopleInput input, CancellationToken cancellationToken = default)
    {
        var rows = await PeopleQuery
            .Filter(db.Set<User>().AsNoTracking(), input)
            .OrderBy(u => u.Name)
            .ThenBy(u => u.Id)
            .Take(PageSize + 1)
            .Select(u => new { User = u, LastSeen = db.Set<UserSession>().Where(s => s.UserId == u.Id).Max(s => (DateTime?)s.LastSeen) })
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageSize).Select(r => ToPerson(r.User, r.LastSeen)).ToList();
        return new PagedResult<PersonDto>(page, rows.Count > PageSize ? PeopleQuery.KeyOf(page[^1]) : null);
    }

    [Authorize(IdentityPermissions.People)]
    public async Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        placements.FirstOrDefault() is { } placement ? await placement.GetGroupsAsync(cancellationToken) : [];

    [Authorize(IdentityPermissions.People)]
    public async Task<SentInvitationDto> InviteAsync(InviteInput input, CancellationToken cancellationToken = default)
    {
        await CheckRoleAsync(input.Role, cancellationToken);
        await guard.CheckGrantAsync(await guard.MyRoleAsync(cancellationToken), input.Role, cancellationToken);
        await CheckMembershipAsync(cancellationToken);
        var user = await users.FindByEmailAsync(input.Email.Trim());
        if (user is { IsStaff: true })
        {
            throw BusinessException.Conflict(IdentityErrorCodes.EmailTaken).WithData("Email", input.Email);
        }

        if (user is null)
        {
            user = new User(input.Email, input.Name, input.Role, JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture));
            (await users.CreateAsync(user)).OrThrow();
        }
        else
        {
            user.Hire(input.Role);
            user.Rename(input.Name);
            await sessions.EndAllAsync(user.Id, null, cancellationToken);
        }

        if (input.Groups.Count > 0)
        {
            var placement = placements.FirstOrDefault() ?? throw BusinessException.NotFound(FrameworkErrorCodes.NotFound);
            await placement.PlaceAsync(user.Id, input.Groups, cancellationToken);
        }

        await staff.RememberWorkspaceAsync(user, cancellationToken);
        return await passwordLinks.InviteAsync(user, currentUser.Name ?? "", cancellationToken);
    }

    [Authorize(IdentityPermissions.People)]
    public async Task<InviteesCheckDto> CheckInviteesAsync(CheckInviteesInput input, CancellationToken cancellationToken = default)
    {
        var asked = input.Emails.Select(e => (Email: e, Key: users.NormalizeEmail(e.Trim()))).ToList();
        var keys = asked.Select(a => a.Key).ToList();
        var taken = await db.Set<User>()
            .Where(u => u.IsStaff && keys.Contains(u.NormalizedEmail))
            .Select(u => u.NormalizedEmail)
            .ToListAsync(cancellationToken);
        var limit = await features.GetLimitAsync(TenantFeatures.Agents.Name, cancellationToken);
        return new InviteesCheckDto(
            [.. asked.Where(a => taken.Contains(a.Key)).Select(a => a.Email)],
            limit is null ? null : (int)Math.Max(0, limit.Value - await usage.CountAsync(TenantFeatures.Agents, cancellationToken))
        );
    }

    [Authorize(IdentityPermissions.People)]
    public async Task<IReadOnlyList<InvitedDto>> InviteManyAsync(InviteManyInput input, CancellationToken cancellationToken = default)
    {
        var invited = new List<InvitedDto>();
        foreach (var person in input.People)
        {
            // In a unit of work of its own: what one of them breaks is not saved, and the others are.
            await using var scope = scopes.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<IPeopleAppService>();
            var one = new InviteInput
            {
                Email = person.Email,
                Name = person.Name,
                Role = input.Role,
                Groups = input.Groups,
            };
            try
            {
                invited.Add(new InvitedDto(one.Name, one.Email, await people.InviteAsync(one, cancellationToken), null));
            }
            catch (BusinessException e)
            {
                var sentence = (e as InputValidationException)?.Problems.Select(p => p.Message).FirstOrDefault() ?? localizer.Sentence(e);
                invited.Add(new InvitedDto(one.Name, one.Email, null, sentence));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(e, "One of {Count} people could not be invited", input.People.Count);
                invited.Add(new InvitedDto(one.Name, one.Email, null, localizer[FrameworkErrorCodes.Unexpected]));
            }
        }

        return invited;
    }

    [Authorize(IdentityPermissions.People)]
    public async Task<SentInvitationDto> ResendInvitationAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var user = await FindAsync(id, cancellationToken);
        await guard.CheckManageAsync(await guard.MyRoleAsync(cancellationToken), user, cancellationToken);
        if (!user.IsInvited)
        {
            throw new BusinessException(IdentityErrorCodes.AlreadyJoined);
        }

        return await passwordLinks.InviteAsync(user, currentUser.Name ?? "", cancellationToken);
    }

    [Authorize(IdentityPermissions.People)]
    public async Task SetRoleAsync(Guid id, SetRoleInput input, CancellationToken cancellationToken = default)
    {
        var myRole = await guard.LockAsync(cancellationToken);
        var user = await FindAsync(id, cancellationToken);
        await CheckRoleAsync(input.Role, cancellationToken);
        if (!user.IsStaff)
        {
            throw BusinessException.NotFound(IdentityErrorCodes.UserNotFound);
        }

        if (user.Id == currentUser.Id)
        {
            throw new BusinessException(IdentityErrorCodes.OwnRole) { Kind = ErrorKind.Forbidden };
        }

        await guard.CheckManageAsync(myRole, user, cancellationToken);
        await guard.CheckGrantAsync(myRole, input.Role, cancellationToken);
        if (input.Role != RoleNames.Admin)
        {
            await guard.CheckOtherAdminAsync(user, cancellationToken);
        }

        user.AssignRole(input.Role);
        unitOfWorkManager.Current!.OnCompleted(() => sessionManager.ForgetAsync(user.Id));
    }

    [Authorize(IdentityPermissions.People)]
    public async Task DeactivateAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var myRole = await guard.LockAsync(cancellationToken);
        var user = await FindAsync(id, cancellationToken);
        if (user.Id == currentUser.Id)
        {
            throw new BusinessException(IdentityErrorCodes.NotYourself);
        }

        await guard.CheckManageAsync(myRole, user, cancellationToken);
        await guard.CheckOtherAdminAsync(user, cancellationToken);
        user.Deactivate();
        await sessions.EndAllAsync(user.Id, null, cancellationToken);
    }

    [Authorize(IdentityPermissions.People)]
    public async Task ReactivateAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var myRole = await guard.LockAsync(cancellationToken);
        var user = await FindAsync(id, cancellationToken);
        await guard.CheckManageAsync(myRole, user, cancellationToken);
        if (user.IsStaff)
        {
            await CheckMembershipAsync(cancellationToken);
        }

        user.Reactivate();
        unitOfWorkManager.Current!.OnCompleted(() => sessionManager.ForgetAsync(user.Id));
    }

    [Authorize(IdentityPermissions.People)]
    public async Task SetTierAsync(Guid id, SetTierInput input, CancellationToken cancellationToken = default) =>
        (await FindAsync(id, cancellationToken)).Rate(input.Tier);

    [Authorize(IdentityPermissions.People)]
    public async Task<bool> HasColleaguesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<User>().CountAsync(u => u.IsStaff, cancellationToken) > 1;

    private async Task<User> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<User>().FirstOrDefaultAsync(u => u.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(IdentityErrorCodes.UserNotFound);

    private async Task CheckRoleAsync(string role, CancellationToken cancellationToken)
    {
        var isKnown =
            role != RoleNames.Customer
            && (
                Role.BuiltIn.Contains(role)
                || await db.Set<Role>().AnyAsync(r => r.Name == role && r.DisplayName != null, cancellationToken)
            );
        if (!isKnown)
        {
            throw BusinessException.NotFound(IdentityErrorCodes.RoleNotFound);
        }
    }

    private async Task CheckMembershipAsync(CancellationToken cancellationToken)
    {
        if (await usage.WatchAsync(TenantFeatures.Agents, 1, cancellationToken) is { IsBeyond: true, Limit: var limit })
        {
            throw new BusinessException(IdentityErrorCodes.AgentLimit) { HelpUrl = FeatureCheckerExtensions.PlanUrl }.WithData(
                "Limit",
                limit
            );
        }
    }

    private PersonDto ToPerson(User u, DateTime? lastSeen) =>
        new(
            u.Id,
            u.Name,
            u.Email,
            u.Role,
            u.Tier,
            !u.IsActive ? PersonState.Deactivated
                : u.IsInvited ? PersonState.Invited
                : PersonState.Active,
            lastSeen,
            u.Id == currentUser.Id
        );
}
