using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Files;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Transfer;

/// <summary>All articles as a ZIP, each in the folder of its category, with the files that it shows or links to.</summary>
internal sealed partial class ArticleArchiveWriter(CustomerServiceDbContext db, IBlobContainer<KnowledgeFile> blobs) : ITransientDependency
{
    private const string Folder = "files";

    public async Task<byte[]> WriteAsync(IEnumerable<ArticleFile> articles, CancellationToken cancellationToken)
    {
        var known = await db.Set<KnowledgeFile>().AsNoTracking().ToDictionaryAsync(f => f.Id, cancellationToken);
        var written = new HashSet<string>();
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true))
        {
            foreach (var article in articles)
            {
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
            }
        }

        return content.ToArray();
    }

    private static string AddressBeside(Match address, Dictionary<Guid, KnowledgeFile> known, List<KnowledgeFile> used)
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
