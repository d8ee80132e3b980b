using System.Net;
using System.Net.Sockets;

namespace CustomerService.TestBase;

public static class Ports
{
    /// <summary>A port of this machine that nobody listens on, for programs that bind to what they are told and tell nothing.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
