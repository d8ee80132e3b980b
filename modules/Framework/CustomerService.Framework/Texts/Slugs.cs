using System.Globalization;
using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>Makes the part of an address from a name: "Müller &amp; Søn" becomes "muller-son".</summary>
public static class Slugs
{
    /// <returns>Small Latin letters, digits and single inner hyphens; letters of other scripts fall away, so it may be empty.</returns>
    public static string From(string name, int maxLength)
    {
        var slug = new StringBuilder();
        foreach (var c in WellFormed.Normalize(name, NormalizationForm.FormKD))
        {
            var letters = Folding.Expand(c) ?? Folding.Fold(c).ToString();
            if (letters.All(char.IsAsciiLetterOrDigit))
            {
                slug.Append(letters);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && Separates(c))
            {
                slug.Append('-');
            }
        }

        return slug.ToString(0, Math.Min(slug.Length, maxLength)).Trim('-');
    }

    private static bool Separates(char c) =>
        !char.IsLetter(c)
        && !char.IsSurrogate(c)
        && char.GetUnicodeCategory(c)
            is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format);
}
