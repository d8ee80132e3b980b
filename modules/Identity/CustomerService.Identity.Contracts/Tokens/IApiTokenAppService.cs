using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Identity.Tokens;

/// <summary>API tokens of the current tenant. Only a hash is stored: a token is shown once.</summary>
public interface IApiTokenAppService : IApplicationService
{
    /// <summary>Those that can be used first, then newest first, in pages of 50.</summary>
    Task<PagedResult<ApiTokenDto>> GetListAsync(GetApiTokensInput input, CancellationToken cancellationToken = default);

    /// <summary>Permissions that a token can carry and that the caller has.</summary>
    Task<IReadOnlyList<string>> GetScopesAsync(CancellationToken cancellationToken = default);

    Task<NewApiTokenDto> CreateAsync(CreateApiTokenInput input, CancellationToken cancellationToken = default);

    Task RevokeAsync(Guid id, CancellationToken cancellationToken = default);
}

public sealed class GetApiTokensInput
{
    /// <summary>Part of the name, or of the signs that the token begins with.</summary>
    [StringLength(100)]
    public string? Search { get; set; }

    [StringLength(64)]
    public string? After { get; set; }
}

public sealed class CreateApiTokenInput
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    public List<string> Scopes { get; set; } = [];

    /// <summary>Days until it expires; null for never.</summary>
    [Range(1, 3650)]
    public int? Days { get; set; }
}

public sealed record ApiTokenDto(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    DateTime CreationTime,
    DateTime? ExpiresAt,
    DateTime? LastUsedAt,
    bool IsRevoked
);

/// <param name="Token">The whole token; never shown again.</param>
public sealed record NewApiTokenDto(Guid Id, string Name, string Token);
