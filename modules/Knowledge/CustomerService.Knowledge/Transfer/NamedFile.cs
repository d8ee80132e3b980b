using System.Security.Cryptography;
using System.Text;

namespace CustomerService.Knowledge.Transfer;

/// <summary>A file that is an article, with the address that it gets.</summary>
/// <param name="Where">The file, or the line of a table.</param>
internal sealed record NamedFile(string Where, ArticleFile File, string Slug)
{
    /// <summary>Two files of one name in different folders are two articles; in the same order they get the same addresses again.</summary>
    public static IReadOnlyList<NamedFile> Of(IReadOnlyList<ImportedFile> files)
    {
        var taken = new HashSet<(string Slug, string Language)>();
        var named = new List<NamedFile>();
        foreach (var (where, file) in files.Where(f => f.File is not null).Select(f => (f.Where, f.File!)))
        {
            var (wanted, slug) = (SlugOf(file), "");
            for (var number = 1; slug.Length == 0 || !taken.Add((slug, file.Language)); number++)
            {
                slug = number == 1 ? wanted : $"{wanted}-{number}";
            }

            named.Add(new NamedFile(where, file, slug));
        }

        return named;
    }

    /// <summary>The file's own address, made fit for one; a question without any gets one that the same question gets again.</summary>
    private static string SlugOf(ArticleFile file) =>
        Knowledge.Slug.From(
            file.Slug.Length > 0 ? file.Slug : file.Title,
            $"article-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Slug + file.Title)))[..12]}"
        );
}
