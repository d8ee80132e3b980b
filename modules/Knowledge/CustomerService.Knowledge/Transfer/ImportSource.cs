using CustomerService.Framework.Errors;

namespace CustomerService.Knowledge.Transfer;

/// <summary>What somebody chose to import: a ZIP of Markdown files, one of them, or a table.</summary>
internal sealed class ImportSource : IAsyncDisposable
{
    private ImportSource(IReadOnlyList<ImportedFile> files, Archive? archive)
    {
        if (files.Count > KnowledgeLimits.ImportArticles)
        {
            throw Archive.TooLarge();
        }

        (Files, Archive) = (files, archive);
    }

    public IReadOnlyList<ImportedFile> Files { get; }

    /// <summary>null: nothing lies beside the texts.</summary>
    public Archive? Archive { get; }

    /// <exception cref="BusinessException">It is none of these, or more than an import may have.</exception>
    public static async Task<ImportSource> ReadAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var bytes = await Archive.ReadAsync(content, KnowledgeLimits.ImportBytes, cancellationToken);
        switch (Path.GetExtension(name).ToLowerInvariant())
        {
            case ".zip":
                var archive = await Archive.OpenAsync(new MemoryStream(bytes), cancellationToken);
                return new ImportSource(await ReadAsync(archive, cancellationToken), archive);
            case ".md":
                return new ImportSource([Read(name, bytes)], null);
            case ".csv" when Archive.TextOf(bytes) is { } table:
                return new ImportSource(
                    [
                        .. ArticleTable
                            .Read(table)
                            .Select(r => new ImportedFile(r.Where, r.File, r.File is null ? KnowledgeErrorCodes.ImportUnreadable : null)),
                    ],
                    null
                );
            default:
                throw new BusinessException(KnowledgeErrorCodes.ImportUnreadable);
        }
    }

    public ValueTask DisposeAsync() => Archive?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<List<ImportedFile>> ReadAsync(Archive archive, CancellationToken cancellationToken)
    {
        var files = new List<ImportedFile>();
        foreach (var path in archive.Articles)
        {
            files.Add(Read(path, await archive.FindAsync(path, cancellationToken)));
        }

        return files;
    }

    private static ImportedFile Read(string path, byte[]? bytes)
    {
        try
        {
            return bytes is not null && Archive.TextOf(bytes) is { } text
                ? new ImportedFile(path, ArticleFile.Read(path, text), null)
                : new ImportedFile(path, null, KnowledgeErrorCodes.ImportUnreadable);
        }
        catch (BusinessException e)
        {
            return new ImportedFile(path, null, e.Code);
        }
    }
}

/// <param name="Where">The file, or the line of a table.</param>
/// <param name="Problem">The code of the reason why there is no article.</param>
internal sealed record ImportedFile(string Where, ArticleFile? File, string? Problem);
