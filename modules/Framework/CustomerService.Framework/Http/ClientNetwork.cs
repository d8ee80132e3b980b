using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Framework.Http;

/// <summary>
/// Whom limits count as one caller. One household or server has a whole /64 of IPv6 addresses and would otherwise be
/// 2^64 callers.
/// </summary>
public static class ClientNetwork
{
    private const int SubnetBytes = 8;

    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    /// <returns>Empty when the address is not known.</returns>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubnetBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
