using System.Text.Json;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Cases written by others, beside the repository. They are not part of the product: without the folder their tests are
/// skipped.
/// </summary>
internal static class SharedData
{
    public static JsonElement[] Sla(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "sla", file);
            if (File.Exists(path))
            {
                var root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
                return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            }
        }

        Assert.Skip($"shared/data/sla/{file} is not above {AppContext.BaseDirectory}.");
        return [];
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static string[] Texts(this JsonElement element) => [.. element.EnumerateArray().Select(x => x.GetString()!)];
}
