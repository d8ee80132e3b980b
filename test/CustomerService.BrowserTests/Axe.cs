using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>Barriers that a machine can find on the page as it is shown.</summary>
internal static class Axe
{
    private const int ShownElements = 3;

    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Serious and critical findings, with the elements.</summary>
    /// <param name="within">The part to look at; null looks at the whole page.</param>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page, string? within = null)
    {
        var found = within is null ? await page.RunAxe(Violations) : await page.Locator(within).RunAxe(Violations);
        return
        [
            .. found
                .Violations.Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{v.Id} ({v.Impact}): {string.Join(" | ", v.Nodes.Take(ShownElements).Select(Describe))}"),
        ];
    }

    private static string Describe(AxeResultNode node) => $"{node.Html} {string.Join("; ", node.Any.Select(a => a.Message))}";
}
