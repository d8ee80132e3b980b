namespace CustomerService.Knowledge.Articles;

/// <summary>State of one language of an article. <see cref="Changed"/>: published, with newer words in the draft.</summary>
public enum ArticleState
{
    Draft,
    Published,
    Changed,
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
}
