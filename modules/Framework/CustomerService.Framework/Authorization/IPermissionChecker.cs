using CustomerService.Framework.Errors;

namespace CustomerService.Framework.Authorization;

public interface IPermissionChecker
{
    Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default);

    /// <exception cref="BusinessException">Nobody is signed in, or the user lacks the permission.</exception>
    Task CheckAsync(string permission, CancellationToken cancellationToken = default);

    /// <summary>For what everybody who is signed in may do. Programs have their scopes and nothing else.</summary>
    /// <exception cref="BusinessException">Nobody is signed in, or a program is.</exception>
    void CheckPerson();
}
