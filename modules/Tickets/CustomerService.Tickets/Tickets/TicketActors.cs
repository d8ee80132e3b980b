using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;

namespace CustomerService.Tickets.Tickets;

/// <summary>Who is acting now, and from where.</summary>
internal sealed class TicketActors(ICurrentUser user) : ITransientDependency
{
    /// <summary>The signed-in staff member, or the API token.</summary>
    public TicketActor Staff() => new(UserId, user.Name ?? user.Email ?? "", true, IsToken ? TicketSource.Api : TicketSource.Desk);

    public TicketActor Customer() => new(UserId, user.Name ?? user.Email ?? "", false, TicketSource.Portal);

    public bool IsToken => user.Principal?.HasClaim(c => c.Type == CustomerServiceClaims.Scope) == true;

    public Guid UserId => user.Id ?? throw new BusinessException(FrameworkErrorCodes.SignInNeeded) { Kind = ErrorKind.Forbidden };
}
