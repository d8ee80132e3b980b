namespace CustomerService.Framework.Blobs;

public sealed class ScannerOptions
{
    /// <summary>Where clamd listens: <c>host:port</c> or the path of its socket. Empty: files are not scanned.</summary>
    public string Address { get; set; } = "";

    /// <summary>How long one file may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
