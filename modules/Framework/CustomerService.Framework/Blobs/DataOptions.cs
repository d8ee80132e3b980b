namespace CustomerService.Framework.Blobs;

public sealed class DataOptions
{
    /// <summary>Where the embedded database, keys and files live.</summary>
    public string Directory { get; set; } = "App_Data";

    /// <summary>With less space left there, the node is not ready and <c>doctor</c> says so.</summary>
    public int MinFreeMegabytes { get; set; } = 64;
}
