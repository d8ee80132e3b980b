using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

/// <summary>Can files be written where they belong, and is there room?</summary>
public sealed class StorageProbe(IOptions<DataOptions> options) : ISingletonDependency
{
    private const int ProbeBytes = 4096;

    /// <returns>A sentence for the operator; null when all is well.</returns>
    public string? FindProblem()
    {
        var directory = Path.GetFullPath(options.Value.Directory);
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".probe-{Guid.NewGuid():N}");
            try
            {
                File.WriteAllBytes(probe, new byte[ProbeBytes]);
            }
            finally
            {
                File.Delete(probe);
            }

            var free = new DriveInfo(directory).AvailableFreeSpace / (1024 * 1024);
            return free < options.Value.MinFreeMegabytes
                ? $"only {free} MB are free in {directory}, less than Data__MinFreeMegabytes ({options.Value.MinFreeMegabytes})"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{directory} cannot be written: {e.Message}";
        }
    }
}
