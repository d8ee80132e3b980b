using CustomerService.Framework.Http;
using CustomerService.Framework.Modularity;

namespace CustomerService.Identity.SignIn;

/// <param name="UserId">Null in the first link to an address that has no account yet: following it proves the address
/// and makes one.</param>
/// <param name="IsMailed">Nobody but the address itself was given it, so following it proves the address.</param>
/// <param name="SessionId">The only session that the link may open; null for a ticket's link, which lasts.</param>
/// <param name="Stamp">The person's security stamp, for a link that ends when they sign out or change the password.</param>
internal sealed record AccessLink(
    Guid? UserId,
    string? Email,
    string ReturnPath,
    Guid? TicketId,
    bool IsMailed,
    Guid? SessionId = null,
    string? Stamp = null
);

internal sealed class AccessLinkService(SignedLinks links) : Users.IAccessLinkService, ISingletonDependency
{
    public const string Purpose = "access";

    public string Create(Guid customerId, string returnPath, TimeSpan lifetime, Guid? ticketId = null) =>
        PathOf(new AccessLink(customerId, null, returnPath, ticketId, IsMailed: true), lifetime);

    public string CreateForFiler(Guid customerId, string returnPath, TimeSpan lifetime, Guid ticketId) =>
        PathOf(new AccessLink(customerId, null, returnPath, ticketId, IsMailed: false), lifetime);

    public string PathOf(AccessLink link, TimeSpan lifetime) =>
        LocalPath.IsLocal(link.ReturnPath)
            ? "/access/" + links.Seal(Purpose, link, lifetime)
            : throw new ArgumentException("A return path begins with one slash.", nameof(link));
}
