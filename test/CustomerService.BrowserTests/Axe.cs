using System.Text.Json;
using CustomerService.TestBase;
using Microsoft.Playwright;

namespace CustomerService.BrowserTests;

/// <summary>Barriers that a machine can find on the page as it is shown.</summary>
internal static class Axe
{
    private static readonly string AxeFile = Path.Combine(
        RepositoryPaths.Root,
        "test",
        "CustomerService.BrowserTests",
        "node_modules",
        "axe-core",
        "axe.min.js"
    );

    /// <summary>Skips the test, with the reason, where axe-core is absent.</summary>
    public static void Require() =>
        Assert.SkipUnless(File.Exists(AxeFile), "axe-core is absent: run npm ci in test/CustomerService.BrowserTests (etc/test.sh does).");

    /// <summary>Serious and critical findings, with the elements.</summary>
    /// <param name="within">The part to look at; null looks at the whole page.</param>
    public static async Task<IReadOnlyList<string>> SeriousAsync(IPage page, string? within = null)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(AxeFile));
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async (within) => (await axe.run(within ?? document, { resultTypes: ['violations'] })).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .map(v => `${v.id} (${v.impact}): ` + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.any.map(a =>
                  a.message).join('; ')).join(' | '))
            """,
            within
        );
        return [.. found.EnumerateArray().Select(f => f.GetString()!)];
    }
}
