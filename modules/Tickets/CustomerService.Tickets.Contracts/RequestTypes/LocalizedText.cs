namespace CustomerService.Tickets.RequestTypes;

/// <summary>A text in each language.</summary>
public sealed record LocalizedText(string En, string Zh)
{
    public static readonly LocalizedText Empty = new("", "");

    /// <summary>In this language, or in the other where it is missing.</summary>
    public string In(string culture) => culture.StartsWith("zh", StringComparison.Ordinal) ? Or(Zh, En) : Or(En, Zh);

    private static string Or(string text, string other) => text.Length > 0 ? text : other;
}
