using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Prefill;

/// <summary>
/// Links by which the company's own systems open a form with what they know already. How they are signed stands in
/// <c>etc/docs/prefill.md</c>.
/// </summary>
public interface IPrefillAppService : IApplicationService
{
    Task<PrefillSecretDto> GetSecretAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a new secret. The one before is good for <see cref="PrefillLimits.Rotation"/> more, so that no customer's
    /// link breaks meanwhile.
    /// </summary>
    /// <returns>The secret, for the only time.</returns>
    Task<string> ChangeSecretAsync(CancellationToken cancellationToken = default);

    /// <summary>A signed link, for programs that would rather not sign themselves.</summary>
    /// <exception cref="Framework.Errors.BusinessException">There is no secret yet, no such type, or a field that the
    /// type does not have.</exception>
    Task<PrefillLinkDto> CreateLinkAsync(CreatePrefillLinkInput input, CancellationToken cancellationToken = default);
}

/// <param name="MadeAt">UTC; null while there is none.</param>
/// <param name="PreviousUntil">UTC; while the one before is still good.</param>
public sealed record PrefillSecretDto(DateTime? MadeAt, DateTime? PreviousUntil);

public sealed class CreatePrefillLinkInput
{
    /// <summary>Key of the request type.</summary>
    [Required, StringLength(60)]
    public string Type { get; set; } = "";

    /// <summary>Values by the keys of the type's fields. Customers cannot change them, unless <see cref="Editable"/> names them.</summary>
    [MaxLength(TicketLimits.Fields)]
    public Dictionary<string, string> Fields { get; set; } = [];

    /// <summary>Keys of fields that the customer may change.</summary>
    [MaxLength(TicketLimits.Fields)]
    public List<string> Editable { get; set; } = [];

    /// <summary>Always the customer's to change.</summary>
    [StringLength(TicketLimits.Subject)]
    public string? Subject { get; set; }

    [Range(1, PrefillLimits.Minutes)]
    public int ExpiresInMinutes { get; set; } = 60 * 24;
}

/// <param name="ExpiresAt">UTC.</param>
public sealed record PrefillLinkDto(string Url, DateTime ExpiresAt);

/// <summary>What a link's form begins with. Only what is signed and fits the form is here.</summary>
public sealed record PrefillDto(string? Subject, IReadOnlyDictionary<string, PrefilledFieldDto> Fields);

/// <param name="IsLocked">The customer cannot change it.</param>
public sealed record PrefilledFieldDto(string Value, bool IsLocked);
