using System.Net;

namespace CustomerService.TestBase;

/// <summary>Answers with the given codes in turn, then with 204.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public WebhookReceiver(params int[] answers)
    {
        var port = Ports.FindFree();
        Url = $"http://127.0.0.1:{port}/hook";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _loop = ListenAsync(new Queue<int>(answers));
    }

    /// <summary>Takes calls and never answers.</summary>
    public bool IsSilent { get; init; }

    public string Url { get; }

    public List<(string Signature, string Delivery, string Body)> Received { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ListenAsync(Queue<int> answers)
    {
        while (await NextAsync() is { } context)
        {
            try
            {
                await ReceiveAsync(context, answers);
            }
            catch (Exception e) when (e is HttpListenerException or IOException)
            {
                // The caller was killed in the middle of its call.
            }
        }
    }

    private async Task ReceiveAsync(HttpListenerContext context, Queue<int> answers)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        Received.Add(
            (
                context.Request.Headers["X-CustomerService-Signature"]!,
                context.Request.Headers["X-CustomerService-Delivery"]!,
                await reader.ReadToEndAsync()
            )
        );
        if (IsSilent)
        {
            return;
        }

        context.Response.StatusCode = answers.TryDequeue(out var answer) ? answer : 204;
        if (context.Response.StatusCode == 302)
        {
            context.Response.RedirectLocation = Url + "/elsewhere";
        }

        context.Response.Close();
    }

    private async Task<HttpListenerContext?> NextAsync()
    {
        try
        {
            return await _listener.GetContextAsync();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return null;
        }
    }
}
