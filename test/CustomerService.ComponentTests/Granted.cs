using CustomerService.Framework.Authorization;

namespace CustomerService.ComponentTests;

/// <summary>Grants what the test names.</summary>
internal sealed class Granted(params string[] permissions) : IPermissionChecker
{
    public Task<bool> IsGrantedAsync(string permission, CancellationToken cancellationToken = default) =>
        Task.FromResult(permissions.Contains(permission));

    public Task CheckAsync(string permission, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void CheckPerson() => throw new NotSupportedException();
}
