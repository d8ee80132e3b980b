using System.Threading.RateLimiting;
using CustomerService.Framework.Http;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CustomerService.Identity.Tokens;

/// <summary>Slows the guessing of API tokens, per network and tenant. Tokens that are known are never counted.</summary>
internal sealed class WrongTokenThrottle(ICurrentTenant tenant, IConfiguration configuration) : ISingletonDependency, IDisposable
{
    public const string RetryAfter = "60";

    /// <summary>A program with an old token tries a few times; whoever tries more guesses.</summary>
    private const int DefaultPerMinute = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetFixedWindowLimiter(
            caller,
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = configuration.GetValue("RateLimits:WrongTokensPerMinute", DefaultPerMinute),
                Window = TimeSpan.FromMinutes(1),
            }
        )
    );

    public bool MayTry(HttpContext http) => _limiter.AttemptAcquire($"{tenant.Key:N} {ClientNetwork.Of(http)}").IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
