using CustomerService.Framework.Blobs;

namespace CustomerService.Tenants.Transfer;

/// <summary>Large and for a while: it lies in the data directory, where there is room, and is gone when it is closed.</summary>
internal static class TemporaryFile
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(2);

    public static FileStream Open(DataOptions data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.Directory, "temp"));
        var limit = TimeProvider.System.GetUtcNow().UtcDateTime - Forgotten;
        foreach (var left in folder.EnumerateFiles().Where(f => f.LastWriteTimeUtc < limit))
        {
            // Its process was killed.
            left.Delete();
        }

        return new FileStream(
            Path.Combine(folder.FullName, Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
    }
}
