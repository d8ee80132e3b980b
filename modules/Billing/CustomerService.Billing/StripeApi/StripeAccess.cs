using System.Net;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stripe;

namespace CustomerService.Billing.StripeApi;

/// <summary>The way to Stripe, and what its refusals mean for a person.</summary>
internal sealed class StripeAccess : ISingletonDependency, IDisposable
{
    /// <summary>A person waits for the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly ILogger<StripeAccess> _logger;
    private readonly StripeClient? _client;

    public StripeAccess(IOptions<StripeOptions> options, ILogger<StripeAccess> logger)
    {
        _logger = logger;
        var given = options.Value;
        if (!string.IsNullOrEmpty(given.SecretKey))
        {
            _client = new StripeClient(given.SecretKey, httpClient: new SystemNetHttpClient(_http), apiBase: given.ApiBase);
        }
    }

    public bool IsOn => _client is not null;

    /// <exception cref="BusinessException">The installation takes no money.</exception>
    public StripeClient Client => _client ?? throw BusinessException.NotFound(BillingErrorCodes.Off);

    /// <inheritdoc cref="Client" path="/exception"/>
    public void RequireOn() => _ = Client;

    public static bool IsAway(Exception e) =>
        e is HttpRequestException or OperationCanceledException
        || e is StripeException { HttpStatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError or 0 };

    /// <summary>For a person who waits: a failure becomes a sentence.</summary>
    /// <exception cref="BusinessException">Stripe is away, or says no.</exception>
    public async Task<T> AskAsync<T>(Func<StripeClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        var client = Client;
        try
        {
            return await ask(client);
        }
        catch (Exception e) when (IsAway(e) && !cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("Stripe is away: {Problem}", e.Message);
            throw new BusinessException(BillingErrorCodes.Unreachable, e) { Kind = ErrorKind.Unavailable };
        }
        catch (StripeException e)
        {
            _logger.LogWarning("Stripe refused {Request}: {Problem}", e.StripeResponse?.RequestId, e.Message);
            throw new BusinessException(BillingErrorCodes.Refused, e).WithData("Reason", e.StripeError?.Message ?? e.Message);
        }
    }

    public void Dispose() => _http.Dispose();
}
