using System.Globalization;
using System.Threading.RateLimiting;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Http;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RateLimits;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>How often is too often. Each node counts for itself.</summary>
internal static class RateLimits
{
    /// <summary>
    /// A thousand a second, about what one node can take: an import at full speed passes, and one token cannot take
    /// more than the node has.
    /// </summary>
    private const int ApiPerMinute = 60_000;

    /// <summary>An office behind one address writes less; a script does not.</summary>
    private const int FormsPerMinute = 60;

    /// <summary>Several people behind one address, each typing.</summary>
    private const int LookupsPerMinute = 300;

    /// <summary>Pieces of a megabyte: ten megabytes a second.</summary>
    private const int UploadsPerMinute = 600;

    /// <summary>Somebody in doubt asks a few times; whoever asks more tries numbers.</summary>
    private const int VerificationsPerMinute = 20;

    /// <summary>Forms that were returned count as well.</summary>
    private const int SignUpsPerHour = 20;
    private const int SignUpsPerDay = 60;

    /// <summary>
    /// <c>Api:RequestsPerMinute</c>, <c>RateLimits:FormsPerMinute</c>, <c>…:LookupsPerMinute</c>,
    /// <c>…:UploadsPerMinute</c>, <c>…:VerificationsPerMinute</c>, <c>…:SignUpsPerHour</c>,
    /// <c>…:SignUpsPerDay</c>.
    /// </summary>
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration) =>
        services.AddRateLimiter(options =>
        {
            var minute = TimeSpan.FromMinutes(1);
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(RateLimitPolicies.Api, http => Tokens(ProgramOf(http), Configured("Api:RequestsPerMinute", ApiPerMinute)));
            options.AddPolicy(
                RateLimitPolicies.Forms,
                http => IsSent(http) ? Window(CallerOf(http), Configured("RateLimits:FormsPerMinute", FormsPerMinute), minute) : Free()
            );
            options.AddPolicy(
                RateLimitPolicies.Lookups,
                http => Window(CallerOf(http), Configured("RateLimits:LookupsPerMinute", LookupsPerMinute), minute)
            );
            options.AddPolicy(
                RateLimitPolicies.Uploads,
                http => Window(CallerOf(http), Configured("RateLimits:UploadsPerMinute", UploadsPerMinute), minute)
            );
            options.AddPolicy(
                RateLimitPolicies.Verifications,
                http =>
                    IsSent(http) || http.Request.Query.ContainsKey("v")
                        ? Window(CallerOf(http), Configured("RateLimits:VerificationsPerMinute", VerificationsPerMinute), minute)
                        : Free()
            );
            options.AddPolicy(
                RateLimitPolicies.SignUps,
                http =>
                    IsSent(http)
                        ? Windows(
                            CallerOf(http),
                            (Configured("RateLimits:SignUpsPerHour", SignUpsPerHour), TimeSpan.FromHours(1)),
                            (Configured("RateLimits:SignUpsPerDay", SignUpsPerDay), TimeSpan.FromDays(1))
                        )
                        : Free()
            );
            options.OnRejected = RejectAsync;

            int Configured(string name, int standard) => Math.Max(1, configuration.GetValue(name, standard));
        });

    private static RateLimitPartition<string> Tokens(string caller, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => Bucket(perMinute));

    /// <summary>Refills exactly <paramref name="perMinute"/> a minute, about once a second or as seldom as it takes for one.</summary>
    internal static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var refill = Math.Max(1, perMinute / 60);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = refill,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)refill / perMinute),
            QueueLimit = 0,
        };
    }

    private static RateLimitPartition<string> Window(string caller, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(caller, _ => Fixed(permits, window));

    /// <summary>All of them have to have room.</summary>
    private static RateLimitPartition<string> Windows(string caller, params (int Permits, TimeSpan Length)[] windows) =>
        RateLimitPartition.Get<string>(
            caller,
            _ => RateLimiter.CreateChained([.. windows.Select(w => new FixedWindowRateLimiter(Fixed(w.Permits, w.Length)))])
        );

    private static FixedWindowRateLimiterOptions Fixed(int permits, TimeSpan window) =>
        new()
        {
            PermitLimit = permits,
            Window = window,
            QueueLimit = 0,
        };

    private static RateLimitPartition<string> Free() => RateLimitPartition.GetNoLimiter("");

    private static bool IsSent(HttpContext http) => !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);

    private static string ProgramOf(HttpContext http) =>
        (http.User.FindFirst(IdentityClaims.TokenId) ?? http.User.FindFirst(CustomerServiceClaims.UserId))?.Value ?? CallerOf(http);

    /// <summary>One company's visitors never use up what another's have.</summary>
    private static string CallerOf(HttpContext http) =>
        $"{http.RequestServices.GetRequiredService<ICurrentTenant>().Key:N} {ClientNetwork.Of(http)}";

    /// <summary>People get the error page from the status alone.</summary>
    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
            : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (IsProgram(http.Request))
        {
            var sentence = http
                .RequestServices.GetRequiredService<IStringLocalizer>()
                .Format(FrameworkErrorCodes.TooManyRequests, ("Seconds", wait));
            var problem = new ProblemDetails
            {
                Status = StatusCodes.Status429TooManyRequests,
                Title = sentence,
                Extensions = { ["code"] = FrameworkErrorCodes.TooManyRequests },
            };
            await http.Response.WriteAsJsonAsync(
                problem,
                (System.Text.Json.JsonSerializerOptions?)null,
                "application/problem+json",
                cancellationToken
            );
        }
    }

    private static bool IsProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        || request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
        || request.Headers["Sec-Fetch-Mode"] == "cors";
}
