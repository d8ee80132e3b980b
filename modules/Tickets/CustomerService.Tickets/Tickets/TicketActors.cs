using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;

namespace CustomerService.Tickets.Tickets;

/// <summary>Who is acting now, and from where.</summary>
internal sealed class TicketActors(ICurrentUser user) : ITransientDependency
{
    /// <summary>The signed-in staff member, or the API token.</summary>
    public TicketActor Staff() => new(user.Id, user.Name ?? user.Email ?? "", true, IsToken ? TicketSource.Api : TicketSource.Desk);

    public TicketActor Customer() =>
        new(UserId, user.Name ?? user.Email ?? "", false, TicketSource.Portal, user.Principal?.FindFirst(IdentityClaims.Unproven) is null);

    public bool IsToken => user.Principal?.HasClaim(c => c.Type == CustomerServiceClaims.Scope) == true;

    /// <summary>The person, or the API token: a token is nobody's and acts under its own id.</summary>
    public Guid CallerId =>
        user.Id ?? (Guid.TryParse(user.Principal?.FindFirst(IdentityClaims.TokenId)?.Value, out var token) ? token : UserId);

    public Guid UserId => user.Id ?? throw new BusinessException(FrameworkErrorCodes.SignInNeeded) { Kind = ErrorKind.Forbidden };
}
