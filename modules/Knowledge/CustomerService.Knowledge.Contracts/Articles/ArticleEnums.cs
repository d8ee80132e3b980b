namespace CustomerService.Knowledge.Articles;

/// <summary>State of one language of an article. <see cref="Changed"/>: published, with newer words in the draft.</summary>
public enum ArticleState
{
    Draft,
    Published,
    Changed,

    /// <summary>A writer has asked for a look at the draft; what readers see is not touched by it.</summary>
    InReview,
}

public enum ArticleVisibility
{
    Public,

    /// <summary>Customers who have signed in, and staff.</summary>
    SignedIn,
    Internal,
}

public enum ArticleAction
{
    Saved,
    Published,
    Withdrawn,
    Restored,
    SentToReview,
    SentBack,

    /// <summary>Withdrawn because its last day had come.</summary>
    Expired,
    Imported,
}
