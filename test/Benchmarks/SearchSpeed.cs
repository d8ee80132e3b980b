using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// A knowledge base of 50,000 articles, made of the sentences of the product's own templates: written, read into
/// memory, asked.
/// </summary>
internal sealed class SearchSpeed : IBenchmark
{
    private const int Articles = 50_000;
    private const int PerTransaction = 500;
    private const int SentencesPerArticle = 25;
    private const int Questions = 400;

    public string Name => "search-speed";

    public string Aim => "50,000 articles on PostgreSQL: p95 of a query under 50 ms, of a suggestion under 30 ms; 1,000 articles/s indexed";

    public async Task RunAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        var tenant = Guid.CreateVersion7();
        var random = new Random(1);
        using var culture = LocalizerExtensions.UseCulture("zh-Hans");
        var sentences = Sentences();
        var category = await product.Scope.RunAsync(
            tenant,
            p => p.GetRequiredService<IKnowledgeIntegrationService>().EnsureCategoryAsync("all", "zh-Hans", "帮助")
        );
        var processor = Processor();
        var written = await MillisecondsAsync(async () =>
        {
            for (var i = 0; i < Articles; i += PerTransaction)
            {
                var batch = Enumerable
                    .Range(i, PerTransaction)
                    .Select(n => new NewArticle(
                        $"{Pick()} {n}",
                        string.Join("\n\n", Enumerable.Range(0, SentencesPerArticle).Select(_ => Pick())),
                        [Pick(), Pick()]
                    ))
                    .ToList();
                await product.Scope.RunAsync(
                    tenant,
                    p => p.GetRequiredService<IKnowledgeIntegrationService>().AddPublishedAsync(category, "zh-Hans", batch)
                );
            }
        });
        var writing = Processor() - processor;
        var first = await MillisecondsAsync(() => SearchAsync("退款"));
        var reading = Processor() - processor - writing;
        var (queries, suggestions) = (new List<double>(), new List<double>());
        for (var i = 0; i < Questions; i++)
        {
            var question = Pick();
            question = question[..Math.Min(question.Length, 8 + random.Next(20))];
            queries.Add(await MillisecondsAsync(() => SearchAsync(question)));
            suggestions.Add(
                await MillisecondsAsync(() =>
                    product.Scope.RunAsync(
                        tenant,
                        p =>
                            p.GetRequiredService<IPortalKnowledgeAppService>()
                                .SuggestAsync(new SearchInput { Query = question[..Math.Min(question.Length, 6)] })
                    )
                )
            );
        }

        var asking = Processor() - processor - writing - reading;
        var started = await StartAgainAsync(product, tenant);
        output.WriteLine(
            Text(
                $"written {Articles / written * 1000:N0} articles/s; indexed {Articles / first * 1000:N0} articles/s "
                    + $"({first / 1000:0.0} s for the first question without a file, {started / 1000:0.0} s after a start with one); "
                    + $"query median {Median(queries):0.0} ms, p95 {Percentile(queries, 95):0.0} ms; suggestion median "
                    + $"{Median(suggestions):0.0} ms, p95 {Percentile(suggestions, 95):0.0} ms"
            )
        );
        output.WriteLine(
            Text(
                $"processor time of the server: {writing / Articles:0.00} ms an article written, {reading / Articles:0.00} ms "
                    + $"read into the index, {asking / Questions:0.0} ms for a question with its suggestion"
            )
        );

        // The machine may have other work; what this process used of it says more than the clock.
        double Processor() => Environment.CpuUsage.TotalTime.TotalMilliseconds;

        string Pick() => sentences[random.Next(sentences.Count)];

        Task SearchAsync(string query) =>
            product.Scope.RunAsync(
                tenant,
                p => p.GetRequiredService<IPortalKnowledgeAppService>().SearchAsync(new SearchInput { Query = query })
            );
    }

    /// <summary>The first question on a node that finds the file of another one.</summary>
    private static async Task<double> StartAgainAsync(Product product, Guid tenant)
    {
        await product.Services.GetRequiredService<KnowledgeIndexes>().SettleAsync();
        var indexes = ActivatorUtilities.CreateInstance<KnowledgeIndexes>(product.Services);
        return await MillisecondsAsync(() =>
            product.Scope.RunAsync(
                tenant,
                p => indexes.ReadAsync(p.GetRequiredService<CustomerServiceDbContext>(), index => index.Alive, default)
            )
        );
    }

    private static List<string> Sentences()
    {
        var assembly = typeof(KnowledgeIndex).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".md", StringComparison.Ordinal))
                .SelectMany(n =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
                    return reader
                        .ReadToEnd()
                        .Split(['\n', '。', '.', '；', ';'], StringSplitOptions.TrimEntries)
                        .Where(s => s.Length is > 8 and < 120)
                        .ToList();
                }),
        ];
    }
}
