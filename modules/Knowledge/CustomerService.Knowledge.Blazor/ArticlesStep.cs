using CustomerService.Framework.Blazor;
using CustomerService.Knowledge.Articles;

namespace CustomerService.Knowledge.Blazor;

/// <summary>Done when a person has written or published something.</summary>
internal sealed class ArticlesStep(IArticleAppService articles) : ISetupStep
{
    public string Key => "knowledge.articles";

    public int Order => 70;

    public string TitleKey => "Knowledge.Setup.Articles";

    public string Url => "/admin/kb";

    public Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) => articles.HasOwnWordsAsync(cancellationToken);
}
