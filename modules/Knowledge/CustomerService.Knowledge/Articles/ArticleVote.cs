using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Articles;

internal sealed class ArticleVote : TenantEntity
{
    private ArticleVote() { }

    public ArticleVote(Guid articleId, string visitor, bool isHelpful, DateTime now) =>
        (ArticleId, VisitorHash, IsHelpful, At) = (articleId, HashOf(articleId, visitor), isHelpful, now);

    public Guid ArticleId { get; private set; }

    /// <summary>Made with the article's id, so that nobody can put together what one visitor read.</summary>
    public string VisitorHash { get; private set; } = "";

    public bool IsHelpful { get; private set; }

    public DateTime At { get; private set; }

    public static string HashOf(Guid articleId, string visitor) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{articleId:N}|{visitor}")));

    public void Change(bool isHelpful, DateTime now) => (IsHelpful, At) = (isHelpful, now);
}
