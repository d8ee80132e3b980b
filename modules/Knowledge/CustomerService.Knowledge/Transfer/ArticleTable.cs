using CsvHelper;
using CustomerService.Framework.Csv;
using CustomerService.Framework.Errors;

namespace CustomerService.Knowledge.Transfer;

/// <summary>Articles as a table of questions and answers.</summary>
internal static class ArticleTable
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

    public static byte[] Write(IEnumerable<ArticleFile> files) => CsvExport.Write(Columns, files.Select(RowOf));

    /// <summary>Columns question and answer are needed, the others taken where they are.</summary>
    public static IReadOnlyList<(string Where, ArticleFile? File)> Read(string text)
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

        string Field(string name) =>
            columns.TryGetValue(name, out var index) && index < csv.FieldCount ? CsvExport.Restore(csv.GetString(index).Trim()) : "";
    }

    private static IReadOnlyList<string> RowOf(ArticleFile file) =>
        [
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
        ];
}
