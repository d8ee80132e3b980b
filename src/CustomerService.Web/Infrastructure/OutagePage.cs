using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// "Try again in a moment", without asking the database that is away. What was sent is kept in the page and can be sent
/// again.
/// </summary>
internal sealed class OutagePage(IStringLocalizer localizer) : ISingletonDependency
{
    /// <summary>More than any form of ours; what is larger is not repeated in the page.</summary>
    private const int MaxFormCharacters = 300_000;

    public async Task WriteAsync(HttpContext context, BusinessException outage, PathString path)
    {
        SecurityHeadersMiddleware.Apply(context.Response.Headers);
        using var culture = LocalizerExtensions.UseCulture(RequestLanguage.Of(context));
        var address = context.Request.PathBase + path + context.Request.QueryString;
        var fields = await FieldsAsync(context.Request);
        await PlainPage.WriteAsync(
            context,
            localizer[$"Framework.ErrorPage.{outage.Kind}"],
            localizer.Sentence(outage),
            fields is null
                ? PlainPage.Link(HttpMethods.IsGet(context.Request.Method) ? address : "/", localizer["Framework.ErrorPage.LoadAgain"])
                : PlainPage.FormAgain(address, fields, localizer["Framework.ErrorPage.SendAgain"])
        );
    }

    /// <returns>null where nothing was sent, or where it must not stand in a page: passwords, and what another site sent.</returns>
    private static async Task<List<KeyValuePair<string, string>>?> FieldsAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || UnsentFormMiddleware.IsFromElsewhere(request))
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            var fields = form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))).ToList();
            var isSecret = fields.Any(f => f.Key.Contains("password", StringComparison.OrdinalIgnoreCase));
            return isSecret || fields.Sum(f => f.Value.Length) > MaxFormCharacters ? null : fields;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The reader's language where the request may not have come as far as the middleware that finds it.</summary>
internal static class RequestLanguage
{
    public static string Of(HttpContext context) =>
        context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture.Name
        ?? (context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en");
}
