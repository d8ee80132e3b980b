using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace CustomerService.Identity.Sessions;

/// <summary>A session cookie can be read in its own tenant only: carried to another one, it is noise.</summary>
internal sealed class TenantTicketFormat(IDataProtectionProvider protection, ICurrentTenant tenant)
    : ISecureDataFormat<AuthenticationTicket>,
        ISingletonDependency
{
    public string Protect(AuthenticationTicket data) => Format.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => Format.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Format.Unprotect(protectedText);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => Format.Unprotect(protectedText, purpose);

    private TicketDataFormat Format => new(protection.CreateProtector("CustomerService.Session", tenant.Key.ToString("N")));
}
