using System.Net;
using System.Net.Sockets;

namespace CustomerService.BrowserTests;

/// <summary>A line between browser and server that can be cut, as by a tunnel or a closed lid.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly int _server;
    private readonly List<Socket> _open = [];
    private Socket? _listener;
    private TaskCompletionSource _awake = new();

    public Wire(int serverPort)
    {
        _server = serverPort;
        _awake.SetResult();
        Mend();
    }

    public int Port { get; private set; }

    public void Mend()
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync(_listener);
    }

    public void Cut()
    {
        _listener?.Dispose();
        lock (_open)
        {
            _open.ForEach(s => s.Dispose());
            _open.Clear();
        }
    }

    /// <summary>Nothing arrives until <see cref="Wake"/>, and nobody is told: a computer that sleeps.</summary>
    public void Sleep() => _awake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Wake() => _awake.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Wake();
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var browser = await listener.AcceptAsync();
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                lock (_open)
                {
                    _open.AddRange([browser, server]);
                }

                await server.ConnectAsync(IPAddress.Loopback, _server);
                _ = CarryAsync(browser, server);
                _ = CarryAsync(server, browser);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                await _awake.Task;
                for (var sent = 0; sent < read; )
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, or the other side is gone.
        }
    }
}
