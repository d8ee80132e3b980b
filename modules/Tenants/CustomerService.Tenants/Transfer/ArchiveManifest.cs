using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.Transfer;

/// <summary><c>manifest.json</c>: what the file holds, so that whoever reads it can tell that it is whole.</summary>
/// <param name="Format">Rises when a reader of the earlier one would get it wrong.</param>
/// <param name="Version">Of the product that wrote it.</param>
/// <param name="ExportId">Of this export.</param>
/// <param name="ExportedAt">UTC; how it all stood then.</param>
internal sealed record ArchiveManifest(
    int Format,
    string Product,
    string Version,
    Guid ExportId,
    DateTime ExportedAt,
    ArchiveWorkspace Workspace,
    IReadOnlyList<ArchiveEntry> Entries
)
{
    public const int CurrentFormat = 1;
    public const string CurrentProduct = "CustomerService";
    public const string FileName = "manifest.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static readonly string CurrentVersion =
        typeof(ArchiveManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static string RowsOf(string table) => $"rows/{table}.jsonl";

    public static string FileOf(string container, Guid id) => string.Create(CultureInfo.InvariantCulture, $"files/{container}/{id:N}");
}

/// <param name="Name">Of the entry in the ZIP.</param>
/// <param name="Rows">null for a file.</param>
/// <param name="Bytes">Unpacked.</param>
/// <param name="Sha256">Of the unpacked bytes, hexadecimal.</param>
internal sealed record ArchiveEntry(string Name, long? Rows, long Bytes, string Sha256);

/// <summary>The company itself. Its own domain and its plan belong to the installation and stay there.</summary>
internal sealed record ArchiveWorkspace(
    Guid Id,
    string Slug,
    string Name,
    string Language,
    IReadOnlyList<string> Languages,
    string TimeZone,
    string Template,
    string Accent,
    string Banners,
    Guid? LogoId,
    string? LogoType
)
{
    public static ArchiveWorkspace Of(Tenant t) =>
        new(t.Id, t.Slug, t.Name, t.Language, t.Languages.Split(','), t.TimeZone, t.Template, t.Accent, t.Banners, t.LogoId, t.LogoType);
}
