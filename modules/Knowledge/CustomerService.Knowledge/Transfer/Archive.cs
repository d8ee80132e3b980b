using System.IO.Compression;
using System.Text;
using CsvHelper;
using CustomerService.Framework.Errors;
using CustomerService.Knowledge.Files;

namespace CustomerService.Knowledge.Transfer;

/// <summary>Files in, files out. Nothing of an archive is written to disk, and no more is unpacked than an import may have.</summary>
internal static class Archive
{
    private static readonly string[] Columns =
    [
        "slug",
        "language",
        "category",
        "question",
        "keywords",
        "similar_questions",
        "answer",
        "visibility",
        "tier",
        "groups",
    ];

    /// <returns>Path and text of each Markdown file; text is null where it is too long or no UTF-8.</returns>
    public static async Task<IReadOnlyList<(string Path, string? Text)>> ReadZipAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, false, null, cancellationToken);
            var files = new List<(string, string?)>();
            var left = KnowledgeLimits.ImportBytes;
            foreach (
                var entry in archive.Entries.Where(e =>
                    e.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !e.Name.StartsWith('.')
                )
            )
            {
                // The size that an archive claims is not believed.
                await using var stream = await entry.OpenAsync(cancellationToken);
                var bytes = await ReadAsync(stream, left, cancellationToken);
                left -= bytes.Length;
                files.Add((entry.FullName.Replace('\\', '/'), TextOf(bytes)));
            }

            return files;
        }
        catch (InvalidDataException e)
        {
            throw new BusinessException(KnowledgeErrorCodes.ImportUnreadable, e);
        }
    }

    public static Task<byte[]> ReadAsync(Stream content, int limit, CancellationToken cancellationToken) =>
        content.ReadAsync(
            limit,
            () => new BusinessException(KnowledgeErrorCodes.ImportTooLarge).WithData("Megabytes", KnowledgeLimits.ImportBytes / 1_000_000),
            cancellationToken
        );

    public static string? TextOf(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    public static byte[] WriteZip(IEnumerable<ArticleFile> files)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true))
        {
            foreach (var file in files)
            {
                using var stream = archive.CreateEntry($"{file.Category}/{file.Slug}.{file.Language}.md").Open();
                stream.Write(Encoding.UTF8.GetBytes(file.Write()));
            }
        }

        return content.ToArray();
    }

    /// <summary>With a byte order mark, since spreadsheets take Chinese for something else without.</summary>
    public static byte[] WriteCsv(IEnumerable<ArticleFile> files)
    {
        using var content = new MemoryStream();
        using (var text = new StreamWriter(content, new UTF8Encoding(true)))
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions(), true))
        {
            csv.WriteRecord(Columns);
            foreach (var file in files)
            {
                csv.WriteRecord([
                    file.Slug,
                    file.Language,
                    file.Category,
                    file.Title,
                    file.Keywords,
                    string.Join('\n', file.SimilarQuestions),
                    file.Body,
                    file.For.Visibility,
                    file.For.Tier,
                    string.Join('\n', file.For.Groups),
                ]);
            }
        }

        return content.ToArray();
    }

    /// <summary>Columns question and answer are needed, the others taken where they are.</summary>
    public static IReadOnlyList<(string Where, ArticleFile? File)> ReadCsv(string text)
    {
        using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions());
        csv.ReadHeader();
        var columns = csv
            .Headers.Select((header, index) => (Name: header.Trim().ToLowerInvariant(), index))
            .DistinctBy(c => c.Name)
            .ToDictionary(c => c.Name, c => c.index);
        if (!columns.ContainsKey("question") || !columns.ContainsKey("answer"))
        {
            throw new BusinessException(KnowledgeErrorCodes.ImportUnreadable);
        }

        var files = new List<(string, ArticleFile?)>();
        for (var line = 2; csv.Read(); line++)
        {
            var (question, answer) = (Field("question"), Field("answer"));
            var file =
                question.Length == 0 || answer.Length == 0
                    ? null
                    : new ArticleFile(
                        Field("slug"),
                        ArticleFile.LanguageOf(Field("language"), null, question + answer),
                        question,
                        Field("category"),
                        Field("keywords"),
                        Field("similar_questions")
                            .Split(['\n', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                        answer,
                        false,
                        new FileAudience(
                            Field("visibility"),
                            Field("tier"),
                            Field("groups").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        )
                    );
            files.Add(($"{line}", file));
        }

        return files;

        string Field(string name) => columns.TryGetValue(name, out var index) && index < csv.FieldCount ? csv.GetString(index).Trim() : "";
    }
}
