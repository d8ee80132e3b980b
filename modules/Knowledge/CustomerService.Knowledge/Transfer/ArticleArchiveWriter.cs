using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Files;

namespace CustomerService.Knowledge.Transfer;

/// <summary>All articles as a ZIP, each in the folder of its category, with the files that it shows or links to.</summary>
internal sealed partial class ArticleArchiveWriter(IBlobContainer<KnowledgeFile> blobs) : ITransientDependency
{
    private const string Folder = "files";

    /// <param name="known">All files that articles may show, by id.</param>
    /// <param name="content">Stays open.</param>
    /// <param name="onWritten">Gets how many articles are written, after each one.</param>
    public async Task WriteAsync(
        IReadOnlyList<ArticleFile> articles,
        IReadOnlyDictionary<Guid, KnowledgeFile> known,
        Stream content,
        Func<int, Task> onWritten,
        CancellationToken cancellationToken
    )
    {
        var written = new HashSet<string>();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true))
        {
            for (var number = 0; number < articles.Count; number++)
            {
                var article = articles[number];
                var used = new List<KnowledgeFile>();
                var body = Address().Replace(article.Body, address => AddressBeside(address, known, used));
                await WriteAsync(
                    archive,
                    $"{article.Category}/{article.Slug}.{article.Language}.md",
                    new MemoryStream(Encoding.UTF8.GetBytes((article with { Body = body }).Write())),
                    cancellationToken
                );
                foreach (var file in used.Where(f => written.Add($"{article.Category}/{f.Id}")))
                {
                    if (await blobs.GetOrNullAsync(file.Id, cancellationToken) is { } bytes)
                    {
                        await WriteAsync(archive, $"{article.Category}/{Folder}/{file.Id:N}/{file.FileName}", bytes, cancellationToken);
                    }
                }

                await onWritten(number + 1);
            }
        }
    }

    private static string AddressBeside(Match address, IReadOnlyDictionary<Guid, KnowledgeFile> known, List<KnowledgeFile> used)
    {
        if (!known.TryGetValue(Guid.ParseExact(address.Groups["id"].Value, "N"), out var file))
        {
            return address.Value;
        }

        used.Add(file);
        return $"{Folder}/{file.Id:N}/{Uri.EscapeDataString(file.FileName)}";
    }

    private static async Task WriteAsync(ZipArchive archive, string path, Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            await using var entry = await archive.CreateEntry(path).OpenAsync(cancellationToken);
            await content.CopyToAsync(entry, cancellationToken);
        }
    }

    [GeneratedRegex(KnowledgeFile.AddressRoot + "(?<id>[0-9a-f]{32})/[^\\s()<>\"]+")]
    private static partial Regex Address();
}
