using CustomerService.Framework.Emailing;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.RequestTypes;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Tickets.Prefill;

internal sealed class PrefillAppService(PrefillLinks links, RequestTypeCatalog types, ISiteUrls urls, TimeProvider time)
    : IPrefillAppService
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<PrefillSecretDto> GetSecretAsync(CancellationToken cancellationToken = default) =>
        await links.FindSecretAsync(cancellationToken) is { } secret
            ? new PrefillSecretDto(secret.MadeAt, secret.PreviousUntil > Now ? secret.PreviousUntil : null)
            : new PrefillSecretDto(null, null);

    [Authorize(TicketPermissions.ManageTypes)]
    public Task<string> ChangeSecretAsync(CancellationToken cancellationToken = default) => links.ChangeSecretAsync(cancellationToken);

    [Authorize(TicketPermissions.Create)]
    public async Task<PrefillLinkDto> CreateLinkAsync(CreatePrefillLinkInput input, CancellationToken cancellationToken = default)
    {
        var type = (await types.GetAsync(input.Type, cancellationToken)).ToDto();
        if (input.Fields.Keys.Concat(input.Editable).FirstOrDefault(key => type.Fields.All(f => f.Key != key)) is { } unknown)
        {
            throw new BusinessException(TicketErrorCodes.UnknownField)
                .WithData("Key", unknown)
                .WithData("Keys", string.Join(", ", type.Fields.Select(f => f.Key)));
        }

        var expires = Now.AddMinutes(input.ExpiresInMinutes);
        var token =
            await links.WriteAsync(
                new PrefillToken
                {
                    Expires = new DateTimeOffset(expires).ToUnixTimeSeconds(),
                    Subject = input.Subject,
                    Fields = input.Fields,
                    Editable = input.Editable,
                },
                type.Key,
                cancellationToken
            ) ?? throw new BusinessException(TicketErrorCodes.NoPrefillSecret);
        if (token.Length > PrefillLimits.Token)
        {
            throw new BusinessException(TicketErrorCodes.PrefillTooLong);
        }

        return new PrefillLinkDto(await urls.AbsoluteAsync($"/requests/new/{type.Key}?prefill={token}", cancellationToken), expires);
    }
}
