using CustomerService.Framework.Localization;

namespace CustomerService.Knowledge;

/// <summary>Which language stands in for another.</summary>
internal static class Languages
{
    /// <summary>0 for the wanted one, then in the order of the product's languages; the least is shown.</summary>
    public static int Distance(string language, string wanted) =>
        language == wanted ? 0
        : JsonStringLocalizer.Cultures.ToList().IndexOf(language) is >= 0 and var place ? place + 1
        : int.MaxValue;
}
