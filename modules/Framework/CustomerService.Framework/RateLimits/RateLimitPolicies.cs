namespace CustomerService.Framework.RateLimits;

/// <summary>
/// Names for <c>[EnableRateLimiting]</c> on pages and <c>RequireRateLimiting</c> on endpoints; the web project defines
/// them. Whoever calls too often
/// gets 429 with <c>Retry-After</c>: programs problem details, people the error page.
/// </summary>
public static class RateLimitPolicies
{
    /// <summary>Calls of the API, for each token.</summary>
    public const string Api = "api";

    /// <summary>What strangers send (POST), for each network and tenant. Looking at the page is not counted.</summary>
    public const string Forms = "forms";

    /// <summary>Cheap questions that scripts ask while somebody types, for each network and tenant.</summary>
    public const string Lookups = "lookups";

    /// <summary>Pieces of files that strangers attach to a form, for each network and tenant.</summary>
    public const string Uploads = "uploads";

    /// <summary>
    /// Questions whether a channel is the company's (POST, or with the query <c>v</c>), for each network and tenant: few
    /// enough that nobody reads a register out by asking.
    /// </summary>
    public const string Verifications = "verifications";

    /// <summary>New workspaces (POST), for each network and tenant.</summary>
    public const string SignUps = "sign-ups";
}
