using System.ComponentModel.DataAnnotations;

namespace CustomerService.Knowledge.Articles;

public sealed class ArticleListInput
{
    public Guid? CategoryId { get; set; }

    public ArticleState? State { get; set; }

    [StringLength(KnowledgeLimits.Query)]
    public string? Filter { get; set; }

    public string? After { get; set; }
}

public sealed class CreateArticleInput
{
    public Guid CategoryId { get; set; }

    [Required, StringLength(KnowledgeLimits.Language)]
    public string Language { get; set; } = "en";

    [Required, StringLength(KnowledgeLimits.Title)]
    public string Title { get; set; } = "";

    /// <summary>Made from the title when empty.</summary>
    [StringLength(KnowledgeLimits.Slug)]
    public string? Slug { get; set; }

    public ArticleVisibility Visibility { get; set; }
}

public sealed class UpdateArticleInput
{
    public Guid CategoryId { get; set; }

    [Required, StringLength(KnowledgeLimits.Slug)]
    public string Slug { get; set; } = "";

    public ArticleVisibility Visibility { get; set; }

    /// <summary>
    /// Of the signed-in customers only this tier (Identity's <c>CustomerTier</c>) and higher ones; counts with
    /// <see cref="ArticleVisibility.SignedIn"/>.
    /// </summary>
    [StringLength(KnowledgeLimits.Tier)]
    public string? Tier { get; set; }

    /// <summary>With <see cref="ArticleVisibility.Internal"/>: these agent groups only; empty for all staff.</summary>
    [MaxLength(KnowledgeLimits.Groups)]
    public List<Guid> GroupIds { get; set; } = [];

    /// <summary>Who keeps it right, and is reminded before it expires; without one the administrators are.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The last day on which readers see it, in the tenant's time zone.</summary>
    public DateOnly? LastDay { get; set; }
}

public sealed class SendBackInput
{
    [Required, StringLength(KnowledgeLimits.Language)]
    public string Language { get; set; } = "en";

    /// <summary>What the writer should change.</summary>
    [Required, StringLength(KnowledgeLimits.ReviewNote)]
    public string Note { get; set; } = "";
}

public sealed class SaveDraftInput
{
    [Required, StringLength(KnowledgeLimits.Language)]
    public string Language { get; set; } = "en";

    /// <summary>The revision the writer began with: a draft that somebody else saved meanwhile is not overwritten.</summary>
    public int Revision { get; set; }

    [Required, StringLength(KnowledgeLimits.Title)]
    public string Title { get; set; } = "";

    [StringLength(KnowledgeLimits.Keywords)]
    public string Keywords { get; set; } = "";

    /// <summary>"People also ask it like this", one a line: found like the title, never shown.</summary>
    [StringLength(KnowledgeLimits.SimilarQuestions)]
    public string SimilarQuestions { get; set; } = "";

    [StringLength(KnowledgeLimits.Body)]
    public string Body { get; set; } = "";
}

public sealed class PreviewInput
{
    [StringLength(KnowledgeLimits.Body)]
    public string Body { get; set; } = "";
}
