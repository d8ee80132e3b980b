using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Users;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Account;

[Authorize]
internal sealed class AccountAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    UserManager<User> users,
    SessionIssuer sessions,
    SessionManager sessionManager,
    AddressConfirmation addresses,
    StaffManager staff,
    SignInThrottle throttle,
    ICurrentUser currentUser,
    IHttpContextAccessor http,
    TimeProvider time
) : IAccountAppService
{
    [Authorize]
    public async Task<AccountDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var me = await MeAsync();
        var since = time.GetUtcNow().UtcDateTime - UserSession.IdleLimit;
        var rows = await db.Set<UserSession>()
            .AsNoTracking()
            .Where(s => s.UserId == me.Id && s.EndedAt == null && s.LastSeen > since)
            .OrderByDescending(s => s.LastSeen)
            .Take(50)
            .ToListAsync(cancellationToken);
        return new AccountDto(
            me.Name,
            me.Email,
            me.Language,
            me.TimeZone,
            me.PasswordHash is not null,
            await addresses.IsAwaitedAsync(me, cancellationToken),
            [.. rows.Select(s => new SessionDto(s.Id, s.Device, s.Address, s.CreationTime, s.LastSeen, s.Id == CurrentSession))]
        );
    }

    [Authorize]
    public async Task UpdateAsync(UpdateAccountInput input, CancellationToken cancellationToken = default)
    {
        var me = await MeAsync();
        me.Rename(input.Name);
        me.Speak(input.Language);
        me.LiveIn(input.TimeZone);
        unitOfWorkManager.Current!.OnCompleted(() => sessionManager.ForgetAsync(me.Id));
        if (http.HttpContext is { Response.HasStarted: false } context)
        {
            SessionIssuer.SpeakTo(context, me);
        }
    }

    [Authorize]
    public async Task ChangePasswordAsync(ChangePasswordInput input, CancellationToken cancellationToken = default)
    {
        var me = await MeAsync();
        (
            me.PasswordHash is null
                ? await users.AddPasswordAsync(me, input.New)
                : await users.ChangePasswordAsync(me, input.Current ?? "", input.New)
        ).OrThrow();
        await sessions.EndAllAsync(me.Id, CurrentSession, cancellationToken);
    }

    [Authorize]
    public async Task SendConfirmationAsync(SendConfirmationInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        var me = await MeAsync();
        if (!await addresses.IsAwaitedAsync(me, cancellationToken))
        {
            throw new BusinessException(IdentityErrorCodes.NothingToConfirm);
        }

        if (User.Normalize(input.Email) != me.NormalizedEmail)
        {
            await staff.ChangeEmailAsync(me, input.Email, cancellationToken);
        }

        await addresses.SendAsync(me, cancellationToken);
    }

    [Authorize]
    public async Task EndSessionAsync(Guid id, CancellationToken cancellationToken = default) =>
        await sessions.EndAsync((await MeAsync()).Id, id, cancellationToken);

    [Authorize]
    public async Task EndOtherSessionsAsync(CancellationToken cancellationToken = default) =>
        await sessions.EndAllAsync((await MeAsync()).Id, CurrentSession, cancellationToken);

    private Guid? CurrentSession =>
        Guid.TryParse(currentUser.Principal?.FindFirst(CustomerServiceClaims.SessionId)?.Value, out var id) ? id : null;

    /// <summary>A program's token, or somebody who came by a ticket's link, has no account to change.</summary>
    private async Task<User> MeAsync() =>
        currentUser.Id is { } id
        && currentUser.Principal!.FindFirst(IdentityClaims.OnlyTicket) is null
        && await users.FindByIdAsync(id.ToString()) is { } me
            ? me
            : throw new BusinessException(FrameworkErrorCodes.Forbidden) { Kind = ErrorKind.Forbidden };
}
