using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Options;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>The address may not be called from here.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);

/// <summary>
/// Makes a call. It follows nobody elsewhere, and connects to no address inside: the one connected to is checked, not
/// the one the name had when it was saved.
/// </summary>
internal sealed class WebhookSender : ISingletonDependency, IDisposable
{
    private readonly HttpClient _client;
    private readonly bool _allowsPrivate;

    public WebhookSender(IOptions<WebhookOptions> options)
    {
        _allowsPrivate = options.Value.AllowPrivateAddresses;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would look the name up by itself, after our check.
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds) };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CustomerService", null));
    }

    /// <exception cref="HttpRequestException">Not reached, or not answered with a 2xx.</exception>
    /// <exception cref="AddressRefusedException">Tried again, it would be refused again.</exception>
    public async Task SendAsync(Uri url, Guid deliveryId, string signature, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-CustomerService-Delivery", deliveryId.ToString());
        request.Headers.Add("X-CustomerService-Signature", signature);
        try
        {
            // The answer's body is nobody's business here: it is neither read nor kept.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"HTTP {(int)response.StatusCode}", null, response.StatusCode);
            }
        }
        catch (HttpRequestException e) when (e.InnerException is AddressRefusedException refused)
        {
            throw refused;
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = _allowsPrivate ? found : Array.FindAll(found, PublicAddress.Is);
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException($"{context.DnsEndPoint.Host} is not an address on the public internet");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
