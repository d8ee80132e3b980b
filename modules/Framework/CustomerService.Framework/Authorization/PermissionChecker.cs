using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;

namespace CustomerService.Framework.Authorization;

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
