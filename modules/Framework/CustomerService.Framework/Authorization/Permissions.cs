using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;

namespace CustomerService.Framework.Authorization;

/// <summary>The built-in roles of every tenant, and of the host.</summary>
public static class RoleNames
{
    public const string Admin = "admin";
    public const string Lead = "lead";
    public const string Agent = "agent";
    public const string Collaborator = "collaborator";
    public const string Customer = "customer";
    public const string HostOperator = "host-operator";
}

/// <summary>All permissions of all modules.</summary>
public sealed class PermissionDefinitions : ISingletonDependency
{
    public PermissionDefinitions(IEnumerable<PermissionDefinitionProvider> providers)
    {
        var context = new PermissionDefinitionContext();
        foreach (var provider in providers)
        {
            provider.Define(context);
        }

        All = context.Permissions.ToDictionary(p => p.Name);
    }

    public IReadOnlyDictionary<string, PermissionDefinition> All { get; }
}

/// <summary>Which permissions a role has in the current tenant; implemented by Identity.</summary>
public interface IPermissionStore
{
    Task<IReadOnlySet<string>> GetForRoleAsync(string role, CancellationToken cancellationToken = default);
}

public interface IPermissionChecker
{
    Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default);

    /// <exception cref="BusinessException">Nobody is signed in, or the user lacks the permission.</exception>
    Task CheckAsync(string permission, CancellationToken cancellationToken = default);

    /// <summary>For what everybody who is signed in may do. Programs have their scopes and nothing else.</summary>
    /// <exception cref="BusinessException">Nobody is signed in, or a program is.</exception>
    void CheckPerson();
}

internal sealed class PermissionChecker(ICurrentUser user, IPermissionStore store) : IPermissionChecker, ITransientDependency
{
    public async Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default)
    {
        if (!user.IsAuthenticated || user.Principal is not { } principal)
        {
            return false;
        }

        if (principal.IsProgram())
        {
            return principal.HasClaim(CustomerServiceClaims.Scope, permission);
        }

        foreach (var role in principal.FindAll(CustomerServiceClaims.Role))
        {
            if ((await store.GetForRoleAsync(role.Value, cancellationToken)).Contains(permission))
            {
                return true;
            }
        }

        return false;
    }

    public async Task CheckAsync(string permission, CancellationToken cancellationToken = default)
    {
        CheckSignedIn();
        if (!await IsGrantedAsync(permission, cancellationToken))
        {
            throw new BusinessException(FrameworkErrorCodes.Forbidden) { Kind = ErrorKind.Forbidden };
        }
    }

    public void CheckPerson()
    {
        CheckSignedIn();
        if (user.Principal?.IsProgram() == true)
        {
            throw new BusinessException(FrameworkErrorCodes.Forbidden) { Kind = ErrorKind.Forbidden };
        }
    }

    private void CheckSignedIn()
    {
        if (!user.IsAuthenticated)
        {
            throw new BusinessException(FrameworkErrorCodes.SignInNeeded) { Kind = ErrorKind.Forbidden };
        }
    }
}
