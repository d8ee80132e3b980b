using Ganss.Xss;

namespace CustomerService.Framework.Markup;

/// <summary>How a kind of text is shown; made once for each kind, and kept.</summary>
public sealed class MarkupRules
{
    /// <summary>What people write to each other: each line stays a line, pictures become links, links open beside.</summary>
    public static MarkupRules Message { get; } = new() { IsMessage = true, TopHeading = 3 };

    private readonly Lazy<HtmlSanitizer> _guard;

    public MarkupRules() => _guard = new(() => HtmlGuard.Create(this));

    /// <summary>Typed line by line; otherwise laid out, with anchors, pictures and lists of tasks.</summary>
    public bool IsMessage { get; init; }

    /// <summary>The highest level that a heading gets: those above are the page's.</summary>
    public int TopHeading { get; init; } = 1;

    /// <summary>Stands before the anchors of headings, so that none takes the name of an element of the page.</summary>
    public string AnchorPrefix { get; init; } = "";

    /// <summary>A scheme of links besides the web's, mail's and telephone's, for whoever shows the HTML to replace.</summary>
    public string? OwnScheme { get; init; }

    /// <summary>Where pages of the same kind stand: links to their headings get the prefix, too.</summary>
    public string? OwnPath { get; init; }

    internal HtmlSanitizer Guard => _guard.Value;
}
