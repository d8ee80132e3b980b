using CustomerService.Framework.Markup;

namespace CustomerService.Tickets.Rendering;

/// <summary>Makes HTML that is safe to show: customers' words as plain text with links, staff's as Markdown.</summary>
internal static class MessageRenderer
{
    public static string Render(string body, bool isByStaff) =>
        isByStaff ? MarkupRenderer.OfMarkdown(body, MarkupRules.Message) : MarkupRenderer.OfPlainText(body);
}
