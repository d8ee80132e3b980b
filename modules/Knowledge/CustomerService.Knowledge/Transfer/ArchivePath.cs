namespace CustomerService.Knowledge.Transfer;

/// <summary>Paths of an archive: folders between slashes, nothing above the first one.</summary>
internal static class ArchivePath
{
    public static string Normalize(string path) => Resolve("", path.Replace('\\', '/'));

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>What <paramref name="address"/> means in a file of this path.</summary>
    public static string Resolve(string from, string address)
    {
        var folders = address.StartsWith('/') ? new List<string>() : [.. from.Split('/').SkipLast(1)];
        foreach (var part in address.Split('/').Where(p => p.Length > 0 && p != "."))
        {
            if (part != "..")
            {
                folders.Add(part);
            }
            else if (folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }
        }

        return string.Join('/', folders);
    }
}
