using System.Reflection;

namespace CustomerService.IntegrationTests.Access;

/// <summary>
/// Who may do what, as written down once in <c>roles.txt</c>, <c>methods.txt</c> and <c>endpoints.txt</c>; what stands there is the
/// decision, what the product does has to agree. What is not listed is refused to everybody, and fails the tests.
/// </summary>
internal static class AccessTable
{
    /// <summary>No sign-in is needed.</summary>
    public const string Anyone = "anyone";

    /// <summary>Everybody who is signed in; programs are not.</summary>
    public const string Person = "person";

    /// <summary>Nobody in a tenant; for what belongs to the other kind of site.</summary>
    public const string Nobody = "nobody";

    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Access.{file}")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" : ", 2))
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
    }

    /// <param name="needed"><c>anyone</c>, <c>person</c>, <c>nobody</c>, or permissions that are all needed, parted by <c> + </c>.</param>
    public static bool Allows(string needed, bool isPerson, IReadOnlyCollection<string> permissions) =>
        needed switch
        {
            Anyone => true,
            Person => isPerson,
            Nobody => false,
            _ => needed.Split(" + ").All(permissions.Contains),
        };

    /// <summary>The line that what was seen would make: to judge, not to copy.</summary>
    public static string Suggest(IReadOnlyDictionary<string, bool> seen) =>
        seen["anonymous"] ? Anyone
        : seen["customer"] ? Person
        : string.Join(" | ", seen.Where(s => s.Value && s.Key.StartsWith("only ", StringComparison.Ordinal)).Select(s => s.Key[5..]))
            is { Length: > 0 } permissions
            ? permissions
        : string.Join(" ", seen.Where(s => s.Value).Select(s => s.Key));
}
