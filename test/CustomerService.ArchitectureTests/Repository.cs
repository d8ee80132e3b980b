using System.Xml.Linq;

namespace CustomerService.ArchitectureTests;

/// <summary>The tree as it is on disk: rules discover from here, not from lists.</summary>
internal static class Repository
{
    public static string Root => TestBase.RepositoryPaths.Root;

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. new[] { "src", "modules", "test" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(Project.Read),
    ];

    /// <summary>Names of the folders under <c>modules</c>, the kernel excepted.</summary>
    public static IReadOnlyList<string> Modules { get; } =
    [
        .. Directory
            .GetDirectories(Path.Combine(Root, "modules"))
            .Select(d => Path.GetFileName(d)!)
            .Where(n => n != "Framework")
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> SourceFiles(string folder, params string[] extensions) =>
        Directory
            .GetFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f)))
            .Where(f =>
                !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal)
                && !f.Contains("/Migrations/", StringComparison.Ordinal)
            );
}

internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References)
{
    public static Project Read(string path) =>
        new(
            Path.GetFileNameWithoutExtension(path),
            Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!),
            [
                .. XDocument
                    .Load(path)
                    .Descendants("ProjectReference")
                    .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)),
            ]
        );
}
