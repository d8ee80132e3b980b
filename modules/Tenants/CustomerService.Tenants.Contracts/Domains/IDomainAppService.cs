using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Domains;

/// <summary>The company's own name for its portal. It counts only while its DNS proves that it is the company's.</summary>
public interface IDomainAppService : IApplicationService
{
    Task<DomainDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for a domain; nothing is served there before it is proven.</summary>
    Task SetAsync(SetDomainInput input, CancellationToken cancellationToken = default);

    /// <summary>Looks at the DNS now, instead of in ten minutes.</summary>
    Task CheckAsync(CancellationToken cancellationToken = default);

    Task RemoveAsync(CancellationToken cancellationToken = default);
}

/// <summary>Texts: <c>Enum.DomainState.…</c>.</summary>
public enum DomainState
{
    None,

    /// <summary>The record was not there yet, or is no longer there.</summary>
    Unproven,
    Proven,

    /// <summary>Proven before; the DNS gives no answer at present. Ends a day after the last proof.</summary>
    Unanswered,
}

/// <param name="RecordName">Where the TXT record belongs, and <paramref name="RecordValue"/> what it says.</param>
/// <param name="Target">Where the domain's CNAME points.</param>
/// <param name="CheckedAt">UTC.</param>
public sealed record DomainDto(
    string? Domain,
    DomainState State,
    string RecordName,
    string RecordValue,
    string Target,
    DateTime? CheckedAt
);

public sealed class SetDomainInput
{
    [Required, StringLength(253)]
    public string Domain { get; set; } = "";
}
