using System.Net.Sockets;
using System.Text;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

public sealed class ScannerOptions
{
    /// <summary>Where clamd listens: <c>host:port</c> or the path of its socket. Empty: files are not scanned.</summary>
    public string Address { get; set; } = "";

    /// <summary>How long one file may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
