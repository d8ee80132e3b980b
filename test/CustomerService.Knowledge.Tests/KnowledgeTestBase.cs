using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Operations;
using CustomerService.Identity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.Knowledge.Transfer;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests;

/// <summary>Words for the tests: as an admin, as a visitor.</summary>
internal static class KnowledgeTestBase
{
    public static readonly Guid Admin = Guid.CreateVersion7();

    public static Task<TestHost> CreateHostAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) =>
        TestHost.CreateAsync(provider, typeof(TestWorkspacesModule), typeof(IdentityModule), typeof(KnowledgeModule));

    public static Task<T> AsAdminAsync<TService, T>(this TestHost host, Guid tenant, Func<TService, Task<T>> call)
        where TService : notnull => host.RunAsAsync(tenant, Admin, "admin", sp => call(sp.GetRequiredService<TService>()));

    public static Task AsAdminAsync<TService>(this TestHost host, Guid tenant, Func<TService, Task> call)
        where TService : notnull => host.RunAsAsync(tenant, Admin, "admin", sp => call(sp.GetRequiredService<TService>()));

    public static async Task<T> AsVisitorAsync<T>(
        this TestHost host,
        Guid tenant,
        Func<IPortalKnowledgeAppService, Task<T>> call,
        string language = "en"
    )
    {
        using var culture = LocalizerExtensions.UseCulture(language);
        return await host.RunAsync(tenant, sp => call(sp.GetRequiredService<IPortalKnowledgeAppService>()));
    }

    public static async Task<IReadOnlyList<string>> FindAsync(this TestHost host, Guid tenant, string query, string language = "en") =>
        [.. (await host.AsVisitorAsync(tenant, s => s.SearchAsync(new SearchInput { Query = query }), language)).Hits.Select(h => h.Slug)];

    public static Task SeedAsync(this TestHost host, Guid tenant, string template, bool isDemo = true) =>
        host.RunAsync(
            tenant,
            async sp =>
            {
                foreach (var contributor in sp.GetServices<IDataSeedContributor>())
                {
                    await contributor.SeedAsync(new DataSeedContext(tenant, template, "en", "Asia/Shanghai", host.Time.Now, isDemo));
                }
            }
        );

    public static Task<Guid> CategoryAsync(this TestHost host, Guid tenant, string key = "help") =>
        host.AsAdminAsync<ICategoryAppService, Guid>(
            tenant,
            s =>
                s.CreateAsync(
                    new SaveCategoryInput
                    {
                        Key = key,
                        Texts =
                        [
                            new CategoryTextInput
                            {
                                Language = "en",
                                Name = "Help",
                                Description = "d",
                            },
                            new CategoryTextInput
                            {
                                Language = "zh-Hans",
                                Name = "帮助",
                                Description = "d",
                            },
                        ],
                    }
                )
        );

    public static async Task<Guid> ArticleAsync(
        this TestHost host,
        Guid tenant,
        Guid category,
        string slug,
        string title,
        string body,
        string language = "en",
        bool publish = true,
        ArticleVisibility visibility = ArticleVisibility.Public
    )
    {
        var id = await host.AsAdminAsync<IArticleAppService, Guid>(
            tenant,
            s =>
                s.CreateAsync(
                    new CreateArticleInput
                    {
                        CategoryId = category,
                        Slug = slug,
                        Title = title,
                        Language = language,
                        Visibility = visibility,
                    }
                )
        );
        await host.AsAdminAsync<IArticleAppService, int>(
            tenant,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = language,
                        Revision = 1,
                        Title = title,
                        Body = body,
                    }
                )
        );
        if (publish)
        {
            await host.AsAdminAsync<IArticleAppService>(tenant, s => s.PublishAsync(id, language));
        }

        return id;
    }

    /// <summary>Begins the import, and lets it run to its end.</summary>
    public static async Task<ImportReportDto> ImportAsync(this TestHost host, Guid tenant, string name, byte[] content)
    {
        await host.AsAdminAsync<IKnowledgeTransferAppService, Guid>(
            tenant,
            s => s.BeginImportAsync(new ImportInput { FileName = name, Publish = true }, new MemoryStream(content))
        );
        return (await host.RunOperationAsync(tenant, KnowledgeOperations.Import)).GetResult<ImportReportDto>()!;
    }

    /// <returns>The archive.</returns>
    public static async Task<byte[]> ExportAsync(this TestHost host, Guid tenant)
    {
        var id = await host.AsAdminAsync<IKnowledgeTransferAppService, Guid>(tenant, s => s.BeginExportAsync());
        await host.RunOperationAsync(tenant, KnowledgeOperations.Export);
        var file = await host.AsAdminAsync<IOperationAppService, OperationFile>(tenant, s => s.OpenFileAsync(id));
        await using var content = file.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<OperationDto> RunOperationAsync(this TestHost host, Guid tenant, string kind)
    {
        await host.Jobs.RunAsync();
        var operation = (await host.AsAdminAsync<IOperationAppService, OperationDto?>(tenant, s => s.FindLatestAsync(kind)))!;
        operation.State.ShouldBe(OperationState.Done, operation.Error);
        return operation;
    }
}
