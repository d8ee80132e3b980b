using CustomerService.Framework.Auditing;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Sessions;

/// <summary>Begins and ends sessions: the row with the unit of work, the cookie after its commit.</summary>
internal sealed class SessionIssuer(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentTenant tenant,
    SessionManager sessions,
    KnownDevices devices,
    IHttpContextAccessor http,
    IAuditLogger audit,
    TimeProvider time
) : ITransientDependency
{
    /// <param name="sessionId">Given where a link may open one session only: a second one of the same id is refused by
    /// the database.</param>
    /// <param name="isProven">False for whoever filed a ticket under an address that may not be his.</param>
    public void Begin(User user, Guid? onlyTicketId = null, Guid? sessionId = null, bool isProven = true)
    {
        var context = http.HttpContext ?? throw new InvalidOperationException("Signing in needs a request to answer.");
        var session = new UserSession(
            sessionId ?? Guid.CreateVersion7(),
            user.Id,
            DeviceName.Of(context.Request.Headers.UserAgent),
            context.Connection.RemoteIpAddress?.ToString(),
            onlyTicketId,
            time.GetUtcNow().UtcDateTime
        );
        db.Add(session);
        audit.RecordAs(user.Id, user.Name, AuditAction.SignedIn, nameof(User), user.Id, user.Name);
        var state = new UserState(user.Id, user.Name, user.Email, user.Role, user.TimeZone, true, new HashSet<Guid> { session.Id });
        var tenantKey = tenant.Key;
        unitOfWorkManager.Current!.OnCompleted(async () =>
        {
            await sessions.ForgetAsync(user.Id);
            var principal = SessionPrincipal.Create(state, tenantKey, session.Id, onlyTicketId, isProven);
            await context.SignInAsync(
                IdentitySchemes.Cookie,
                principal,
                new AuthenticationProperties { IsPersistent = onlyTicketId is null }
            );
            SpeakTo(context, user);
            if (user.PasswordHash is not null && onlyTicketId is null)
            {
                devices.Remember(user.Id);
            }
        });
    }

    /// <summary>As <see cref="Begin"/>, for a link that opens one session: of two callers at once one comes in.</summary>
    /// <exception cref="BusinessException">Somebody else was first.</exception>
    public async Task BeginOnceAsync(User user, Guid sessionId, Guid? onlyTicketId, CancellationToken cancellationToken)
    {
        Begin(user, onlyTicketId, sessionId);
        try
        {
            await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BusinessException(IdentityErrorCodes.LinkInvalid, e);
        }
    }

    /// <summary>Ends the person's sessions, all or all but one, and forgets them everywhere after the commit.</summary>
    public async Task EndAllAsync(Guid userId, Guid? except, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (
            var session in await db.Set<UserSession>()
                .Where(s => s.UserId == userId && s.EndedAt == null && s.Id != except)
                .ToListAsync(cancellationToken)
        )
        {
            session.End(now);
        }

        await EndLinksAsync(userId, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => sessions.ForgetAsync(userId));
    }

    public async Task EndAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        var session = await db.Set<UserSession>().FirstOrDefaultAsync(s => s.Id == sessionId && s.UserId == userId, cancellationToken);
        session?.End(time.GetUtcNow().UtcDateTime);
        if (session is { OnlyTicketId: null })
        {
            await EndLinksAsync(userId, cancellationToken);
        }

        unitOfWorkManager.Current!.OnCompleted(() => sessions.ForgetAsync(userId));
    }

    /// <summary>Whoever signs out, here or elsewhere, also ends the links to sign in and to a new password that are under way.</summary>
    private Task EndLinksAsync(Guid userId, CancellationToken cancellationToken)
    {
        var stamp = Guid.NewGuid().ToString("N");
        return db.Set<User>()
            .Where(u => u.Id == userId)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, stamp), cancellationToken);
    }

    /// <summary>Staff read the product in their own language from the first page on.</summary>
    public static void SpeakTo(HttpContext context, User user)
    {
        if (user.IsStaff)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(user.Language)),
                new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    IsEssential = true,
                    Path = "/",
                }
            );
        }
    }
}
