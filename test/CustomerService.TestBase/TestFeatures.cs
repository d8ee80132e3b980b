using CustomerService.Framework.Features;

namespace CustomerService.TestBase;

/// <summary>A plan with everything on and no limit, except for what a test says.</summary>
public sealed class TestFeatures : IFeatureChecker
{
    public Dictionary<string, long> Limits { get; } = [];

    public HashSet<string> Off { get; } = [];

    public Task<bool> IsEnabledAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(!Off.Contains(name));

    public Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(Limits.TryGetValue(name, out var limit) ? limit : (long?)null);
}
