using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Tokens;

internal sealed class ApiTokenAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ApiTokenManager manager,
    ApiTokenCache cache,
    PermissionDefinitions definitions,
    IPermissionChecker permissions,
    TimeProvider time,
    IFeatureChecker features
) : IApiTokenAppService
{
    private const int PageSize = 50;

    [Authorize(IdentityPermissions.Tokens)]
    public async Task<PagedResult<ApiTokenDto>> GetListAsync(GetApiTokensInput input, CancellationToken cancellationToken = default)
    {
        var rows = await ApiTokenQuery
            .Filter(db.Set<ApiToken>().AsNoTracking(), input)
            .OrderBy(t => t.RevokedAt != null)
            .ThenByDescending(t => t.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageSize)
            .Select(t => new ApiTokenDto(
                t.Id,
                t.Name,
                t.Prefix,
                t.Scopes.Split(' '),
                t.CreationTime,
                t.ExpiresAt,
                t.LastUsedAt,
                t.RevokedAt is not null
            ))
            .ToList();
        return new PagedResult<ApiTokenDto>(page, rows.Count > PageSize ? ApiTokenQuery.KeyOf(page[^1]) : null);
    }

    [Authorize(IdentityPermissions.Tokens)]
    public async Task<IReadOnlyList<string>> GetScopesAsync(CancellationToken cancellationToken = default)
    {
        var mine = new List<string>();
        foreach (var permission in definitions.All.Values.Where(p => p.IsTokenScope))
        {
            if (await permissions.IsGrantedAsync(permission.Name, cancellationToken))
            {
                mine.Add(permission.Name);
            }
        }

        return mine;
    }

    [Authorize(IdentityPermissions.Tokens)]
    public async Task<NewApiTokenDto> CreateAsync(CreateApiTokenInput input, CancellationToken cancellationToken = default)
    {
        await features.RequireAsync(IdentityFeatures.ApiTokens.Name, cancellationToken);
        // Nobody gives away more than they have.
        if (input.Scopes.Except(await GetScopesAsync(cancellationToken)).FirstOrDefault() is { } notMine)
        {
            throw new BusinessException(IdentityErrorCodes.ScopeNotYours).WithData("Scope", notMine);
        }

        return manager.Create(input.Name, input.Scopes, input.Days is { } days ? time.GetUtcNow().UtcDateTime.AddDays(days) : null);
    }

    [Authorize(IdentityPermissions.Tokens)]
    public async Task RevokeAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var token =
            await db.Set<ApiToken>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
            ?? throw BusinessException.NotFound(IdentityErrorCodes.TokenNotFound);
        token.Revoke(time.GetUtcNow().UtcDateTime);
        unitOfWorkManager.Current!.OnCompleted(cache.ForgetAsync);
    }
}
