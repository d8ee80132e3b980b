using System.Text.Json;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using CustomerService.Verification.Lookups;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerService.Portal.Requests;

/// <param name="Email">Where updates go.</param>
/// <param name="IsProven">The filer is signed in; else the address may be somebody else's.</param>
internal sealed record RequestReceipt(
    Guid TicketId,
    long Number,
    Guid RequesterId,
    string Email,
    Guid TypeId,
    string Priority,
    bool IsProven
);

/// <summary>
/// Carries what the thank-you page shows through the redirect after sending, so that reloading does not send twice and
/// nobody can ask for another's.
/// </summary>
internal sealed class RequestReceipts(IDataProtectionProvider protection, ICurrentTenant tenant) : ISingletonDependency
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public string Write(PortalTicketCreatedDto created, RequestTypeDto type) =>
        Write(
            new RequestReceipt(
                created.Id,
                created.Number,
                created.RequesterId,
                created.RequesterEmail,
                type.Id,
                type.DefaultPriority.ToString(),
                created.IsProven
            )
        );

    public string Write(ReportedDto reported) =>
        Write(
            new RequestReceipt(
                reported.TicketId,
                reported.Number,
                reported.RequesterId,
                reported.RequesterEmail,
                reported.RequestTypeId,
                reported.Priority,
                reported.IsProven
            )
        );

    /// <returns>null when it was made up, is too old, or belongs to another tenant.</returns>
    public RequestReceipt? Read(string? receipt)
    {
        try
        {
            return receipt is null
                ? null
                : JsonSerializer.Deserialize<RequestReceipt>(Protector.Unprotect(WebEncoders.Base64UrlDecode(receipt)));
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector =>
        protection.CreateProtector("portal.receipt", tenant.Key.ToString("N")).ToTimeLimitedDataProtector();

    private string Write(RequestReceipt receipt) =>
        WebEncoders.Base64UrlEncode(Protector.Protect(JsonSerializer.SerializeToUtf8Bytes(receipt), Lifetime));
}
