using CustomerService.Framework.Features;

namespace CustomerService.TestBase;

/// <summary>A plan with everything on and no limit, except for what a test sets.</summary>
public sealed class TestFeatures : IFeatureChecker
{
    public Dictionary<string, long> Limits { get; } = [];

    public Task<bool> IsEnabledAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<long?> GetLimitAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(Limits.TryGetValue(name, out var limit) ? limit : (long?)null);
}
