using System.Globalization;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Rendering;

namespace CustomerService.Tickets.Portal;

/// <summary>For whom something is filed on the portal.</summary>
internal sealed class PortalRequesters(IUserIntegrationService users, PortalAccess access, ICurrentUser user) : ITransientDependency
{
    public static string Culture => JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);

    /// <exception cref="BusinessException">Nobody is signed in, and name or address are missing.</exception>
    /// <returns>Proven when signed in as the person; an address that was typed may be anybody's.</returns>
    public async Task<(UserDto Person, bool IsProven)> GetAsync(string? name, string? email, CancellationToken cancellationToken)
    {
        if (user.Id is { } id && access.OnlyTicket is null && await users.FindAsync(id, cancellationToken) is { } known)
        {
            return (known, true);
        }

        var (cleanName, address) = (TextCleaner.CleanLine(name), TextCleaner.CleanLine(email));
        return cleanName.Length > 0 && address.Length > 0
            // The name as it was typed: whoever knows only an address must not learn whose it is.
            ? ((await users.GetOrCreateCustomerAsync(address, cleanName, Culture, cancellationToken)) with { Name = cleanName }, false)
            : throw new BusinessException(TicketErrorCodes.RequesterNeeded);
    }
}
