using System.Threading.RateLimiting;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Http;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CustomerService.Identity.SignIn;

/// <summary>
/// Slows guessing, per network and tenant, with ASP.NET Core's rate limiter; called from the services so that the page can
/// say it in its own words.
/// </summary>
internal sealed class SignInThrottle(IHttpContextAccessor http, ICurrentTenant tenant, IConfiguration configuration)
    : ISingletonDependency,
        IDisposable
{
    /// <summary>Generous enough for an office behind one address, far too few for guessing passwords.</summary>
    private const int DefaultPerMinute = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetSlidingWindowLimiter(
            caller,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = configuration.GetValue("Identity:AttemptsPerMinute", DefaultPerMinute),
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        )
    );

    /// <exception cref="BusinessException">This network address tried too often.</exception>
    public void Check()
    {
        if (http.HttpContext is { } context && !_limiter.AttemptAcquire($"{tenant.Key:N} {ClientNetwork.Of(context)}").IsAcquired)
        {
            throw new BusinessException(IdentityErrorCodes.TooManyAttempts) { Kind = ErrorKind.TooMany };
        }
    }

    public void Dispose() => _limiter.Dispose();
}
