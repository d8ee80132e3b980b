using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tokens;

/// <summary>Makes tokens for the current tenant; the same for the screen and the command line.</summary>
internal sealed class ApiTokenManager(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentTenant tenant,
    PermissionDefinitions definitions,
    ApiTokenCache cache
) : ITransientDependency
{
    public NewApiTokenDto Create(string name, IReadOnlyCollection<string> scopes, DateTime? expiresAt)
    {
        if (scopes.Count == 0)
        {
            throw new BusinessException(IdentityErrorCodes.NoScope);
        }

        if (scopes.FirstOrDefault(s => !definitions.All.TryGetValue(s, out var p) || !p.IsTokenScope) is { } unknown)
        {
            throw new BusinessException(IdentityErrorCodes.UnknownScope).WithData("Scope", unknown);
        }

        var text = ApiTokenText.Create(tenant.Key);
        var token = new ApiToken(name, text, scopes, expiresAt);
        db.Add(token);
        unitOfWorkManager.Current!.OnCompleted(cache.ForgetAsync);
        return new NewApiTokenDto(token.Id, token.Name, text.ToString());
    }
}

internal sealed class TokenIntegrationService(TenantScope scope) : ITokenIntegrationService
{
    public Task<NewApiTokenDto> CreateAsync(
        Guid? tenantId,
        string name,
        IReadOnlyCollection<string> scopes,
        CancellationToken cancellationToken = default
    ) =>
        scope.RunAsync(
            tenantId,
            provider => Task.FromResult(provider.GetRequiredService<ApiTokenManager>().Create(name, scopes, null)),
            cancellationToken
        );
}
