using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RateLimits;
using CustomerService.Framework.Texts;
using CustomerService.Framework.Users;
using CustomerService.Knowledge.Files;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.Knowledge.Transfer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace CustomerService.Knowledge;

/// <summary>What portal pages ask for without a form of their own.</summary>
internal static class KnowledgeEndpoints
{
    private const int MaxVisitor = 500;

    /// <summary>What a form needs around its file.</summary>
    private const int FormFrame = 64 * 1024;

    public static void MapKnowledge(this IEndpointRouteBuilder app)
    {
        app.MapGet("/portal/suggest", SuggestAsync).AllowAnonymous().RequireRateLimiting(RateLimitPolicies.Lookups);

        app.MapGet(
                "/admin/kb/export.csv",
                async (IKnowledgeTransferAppService transfer, CancellationToken cancellationToken) =>
                    Results.File(await transfer.ExportCsvAsync(cancellationToken), "text/csv", "knowledge.csv")
            )
            .RequireAuthorization(KnowledgePermissions.Manage)
            .ExcludeFromDescription();

        app.MapGet(KnowledgeFile.AddressRoot + "{id:guid}/{name}", OpenFileAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/admin/kb/{articleId:guid}/files", AddFileAsync)
            .RequireAuthorization(KnowledgePermissions.Write)
            .WithMetadata(new RequestSizeLimitAttribute(KnowledgeLimits.FileBytes + FormFrame))
            .DisableAntiforgery()
            .ExcludeFromDescription();
        app.MapPost("/portal/ask", AskAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(RateLimitPolicies.Forms);

        // Article pages come from a shared cache and can carry no antiforgery token; where the browser says the post
        // comes from is checked instead.
        app.MapPost("/portal/vote", VoteAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(RateLimitPolicies.Forms);
    }

    private static async Task<IResult> SuggestAsync(string? q, IPortalKnowledgeAppService knowledge, CancellationToken cancellationToken)
    {
        var query = q ?? "";
        var links = await knowledge.SuggestAsync(
            new SearchInput { Query = WellFormed.Cut(query, KnowledgeLimits.Query) },
            cancellationToken
        );
        return Results.Json(links.Select(l => new { title = l.Title, url = l.Path }));
    }

    private static async Task<IResult> VoteAsync(
        [FromForm] string category,
        [FromForm] string slug,
        [FromForm] bool helpful,
        HttpContext http,
        ICurrentUser user,
        IPortalKnowledgeAppService knowledge,
        CancellationToken cancellationToken
    )
    {
        if (!IsSameSite(http.Request))
        {
            return Results.Problem(statusCode: StatusCodes.Status403Forbidden);
        }

        await knowledge.VoteAsync(
            new VoteInput
            {
                Slug = slug,
                IsHelpful = helpful,
                Visitor = VisitorOf(http, user),
            },
            cancellationToken
        );
        return http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? Results.NoContent()
            : Results.Redirect($"/kb/{Uri.EscapeDataString(category)}/{Uri.EscapeDataString(slug)}?voted={(helpful ? "yes" : "no")}");
    }

    /// <summary>From an article to the request form. It counts only what comes from our own page, and leads on in any case.</summary>
    private static async Task<IResult> AskAsync(
        [FromForm] string slug,
        HttpContext http,
        IPortalKnowledgeAppService knowledge,
        CancellationToken cancellationToken
    )
    {
        if (IsSameSite(http.Request))
        {
            await knowledge.AskedAfterReadingAsync(slug, cancellationToken);
        }

        return Results.Redirect("/requests/new");
    }

    /// <summary>
    /// Pictures are shown, everything else is downloaded, and nothing runs. What not everybody may read is asked for
    /// again each time.
    /// </summary>
    private static async Task<IResult> OpenFileAsync(
        Guid id,
        IArticleFileAppService files,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await files.FindAsync(id, cancellationToken) is not { } file)
        {
            return Results.NotFound();
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = file.IsPublic ? "public, max-age=300" : "private, no-cache";
        return Results.Stream(
            file.Content,
            file.ContentType,
            file.IsPicture ? null : file.FileName,
            null,
            new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{id:N}\"")
        );
    }

    /// <summary>The editor sends it by script, from our own page.</summary>
    private static async Task<IResult> AddFileAsync(
        Guid articleId,
        IFormFile file,
        IArticleFileAppService files,
        IStringLocalizer localizer,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (!IsSameSite(http.Request))
        {
            return Results.Problem(statusCode: StatusCodes.Status403Forbidden);
        }

        await using var content = file.OpenReadStream();
        try
        {
            var added = await files.AddAsync(
                articleId,
                new AddFileInput
                {
                    FileName = Shorten(file.FileName),
                    ContentType = file.ContentType ?? "",
                    Content = content,
                },
                cancellationToken
            );
            return Results.Json(new { markdown = added.Markdown });
        }
        catch (BusinessException e)
        {
            return Results.Problem(title: localizer.Sentence(e), statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>Names of pasted pictures can be whole addresses; the end of one tells the kind.</summary>
    private static string Shorten(string name) => name.Length > KnowledgeLimits.FileName ? name[^KnowledgeLimits.FileName..] : name;

    private static bool IsSameSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
    }

    private static string VisitorOf(HttpContext http, ICurrentUser user)
    {
        var visitor = user.Id is { } id ? id.ToString() : $"{http.Connection.RemoteIpAddress}|{http.Request.Headers.UserAgent}";
        return WellFormed.Cut(visitor, MaxVisitor);
    }
}
