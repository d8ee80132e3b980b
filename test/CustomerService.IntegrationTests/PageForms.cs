using System.Text.RegularExpressions;

namespace CustomerService.IntegrationTests;

/// <summary>Fills in the forms of static pages as a browser without scripts does.</summary>
internal static partial class PageForms
{
    /// <param name="handler">The form's name; a page may have several.</param>
    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string path,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        var token = TokenOf(await client.GetStringAsync(path));
        using var form = new FormUrlEncodedContent(
            fields
                .Append(("_handler", handler))
                .Append(("__RequestVerificationToken", token))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2))
        );
        return await client.PostAsync(path, form);
    }

    /// <summary>Opens a link to a ticket or to sign in: a mailed one has a button, others go on at once.</summary>
    /// <returns>The page at which it ends.</returns>
    public static async Task<HttpResponseMessage> FollowAsync(HttpClient client, string link)
    {
        var answer = await client.GetAsync(link);
        return (await answer.Content.ReadAsStringAsync()).Contains("value=\"open\"", StringComparison.Ordinal)
            ? await PostAsync(client, link, "open")
            : answer;
    }

    /// <summary>What stands on the page at which the link ends.</summary>
    public static async Task<string> ReadAsync(HttpClient client, string link) =>
        System.Net.WebUtility.HtmlDecode(await (await FollowAsync(client, link)).Content.ReadAsStringAsync());

    /// <summary>The anti-forgery token of the forms on this page.</summary>
    public static string TokenOf(string page) => TokenPattern().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
