using CustomerService.Framework.Auditing;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Sessions;

/// <summary>Begins and ends sessions: the row with the unit of work, the cookie after its commit.</summary>
internal sealed class SessionIssuer(
    CustomerServiceDbContext db,
    IUnitOfWork unitOfWork,
    ICurrentTenant tenant,
    SessionManager sessions,
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
        unitOfWork.OnCompleted(async () =>
        {
            await sessions.ForgetAsync(user.Id);
            var principal = SessionPrincipal.Create(state, tenantKey, session.Id, onlyTicketId, isProven);
            await context.SignInAsync(
                IdentitySchemes.Cookie,
                principal,
                new AuthenticationProperties { IsPersistent = onlyTicketId is null }
            );
            SpeakTo(context, user);
        });
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

        unitOfWork.OnCompleted(() => sessions.ForgetAsync(userId));
    }

    public async Task EndAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        var session = await db.Set<UserSession>().FirstOrDefaultAsync(s => s.Id == sessionId && s.UserId == userId, cancellationToken);
        session?.End(time.GetUtcNow().UtcDateTime);
        unitOfWork.OnCompleted(() => sessions.ForgetAsync(userId));
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
