using System.Security.Cryptography;
using CustomerService.Framework.Modularity;

namespace CustomerService.Web.Demo;

/// <summary>
/// The password of all demo people: in Development the one that the README lists; elsewhere made anew, because a machine that others reach
/// must not have people whose password everybody can read.
/// </summary>
internal sealed class DemoPassword(IHostEnvironment environment) : ISingletonDependency
{
    private const int RandomBytes = 12;

    public bool IsPublic { get; } = environment.IsDevelopment();

    public string Value { get; } =
        environment.IsDevelopment()
            ? "Demo-Pass-2026"
            : $"Demo-{Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomBytes)).ToLowerInvariant()}";
}
