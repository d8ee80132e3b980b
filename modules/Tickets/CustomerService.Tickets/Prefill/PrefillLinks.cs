using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Prefill;

/// <summary>Keeps the tenant's secret and believes what is signed with it, as far as it fits the form.</summary>
internal sealed class PrefillLinks(CustomerServiceDbContext db, TenantSecrets secrets, FormValues forms, TimeProvider time)
    : ITransientDependency
{
    private const string Purpose = "CustomerService.Prefill";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<PrefillSecret?> FindSecretAsync(CancellationToken cancellationToken) =>
        db.Set<PrefillSecret>().FirstOrDefaultAsync(cancellationToken);

    public async Task<string> ChangeSecretAsync(CancellationToken cancellationToken)
    {
        var (plain, stored) = secrets.Create(Purpose, "cspf_");
        if (await FindSecretAsync(cancellationToken) is not { } secret)
        {
            secret = new PrefillSecret();
            db.Add(secret);
        }

        secret.Change(stored, Now);
        return plain;
    }

    /// <returns>null while there is no secret.</returns>
    public async Task<string?> WriteAsync(PrefillToken token, string type, CancellationToken cancellationToken) =>
        await FindSecretAsync(cancellationToken) is { } secret ? token.Write(secrets.Open(Purpose, secret.Protected), type) : null;

    /// <param name="grace">How long after its end it is still believed.</param>
    /// <returns>null when nobody signed it for this form, or it has run out.</returns>
    public async Task<PrefillDto?> ReadAsync(RequestTypeDto type, string token, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (
            await FindSecretAsync(cancellationToken) is not { } secret
            || PrefillToken.Read(secret.At(Now).Select(stored => secrets.Open(Purpose, stored)), type.Key, token) is not { } read
            || new DateTimeOffset(Now - grace).ToUnixTimeSeconds() > read.Expires
        )
        {
            return null;
        }

        var subject = read.Subject?.Trim() is { Length: > 0 } text ? WellFormed.Cut(text, TicketLimits.Subject) : null;
        return new PrefillDto(
            subject,
            type.Fields.Where(f =>
                    f.Kind != FormFieldKind.Attachment && read.Fields?.GetValueOrDefault(f.Key) is { } value && forms.IsFit(f, value)
                )
                .ToDictionary(f => f.Key, f => new PrefilledFieldDto(read.Fields![f.Key], read.Editable?.Contains(f.Key) != true))
        );
    }
}
