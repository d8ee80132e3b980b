using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Transfer;

/// <summary>
/// Articles as files: a ZIP archive of Markdown files with front matter, or a CSV table of questions and answers. What
/// is exported can be imported again.
/// </summary>
public interface IKnowledgeTransferAppService : IApplicationService
{
    /// <summary>
    /// Begins an operation (<see cref="KnowledgeOperations.Export"/>) that makes a ZIP of all articles,
    /// <c>category/slug.language.md</c>, with the files that they show; drafts that were never published say so in their
    /// front matter.
    /// </summary>
    Task<Guid> BeginExportAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Columns slug, language, category, question, keywords, similar_questions (one a line), answer, visibility, tier,
    /// groups (one a line).
    /// </summary>
    Task<byte[]> ExportCsvAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins an operation (<see cref="KnowledgeOperations.Import"/>) whose result is an <see cref="ImportReportDto"/>.
    /// Articles are known by their address and language: what is the same is left alone, what differs becomes the draft, and is published
    /// where the input says so. Whom a new article is for stands in the file; that of one which is there already is not
    /// changed. A file that cannot be an article is named in the report; the others come in.
    /// </summary>
    /// <param name="content">Read to its end; at most <see cref="KnowledgeLimits.ImportBytes"/>.</param>
    Task<Guid> BeginImportAsync(ImportInput input, Stream content, CancellationToken cancellationToken = default);
}

public sealed class ImportInput
{
    /// <summary>Tells the kind: <c>.zip</c>, <c>.md</c> or <c>.csv</c>.</summary>
    [Required, StringLength(KnowledgeLimits.FileName)]
    public string FileName { get; set; } = "";

    public bool Publish { get; set; }
}

/// <param name="Problems">File or line, and the code of the reason.</param>
public sealed record ImportReportDto(int Created, int Changed, int Same, IReadOnlyList<ImportProblemDto> Problems);

public sealed record ImportProblemDto(string Where, string ErrorCode);
