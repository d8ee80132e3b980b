namespace CustomerService.Framework.Blobs;

/// <summary><c>{tenant}/{container}/{two last digits}/{id}</c>: names are ids made here, never a user's words.</summary>
public static class BlobPath
{
    public static string FolderOf(Guid tenant) => $"{tenant:N}";

    public static string FolderOf(Guid tenant, string container) => $"{FolderOf(tenant)}/{container}";

    public static string Of(Guid tenant, string container, Guid id) => $"{FolderOf(tenant, container)}/{id.ToString("N")[^2..]}/{id:N}";

    /// <returns>false for what is no file of ours.</returns>
    public static bool TryGetId(string path, out Guid id) => Guid.TryParseExact(Path.GetFileName(path), "N", out id);
}
