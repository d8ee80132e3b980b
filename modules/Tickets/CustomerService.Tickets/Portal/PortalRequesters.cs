using System.Globalization;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Rendering;

namespace CustomerService.Tickets.Portal;

/// <summary>For whom something is filed on the portal.</summary>
internal sealed class PortalRequesters(IUserIntegrationService users, ICurrentUser user) : ITransientDependency
{
    /// <summary>Set for whoever came by the link of one ticket: he is nobody beyond it.</summary>
    public Guid? OnlyTicket =>
        user.Principal?.FindFirst(IdentityClaims.OnlyTicket) is { } claim
            ? Guid.TryParse(claim.Value, out var id)
                ? id
                : Guid.Empty
            : null;

    public static string Culture => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);

    /// <exception cref="BusinessException">Nobody is signed in, and name or address are missing.</exception>
    public async Task<UserDto> GetAsync(string? name, string? email, CancellationToken cancellationToken)
    {
        if (user.Id is { } id && OnlyTicket is null && await users.FindAsync(id, cancellationToken) is { } known)
        {
            return known;
        }

        var (cleanName, address) = (TextCleaner.CleanLine(name), TextCleaner.CleanLine(email));
        return cleanName.Length > 0 && address.Length > 0
            // The name as it was typed: whoever knows only an address must not learn whose it is.
            ? (await users.GetOrCreateCustomerAsync(address, cleanName, Culture, cancellationToken)) with
            {
                Name = cleanName,
            }
            : throw new BusinessException(TicketErrorCodes.RequesterNeeded);
    }
}
